package shimpath

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// DescriptionFile is the name of the file beside a built shim that says what it
// is. It begins with a [Seal]; setup keeps more there.
const DescriptionFile = "shim.json"

// Seal tells a whole shim from one that was cut short or altered. Opening a
// library that is shorter than its own tables say ends the process with SIGBUS.
type Seal struct {
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// SealOf returns the seal of the file at path as it is now.
func SealOf(path string) (Seal, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return Seal{}, err
	}
	sum := sha256.Sum256(content)
	return Seal{Size: int64(len(content)), SHA256: hex.EncodeToString(sum[:])}, nil
}

// Intact returns an error where the shim at path is not what the description
// beside it says. A shim with no description, one that was copied beside a
// program for instance, passes.
func Intact(path string) error {
	// A setup may be replacing shim and description, two renames in a row.
	for range 2 {
		if intact(path) == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return intact(path)
}

func intact(path string) error {
	want, err := readSeal(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	got, err := SealOf(path)
	if err != nil || got == want {
		return err
	}
	return want.differs(got)
}

func (want Seal) differs(got Seal) error {
	switch {
	case want.SHA256 == "":
		return fmt.Errorf("%s beside it tells no size", DescriptionFile)
	case got.Size != want.Size:
		return fmt.Errorf("damaged: it has %d bytes, and %d when it was built", got.Size, want.Size)
	}
	return errors.New("damaged: its content is not what was built")
}

func readSeal(path string) (Seal, error) {
	var s Seal
	file := filepath.Join(filepath.Dir(path), DescriptionFile)
	text, err := os.ReadFile(file)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("%s: %w", file, err)
	}
	return s, nil
}

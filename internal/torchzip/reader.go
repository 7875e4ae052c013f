package torchzip

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/e0112027/gotorch/internal/safezip"
)

// maxInflate is how much larger than the file the entries may be together that are
// deflated. torch.save deflates none, but who packs an archive anew may.
const maxInflate = 8

// Archive is an open archive whose directory was checked.
type Archive struct {
	// BigEndian tells that numbers come with the highest byte first.
	BigEndian bool

	entries map[string]*zip.File // by their names in the folder
	left    uint64               // bytes that deflated entries may still take
}

// ErrTorchScript is returned for an archive that torch.jit.save wrote.
var ErrTorchScript = errors.New("it is a TorchScript archive, a program; torch.save(model.state_dict(), path) writes its tensors")

// Open reads the directory of an archive of size bytes, and refuses one that lies: names
// that lead out of the folder or are there twice, and entries that lie over each other.
func Open(r io.ReaderAt, size int64) (*Archive, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	a := &Archive{entries: make(map[string]*zip.File, len(z.File)), left: maxInflate * uint64(size)}
	if err := a.index(z.File); err != nil {
		return nil, err
	}
	if err := safezip.Disjoint(z.File, size); err != nil {
		return nil, err
	}
	if a.entries[Pickle] == nil {
		return nil, fmt.Errorf("it has no %s", Pickle)
	}
	if a.entries["constants.pkl"] != nil {
		return nil, ErrTorchScript
	}
	return a, a.readOrder()
}

func (a *Archive) readOrder() error {
	if _, ok := a.entries["byteorder"]; !ok {
		return nil
	}
	text, err := a.text("byteorder")
	switch {
	case err != nil:
		return err
	case text != "little" && text != "big":
		return fmt.Errorf("byteorder is %.100q, neither little nor big", text)
	}
	a.BigEndian = text == "big"
	return nil
}

func (a *Archive) text(name string) (string, error) {
	in, err := a.Open(name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	text, err := io.ReadAll(io.LimitReader(in, 100))
	return string(text), err
}

// index takes the entries by their names below the one folder.
func (a *Archive) index(files []*zip.File) error {
	folder := ""
	for _, f := range files {
		if strings.ContainsAny(f.Name, "\\\x00") || path.Clean("/"+f.Name) != "/"+strings.TrimSuffix(f.Name, "/") {
			return fmt.Errorf("an entry is named %.200q", f.Name)
		}
		if strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0 {
			continue // a folder, as other packers write them
		}
		top, name, below := strings.Cut(f.Name, "/")
		if folder == "" {
			folder = top
		}
		if !below || top != folder {
			return fmt.Errorf("entry %.200q lies outside of the folder %.200q", f.Name, folder)
		}
		if a.entries[name] != nil {
			return fmt.Errorf("entry %.200q is there twice", f.Name)
		}
		if err := a.admit(f); err != nil {
			return fmt.Errorf("entry %.200q: %w", f.Name, err)
		}
		a.entries[name] = f
	}
	return nil
}

// admit checks an entry's sizes and its method.
func (a *Archive) admit(f *zip.File) error {
	const encrypted = 1
	switch {
	case f.Flags&encrypted != 0:
		return errors.New("it is encrypted")
	case f.Method == zip.Store && f.CompressedSize64 != f.UncompressedSize64:
		return fmt.Errorf("%d bytes are stored in %d", f.UncompressedSize64, f.CompressedSize64)
	case f.Method == zip.Store:
		return nil
	case f.Method != zip.Deflate:
		return fmt.Errorf("method %d of compression is unknown", f.Method)
	case f.UncompressedSize64 > a.left:
		return fmt.Errorf("deflated entries take more than %d times the file's size", maxInflate)
	}
	a.left -= f.UncompressedSize64
	return nil
}

// Size returns the bytes of an entry, and whether it is there.
func (a *Archive) Size(name string) (int64, bool) {
	f := a.entries[name]
	if f == nil {
		return 0, false
	}
	return int64(f.UncompressedSize64), true
}

// Open opens an entry for reading.
func (a *Archive) Open(name string) (io.ReadCloser, error) { return a.entries[name].Open() }

// Place returns where an entry's bytes lie in the file, unless they are deflated.
func (a *Archive) Place(name string) (int64, bool) {
	f := a.entries[name]
	if f.Method != zip.Store {
		return 0, false
	}
	at, err := f.DataOffset()
	return at, err == nil
}

// Read fills memory, which is as long as the entry, and checks its sum.
func (a *Archive) Read(name string, memory []byte) error {
	if len(memory) == 0 {
		return nil // torch.save writes no sum behind nothing
	}
	in, err := a.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	if _, err := io.ReadFull(in, memory); err != nil {
		return err
	}
	switch n, err := in.Read(make([]byte, 1)); {
	case n > 0:
		return errors.New("it has more bytes than the directory says")
	case err != io.EOF: // the sum is checked there
		return err
	}
	return nil
}

package program

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// Finish does what -save and -sha256 ask for after training.
func (f *Flags) Finish(net any) error {
	if f.Save != "" {
		if err := safetensors.SaveFile(f.Save, nn.StateDict(net).Map(), nil); err != nil {
			return err
		}
	}
	if f.SHA256 {
		fmt.Println("sha256", Digest(net))
	}
	return nil
}

// Load reads what -save wrote into a module.
func Load(net any, path string) error {
	state, err := safetensors.LoadFile(path)
	if err != nil {
		return err
	}
	if err := nn.LoadStateDict(net, torch.NewStateDict(state)); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// Digest hashes each entry's name and little-endian bytes, in the order of the state_dict.
func Digest(net any) string {
	h := sha256.New()
	for name, value := range nn.StateDict(net).All() {
		h.Write([]byte(name))
		h.Write(value.RawBytes())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Float writes x as Python's repr does.
func Float(x float64) string {
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if e := strings.IndexByte(s, 'e'); e >= 0 {
		if exponent, _ := strconv.Atoi(s[e+1:]); exponent >= -4 && exponent < 16 {
			s = strconv.FormatFloat(x, 'f', -1, 64)
		}
	}
	if strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '-' }) < 0 {
		s += ".0"
	}
	return strings.ToLower(strings.TrimPrefix(s, "+"))
}

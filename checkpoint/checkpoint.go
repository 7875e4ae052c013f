package checkpoint

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// State names what a checkpoint holds. The values are
//
//	a module (see package nn)              its state_dict
//	optimizers, schedulers, GradScaler     what their StateDict returns, in Python's structure
//	a [Stateful], such as a data.Loader    what its StateDict returns
//	*torch.Generator                       its state, a uint8 tensor
//	*torch.Tensor                          the tensor, into which [Load] copies
//	pointers to plain values               numbers, booleans, strings, lists, maps, structs
//
// [Save] takes plain values without a pointer too.
type State map[string]any

// Stateful is anything else that has a state, in the structure of Python's: numbers, strings,
// tensors, lists and maps of them.
type Stateful interface {
	StateDict() map[string]any
	// LoadStateDict sets what StateDict returned, here or in Python. Where it returns an
	// error, nothing should have changed.
	LoadStateDict(state map[string]any) error
}

// Save writes a checkpoint to a .pt file. It appears under its name when it is complete and
// on disk; until then a former file stays, also where the process is killed. The error names
// the value that can't be saved.
//
// See https://docs.pytorch.org/tutorials/beginner/saving_loading_models.html
func Save(path string, state State) error {
	value, err := state.pack()
	if err != nil {
		return fmt.Errorf("checkpoint: %s: %w", path, err)
	}
	if err := torch.Save(path, value); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	return nil
}

// pack makes a dict of the values, in the order of their names.
func (s State) pack() (*torch.Dict, error) {
	if len(s) == 0 {
		return nil, errors.New("the state is empty")
	}
	d := &torch.Dict{}
	for _, name := range slices.Sorted(maps.Keys(s)) {
		var packed any
		err := torch.Try(func() (err error) {
			packed, err = kindOf(s[name]).pack()
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("%q: %w", name, err)
		}
		d.Set(name, packed)
	}
	return d, nil
}

// Load reads a checkpoint, written here or in Python, into the values of state. The options
// are [torch.Load]'s. A name that the file lacks is an error, before anything is changed;
// what the file holds beside them is left alone, so that a network can be had from the
// checkpoint of a run. A value that does not fit is an error that names it, and the values
// before it, in the order of their names, are loaded then: don't go on with them.
func Load(path string, state State, options ...torch.LoadOption) error {
	value, err := torch.Load(path, options...)
	if err == nil {
		err = state.unpack(value)
	}
	if err != nil && !strings.Contains(err.Error(), filepath.Base(path)) {
		err = fmt.Errorf("%s: %w", path, err)
	}
	if err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	return nil
}

func (s State) unpack(value any) error {
	saved, ok := value.(*torch.Dict)
	if !ok {
		return fmt.Errorf("the file holds a %T, and a checkpoint is a dict; torch.LoadStateDict reads the file of one network", value)
	}
	names := slices.Sorted(maps.Keys(s))
	var missing []string
	for _, name := range names {
		if !saved.Has(name) {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("the file lacks %q; it holds %q", missing, saved.Keys())
	}
	for _, name := range names {
		err := torch.Try(func() error { return kindOf(s[name]).unpack(saved.Get(name)) })
		if err != nil {
			return fmt.Errorf("%q: %w", name, err)
		}
	}
	return nil
}

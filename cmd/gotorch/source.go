package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/npy"
	"github.com/e0112027/gotorch/torch/npz"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// convertible is a tensor that is to be converted.
type convertible struct {
	name   string
	dtype  torch.DType
	shape  []int
	layout torch.Layout
	meta   bool          // there are no elements
	tensor *torch.Tensor // of a .pt file
}

func (c convertible) bytes() int64 {
	n := int64(c.dtype.Size())
	for _, size := range c.shape {
		n *= int64(size)
	}
	return n
}

// source is an open file whose tensors are converted.
type source struct {
	tensors  []convertible
	values   []plainValue      // beside them
	metadata map[string]string // of safetensors
	whole    any               // the value that goes from one .pt file to another
	load     func(convertible) (*torch.Tensor, error)
	close    func() error
}

func (s *source) bytes() (n int64) {
	for _, t := range s.tensors {
		n += t.bytes()
	}
	return n
}

func (j *conversion) open() (*source, error) {
	switch j.from {
	case formatTorch:
		return j.openTorch()
	case formatNPZ:
		return openNPZ(j.In)
	}
	return openSafetensors(j.In)
}

func (j *conversion) openTorch() (*source, error) {
	var at []any
	for _, key := range j.At {
		at = append(at, key)
	}
	value, err := loadMapped(j.In, at...)
	if err != nil {
		return nil, err
	}
	s := &source{close: func() error { return nil }}
	if j.to == formatTorch {
		s.whole = value
		return s, nil
	}
	f, err := flatten(value)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", j.In, err)
	}
	s.values = f.values
	for _, t := range f.tensors {
		meta := t.Device().Type == torch.DeviceMeta
		s.tensors = append(s.tensors, convertible{t.name, t.DType(), t.Shape(), t.Layout(), meta, t.Tensor})
	}
	s.load = func(t convertible) (*torch.Tensor, error) { return t.tensor, nil }
	return s, nil
}

func openSafetensors(path string) (*source, error) {
	f, err := safetensors.Open(path)
	if err != nil {
		return nil, err
	}
	s := &source{metadata: f.Metadata(), close: f.Close}
	s.load = func(t convertible) (*torch.Tensor, error) { return f.Tensor(t.name) }
	for _, name := range f.Names() {
		info, err := f.Info(name)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
		}
		s.tensors = append(s.tensors, convertible{name: name, dtype: info.DType, shape: info.Shape})
	}
	return s, nil
}

func openNPZ(path string) (*source, error) {
	f, err := npz.Open(path)
	if err != nil {
		return nil, err
	}
	s := &source{close: f.Close}
	s.load = func(t convertible) (*torch.Tensor, error) { return f.Tensor(t.name) }
	for _, name := range f.Names() {
		info, err := f.Info(name)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
		}
		s.tensors = append(s.tensors, convertible{name: name, dtype: info.DType, shape: info.Shape})
	}
	return s, nil
}

// lose takes out what a format can't hold, and returns a line for each.
func (s *source) lose(to format) (lost []string) {
	for _, v := range s.values {
		lost = append(lost, fmt.Sprintf("%s: %s %s", v.Name, v.Kind, v.Value))
	}
	if to == formatTorch || to == formatNPZ {
		for _, key := range slices.Sorted(maps.Keys(s.metadata)) {
			if key != "format" && key != "total_size" { // these say nothing of the tensors
				lost = append(lost, fmt.Sprintf("metadata %s: %s", key, shortened(s.metadata[key])))
			}
		}
	}
	s.tensors = slices.DeleteFunc(s.tensors, func(t convertible) bool {
		why := t.unfit(to)
		if why != "" {
			lost = append(lost, fmt.Sprintf("%s: a tensor %s", t.name, why))
		}
		return why != ""
	})
	return lost
}

// unfit tells why a format can't hold a tensor, "" where it can.
func (c convertible) unfit(to format) string {
	switch {
	case to == formatTorch:
		return ""
	case c.meta:
		return "without elements, on meta"
	case c.layout != torch.Strided:
		return "of layout " + c.layout.String()
	case to == formatNPZ && !npy.Holds(c.dtype), to != formatNPZ && !safetensors.Holds(c.dtype):
		return "of " + c.dtype.String()
	}
	return ""
}

// shared lists the tensors that lie in one memory.
func (s *source) shared() (lines []string) {
	names := map[uintptr][]string{}
	var order []uintptr
	for _, t := range s.tensors {
		if t.tensor == nil || t.layout != torch.Strided || t.bytes() == 0 {
			continue
		}
		at := t.tensor.UntypedStorage().DataPtr
		if names[at] == nil {
			order = append(order, at)
		}
		names[at] = append(names[at], t.name)
	}
	for _, at := range order {
		if len(names[at]) > 1 {
			lines = append(lines, strings.Join(names[at], ", "))
		}
	}
	return lines
}

// unique refuses two tensors of one name, and one without.
func (s *source) unique() error {
	seen := make(map[string]bool, len(s.tensors))
	for _, t := range s.tensors {
		switch {
		case t.name == "" && len(s.tensors) == 1 && t.tensor != nil:
			return errors.New("it holds a tensor alone, which has no name")
		case seen[t.name]:
			return fmt.Errorf("the keys of two tensors become one name, %q", t.name)
		}
		seen[t.name] = true
	}
	return nil
}

package torch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// ErrFormat is what errors of [Load] wrap where the content of a file is at fault.
var ErrFormat = errors.New("no file of plain values and tensors that torch.save wrote")

// Load reads a file that Python's torch.save or [Save] wrote, also one from before
// PyTorch 1.6. What the values become is told at [Tuple]; tensors keep their strides,
// and share memory where they did. It takes what torch.load takes with
// weights_only=True: plain values and tensors. Whatever else a file wants made is
// refused by its name, and nothing of it is run.
//
//	checkpoint, err := torch.Load("run.pt", torch.MapLocation(torch.CPU))
//	…
//	epoch, err := torch.Lookup[int](checkpoint, "epoch")
//	state, err := torch.Lookup[*torch.StateDict](checkpoint, "model")
//
// Where the content is at fault the error wraps [ErrFormat]. See [LoadStateDict] for a
// file that holds a state_dict, and [At] and [Mmap] for a part of a large one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.load.html
func Load(path string, options ...LoadOption) (any, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: it is no regular file; read it and use torch.LoadFrom", path)
	}
	o := newLoadOptions(options)
	o.path = path
	value, err := o.load(file, info.Size())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return value, nil
}

// LoadFrom is [Load] for a file that is not on a disk, of size bytes: for a
// [bytes.Reader], say. It can't be mapped.
func LoadFrom(r io.ReaderAt, size int, options ...LoadOption) (any, error) {
	if r == nil {
		misuse("load", "TypeError", "the reader is nil")
	}
	value, err := newLoadOptions(options).load(r, int64(size))
	if err != nil {
		return nil, fmt.Errorf("torch: %w", err)
	}
	return value, nil
}

// load reads the values, then makes those that are asked for.
func (o *loadOptions) load(r io.ReaderAt, size int64) (any, error) {
	if err := Init(); err != nil {
		return nil, err
	}
	if size < 0 {
		return nil, fmt.Errorf("a file of %d bytes", size)
	}
	if o.mmap && o.path == "" {
		return nil, errors.New("Mmap needs a file on a disk, see Load")
	}
	var begin [512]byte
	n, err := r.ReadAt(begin[:min(size, int64(len(begin)))], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	value, err := o.values(r, size, begin[:n])
	if err != nil {
		return nil, err
	}
	for i, key := range o.at {
		if value, err = step(value, key); err != nil {
			return nil, fmt.Errorf("%s: %w", pathText(o.at[:i]), err)
		}
	}
	return newResolver(o).of(value)
}

// values reads what a file of one of the formats holds.
func (o *loadOptions) values(r io.ReaderAt, size int64, begin []byte) (any, error) {
	switch {
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		return loadZip(r, size, o)
	case o.mmap:
		return nil, fmt.Errorf("%w: files from before PyTorch 1.6 can't be mapped", ErrFormat)
	case len(begin) > 262 && bytes.HasPrefix(begin[257:], []byte("ustar")):
		return nil, fmt.Errorf("%w: tar archives, from before PyTorch 0.2, are not read; load it in Python with weights_only=False, and save it again", ErrFormat)
	case strings.HasSuffix(o.path, ".safetensors"):
		return nil, fmt.Errorf("%w: it is named as safetensors' are; package torch/safetensors reads it", ErrFormat)
	}
	return loadLegacy(r, size, o)
}

// LoadStateDict reads a state_dict: a file for itself or, with [At], a dict of it.
//
//	state, err := torch.LoadStateDict("resnet18.pth")
//	…
//	err = nn.LoadStateDict(net, state)
//
// The error of a file that holds another value names its keys.
func LoadStateDict(path string, options ...LoadOption) (*StateDict, error) {
	value, err := Load(path, options...)
	if err != nil {
		return nil, err
	}
	state, err := asStateDict(value)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return state, nil
}

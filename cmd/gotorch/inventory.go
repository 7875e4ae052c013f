package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/npy"
	"github.com/e0112027/gotorch/torch/npz"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// format is how a file holds tensors.
type format string

const (
	formatTorch       format = "torch.save"
	formatSafetensors format = "safetensors"
	formatShards      format = "safetensors in shards"
	formatNPZ         format = "npz"
	formatNPY         format = "npy"
)

// formatOf tells a file's format by its name.
func formatOf(path string) (format, error) {
	switch name := strings.ToLower(filepath.Base(path)); {
	case strings.HasSuffix(name, ".safetensors.index.json"):
		return formatShards, nil
	case strings.HasSuffix(name, ".safetensors"):
		return formatSafetensors, nil
	case strings.HasSuffix(name, ".npz"):
		return formatNPZ, nil
	case strings.HasSuffix(name, ".npy"):
		return formatNPY, nil
	case slices.Contains([]string{".pt", ".pth", ".bin", ".ckpt"}, filepath.Ext(name)):
		return formatTorch, nil
	}
	return "", fmt.Errorf("%s: its name tells no format; .pt, .pth, .bin and .ckpt are read as torch.save's, and .safetensors, .safetensors.index.json, .npz and .npy", path)
}

// inventory is what a file holds.
type inventory struct {
	File      string            `json:"file"`
	Format    format            `json:"format"`
	FileBytes int64             `json:"file_bytes"`
	Metadata  map[string]string `json:"metadata,omitempty"`
	Values    []plainValue      `json:"values,omitempty"`
	Tensors   []tensorInfo      `json:"tensors"`
	Elements  int               `json:"elements"`
	Bytes     int64             `json:"bytes"` // of all tensors
}

type tensorInfo struct {
	Name     string `json:"name"`
	DType    string `json:"dtype"`
	Layout   string `json:"layout,omitempty"` // unless it is strided
	Shape    []int  `json:"shape"`
	Elements int    `json:"elements"`
	Bytes    int64  `json:"bytes"`
}

// inventoryOf describes a file without reading elements.
func inventoryOf(path string) (*inventory, error) {
	f, err := formatOf(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: it is no regular file", path)
	}
	h := &inventory{File: path, Format: f, FileBytes: info.Size(), Tensors: []tensorInfo{}}
	fill := map[format]func(string) error{
		formatTorch: h.torchSave, formatSafetensors: h.safetensors, formatShards: h.safetensors, formatNPZ: h.npz, formatNPY: h.npy,
	}[f]
	quiet()
	// What a file holds may be more than a dtype or a shape of this libtorch's.
	if err := torch.Try(func() error { return fill(path) }); err != nil {
		if !strings.Contains(err.Error(), path) {
			err = fmt.Errorf("%s: %w", path, err)
		}
		return nil, err
	}
	return h, nil
}

// add adds a tensor of a dense dtype.
func (h *inventory) add(name string, dtype torch.DType, shape []int) {
	n := 1
	for _, size := range shape {
		n *= size
	}
	h.append(tensorInfo{Name: name, DType: dtypeName(dtype), Shape: append([]int{}, shape...), Elements: n, Bytes: int64(n) * int64(dtype.Size())})
}

func (h *inventory) append(t tensorInfo) {
	h.Tensors = append(h.Tensors, t)
	h.Elements += t.Elements
	h.Bytes += t.Bytes
}

func dtypeName(dtype torch.DType) string { return strings.TrimPrefix(dtype.String(), "torch.") }

func (h *inventory) torchSave(path string) error {
	value, err := torch.Load(path, torch.MapLocation(torch.Meta))
	if refused := (*torch.Error)(nil); errors.As(err, &refused) { // there are no quantized tensors on meta
		value, err = loadMapped(path)
	}
	if err != nil {
		return err
	}
	f, err := flatten(value)
	if err != nil {
		return err
	}
	h.Values = f.values
	for _, t := range f.tensors {
		if t.Layout() == torch.Strided {
			h.add(t.name, t.DType(), t.Shape())
			continue
		}
		layout := strings.TrimPrefix(t.Layout().String(), "torch.")
		x := tensorInfo{Name: t.name, DType: dtypeName(t.DType()), Layout: layout, Shape: t.Shape(), Elements: t.Numel()}
		for _, part := range sparseParts(t.Tensor) {
			x.Bytes += int64(part.NBytes())
		}
		h.append(x)
	}
	return nil
}

// loadMapped loads a file whose elements are read when they are used, but for one of the
// format before PyTorch 1.6.
func loadMapped(path string, at ...any) (any, error) {
	options := []torch.LoadOption{torch.MapLocation(torch.CPU), torch.At(at...)}
	zipped, err := isZip(path)
	if err != nil {
		return nil, err
	}
	return torch.Load(path, append(options, torch.Mmap(zipped))...)
}

func isZip(path string) (bool, error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()
	begin := make([]byte, 4)
	_, err = io.ReadFull(file, begin)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return string(begin) == "PK\x03\x04", err
}

// quiet keeps libtorch's warnings of dtypes and layouts out of what is printed.
func quiet() { torch.SetWarningHandler(func(torch.Warning) {}) }

// sparseParts are the tensors that a sparse one is made of.
func sparseParts(t *torch.Tensor) []*torch.Tensor {
	switch t.Layout() {
	case torch.SparseCOO: // which may be uncoalesced, where Indices and Values refuse it
		return []*torch.Tensor{partOf(opIndices, t), partOf(opValues, t)}
	case torch.SparseCSR, torch.SparseBSR:
		return []*torch.Tensor{t.CRowIndices(), t.ColIndices(), t.Values()}
	}
	return []*torch.Tensor{t.CColIndices(), t.RowIndices(), t.Values()}
}

var (
	opIndices = torch.NewOp("aten::_indices")
	opValues  = torch.NewOp("aten::_values")
)

func partOf(op *torch.Op, t *torch.Tensor) *torch.Tensor {
	call := torch.Invocation{Op: op}
	call.Tensor(t)
	return call.One()
}

func (h *inventory) safetensors(path string) error {
	f, err := safetensors.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	h.Metadata = f.Metadata()
	for _, name := range f.Names() {
		info, err := f.Info(name)
		if err != nil {
			return err
		}
		h.add(name, info.DType, info.Shape)
	}
	h.FileBytes = f.Size()
	return nil
}

func (h *inventory) npz(path string) (err error) {
	f, err := npz.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for _, name := range f.Names() {
		info, err := f.Info(name)
		if err != nil {
			return err
		}
		h.add(name, info.DType, info.Shape)
	}
	return nil
}

func (h *inventory) npy(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := npy.ReadInfo(file)
	if err != nil {
		return err
	}
	h.add("", info.DType, info.Shape)
	return nil
}

package torch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"unsafe"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/atomicfile"
	"github.com/e0112027/gotorch/internal/pickle"
	"github.com/e0112027/gotorch/internal/torchzip"
)

// Save writes a value to a file that Python's torch.load reads, with
// weights_only=True too, and [Load]. It takes tensors, dicts and the other values at
// [Tuple], a [StateDict], and Go's own numbers, strings, slices (lists there), arrays (tuples),
// structs (dicts of their exported fields, by their tags py or json) and maps
// (dicts, in the order of their keys). A value that has a method SavedValue() any is written
// as what that returns. Tensors that share memory still do when they
// are read, and a tensor is written with all of the memory that it is a view of. The
// error of what can't be saved names its place.
//
//	err := torch.Save("run.pt", torch.NewDict("epoch", 3, "model", nn.StateDict(net)))
//
// The file is written aside, brought to the disk and renamed, so at any moment there
// is the old one or the new.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.save.html
func Save(path string, value any) error {
	return atomicfile.Write(path, func(w io.Writer) error { return saveTo(w, folderOf(path), value) })
}

// SaveTo is [Save] to a writer.
func SaveTo(w io.Writer, value any) error {
	if w == nil {
		misuse("save", "TypeError", "the writer is nil")
	}
	return saveTo(w, anyFolder, value)
}

const anyFolder = "archive"

// folderOf is the folder that a file's entries lie in: its name, as in Python, where
// ASCII has its letters.
func folderOf(path string) string {
	base := filepath.Base(path)
	if i := strings.LastIndexByte(base, '.'); i >= 0 {
		base = base[:i]
	}
	for _, r := range base {
		if r < ' ' || r > '~' || r == '\\' {
			return anyFolder
		}
	}
	if base == "" || base == "." {
		return anyFolder
	}
	return base
}

func saveTo(w io.Writer, folder string, value any) error {
	if err := Init(); err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	err := Try(func() error { return save(torchzip.NewWriter(buffered, folder), value) })
	return errors.Join(err, buffered.Flush())
}

func save(z *torchzip.Writer, value any) error {
	var data bytes.Buffer
	p := newPickler(pickle.NewWriter(&data))
	p.value(value)
	if err := p.Close(); err != nil {
		return fmt.Errorf("torch: %w", err)
	}
	if err := z.Begin(data.Bytes()); err != nil {
		return err
	}
	for i, t := range p.storages {
		if err := saveStorage(z, torchzip.Data+strconv.Itoa(i), t); err != nil {
			return err
		}
	}
	return z.Close()
}

// saveStorage writes the bytes of t's storage.
func saveStorage(z *torchzip.Writer, name string, t *Tensor) error {
	s := NewScope()
	defer s.Close()
	size := t.UntypedStorage().NBytes
	bytes := Empty(0, UInt8, t.Device(), In(s))
	h, err := cgotorch.SetOn(bytes.handle, t.handle, 0, []int{size}, []int{1})
	check("save", err, t)
	bytes = s.add(h, cgotorch.Info(UInt8)|cgotorch.StorageInfo(size)).To(CPU)
	var memory []byte
	if size > 0 {
		memory = unsafe.Slice((*byte)(bytes.elements("save", size)), size)
	}
	err = z.Entry(name, memory)
	t.leave(nil) // keeps it until here
	return err
}

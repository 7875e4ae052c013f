package data

import (
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// row is a sample of a batch: one of another batch.
type row struct{ batch, at int }

// merger makes one batch of several.
type merger struct {
	rows []row
	into *torch.Scope
}

// mergeBatches makes a batch whose samples are rows of others. The error is one of
// [errors.ErrUnsupported] where a batch is not made of tensors alone, or theirs differ in
// shape or dtype: of samples one by one the default collate makes what can be made.
func mergeBatches[B any](batches []B, rows []row, into *torch.Scope) (out B, err error) {
	values := make([]reflect.Value, len(batches))
	for i := range batches {
		values[i] = reflect.ValueOf(&batches[i]).Elem()
	}
	m := merger{rows, into}
	err = m.merge(values, reflect.ValueOf(&out).Elem())
	return out, err
}

func (m *merger) merge(parts []reflect.Value, out reflect.Value) error {
	t := out.Type()
	switch {
	case t == typeTensor:
		tensors := make([]*torch.Tensor, len(parts))
		for i, part := range parts {
			tensors[i] = part.Interface().(*torch.Tensor)
		}
		merged, err := m.tensors(tensors)
		out.Set(reflect.ValueOf(merged))
		return err
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			if !t.Field(i).IsExported() {
				return unmerged("%v has unexported fields", t)
			}
			if err := m.merge(column(parts, func(v reflect.Value) reflect.Value { return v.Field(i) }), out.Field(i)); err != nil {
				return err
			}
		}
		return nil
	case t.Kind() == reflect.Slice:
		n := parts[0].Len()
		out.Set(reflect.MakeSlice(t, n, n))
		for _, part := range parts {
			if part.Len() != n {
				return unmerged("lists of %d and of %d", n, part.Len())
			}
		}
		for i := range n {
			if err := m.merge(column(parts, func(v reflect.Value) reflect.Value { return v.Index(i) }), out.Index(i)); err != nil {
				return err
			}
		}
		return nil
	}
	return unmerged("%v is no tensor", t)
}

func unmerged(format string, args ...any) error {
	return fmt.Errorf("data: %s: %w", fmt.Sprintf(format, args...), errors.ErrUnsupported)
}

// tensors gathers rows of tensors (N, …) that differ in N alone.
func (m *merger) tensors(parts []*torch.Tensor) (*torch.Tensor, error) {
	for _, t := range parts {
		if t == nil || t.NDim() == 0 || t.DType() != parts[0].DType() || !slices.Equal(t.Shape()[1:], parts[0].Shape()[1:]) {
			return nil, unmerged("tensors that differ in more than the number of rows")
		}
	}
	for _, r := range m.rows {
		requireIndex(r.at, parts[r.batch].Len())
	}
	if out := m.copyRows(parts); out != nil {
		return out, nil
	}
	return m.selectRows(parts), nil
}

// copyRows copies rows that lie one after the other in this machine's memory; nil where
// they don't.
func (m *merger) copyRows(parts []*torch.Tensor) *torch.Tensor {
	memory := make([]torch.Memory, len(parts))
	for i, t := range parts {
		if !t.UnsafeMemory(&memory[i]) || !memory[i].Contiguous {
			return nil
		}
	}
	shape := slices.Clone(memory[0].Shape)
	shape[0] = len(m.rows)
	out := torch.Empty(shape, memory[0].DType, torch.In(m.into))
	var whole torch.Memory
	out.UnsafeMemory(&whole)
	size := len(whole.Bytes) / len(m.rows)
	for i, r := range m.rows {
		copy(whole.Bytes[i*size:(i+1)*size], memory[r.batch].Bytes[r.at*size:])
	}
	runtime.KeepAlive(parts)
	return out
}

var opCat = torch.NewOp("aten::cat")

// selectRows works on every device, and keeps the graph.
func (m *merger) selectRows(parts []*torch.Tensor) *torch.Tensor {
	starts := make([]int, len(parts)+1)
	for i, t := range parts {
		starts[i+1] = starts[i] + t.Len()
	}
	places := make([]int, len(m.rows))
	for i, r := range m.rows {
		places[i] = starts[r.batch] + r.at
	}
	v := torch.Invocation{Op: opCat}
	v.Tensors(parts)
	v.Int(0)
	v.In(m.into)
	all := rows{tensor: v.One()}
	return all.take(places, m.into)
}

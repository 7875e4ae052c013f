// Package tensorstr renders a tensor exactly as Python's print does. It is
// torch/_tensor_str.py over plain values: it knows neither libtorch nor devices,
// so whoever calls it reads the elements that are shown ([Options.ShownShape])
// and states the facts that Python appends.
package tensorstr

import (
	"strconv"
	"strings"
)

const (
	prefix       = "tensor("
	nestedPrefix = "nested_tensor("
)

// Tensor is what Python's print shows of a tensor.
type Tensor struct {
	// Shape is the shape of the whole tensor.
	Shape []int
	// Elements are those at the places that [Options.ShownShape] keeps. A nil
	// interface stands for elements that don't exist (device meta).
	Elements Elements
	// DType is PyTorch's name of the dtype, such as "float32".
	DType string
	// DefaultDType is torch.get_default_dtype(); empty means float32.
	DefaultDType string
	// Device is printed where it is not empty; Python names only devices that
	// are not the default one.
	Device string
	// Layout is PyTorch's name of a layout that isn't strided, such as
	// "sparse_coo"; empty means strided.
	Layout string
	// Sparse holds the parts of a tensor of a sparse layout, whose own Elements
	// are not used.
	Sparse *Sparse
	// Quantized holds what is printed of the scheme of a quantized tensor, such as
	// "scale=0.1", in order; its Elements are those of the dequantized tensor.
	Quantized []string
	// Nested holds the texts of the tensors inside a nested one, of which nothing
	// else is printed but what autograd knows; nil for any other.
	Nested []string
	// GradFn is the name of the node that made the tensor, such as
	// "AddBackward0"; it hides RequiresGrad.
	GradFn string
	// RequiresGrad says that gradients are recorded for the tensor.
	RequiresGrad bool
}

// Sparse is the inside of a sparse tensor.
type Sparse struct {
	// NNZ is the number of specified elements.
	NNZ int
	// Parts are the index tensors and the values, in the order of printing.
	Parts []Part
}

// Part is one of the dense tensors inside a sparse one.
type Part struct {
	// Name is "indices", "crow_indices", "values" and so on.
	Name string
	// Shape and Elements are as in [Tensor].
	Shape    []int
	Elements Elements
}

// Format returns Python's repr of t. It panics where the number of elements is
// not that of the shown part of the shape.
func Format(t Tensor, o Options) string {
	o = o.sane()
	open := prefix
	if t.Nested != nil {
		open = nestedPrefix
	}
	return addSuffixes(open, t.body(o), t.suffixes(o), t.Layout == "sparse_coo", o)
}

func (t Tensor) body(o Options) string {
	switch {
	case t.Nested != nil:
		return nested(t.Nested)
	case t.Sparse != nil:
		parts := make([]string, len(t.Sparse.Parts))
		for i, p := range t.Sparse.Parts {
			parts[i] = p.format(o)
		}
		return strings.Join(parts, ",\n"+strings.Repeat(" ", len(prefix)))
	case t.Elements == nil:
		return "..."
	default:
		return contents(t.Shape, t.Elements, len(prefix), o)
	}
}

// nested indents the texts of tensors by two columns, empty lines too.
func nested(texts []string) string {
	joined := make([]string, len(texts))
	for i, text := range texts {
		joined[i] = "  " + strings.ReplaceAll(text, "\n", "\n  ")
	}
	return "[\n" + strings.Join(joined, ",\n") + "\n]"
}

func (p Part) format(o Options) string {
	open := p.Name + "=" + prefix
	text := "..."
	if p.Elements != nil {
		text = contents(p.Shape, p.Elements, len(prefix)+len(open), o)
	}
	if p.Elements == nil || numel(p.Shape) == 0 {
		text += ", size=" + tuple(p.Shape)
	}
	return open + text + ")"
}

// suffixes lists the facts after the elements, in Python's order.
func (t Tensor) suffixes(o Options) []string {
	var s []string
	if t.Device != "" {
		s = append(s, "device='"+t.Device+"'")
	}
	if t.showsSize(o) {
		s = append(s, "size="+tuple(t.Shape))
	}
	if t.Sparse != nil && t.Sparse.NNZ >= 0 {
		s = append(s, "nnz="+strconv.Itoa(t.Sparse.NNZ))
	}
	if t.showsDType() {
		s = append(s, "dtype=torch."+t.DType)
	}
	s = append(s, t.Quantized...)
	if t.Layout != "" {
		s = append(s, "layout=torch."+t.Layout)
	}
	switch {
	case t.GradFn != "":
		s = append(s, "grad_fn=<"+t.GradFn+">")
	case t.RequiresGrad:
		s = append(s, "requires_grad=True")
	}
	return s
}

// showsSize: the elements tell the shape, unless there are none or none are shown.
func (t Tensor) showsSize(o Options) bool {
	switch {
	case t.Nested != nil:
		return false
	case t.Sparse != nil, t.Elements == nil, t.Quantized != nil:
		return true
	case numel(t.Shape) == 0:
		return len(t.Shape) != 1
	default:
		return o.EdgeItems == 0
	}
}

// showsDType: elements that exist tell int64, bool and the default dtypes.
func (t Tensor) showsDType() bool {
	def := t.DefaultDType
	if def == "" {
		def = "float32"
	}
	if t.DType == def || t.Nested != nil {
		return false
	}
	if t.Sparse == nil && (t.Elements == nil || numel(t.Shape) == 0) {
		return true
	}
	defComplex := "complex64"
	if def == "float64" {
		defComplex = "complex128"
	}
	return t.DType != defComplex && t.DType != "int64" && t.DType != "bool"
}

// addSuffixes appends ", suffix" for each, on a new line where the line would
// grow too long. The length of the first line counts two characters too many,
// as in Python.
func addSuffixes(open, body string, suffixes []string, forceNewline bool, o Options) string {
	var out strings.Builder
	text := open + body
	out.WriteString(text)
	lineLen := len(text) - strings.LastIndexByte(text, '\n') + 1
	for _, s := range suffixes {
		if forceNewline || lineLen+len(s)+len(", ") > o.LineWidth {
			out.WriteString(",\n" + strings.Repeat(" ", len(open)) + s)
			lineLen = len(open) + len(s)
			forceNewline = false
			continue
		}
		out.WriteString(", " + s)
		lineLen += len(", ") + len(s)
	}
	out.WriteByte(')')
	return out.String()
}

// tuple prints a shape as Python prints a tuple.
func tuple(shape []int) string {
	parts := make([]string, len(shape))
	for i, n := range shape {
		parts[i] = strconv.Itoa(n)
	}
	if len(parts) == 1 {
		return "(" + parts[0] + ",)"
	}
	return "(" + strings.Join(parts, ", ") + ")"
}

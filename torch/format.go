package torch

import (
	"fmt"
	"math"
	"strings"

	"github.com/e0112027/gotorch/internal/tensorstr"
)

// PrintOptions say how [Tensor.Text] prints. Start from [DefaultPrintOptions].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html
type PrintOptions struct {
	// Precision is the number of digits after the decimal point.
	Precision int
	// Threshold is the number of elements above which only the ends of each
	// dimension are printed.
	Threshold int
	// EdgeItems is how many elements stand at each end of a dimension then.
	EdgeItems int
	// LineWidth is the number of characters after which a row is broken.
	LineWidth int
	// SciMode says when scientific notation is used.
	SciMode SciMode
}

// SciMode says when floating-point elements are printed in scientific notation.
type SciMode = tensorstr.SciMode

// The values of [PrintOptions.SciMode].
const (
	SciAuto = tensorstr.SciAuto // where the elements' range asks for it
	SciOn   = tensorstr.SciOn
	SciOff  = tensorstr.SciOff
)

// DefaultPrintOptions returns the options that Python starts with: 4 digits, at
// most 1000 elements, 3 at each end, lines of 80 characters.
func DefaultPrintOptions() PrintOptions { return PrintOptions(tensorstr.Default()) }

// String returns t as Python's print(t) shows it. A large tensor is cut down to
// the elements shown before they are copied from its device.
func (t *Tensor) String() string { return t.Text(DefaultPrintOptions()) }

// Text is [Tensor.String] with options.
func (t *Tensor) Text(o PrintOptions) string {
	if t == nil {
		return "<nil>"
	}
	var text string
	WithGrad(false, func() {
		Scoped(func(s *Scope) {
			text = printer{scope: s, options: tensorstr.Options(o)}.text(t)
		})
	})
	return text
}

// Format prints t for the verbs %v and %s as Python's print does, for %f without
// and for %e with scientific notation. A precision is the number of digits
// (%.2f), and %+v leaves no element out. %#v describes t without its data.
func (t *Tensor) Format(f fmt.State, verb rune) {
	o := DefaultPrintOptions()
	if precision, given := f.Precision(); given {
		o.Precision = precision
	}
	if f.Flag('+') {
		o.Threshold = math.MaxInt
	}
	text := ""
	switch verb {
	case 'v', 's':
		if f.Flag('#') {
			text = t.GoString()
			break
		}
		text = t.Text(o)
	case 'f':
		o.SciMode = SciOff
		text = t.Text(o)
	case 'e':
		o.SciMode = SciOn
		text = t.Text(o)
	default:
		text = fmt.Sprintf("%%!%c(%s)", verb, t.GoString())
	}
	_, _ = f.Write([]byte(text)) // fmt keeps the error
}

// printer reads what is printed of a tensor, with temporaries of its own scope.
type printer struct {
	scope   *Scope
	options tensorstr.Options
}

func (p printer) text(t *Tensor) string {
	s := tensorstr.Tensor{
		Shape:        t.Shape(),
		DType:        strings.TrimPrefix(t.DType().String(), "torch."),
		DefaultDType: strings.TrimPrefix(DefaultDType().String(), "torch."),
		GradFn:       gradFnText(t),
		RequiresGrad: t.RequiresGrad(),
	}
	device, layout := t.Device(), t.Layout()
	if device.Type != DeviceCPU {
		s.Device = device.String()
	}
	if layout != Strided {
		s.Layout = strings.TrimPrefix(layout.String(), "torch.")
	}
	switch parts := sparseParts[layout]; {
	case parts != nil:
		s.Sparse = p.sparse(t, device, parts)
	case t.IsQuantized():
		s.Quantized = p.scheme(t)
		s.Elements = p.elements(p.one(opDequantize, t), device)
	case t.IsNested():
		s.Nested = p.nested(t)
	default:
		s.Elements = p.elements(t, device)
	}
	return tensorstr.Format(s, p.options)
}

// gradFnText names the node as Python does: without its namespace, and Invalid
// where libtorch refuses to tell, which it does for a view that was made and
// then changed without recording.
func gradFnText(t *Tensor) string {
	name := "Invalid"
	_ = Try(func() error {
		name = t.GradFnName()
		return nil
	})
	return name[strings.LastIndexByte(name, ':')+1:]
}

package torch

import (
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/e0112027/gotorch/cgotorch"
)

// Error is what an operator panics with when libtorch refuses it, as slices and
// maps panic when the program is wrong. [Try] turns the panic into an error.
type Error struct {
	Op      string   // the operator, such as "aten::add.Tensor"
	Kind    string   // the exception Python would raise, such as "RuntimeError"
	Msg     string   // libtorch's message
	Shapes  [][]int  // of the input tensors, in order
	DTypes  []DType  // of the input tensors
	Devices []Device // of the input tensors

	stack []byte // where the panic was, once Try or libtorch has had it
}

// Error returns the operator, libtorch's message, and what the inputs were.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("torch: ")
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	b.WriteString(e.Msg)
	for i, shape := range e.Shapes {
		separator := ", "
		if i == 0 {
			separator = "\n\tinputs: "
		}
		fmt.Fprintf(&b, "%s%v %v %v", separator, shape, e.DTypes[i], e.Devices[i])
	}
	return b.String()
}

// Format prints the stack of the panic too, for %+v of an error that [Try] returned.
func (e *Error) Format(f fmt.State, verb rune) {
	if verb == 'q' {
		fmt.Fprintf(f, "%q", e.Error())
		return
	}
	fmt.Fprint(f, e.Error())
	if verb == 'v' && f.Flag('+') && e.stack != nil {
		fmt.Fprintf(f, "\n\n%s", e.stack)
	}
}

// Try runs f and returns the [*Error] that an operator in it panicked with, or
// f's own error. Other panics pass through. %+v prints where the panic was.
func Try(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(*Error)
			if !ok {
				panic(r)
			}
			if e.stack == nil {
				e.stack = debug.Stack()
			}
			err = e
		}
	}()
	return f()
}

// Init opens libtorch. The first operator does it too, but panics where Init
// returns the error, which says where it looked and which command to run.
func Init() error { return cgotorch.Open() }

// ready opens libtorch for the calls that go past the operator table.
func ready() {
	if err := Init(); err != nil {
		panic(&Error{Msg: err.Error(), Kind: "ImportError"})
	}
}

// check panics where err is not nil, with the inputs described.
func check(op string, err error, inputs ...*Tensor) {
	if err != nil {
		raise(op, err, inputs)
	}
}

// raise panics for err. What ended Go code that libtorch called goes on as it was: a
// panic with its value, and runtime.Goexit.
func raise(op string, err error, inputs []*Tensor) {
	p, ok := err.(*cgotorch.Panic)
	switch {
	case !ok:
		panic(asError(op, err, inputs))
	case p.Exited:
		runtime.Goexit()
	default:
		if e, ok := p.Value.(*Error); ok && e.stack == nil {
			e.stack = p.Stack
		}
		panic(p.Value)
	}
}

func asError(op string, err error, inputs []*Tensor) *Error {
	e := &Error{Op: op, Kind: "RuntimeError", Msg: err.Error()}
	var native *cgotorch.Error
	if errors.As(err, &native) {
		e.Kind, e.Msg = native.Kind, pythonTypes(plainText(native.Msg, inputs))
		if native.Op != "" {
			e.Op = native.Op
		}
	}
	e.describe(inputs)
	return e
}

// describe tells the inputs that are there: not those which are nil, or closed.
func (e *Error) describe(inputs []*Tensor) {
	for _, t := range inputs {
		if t == nil || t.handle == 0 {
			continue
		}
		s := t.scope.Load()
		if s != nil && !s.pin() {
			continue
		}
		var m cgotorch.Meta
		err := cgotorch.ReadMeta(t.handle, &m)
		t.leave(s)
		if err != nil {
			continue // no shape to tell
		}
		deviceType, index := m.Device()
		e.Shapes = append(e.Shapes, m.Sizes())
		e.DTypes = append(e.DTypes, DType(m.DType()))
		e.Devices = append(e.Devices, Device{DeviceType(deviceType), index})
	}
}

// cppType is libtorch's name of a kind of tensor.
var cppType = regexp.MustCompile(`\b(?:Variable\[)?(Sparse)?(CPU|CUDA)(Byte|Char|Double|Float|Int|Long|Short|Half)Type\b\]?`)

// pythonTypes turns such names into Python's, as Python does with every message.
func pythonTypes(message string) string {
	if !strings.Contains(message, "Type") {
		return message
	}
	return cppType.ReplaceAllStringFunc(message, func(name string) string {
		m := cppType.FindStringSubmatch(name)
		python := "torch."
		if m[2] == "CUDA" {
			python += "cuda."
		}
		if m[1] != "" {
			python += "sparse."
		}
		python += m[3] + "Tensor"
		if strings.HasSuffix(name, "]") && !strings.HasPrefix(name, "Variable[") {
			python += "]"
		}
		return python
	})
}

// misuse panics for an argument that never reached libtorch.
func misuse(op, kind, format string, args ...any) {
	panic(&Error{Op: op, Kind: kind, Msg: fmt.Sprintf(format, args...)})
}

// misuse is the function of that name, with t described.
func (t *Tensor) misuse(op, kind, format string, args ...any) {
	misuseOf([]*Tensor{t}, op, kind, format, args...)
}

// misuseOf is misuse with the inputs described.
func misuseOf(inputs []*Tensor, op, kind, format string, args ...any) {
	e := &Error{Op: op, Kind: kind, Msg: fmt.Sprintf(format, args...)}
	e.describe(inputs)
	panic(e)
}

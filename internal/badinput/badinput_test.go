package badinput

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// function is a function, a method with its receiver as first argument, or a
// [method].
type function struct {
	name  string
	value any
}

// methods are those of *torch.Tensor.
func methods() []function {
	var out []function
	t := reflect.TypeFor[*torch.Tensor]()
	for i := range t.NumMethod() {
		m := t.Method(i)
		out = append(out, function{"torch.Tensor." + m.Name, m.Func.Interface()})
	}
	return out
}

// parameters lists the types of a function's arguments, one for what is
// variadic. It reports false where it must be given a function.
func (f function) parameters() ([]reflect.Type, bool) {
	t := f.signature()
	var out []reflect.Type
	for i := range t.NumIn() {
		p := t.In(i)
		if t.IsVariadic() && i == t.NumIn()-1 {
			p = p.Elem() // options may be functions
		} else if p.Kind() == reflect.Func {
			return nil, false
		}
		out = append(out, p)
	}
	return out, true
}

// faultsOf lists what can be wrong with an argument of a type.
func faultsOf(t reflect.Type) []fault {
	if known := faults[t]; known != nil {
		return known
	}
	var out []fault
	for _, o := range options {
		if reflect.TypeOf(o).AssignableTo(t) {
			out = append(out, constant(fmt.Sprintf("%T(%v)", o, o), o))
		}
	}
	if t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct {
		for i := range t.Elem().NumField() {
			out = append(out, fieldFaults(t.Elem(), i)...)
		}
	}
	return out
}

// fieldFaults are structs of options of which one field is wrong.
func fieldFaults(t reflect.Type, i int) []fault {
	field := t.Field(i)
	if !field.IsExported() {
		return nil
	}
	var out []fault
	for _, f := range faults[field.Type] {
		f := f
		out = append(out, fault{field.Name + " " + f.name, func(in *inputs) any {
			s := reflect.New(t)
			if v := f.value(in); v != nil {
				s.Elem().Field(i).Set(reflect.ValueOf(v))
			}
			return s.Interface()
		}, f.certain, false})
	}
	return out
}

// wrongCall is a function whose argument at is wrong.
type wrongCall struct {
	function
	parameters []reflect.Type
	at         int
	fault      fault
}

func (c wrongCall) String() string {
	return fmt.Sprintf("%s, argument %d %s", c.name, c.at, c.fault.name)
}

// arguments are plain ones, but for the wrong one.
func (c wrongCall) arguments(in *inputs) []reflect.Value {
	t := c.signature()
	beside := plain(in)
	var args []reflect.Value
	for i, p := range c.parameters {
		v := beside[p]
		switch {
		case i == c.at:
			v = c.fault.value(in)
		case t.IsVariadic() && i == len(c.parameters)-1:
			continue
		}
		if v == nil {
			args = append(args, reflect.Zero(p))
		} else {
			args = append(args, reflect.ValueOf(v))
		}
	}
	return args
}

// wrongCalls are those of a function, one for each fault of each argument.
func wrongCalls(f function) []wrongCall {
	parameters, ok := f.parameters()
	if !ok {
		return nil
	}
	var out []wrongCall
	for i, p := range parameters {
		for _, fault := range faultsOf(p) {
			out = append(out, wrongCall{f, parameters, i, fault})
		}
	}
	return out
}

// make makes the call and returns its error.
func (c wrongCall) make(in *inputs) error {
	args := c.arguments(in)
	for _, result := range c.callable(in).Call(args) {
		if err, ok := result.Interface().(error); ok {
			return err
		}
		adopt(in.scope, result.Interface())
	}
	return nil
}

// attempt calls f. The error is a *torch.Error where it panicked with one, or what
// it returned; any other panic is told as one.
func attempt(f func() error) (err error, returned bool) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	err = torch.Try(func() error {
		err := f()
		returned = err != nil
		return err
	})
	return err, returned
}

// adopt gives tensors that belong to no scope to s.
func adopt(s *torch.Scope, result any) {
	switch result := result.(type) {
	case *torch.Tensor:
		if result != nil && result.Scope() == nil {
			s.Adopt(result)
		}
	case []*torch.Tensor:
		for _, t := range result {
			adopt(s, t)
		}
	}
}

func TestWrongCalls_EndWithAnErrorThatTellsWhy(t *testing.T) {
	t.Chdir(t.TempDir()) // for files that are saved under a wrong name
	torchtest.NoLeaks(t)
	kinds := map[string]int{}
	calls, refused, described := 0, 0, 0
	for _, f := range slices.Concat(methods(), functions, methodsOf(receivers)) {
		if leftOut[f.name] != "" || strings.HasSuffix(f.name, ".GetWith") || setter.MatchString(f.name) || trusting(f.name) {
			continue
		}
		t.Run(f.name, func(t *testing.T) { // so that -v tells where a process ended
			for _, c := range wrongCalls(f) {
				calls++
				if e := check(t, c); e != nil {
					refused++
					kinds[c.fault.name]++
					if len(e.Shapes) > 0 {
						described++
					}
				}
			}
		})
	}
	t.Logf("%d of %d calls were refused, %d with shapes: %v", refused, calls, described, kinds)
	assert.Greater(t, refused, 5000)
	assert.Greater(t, described, refused/2) // others had no tensor, or found its absence first
	for _, kind := range []string{"closed", "nil", "a vector", "float64", "complex", "meta", "text", "99"} {
		assert.Greater(t, kinds[kind], 50, kind)
	}
}

// setter matches what changes the whole process.
var setter = regexp.MustCompile(`^(torch|cuda|backends)\.(Set|Seed|ManualSeed)`)

// newest is the libtorch whose operators are called but for PyTorch's private ones.
const newest = "2.15"

// trusting tells whether an operator may end the process for a wrong argument:
// PyTorch's private ones, and a few where the newest libtorch has learned to refuse
// what an older one crashes on.
func trusting(name string) bool {
	operator, ok := strings.CutPrefix(name, "aten.")
	return ok && (strings.HasPrefix(operator, "Internal") || crashesBelowNewest[operator] != "" && !strings.HasPrefix(torch.Version(), newest))
}

// check makes one wrong call. The error is nil where the call was not refused, or
// the function returned another error.
func check(t *testing.T, c wrongCall) *torch.Error {
	t.Helper()
	err, returned := inPeace(t, c, c.make)
	if err == nil {
		if c.fault.certain && mayTake[c.name] == "" && !c.makesOption() {
			t.Errorf("%v: is taken", c)
		}
		return nil
	}
	e := refusal(t, c, err, returned)
	if e != nil && c.aboutShapes(e) && len(e.Shapes) == 0 {
		t.Errorf("%v: tells no shape: %q", c, e)
	}
	return e
}

// inPeace makes a call, which may neither leave tensors over nor harm the library.
func inPeace(t *testing.T, c fmt.Stringer, call func(in *inputs) error) (err error, returned bool) {
	t.Helper()
	alive := torch.LiveTensors()
	in := newInputs()
	err, returned = attempt(func() error { return call(in) })
	in.scope.Close()
	torch.Scoped(func(s *torch.Scope) {
		require.Equal(t, 2.0, torch.Ones(1, torch.In(s)).Add(1).Item(), "afterwards: %v", c)
	})
	if settle(alive); torch.LiveTensors() > alive {
		t.Errorf("%v: %d tensors are left over", c, torch.LiveTensors()-alive)
	}
	return err, returned
}

// refusal checks what an error tells. A function that returns its errors may have
// others than *torch.Error.
func refusal(t *testing.T, c fmt.Stringer, err error, returned bool) *torch.Error {
	t.Helper()
	var e *torch.Error
	switch {
	case returned && !errors.As(err, &e):
		assert.NotEmpty(t, err.Error(), "%v", c)
	case !errors.As(err, &e):
		t.Errorf("%v: no *torch.Error: %v", c, err)
	case e.Op == "" || e.Kind == "" || e.Msg == "":
		t.Errorf("%v: lacks the operator, the kind or the reason: %#v", c, e)
	case !returned && !strings.HasPrefix(e.Error(), "torch: "+e.Op+": "+e.Msg):
		t.Errorf("%v: the text is %q", c, e)
	}
	return e
}

// makesOption tells whether a function only makes an option of another one.
func (f function) makesOption() bool {
	t := f.signature()
	return t.NumOut() == 1 && (strings.HasSuffix(t.Out(0).Name(), "Option") || strings.HasSuffix(t.Out(0).PkgPath(), "/kw"))
}

// aboutShapes tells whether the operator was given a living tensor that may be
// wrong in shape, dtype or device, and refused it itself.
func (c wrongCall) aboutShapes(e *torch.Error) bool {
	return strings.HasPrefix(e.Op, "aten::") && c.fault.lives && c.parameters[c.at] == reflect.TypeFor[*torch.Tensor]()
}

// settle waits for the tensors that belong to the collector.
func settle(alive int) {
	for range 20 {
		if torch.LiveTensors() <= alive {
			return
		}
		runtime.GC()
		runtime.Gosched()
	}
}

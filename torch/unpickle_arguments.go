package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/internal/pickle"
)

// arguments reads the arguments of a call in turn, and keeps the first that is not
// what it should be.
type arguments struct {
	args pickle.Tuple
	next int
	err  error
}

func take[T any](a *arguments) (value T) {
	if a.next < len(a.args) {
		if v, ok := a.args[a.next].(T); ok {
			a.next++
			return v
		}
	}
	a.wrong(fmt.Sprintf("%T", value))
	return value
}

// wrong notes that the next argument is not what is wanted.
func (a *arguments) wrong(want string) {
	switch {
	case a.err != nil:
	case a.next < len(a.args):
		a.err = fmt.Errorf("argument %d is %s, not %s", a.next, pickle.Describe(a.args[a.next]), want)
	default:
		a.err = fmt.Errorf("argument %d is missing", a.next)
	}
	a.next++
}

func (a *arguments) int() int { return int(take[int64](a)) }

// float takes a float, or an int as Python does.
func (a *arguments) float() float64 {
	if a.next < len(a.args) {
		if n, ok := a.args[a.next].(int64); ok {
			a.next++
			return float64(n)
		}
	}
	return take[float64](a)
}

// text takes a str, also one of Python 2.
func (a *arguments) text() string {
	if a.next < len(a.args) {
		if b, ok := a.args[a.next].([]byte); ok {
			a.next++
			return string(b)
		}
	}
	return take[string](a)
}

// ints takes a tuple, a list or a torch.Size of ints.
func (a *arguments) ints() []int {
	if a.next < len(a.args) {
		if ints, err := savedInts(a.args[a.next]); err == nil {
			a.next++
			return ints
		}
	}
	a.wrong("a tuple of ints")
	return nil
}

func (a *arguments) rest() pickle.Tuple { return a.args[min(a.next, len(a.args)):] }

func savedInts(v any) ([]int, error) {
	if size, ok := v.(Size); ok {
		return size, nil
	}
	items, err := savedItems(v)
	if err != nil {
		return nil, err
	}
	ints := make([]int, len(items))
	for i, item := range items {
		n, ok := item.(int64)
		if !ok {
			return nil, fmt.Errorf("%s among sizes", pickle.Describe(item))
		}
		ints[i] = int(n)
	}
	return ints, nil
}

// savedItems returns the items of a list or a tuple.
func savedItems(v any) ([]any, error) {
	switch v := v.(type) {
	case pickle.Tuple:
		return v, nil
	case *pickle.List:
		return v.Items, nil
	}
	return nil, fmt.Errorf("%s is no list", pickle.Describe(v))
}

// text returns a str, also one of Python 2; "" for another value.
func text(v any) string {
	a := arguments{args: pickle.Tuple{v}}
	return a.text()
}

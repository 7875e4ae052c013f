// Package keyword is what all options that are keyword arguments have in common.
package keyword

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/e0112027/gotorch/torch"
)

// Once refuses a keyword that is given twice, as Python does. The functions of layers call it
// in each forward, so it allocates nothing.
func Once[O any](to string, options []O) {
	for i := 1; i < len(options); i++ {
		given := reflect.TypeOf(options[i])
		for _, before := range options[:i] {
			if given != nil && given == reflect.TypeOf(before) {
				refuse(to, given)
			}
		}
	}
}

// Over returns the options, and before them those of others that they don't replace.
func Over[O any](others, options []O) []O {
	var out []O
	for _, other := range others {
		if !slices.ContainsFunc(options, func(o O) bool { return reflect.TypeOf(o) == reflect.TypeOf(other) }) {
			out = append(out, other)
		}
	}
	return append(out, options...)
}

func refuse(to string, given reflect.Type) {
	panic(&torch.Error{Op: to, Kind: "TypeError", Msg: fmt.Sprintf("the option %s is given twice", given.Name())})
}

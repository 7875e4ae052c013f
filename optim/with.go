package optim

import (
	"github.com/e0112027/gotorch/internal/keyword"
	"github.com/e0112027/gotorch/torch"
)

//go:generate go run ../internal/genkw -kw internal/kw -signatures ../scripts/parity/signatures/optim.json -constructors ../scripts/parity/constructors_optim_gen.go . lrscheduler

// With is a [Base] whose groups are made of settings of type S by options of type O.
type With[S, O any] struct {
	Base[S]
	given []O
	of    func([]O) S
}

func with[S, O any](k kind[S], params []*torch.Tensor, of func([]O) S, given []O) With[S, O] {
	return With[S, O]{newBase(k, params, of(given)), given, of}
}

// AddParamGroup adds parameters with settings of their own; those that are not given
// are the constructor's.
func (o *With[S, O]) AddParamGroup(params []*torch.Tensor, options ...O) {
	o.AddGroup(params, o.of(keyword.Over(o.given, options)))
}

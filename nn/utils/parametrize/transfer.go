package parametrize

import (
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/registry"
	"github.com/e0112027/gotorch/torch"
)

// TransferParametrizationsAndParams has to's parameters of these names, or of all names that
// are parametrized in from, computed as from's are: by the same parametrizations, of the
// same originals. A parameter that is nil in to begins as from's value. It does nothing where
// from is not parametrized, and panics where to has no field of a name, for a struct can't
// get one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.transfer_parametrizations_and_params.html
func TransferParametrizationsAndParams(from, to any, names ...string) {
	lists := listsOf(from)
	if lists == nil {
		return
	}
	if len(names) == 0 {
		names = lists.Names()
	}
	for _, name := range names {
		list := lists.Get(name)
		if list == nil {
			refuse("Module %T does not have a parametrization on %s", from, name)
		}
		at := registry.Field(to, name)
		if at == nil {
			refuse("%T has no field for the parameter %s, which %T has", to, name, from)
		}
		if *at == nil {
			torch.NoGrad(func() { *at = nn.Parameter(list.Forward().Clone()) })
		}
		for _, step := range list.steps {
			RegisterParametrization(to, name, step)
		}
		listOf(to, name).share(list)
		registry.Refresh(to, true)
	}
}

// share makes another list's originals the list's own.
func (l *ParametrizationList) share(other *ParametrizationList) {
	own := registry.Of(l)
	for _, t := range registry.Of(other).Tensors {
		own.Set(t.Name, t.Tensor, t.Buffer)
	}
}

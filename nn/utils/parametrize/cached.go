package parametrize

import (
	"strings"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/internal/registry"
)

// Cached runs f, in which the parametrized parameters of m and of the modules inside it are
// computed by the first Forward alone: for a cell that f calls many times. It begins anew
// after f. Two goroutines must not cache parts of one module at a time.
//
//	parametrize.Cached(cell, func() {
//		for _, x := range sequence.Unbind() {
//			h = cell.Forward(x, h)
//		}
//	})
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.cached.html
func Cached(m any, f func()) {
	for _, inner := range parametrizedModules(m) {
		defer registry.Of(inner).Hold()()
	}
	f()
}

// CachedResult is [Cached] for a function with a result.
func CachedResult[R any](m any, f func() R) (result R) {
	Cached(m, func() { result = f() })
	return result
}

// parametrizedModules lists the modules of a tree that have parametrized parameters.
func parametrizedModules(m any) (found []any) {
	for name, inner := range nn.NamedModules(m) {
		if _, ok := inner.(*nn.ModuleDict[*ParametrizationList]); ok {
			name = strings.TrimSuffix(strings.TrimSuffix(name, parametrizations), ".")
			found = append(found, nn.GetSubmodule(m, name))
		}
	}
	return found
}

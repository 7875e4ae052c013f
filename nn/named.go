package nn

import (
	"iter"

	"github.com/e0112027/gotorch/torch"
)

// NamedModules yields the module itself, under the name "", and every module
// inside it, each once, outer ones first. Slices and maps of modules are
// yielded as they are.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_modules
func NamedModules(m any) iter.Seq2[string, any] {
	return func(yield func(string, any) bool) {
		rootOf(m).walk(func(name string, n node) bool { return yield(name, n.any()) })
	}
}

// NamedParameters yields the module's parameters with their names in the
// [StateDict]; one that is in several places once, under its first name.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_parameters
func NamedParameters(m any) iter.Seq2[string, *torch.Tensor] { return tensors(m, true, false) }

// NamedBuffers yields the module's buffers with their names, those that are left
// out of the [StateDict] too.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.named_buffers
func NamedBuffers(m any) iter.Seq2[string, *torch.Tensor] { return tensors(m, false, true) }

func tensors(m any, parameters, buffers bool) iter.Seq2[string, *torch.Tensor] {
	return func(yield func(string, *torch.Tensor) bool) {
		seen := map[*torch.Tensor]bool{}
		rootOf(m).walk(func(name string, n node) bool {
			for _, s := range n.slots() {
				if s.buffer && !buffers || !s.buffer && !parameters || seen[s.tensor] {
					continue
				}
				seen[s.tensor] = true
				if !yield(join(name, s.name), s.tensor) {
					return false
				}
			}
			return true
		})
	}
}

// Parameters returns the module's parameters, each once, in the order of
// [NamedParameters].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.parameters
func Parameters(m any) []*torch.Tensor {
	var parameters []*torch.Tensor
	for _, p := range NamedParameters(m) {
		parameters = append(parameters, p)
	}
	return parameters
}

// CountParameters returns how many numbers the parameters hold.
func CountParameters(m any) int {
	n := 0
	for _, p := range NamedParameters(m) {
		n += p.Numel()
	}
	return n
}

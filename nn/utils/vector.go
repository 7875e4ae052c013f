package utils

import (
	"github.com/e0112027/gotorch/torch"
)

// ParametersToVector returns the numbers of parameters, one after another, as a vector. It
// panics where they are on several devices.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parameters_to_vector.html
func ParametersToVector(parameters []*torch.Tensor) *torch.Tensor {
	checkDevices(parameters)
	flat := make([]*torch.Tensor, len(parameters))
	for i, p := range parameters {
		flat[i] = p.View(-1)
	}
	return torch.Cat(flat)
}

// VectorToParameters makes parameters views of a vector's parts, as [ParametersToVector]
// put them together. They share its memory.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.vector_to_parameters.html
func VectorToParameters(vector *torch.Tensor, parameters []*torch.Tensor) {
	checkDevices(parameters)
	start := 0
	for _, p := range parameters {
		p.SetData(vector.Detach().Narrow(0, start, p.Numel()).View(p.Shape()...))
		start += p.Numel()
	}
}

func checkDevices(parameters []*torch.Tensor) {
	for _, p := range parameters {
		if p.Device() != parameters[0].Device() {
			panic(&torch.Error{Op: "parameters_to_vector", Kind: "TypeError", Msg: "Found two parameters on different devices, this is currently not supported."})
		}
	}
}

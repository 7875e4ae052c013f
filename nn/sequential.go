package nn

import "github.com/e0112027/gotorch/torch"

// Sequential runs modules one after the other. A struct that embeds it is a
// module of its own name, as a Python class derived from nn.Sequential.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html
type Sequential struct {
	Layers []Forwarder `nn:",inline"`
}

// NewSequential makes the module. The layers are named "0", "1", ... unless they
// come from [Named].
func NewSequential(layers ...Forwarder) *Sequential { return &Sequential{layers} }

// Append adds modules at the end and returns s.
func (s *Sequential) Append(layers ...Forwarder) *Sequential {
	s.Layers = append(s.Layers, layers...)
	return s
}

// Forward gives each module what the one before returned.
func (s *Sequential) Forward(x *torch.Tensor) *torch.Tensor {
	for _, layer := range s.Layers {
		x = layer.Forward(x)
	}
	return x
}

// Named gives a module a name in the list that holds it, as Python's
// Sequential(OrderedDict(...)).
//
//	nn.NewSequential(nn.Named("conv", nn.NewConv2d(1, 32, 3)), nn.Named("act", nn.NewReLU()))
func Named(name string, m Forwarder) Forwarder { return &named{m, name} }

type named struct {
	Forwarder
	name string
}

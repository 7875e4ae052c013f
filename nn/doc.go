// Package nn builds networks. A module is a Go struct with a Forward method; its
// fields are its parameters, its buffers and the modules inside it. Nothing is
// registered and nothing is embedded:
//
//	type Net struct {
//		FC1   *nn.Linear
//		ReLU1 *nn.ReLU
//		FC2   *nn.Linear
//	}
//
//	func (n *Net) Forward(x *torch.Tensor) *torch.Tensor {
//		return n.FC2.Forward(n.ReLU1.Forward(n.FC1.Forward(x.View(-1, 784))))
//	}
//
//	net := &Net{nn.NewLinear(784, 512), nn.NewReLU(), nn.NewLinear(512, 10)}
//	nn.Print(net)
//	optimizer := optim.NewSGD(nn.Parameters(net), 0.01)
//
// What Python asks of the module itself, a function of this package does with
// any module: [Parameters], [StateDict], [LoadStateDict], [Train], [Eval], [To],
// [String], [ZeroGrad].
//
// # Fields
//
// A field holds a module where its type is a struct, or a pointer to one, with a
// method Forward of any signature; a slice, an array or a map of such is a list
// of modules, as Python's ModuleList and ModuleDict; a map is walked in the
// order of its keys. An exported field of type *torch.Tensor is a parameter, made
// with [Parameter]; a slice of them is Python's ParameterList. A field that is
// nil is not there, as Python's bias=None. An embedded struct's fields are the
// outer struct's own, as a base class's are in Python.
//
// A field's name in the state_dict is its name in lower case, with an underscore
// before each capital that a lower-case letter follows, the first letter apart:
// FC1 is fc1, ReLU1 is relu1, Conv2d is conv2d, InProjWeight is in_proj_weight.
// A tag says otherwise:
//
//	Weight *torch.Tensor `nn:"weight_v"`            // another name
//	Mean   *torch.Tensor `nn:"running_mean,buffer"` // a buffer, not a parameter
//	Mask   *torch.Tensor `nn:",buffer,transient"`   // a buffer left out of the state_dict
//	Count  *torch.Tensor `nn:",buffer,optional"`    // may be missing from a state that is loaded
//	Layers []nn.Forwarder `nn:",inline"`            // the list's modules are the struct's own
//	Cache  *torch.Tensor `nn:"-"`                   // nothing of the module's
//
// Unexported fields hold modules too; an unexported tensor is the module's only
// where it has a tag.
package nn

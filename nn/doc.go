// Package nn builds networks. A module is a Go struct with a Forward method; its
// fields are its parameters, its buffers and the modules inside it. Nothing is
// registered:
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
// [String], [ZeroGrad], [Clone], [NamedModules], [GetSubmodule], [SetSubmodule]. A module
// that embeds [Module] knows whether it trains, and may have hooks ([OnForward],
// [OnBackward], [OnStateDict], [OnLoadStateDictPre] and their like), pruned and
// parametrized parameters (package nn/utils and those below it).
//
// # Arguments
//
// What Python's constructors take by position is an argument; what they give a default is
// an option, by its name there:
//
//	nn.NewConv2d(1, 32, 3, nn.Stride(2), nn.Padding(1, 2), nn.Bias(false))
//
// The type of a constructor's options lists them with their defaults, as [ConvOption]; an
// option that a layer does not take does not compile. threshold= is [ThresholdAt], for
// [Threshold] is a layer. A layer's exported fields are Python's attributes, and may be
// changed.
//
// # Fields
//
// A field holds a module where its type is a struct that has Forward, of any
// signature, or that holds tensors or modules, by value, by pointer or in an
// interface; a slice, an array or a map of such is a list of modules, as Python's
// ModuleList and ModuleDict; a map is walked in the order of its keys, a [ModuleDict]
// in its own. An exported field of type *torch.Tensor is a parameter, made with
// [Parameter]; a slice, an array or a map of them is Python's ParameterList or
// ParameterDict. A field that is nil is not there, as Python's bias=None. An embedded
// struct's fields are the outer struct's own, as a base class's are in Python.
//
// Nothing is lost in silence: a field that holds tensors or modules where they have no
// name or can't be changed (map[int]*Linear, chan, map[string]Struct, any of a tensor),
// and two fields of one name, are a panic that names the field and what to write. A
// parameter that requires no gradient, so that no step trains it, is a [torch.Warning]
// that names it, once, unless SetRequiresGrad(false) has said that it is frozen.
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
//	Means  []*torch.Tensor `nn:",buffer"`           // buffers means.0, means.1, ...
//
// Unexported fields hold modules too. Unexported tensors are the module's only where they
// have a tag; one that requires a gradient and has none is refused, for nothing would
// train it.
package nn

package badinput

import (
	"reflect"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/regularize"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/amp"
	"github.com/e0112027/gotorch/vision/transforms"
)

// method is one of a receiver that each call makes anew.
type method struct {
	of   *receiver
	name string
}

// receiver makes a value whose methods are called.
type receiver struct {
	name string
	make func(in *inputs) any
}

var receivers = []*receiver{
	{"nn.Linear", func(*inputs) any { return nn.NewLinear(3, 2) }},
	{"nn.Conv2d", func(*inputs) any { return nn.NewConv2d(3, 2, 1) }},
	{"nn.Conv2d(reflect)", func(*inputs) any { return nn.NewConv2d(3, 2, 1, nn.Padding(1), nn.PaddingMode("reflect")) }},
	{"nn.BatchNorm1d", func(*inputs) any { return nn.NewBatchNorm1d(3) }},
	{"nn.BatchNorm2d", func(*inputs) any { return nn.NewBatchNorm2d(3) }},
	{"nn.Dropout", func(*inputs) any { return nn.NewDropout() }},
	{"nn.Dropout(inplace)", func(*inputs) any { return nn.NewDropout(nn.Inplace(true)) }},
	{"nn.Flatten", func(*inputs) any { return nn.NewFlatten() }},
	{"nn.Sigmoid", func(*inputs) any { return nn.NewSigmoid() }},
	{"nn.Tanh", func(*inputs) any { return nn.NewTanh() }},
	{"nn.ReLU", func(*inputs) any { return nn.NewReLU() }},
	{"nn.ReLU(inplace)", func(*inputs) any { return nn.NewReLU(nn.Inplace(true)) }},
	{"nn.Softmax", func(*inputs) any { return nn.NewSoftmax(1) }},
	{"nn.LogSoftmax", func(*inputs) any { return nn.NewLogSoftmax(-1) }},
	{"nn.MaxPool2d", func(*inputs) any { return nn.NewMaxPool2d(2) }},
	{"nn.AvgPool2d", func(*inputs) any { return nn.NewAvgPool2d(2) }},
	{"nn.AdaptiveAvgPool2d", func(*inputs) any { return nn.NewAdaptiveAvgPool2d(2) }},
	{"nn.Sequential", func(*inputs) any { return nn.NewSequential(nn.NewLinear(3, 2), nn.NewReLU()) }},
	{"nn.Linear(hooked)", func(*inputs) any { return hooked() }},
	{"nn.CrossEntropyLoss", func(*inputs) any { return nn.NewCrossEntropyLoss() }},
	{"nn.NLLLoss", func(*inputs) any { return nn.NewNLLLoss() }},
	{"nn.MSELoss", func(*inputs) any { return nn.NewMSELoss() }},
	{"nn.BCELoss", func(*inputs) any { return nn.NewBCELoss() }},
	{"nn.BCEWithLogitsLoss", func(*inputs) any { return nn.NewBCEWithLogitsLoss() }},
	{"optim.SGD", func(in *inputs) any { return optim.NewSGD(trained(in), 0.1, optim.Momentum(0.9)) }},
	{"optim.Adam", func(in *inputs) any { return optim.NewAdam(trained(in), 0.1) }},
	{"optim.AdamW", func(in *inputs) any { return optim.NewAdamW(trained(in), 0.1) }},
	{"optim.RMSprop", func(in *inputs) any { return optim.NewRMSprop(trained(in), 0.1) }},
	{"optim.NAdam", func(in *inputs) any { return optim.NewNAdam(trained(in), 0.1) }},
	{"optim.RAdam", func(in *inputs) any { return optim.NewRAdam(trained(in), 0.1) }},
	{"optim.Adamax", func(in *inputs) any { return optim.NewAdamax(trained(in), 0.1) }},
	{"optim.Adagrad", func(in *inputs) any { return optim.NewAdagrad(trained(in), 0.1) }},
	{"optim.Adadelta", func(in *inputs) any { return optim.NewAdadelta(trained(in), 0.1) }},
	{"optim.Rprop", func(in *inputs) any { return optim.NewRprop(trained(in), 0.1) }},
	{"optim.ASGD", func(in *inputs) any { return optim.NewASGD(trained(in), 0.1) }},
	{"optim.Adafactor", func(in *inputs) any { return optim.NewAdafactor(trained(in), 0.1) }},
	{"optim.LBFGS", func(in *inputs) any { return optim.NewLBFGS(trained(in), 0.1) }},
	{"optim.SparseAdam", func(in *inputs) any { return optim.NewSparseAdam(trained(in), 0.1) }},
	{"optim.Group", func(in *inputs) any { return optim.NewSGD(trained(in), 0.1).ParamGroups()[0] }},
	{"lrscheduler.StepLR", func(in *inputs) any { return lrscheduler.NewStepLR(sgd(in), 1, lrscheduler.Gamma(0.5)) }},
	{"lrscheduler.CosineAnnealingWarmRestarts", func(in *inputs) any { return lrscheduler.NewCosineAnnealingWarmRestarts(sgd(in), 2) }},
	{"lrscheduler.OneCycleLR", func(in *inputs) any { return lrscheduler.NewOneCycleLR(sgd(in), 0.1, lrscheduler.TotalSteps(9)) }},
	{"lrscheduler.CyclicLR", func(in *inputs) any { return lrscheduler.NewCyclicLR(sgd(in), 0.1, 0.2) }},
	{"lrscheduler.SequentialLR", func(in *inputs) any {
		o := sgd(in)
		return lrscheduler.NewSequentialLR(o, []lrscheduler.Scheduler{lrscheduler.NewConstantLR(o), lrscheduler.NewLinearLR(o)}, []int{2})
	}},
	{"lrscheduler.ReduceLROnPlateau", func(in *inputs) any { return lrscheduler.NewReduceLROnPlateau(sgd(in)) }},
	{"amp.GradScaler", func(*inputs) any { return amp.NewGradScaler(torch.DeviceCPU) }},
	{"amp.GradScaler(scaled)", func(in *inputs) any { return scaler(in) }},
	{"transforms.ToTensor", func(*inputs) any { return transforms.NewToTensor() }},
	{"transforms.Normalize", func(*inputs) any { return transforms.NewNormalize([]float64{0, 0, 0}, []float64{1, 1, 1}) }},
	{"transforms.RandomCrop", func(*inputs) any { return transforms.NewRandomCrop(2, 2, transforms.Padding(1)) }},
	{"transforms.Resize", func(*inputs) any { return transforms.NewResize(3) }},
	{"transforms.RandomAffine", func(*inputs) any { return transforms.NewRandomAffine(20) }},
	{"transforms.ColorJitter", func(*inputs) any { return transforms.NewColorJitter(transforms.Hue(0.1)) }},
	{"transforms.MixUp", func(*inputs) any { return transforms.NewMixUp(transforms.NumClasses(3)) }},
	{"transforms.CutMix", func(*inputs) any { return transforms.NewCutMix(transforms.NumClasses(3)) }},
	{"regularize.EarlyStopping", func(*inputs) any { return regularize.NewEarlyStopping(3) }},
	{"transforms.RandomHorizontalFlip", func(*inputs) any { return transforms.NewRandomHorizontalFlip(transforms.P(1)) }},
	{"transforms.RandomVerticalFlip", func(*inputs) any { return transforms.NewRandomVerticalFlip(transforms.P(1)) }},
	{"transforms.Compose", func(*inputs) any {
		return transforms.NewCompose(transforms.NewToTensor(), transforms.NewRandomVerticalFlip(transforms.P(1)))
	}},
	{"data.TensorDataset", func(in *inputs) any { return data.NewTensorDataset(in.right) }},
	{"data.TensorDataset(strides)", func(in *inputs) any { return data.NewTensorDataset(in.right.T()) }},
	{"data.PairDataset", func(in *inputs) any { return data.FromTensors(in.right, in.right) }},
	{"data.Subset", func(in *inputs) any { return data.NewSubset(data.NewTensorDataset(in.right), []int{1, 99}) }},
	{"data.ConcatDataset", func(in *inputs) any { return data.NewConcatDataset(data.NewTensorDataset(in.right)) }},
}

// hooked has a hook of each kind.
func hooked() *nn.Linear {
	m := nn.NewLinear(3, 2)
	nn.OnForwardPre(m, func(m any, x *torch.Tensor) *torch.Tensor { return nil })
	nn.OnForward(m, func(m any, x, y *torch.Tensor) *torch.Tensor { return nil })
	nn.OnBackwardPre(m, func(m any, gradOutput *torch.Tensor) *torch.Tensor { return nil })
	nn.OnBackward(m, func(m any, gradInput, gradOutput *torch.Tensor) *torch.Tensor { return nil })
	return m
}

// trained are parameters that have gradients.
func trained(in *inputs) []*torch.Tensor {
	in.right.SetRequiresGrad(true)
	in.right.SetGrad(in.make(torch.Float32, torch.CPU, 2, 3))
	return []*torch.Tensor{in.right}
}

func sgd(in *inputs) optim.Optimizer { return optim.NewSGD(trained(in), 0.1) }

// scaler is one that has scaled a loss.
func scaler(in *inputs) *amp.GradScaler {
	s := amp.NewGradScaler(torch.DeviceCPU)
	in.scope.Adopt(s.Scale(in.make(torch.Float32, torch.CPU)))
	return s
}

// methodsOf lists the methods of receivers that a wrong argument can be given to.
func methodsOf(receivers []*receiver) []function {
	var out []function
	for _, r := range receivers {
		in := newInputs()
		t := reflect.TypeOf(r.on(in))
		in.scope.Close()
		for i := range t.NumMethod() {
			m := t.Method(i)
			out = append(out, function{r.name + "." + m.Name, method{r, m.Name}})
		}
	}
	return out
}

// on makes the receiver; its parameters go with the inputs.
func (r *receiver) on(in *inputs) any {
	made := r.make(in)
	if _, ok := made.(interface{ ExtraRepr() string }); ok {
		in.adoptModule(made)
	}
	return made
}

// adoptModule gives a module's tensors to the inputs' scope, so that no collection
// is needed to free them.
func (in *inputs) adoptModule(m any) {
	for _, t := range nn.NamedParameters(m) {
		in.scope.Adopt(t)
	}
	for _, t := range nn.NamedBuffers(m) {
		in.scope.Adopt(t)
	}
}

// signature is a function's type.
func (f function) signature() reflect.Type {
	if _, ok := f.value.(method); !ok {
		return reflect.TypeOf(f.value)
	}
	in := newInputs()
	defer in.scope.Close()
	return f.callable(in).Type()
}

// callable is what is called.
func (f function) callable(in *inputs) reflect.Value {
	if m, ok := f.value.(method); ok {
		return reflect.ValueOf(m.of.on(in)).MethodByName(m.name)
	}
	return reflect.ValueOf(f.value)
}

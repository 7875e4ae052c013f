package operator

import "github.com/e0112027/gotorch/torch"

// Factory is where a layer's constructor makes its tensors, Python's
// factory_kwargs.
type Factory struct {
	DType  []torch.DType  // none, or one
	Device []torch.Device // none, or one
}

// Empty makes an uninitialised tensor.
func (f *Factory) Empty(sizes ...int) *torch.Tensor { return torch.Empty(f.args(sizes)...) }

// Zeros makes a tensor of zeros.
func (f *Factory) Zeros(sizes ...int) *torch.Tensor { return torch.Zeros(f.args(sizes)...) }

// Ones makes a tensor of ones.
func (f *Factory) Ones(sizes ...int) *torch.Tensor { return torch.Ones(f.args(sizes)...) }

// Counter makes a zero of dtype int64.
func (f *Factory) Counter() *torch.Tensor {
	counter := Factory{DType: []torch.DType{torch.Int64}, Device: f.Device}
	return counter.Zeros()
}

func (f *Factory) args(sizes []int) []any {
	args := []any{sizes}
	for _, d := range f.DType {
		args = append(args, d)
	}
	for _, d := range f.Device {
		args = append(args, d)
	}
	return args
}

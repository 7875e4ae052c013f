package nn

import "github.com/e0112027/gotorch/torch"

// BiasOption is what [Bias] returns.
type BiasOption bool

// Bias gives a layer a bias, or none.
func Bias(on bool) BiasOption { return BiasOption(on) }

func (b BiasOption) applyLinear(o *linearOptions) { o.bias = bool(b) }

// DTypeOption is what [DType] returns.
type DTypeOption torch.DType

// DType is the dtype of a layer's parameters and buffers; torch.DefaultDType
// unless given.
func DType(d torch.DType) DTypeOption { return DTypeOption(d) }

func (d DTypeOption) apply(f *factory)             { f.dtype = []any{torch.DType(d)} }
func (d DTypeOption) applyLinear(o *linearOptions) { d.apply(&o.factory) }

// DeviceOption is what [Device] returns.
type DeviceOption torch.Device

// Device is where a layer's parameters and buffers lie; the CPU unless given.
func Device(d torch.Device) DeviceOption { return DeviceOption(d) }

func (d DeviceOption) apply(f *factory)             { f.device = []any{torch.Device(d)} }
func (d DeviceOption) applyLinear(o *linearOptions) { d.apply(&o.factory) }

// InplaceOption is what [Inplace] returns.
type InplaceOption bool

// Inplace has a layer overwrite its input.
func Inplace(on bool) InplaceOption { return InplaceOption(on) }

func (i InplaceOption) applyReLU(inplace *bool) { *inplace = bool(i) }

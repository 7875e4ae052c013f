package nn

import (
	"github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/nn/internal/operator"
	"github.com/e0112027/gotorch/torch"
)

// BiasOption is what [Bias] returns.
type BiasOption bool

// Bias gives a layer a bias, or none; layers have one unless told otherwise.
func Bias(on bool) BiasOption { return BiasOption(on) }

func (b BiasOption) applyLinear(o *linearOptions) { o.bias = bool(b) }

// ApplyConvLayer sets whether there is a bias.
func (b BiasOption) ApplyConvLayer(a *operator.ConvLayer) { a.Bias = bool(b) }

// ApplyBatchNormLayer sets whether there is a bias.
func (b BiasOption) ApplyBatchNormLayer(a *operator.BatchNormLayer) { a.Bias = bool(b) }

// DTypeOption is what [DType] returns.
type DTypeOption torch.DType

// DType is the dtype of a layer's parameters and floating buffers;
// torch.DefaultDType unless given.
func DType(d torch.DType) DTypeOption { return DTypeOption(d) }

func (d DTypeOption) apply(f *operator.Factory)    { f.DType = []torch.DType{torch.DType(d)} }
func (d DTypeOption) applyLinear(o *linearOptions) { d.apply(&o.Factory) }

// ApplyConvLayer sets the dtype.
func (d DTypeOption) ApplyConvLayer(a *operator.ConvLayer) { d.apply(&a.Factory) }

// ApplyBatchNormLayer sets the dtype.
func (d DTypeOption) ApplyBatchNormLayer(a *operator.BatchNormLayer) { d.apply(&a.Factory) }

// DeviceOption is what [Device] returns.
type DeviceOption torch.Device

// Device is where a layer's parameters and buffers lie; the CPU unless given.
func Device(d torch.Device) DeviceOption { return DeviceOption(d) }

func (d DeviceOption) apply(f *operator.Factory)    { f.Device = []torch.Device{torch.Device(d)} }
func (d DeviceOption) applyLinear(o *linearOptions) { d.apply(&o.Factory) }

// ApplyConvLayer sets the device.
func (d DeviceOption) ApplyConvLayer(a *operator.ConvLayer) { d.apply(&a.Factory) }

// ApplyBatchNormLayer sets the device.
func (d DeviceOption) ApplyBatchNormLayer(a *operator.BatchNormLayer) { d.apply(&a.Factory) }

// PaddingModeOption is what [PaddingMode] returns.
type PaddingModeOption string

// PaddingMode is what a convolution pads with: "zeros", "reflect", "replicate" or
// "circular"; "zeros" unless given.
func PaddingMode(mode string) PaddingModeOption { return PaddingModeOption(mode) }

// ApplyConvLayer sets the mode.
func (p PaddingModeOption) ApplyConvLayer(a *operator.ConvLayer) { a.PaddingMode = string(p) }

// CumulativeMomentumOption is what [CumulativeMomentum] returns.
type CumulativeMomentumOption struct{}

// CumulativeMomentum has running statistics be the mean over all batches, Python's
// momentum=None.
func CumulativeMomentum() CumulativeMomentumOption { return CumulativeMomentumOption{} }

// ApplyBatchNormLayer sets the kind of mean.
func (CumulativeMomentumOption) ApplyBatchNormLayer(a *operator.BatchNormLayer) { a.Cumulative = true }

// AffineOption is what [Affine] returns.
type AffineOption bool

// Affine gives a normalisation a weight and a bias; it has them unless told
// otherwise.
func Affine(on bool) AffineOption { return AffineOption(on) }

// ApplyBatchNormLayer sets whether there are a weight and a bias.
func (f AffineOption) ApplyBatchNormLayer(a *operator.BatchNormLayer) { a.Affine = bool(f) }

// TrackRunningStatsOption is what [TrackRunningStats] returns.
type TrackRunningStatsOption bool

// TrackRunningStats keeps running statistics for evaluation; it does unless told
// otherwise. Without them the batch's own count in evaluation too.
func TrackRunningStats(on bool) TrackRunningStatsOption { return TrackRunningStatsOption(on) }

// ApplyBatchNormLayer sets whether statistics are kept.
func (t TrackRunningStatsOption) ApplyBatchNormLayer(a *operator.BatchNormLayer) {
	a.TrackStats = bool(t)
}

// The options below are those of package functional, under the same names.

// Size is an argument with one number for each dimension, or a single number for
// all of them, where a plain int will do: Size{3, 5} is 3 high and 5 wide.
type Size = functional.Size

// Sizes are the types that a kernel's size may have.
type Sizes = functional.Sizes

func sizeOf[S Sizes](size S) Size { return functional.SizeOf(size) }

// InputSize stands for the input's own height or width in [NewAdaptiveAvgPool2d],
// Python's None.
const InputSize = functional.InputSize

// Stride is how far a kernel moves: 1 for a convolution and the kernel's size for
// pooling unless given. One number counts for every dimension.
func Stride(sizes ...int) functional.StrideOption { return functional.Stride(sizes...) }

// Padding is how much is added on both sides of each dimension; 0 unless given.
// One number counts for every dimension.
func Padding(sizes ...int) functional.PaddingOption { return functional.Padding(sizes...) }

// PaddingSame pads so that the output has the input's size; the stride must be 1.
func PaddingSame() functional.PaddingNameOption { return functional.PaddingSame() }

// PaddingValid pads nothing.
func PaddingValid() functional.PaddingNameOption { return functional.PaddingValid() }

// Dilation is the distance between a kernel's elements; 1 unless given. One number
// counts for every dimension.
func Dilation(sizes ...int) functional.DilationOption { return functional.Dilation(sizes...) }

// Groups splits the channels into groups that do not mix; 1 unless given.
func Groups(n int) functional.GroupsOption { return functional.Groups(n) }

// CeilMode rounds the output's size up rather than down.
func CeilMode(on bool) functional.CeilModeOption { return functional.CeilMode(on) }

// CountIncludePad has the padding count in the mean; it does unless given.
func CountIncludePad(on bool) functional.CountIncludePadOption { return functional.CountIncludePad(on) }

// DivisorOverride divides by n rather than by the number of elements.
func DivisorOverride(n int) functional.DivisorOverrideOption { return functional.DivisorOverride(n) }

// Momentum is the new batch's share in running statistics; 0.1 unless given.
func Momentum(share float64) functional.MomentumOption { return functional.Momentum(share) }

// Eps is added to a variance before its root is taken; 1e-5 unless given.
func Eps(eps float64) functional.EpsOption { return functional.Eps(eps) }

// P is the probability of dropping an element; 0.5 unless given.
func P(p float64) functional.POption { return functional.P(p) }

// Inplace has a layer overwrite its input.
func Inplace(on bool) functional.InplaceOption { return functional.Inplace(on) }

// Weight scales a loss: a tensor (C) with a factor for each class, or for the
// losses between tensors of one shape a factor for each element.
func Weight(w *torch.Tensor) functional.WeightOption { return functional.Weight(w) }

// PosWeight scales the loss of positive elements, a factor for each class.
func PosWeight(w *torch.Tensor) functional.PosWeightOption { return functional.PosWeight(w) }

// IgnoreIndex is the class that adds nothing to the loss; -100 unless given.
func IgnoreIndex(class int) functional.IgnoreIndexOption { return functional.IgnoreIndex(class) }

// LabelSmoothing mixes a share of the uniform distribution into the target, 0 to 1.
func LabelSmoothing(share float64) functional.LabelSmoothingOption {
	return functional.LabelSmoothing(share)
}

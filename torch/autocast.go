package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// AutocastOption is an argument of [Autocast]: a [DType], [Enabled] or
// [CacheEnabled].
type AutocastOption interface{ applyAutocast(*autocastOptions) }

type autocastOptions struct {
	option.Given
	cgotorch.Autocast
}

type autocastFunc func(*autocastOptions)

func (f autocastFunc) applyAutocast(a *autocastOptions) { f(a) }

func (d DType) applyAutocast(a *autocastOptions) { a.DType = uint8(d) }

// EnabledOption is what [Enabled] returns.
type EnabledOption bool

// Enabled turns [Autocast] off, inside of another one say, or the scaler of package
// amp; both are on unless told.
func Enabled(on bool) EnabledOption { return EnabledOption(on) }

func (e EnabledOption) applyAutocast(a *autocastOptions) {
	a.Once("Enabled")
	a.Autocast.Enabled = bool(e)
}

// ScalerOption makes Enabled an option of amp.NewGradScaler.
func (EnabledOption) ScalerOption(option.Seal) {}

// CacheEnabled has [Autocast] keep the casts of leaves that require a gradient
// until the outermost region ends, as it does unless told: a weight used twice is
// then cast once.
func CacheEnabled(on bool) AutocastOption {
	return autocastFunc(func(a *autocastOptions) { a.Once("CacheEnabled"); a.Cache = on })
}

// Autocast runs f, in which operators on tensors of a device type run in the dtype
// that suits each: matrix products and convolutions in a short one, which is
// [AutocastDType] unless a [DType] is given, losses and what else needs the range in
// float32; the lists differ between device types. A forward pass and its loss
// belong in it, the backward pass not: that runs in the dtypes that the forward
// pass chose.
//
//	torch.Autocast(torch.DeviceCPU, func() { loss = net.Forward(x).Sum() }, torch.BFloat16)
//
// or, with [AutocastResult],
//
//	loss := torch.AutocastResult(torch.DeviceCPU, func() *torch.Tensor { return net.Forward(x).Sum() }, torch.BFloat16)
//
// It panics where the dtype is neither [Float16] nor [BFloat16]: Python warns and
// goes on in full precision. For a CUDA that is not there it does nothing, as in
// Python. Regions nest, and like a mode each holds for the calling goroutine alone.
//
// See https://docs.pytorch.org/docs/stable/amp.html#torch.autocast
func Autocast(device DeviceType, f func(), options ...AutocastOption) {
	ready()
	// The state belongs to the OS thread, so the goroutine must stay on it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	former := autocastState(device)
	o := autocastOptions{Autocast: former}
	o.Autocast.Enabled = true
	option.Once(options)
	for _, option := range options {
		option.applyAutocast(&o)
	}
	region := o.Autocast
	checkAutocast(device, &region)
	setAutocast(device, region)
	defer setAutocast(device, former)
	cgotorch.EnterAutocast()
	defer cgotorch.LeaveAutocast()
	f()
}

// checkAutocast refuses a dtype that no kernels are for.
func checkAutocast(device DeviceType, a *cgotorch.Autocast) {
	if !a.Enabled {
		return
	}
	if device == DeviceCUDA && !CUDAIsAvailable() {
		a.Enabled = false
		return
	}
	if d := DType(a.DType); d != Float16 && d != BFloat16 {
		misuse("autocast", "TypeError", "autocast supports torch.float16 and torch.bfloat16, not %v", d)
	}
}

// IsAutocastEnabled tells whether the calling goroutine is in a region of [Autocast]
// for a device type.
//
// See https://docs.pytorch.org/docs/stable/amp.html
func IsAutocastEnabled(device DeviceType) bool { return autocastState(device).Enabled }

// AutocastDType returns the dtype of [Autocast] where none is given, and in a
// region the region's: [BFloat16] for the CPU and [Float16] for CUDA, unless set.
func AutocastDType(device DeviceType) DType { return DType(autocastState(device).DType) }

// IsAutocastCacheEnabled tells whether the calling goroutine keeps casts; see
// [CacheEnabled].
func IsAutocastCacheEnabled() bool { return autocastState(DeviceCPU).Cache }

// IsAutocastAvailable tells whether libtorch knows [Autocast] for a device type.
func IsAutocastAvailable(device DeviceType) bool {
	ready()
	_, err := cgotorch.GetAutocast(int(device))
	return err == nil
}

func autocastState(device DeviceType) cgotorch.Autocast {
	ready()
	state, err := cgotorch.GetAutocast(int(device))
	check("autocast", err)
	return state
}

func setAutocast(device DeviceType, a cgotorch.Autocast) {
	check("autocast", cgotorch.SetAutocast(int(device), a))
}

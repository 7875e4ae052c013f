package torch

import (
	"fmt"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// DeviceType is a kind of device, numbered as libtorch's c10::DeviceType.
type DeviceType int8

// The device types a program meets.
const (
	DeviceCPU  DeviceType = 0
	DeviceCUDA DeviceType = 1
	DeviceXPU  DeviceType = 12
	DeviceMPS  DeviceType = 13
	DeviceMeta DeviceType = 14
)

// Device is where a tensor's memory lies. Index is -1 for the current device of
// the type. A Device is also an option of the functions that make tensors.
//
// See https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.device
type Device struct {
	Type  DeviceType
	Index int
}

// CPU is the processor's memory.
var CPU = Device{DeviceCPU, -1}

// Meta is the device of tensors that have a shape and no data, on which operators
// tell the shapes and dtypes of their results. Those whose shapes PyTorch works out
// in Python panic on it: convolutions, normalisations, Fourier transforms,
// [Tensor.ReLU], [Where], [Tensor.Var], [Tensor.Flip], [Tensor.Roll] and others;
// [Tensor.ClampMin] stands in for ReLU. So does what needs the data, such as
// [Tensor.Item] or [Data].
//
// See https://docs.pytorch.org/docs/stable/meta.html
var Meta = Device{DeviceMeta, -1}

// CUDA returns the NVIDIA GPU of an index. Whether it is there is told by its
// first use, or by [NewDevice].
func CUDA(index int) Device { return Device{DeviceCUDA, index} }

// NewDevice reads a device as Python writes it: "cpu", "cuda", "cuda:1". The
// error tells an unknown name from a device that this machine lacks.
func NewDevice(name string) (Device, error) {
	d, err := parseDevice(name)
	if err != nil || d.Type == DeviceMeta {
		return d, err
	}
	index, count := d.Index, cgotorch.DeviceCount(int(d.Type))
	switch {
	case count == 0 && d.Type == DeviceCUDA:
		return d, fmt.Errorf("torch: device %q: no CUDA device was found (is there an NVIDIA driver, and is libtorch a CUDA build?)", name)
	case count == 0:
		return d, fmt.Errorf("torch: device %q: this machine has none", name)
	case index >= count:
		return d, fmt.Errorf("torch: device %q: this machine has %d of that type", name, count)
	}
	return d, nil
}

// parseDevice reads a device that need not be there.
func parseDevice(name string) (Device, error) {
	if err := Init(); err != nil {
		return Device{}, err
	}
	deviceType, index, err := cgotorch.ParseDevice(name)
	if err != nil {
		return Device{}, asError("device", err, nil)
	}
	return Device{DeviceType(deviceType), index}, nil
}

// String returns the device as Python prints it: "cpu", "cuda:1".
func (d Device) String() string {
	name := ""
	switch d.Type {
	case DeviceCPU:
		name = "cpu"
	case DeviceCUDA:
		name = "cuda"
	case DeviceMeta:
		name = "meta"
	default:
		ready()
		if name = cgotorch.DeviceTypeName(int(d.Type)); name == "" {
			name = fmt.Sprintf("torch.DeviceType(%d)", d.Type)
		}
	}
	if d.Index < 0 || d.Type == DeviceCPU {
		return name
	}
	return fmt.Sprintf("%s:%d", name, d.Index)
}

// Synchronize waits until all work queued on the device is done.
func (d Device) Synchronize() {
	ready()
	check("synchronize", cgotorch.Synchronize(int(d.Type), d.Index))
}

// DeviceCount returns how many devices of a type this machine has.
func DeviceCount(t DeviceType) int {
	ready()
	n := cgotorch.DeviceCount(int(t))
	check("device_count", cgotorch.TakeWarnings()) // of a driver that does not work
	return n
}

// CUDAIsAvailable tells whether a CUDA device can be used, as
// torch.cuda.is_available does.
func CUDAIsAvailable() bool { return DeviceCount(DeviceCUDA) > 0 }

func (d Device) applyTensor(o *tensorOptions) {
	o.once(deviceKind)
	o.device, o.hasDevice = d, true
}
func (d Device) applyTo(o *toOptions) {
	if o.hasDevice {
		option.Refuse("Device")
	}
	o.device, o.hasDevice = d, true
}

// encode appends the device to a call's arguments.
func (d Device) encode(args *cgotorch.Args) { args.Device(int(d.Type), d.Index) }

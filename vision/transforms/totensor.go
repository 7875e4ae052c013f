package transforms

import (
	"runtime"

	"github.com/e0112027/gotorch/torch"
)

// ToTensor scales uint8 pictures to [0, 1]. Where Python's divides by 255, its ToDtype, here
// [ToDType], multiplies by 1/255, which rounds otherwise.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.ToTensor.html
type ToTensor struct{}

// NewToTensor makes the transform of pictures (..., C, H, W) from uint8 to
// [torch.DefaultDType] in [0, 1]. Other dtypes and all sizes stay as they are.
// Unlike Python's it moves no channels, since they come first here from the
// beginning; it panics for a picture without any, (H, W), and for one whose
// channels visibly come last.
func NewToTensor() *ToTensor { return &ToTensor{} }

// Draw implements [Transform].
func (*ToTensor) Draw(x *torch.Tensor, _ *torch.Generator) Op {
	sizeOf("to_tensor", x)
	return pixels(toUnit)
}

func (t *ToTensor) String() string { return show(t) }

func toUnit(x *torch.Tensor) *torch.Tensor {
	float := torch.DefaultDType()
	if x.DType() != torch.UInt8 || float != torch.Float32 {
		return inFloat(x.Contiguous(), float)
	}
	var m torch.Memory
	if !x.UnsafeMemory(&m) {
		return inFloat(x.Contiguous(), float)
	}
	out := torch.Empty(m.Shape, torch.Float32, torch.In(x.Scope()))
	unitFloats(torch.UnsafeData[float32](out), m.Bytes, m.Shape, m.Strides)
	runtime.KeepAlive(x)
	runtime.KeepAlive(out)
	return out
}

// inFloat scales by operators, on any device and into any dtype.
func inFloat(x *torch.Tensor, float torch.DType) *torch.Tensor {
	if x.DType() != torch.UInt8 {
		return x
	}
	return x.To(float).Div(255)
}

// unit holds v/255 for each value of a byte.
var unit = func() (table [256]float32) {
	for v := range table {
		table[v] = float32(v) / 255
	}
	return table
}()

// unitFloats scales the bytes of a strided picture in order, and returns what is
// left of dst. It is Go's work for the reason that [plain] gives.
func unitFloats(dst []float32, src []byte, shape, strides []int) []float32 {
	if len(dst) == 0 {
		return dst
	}
	n, stride := shape[0], strides[0]
	if len(shape) > 1 {
		for i := range n {
			dst = unitFloats(dst, src[i*stride:], shape[1:], strides[1:])
		}
		return dst
	}
	row := dst[:n]
	if stride == 1 {
		for i, v := range src[:n] {
			row[i] = unit[v]
		}
	} else {
		for i := range row {
			row[i] = unit[src[i*stride]]
		}
	}
	return dst[n:]
}

package aten

import "github.com/e0112027/gotorch/torch"

// The functions of this file append one argument; those ending in Or the schema's
// default, in OrNone None, where it was left out. They stay calls: inlined, they made
// the compiled package 10.6 MB large rather than 8.7.

//go:noinline
func putTensor(v *torch.Invocation, x *torch.Tensor) { v.Tensor(x) }

//go:noinline
func putTensorOr(v *torch.Invocation, x *torch.Tensor) {
	if x != nil {
		v.Tensor(x)
	} else {
		v.Default()
	}
}

//go:noinline
func putTensorOrNone(v *torch.Invocation, x *torch.Tensor) {
	if x != nil {
		v.Tensor(x)
	} else {
		v.None()
	}
}

//go:noinline
func putGeneratorOr(v *torch.Invocation, x *torch.Generator) {
	if x != nil {
		v.Generator(x)
	} else {
		v.Default()
	}
}

//go:noinline
func putGeneratorOrNone(v *torch.Invocation, x *torch.Generator) {
	if x != nil {
		v.Generator(x)
	} else {
		v.None()
	}
}

//go:noinline
func putScalar(v *torch.Invocation, x any) { v.Scalar(x) }

//go:noinline
func putScalarOr(v *torch.Invocation, x any) {
	if x != nil {
		v.Scalar(x)
	} else {
		v.Default()
	}
}

//go:noinline
func putScalarOrNone(v *torch.Invocation, x any) {
	if x != nil {
		v.Scalar(x)
	} else {
		v.None()
	}
}

//go:noinline
func putInteger(v *torch.Invocation, x int) { v.Int(x) }

//go:noinline
func putIntegerOr(v *torch.Invocation, x Opt[int]) {
	if x.set {
		v.Int(x.value)
	} else {
		v.Default()
	}
}

//go:noinline
func putIntegerOrNone(v *torch.Invocation, x Opt[int]) {
	if x.set {
		v.Int(x.value)
	} else {
		v.None()
	}
}

//go:noinline
func putFloat(v *torch.Invocation, x float64) { v.Float(x) }

//go:noinline
func putFloatOr(v *torch.Invocation, x Opt[float64]) {
	if x.set {
		v.Float(x.value)
	} else {
		v.Default()
	}
}

//go:noinline
func putFloatOrNone(v *torch.Invocation, x Opt[float64]) {
	if x.set {
		v.Float(x.value)
	} else {
		v.None()
	}
}

//go:noinline
func putBoolean(v *torch.Invocation, x bool) { v.Bool(x) }

//go:noinline
func putBooleanOr(v *torch.Invocation, x Opt[bool]) {
	if x.set {
		v.Bool(x.value)
	} else {
		v.Default()
	}
}

//go:noinline
func putBooleanOrNone(v *torch.Invocation, x Opt[bool]) {
	if x.set {
		v.Bool(x.value)
	} else {
		v.None()
	}
}

//go:noinline
func putText(v *torch.Invocation, x string) { v.String(x) }

//go:noinline
func putTextOr(v *torch.Invocation, x Opt[string]) {
	if x.set {
		v.String(x.value)
	} else {
		v.Default()
	}
}

//go:noinline
func putTextOrNone(v *torch.Invocation, x Opt[string]) {
	if x.set {
		v.String(x.value)
	} else {
		v.None()
	}
}

//go:noinline
func putDType(v *torch.Invocation, x torch.DType) { v.DType(x) }

//go:noinline
func putDTypeOr(v *torch.Invocation, x Opt[torch.DType]) {
	if x.set {
		v.DType(x.value)
	} else {
		v.Default()
	}
}

//go:noinline
func putDTypeOrNone(v *torch.Invocation, x Opt[torch.DType]) {
	if x.set {
		v.DType(x.value)
	} else {
		v.None()
	}
}

//go:noinline
func putLayout(v *torch.Invocation, x torch.Layout) { v.Int(int(x)) }

//go:noinline
func putLayoutOr(v *torch.Invocation, x Opt[torch.Layout]) {
	if x.set {
		v.Int(int(x.value))
	} else {
		v.Default()
	}
}

//go:noinline
func putMemoryFormat(v *torch.Invocation, x torch.MemoryFormat) { v.Int(int(x)) }

//go:noinline
func putMemoryFormatOr(v *torch.Invocation, x Opt[torch.MemoryFormat]) {
	if x.set {
		v.Int(int(x.value))
	} else {
		v.Default()
	}
}

//go:noinline
func putDevice(v *torch.Invocation, x torch.Device) { v.Device(x) }

//go:noinline
func putDeviceOr(v *torch.Invocation, x Opt[torch.Device]) {
	if x.set {
		v.Device(x.value)
	} else {
		v.Default()
	}
}

//go:noinline
func putTensors(v *torch.Invocation, x []*torch.Tensor) { v.Tensors(x) }

//go:noinline
func putScalars(v *torch.Invocation, x []any) { v.Numbers(x) }

//go:noinline
func putIntegers(v *torch.Invocation, x []int) { v.Ints(x) }

//go:noinline
func putIntegersOr(v *torch.Invocation, x []int) {
	if x != nil {
		v.Ints(x)
	} else {
		v.Default()
	}
}

//go:noinline
func putIntegersOrNone(v *torch.Invocation, x []int) {
	if x != nil {
		v.Ints(x)
	} else {
		v.None()
	}
}

//go:noinline
func putFloatsOr(v *torch.Invocation, x []float64) {
	if x != nil {
		v.Floats(x)
	} else {
		v.Default()
	}
}

//go:noinline
func putFloatsOrNone(v *torch.Invocation, x []float64) {
	if x != nil {
		v.Floats(x)
	} else {
		v.None()
	}
}

//go:noinline
func putTexts(v *torch.Invocation, x []string) { v.Strings(x) }

//go:noinline
func putTextsOrNone(v *torch.Invocation, x []string) {
	if x != nil {
		v.Strings(x)
	} else {
		v.None()
	}
}

//go:noinline
func putOptionalTensors(v *torch.Invocation, x []*torch.Tensor) { v.OptionalTensors(x) }

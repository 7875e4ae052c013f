package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/torch/internal/option"
)

// TensorOption is a keyword argument of the functions that make tensors: a
// [DType], a [Device], a [Layout], a [MemoryFormat], [In], [InScopeOf], [RequiresGrad],
// [PinMemory] or [WithGenerator]; for sparse tensors [CheckInvariants] or [IsCoalesced] too.
type TensorOption interface{ applyTensor(*tensorOptions) }

type tensorOptions struct {
	dtype        DType
	device       Device
	layout       Layout
	memoryFormat MemoryFormat
	scope        *Scope
	generator    *Generator
	requiresGrad bool
	pinned       bool
	sparse       sparseOptions

	hasDType, hasDevice, hasLayout, hasMemoryFormat bool

	seen optionKinds
}

// once refuses an option of a kind that was given.
func (o *tensorOptions) once(kind optionKinds) {
	if o.seen&kind != 0 {
		option.Refuse(kind.String())
	}
	o.seen |= kind
}

type tensorOptionFunc func(*tensorOptions)

func (f tensorOptionFunc) applyTensor(o *tensorOptions) { f(o) }

// In puts the result into a scope, whatever its inputs are in.
func In(s *Scope) TensorOption {
	return tensorOptionFunc(func(o *tensorOptions) {
		o.once(scopeKind)
		o.scope = s
	})
}

// InScopeOf puts the result into the scope that t is in, if any: noise for a batch is
// then freed with the batch.
//
//	noise := torch.Randn(64, 100, torch.InScopeOf(batch.Input))
func InScopeOf(t *Tensor) TensorOption { return In(t.Scope()) }

// RequiresGrad has autograd record operations on the result.
func RequiresGrad(on bool) TensorOption {
	return tensorOptionFunc(func(o *tensorOptions) {
		o.once(gradKind)
		o.requiresGrad = on
	})
}

// PinMemory puts the result, on the CPU, into page-locked memory, from which copies
// to an accelerator can run beside other work; see [Tensor.PinMemory]. It panics
// without an accelerator.
func PinMemory(on bool) PinMemoryOption { return PinMemoryOption(on) }

// PinMemoryOption is what [PinMemory] returns.
type PinMemoryOption bool

func (p PinMemoryOption) applyTensor(o *tensorOptions) {
	o.once(pinKind)
	o.pinned = bool(p)
}

// GeneratorOption is what [WithGenerator] returns: a [TensorOption], and the only
// option of operators that fill a tensor with random numbers.
type GeneratorOption struct{ generator *Generator }

func (g GeneratorOption) applyTensor(o *tensorOptions) {
	o.once(generatorKind)
	o.generator = g.generator
}

// WithGenerator draws random numbers from g rather than the default generator.
// nil is the default one.
func WithGenerator(g *Generator) GeneratorOption { return GeneratorOption{g} }

// Options are applied to a heap variable, which no options do without.
func applyTensorOptions(options []TensorOption) tensorOptions {
	if len(options) == 0 {
		return tensorOptions{}
	}
	var o tensorOptions
	for _, option := range options {
		option.applyTensor(&o)
	}
	return o
}

// mixedSizes is what Python refuses too: zeros((2, 3), 4).
const mixedSizes = "the sizes are ints or one []int, not both"

// sizesAndOptions sorts out the arguments of Zeros(2, 3, torch.Float64): ints, or
// one []int, are sizes, the rest are options.
func sizesAndOptions(op string, args []any) (sizes []int, o tensorOptions) {
	list := false
	for _, arg := range args {
		switch arg := arg.(type) {
		case int:
			if list {
				misuse(op, "TypeError", "%s", mixedSizes)
			}
			sizes = append(sizes, arg)
		case []int:
			if list || len(sizes) > 0 {
				misuse(op, "TypeError", "%s", mixedSizes)
			}
			sizes, list = append(sizes, arg...), true
		case TensorOption:
			arg.applyTensor(&o)
		default:
			misuse(op, "TypeError", "expected sizes (int, []int) or options, got %T", arg)
		}
	}
	return sizes, o
}

// options appends dtype, layout, device and pin_memory, which every factory
// takes in this order.
func (c *call) options(o *tensorOptions) {
	if o.hasDType {
		c.Int(int64(o.dtype))
	} else {
		c.None()
	}
	if o.hasLayout {
		c.Int(int64(o.layout))
	} else {
		c.None()
	}
	if o.hasDevice {
		o.device.encode(&c.Args)
	} else {
		c.None()
	}
	if o.pinned {
		c.Bool(true)
	} else {
		c.None()
	}
	c.in(o.scope)
}

// generator appends a generator, or None for the default one.
func (c *call) generator(g *Generator) {
	if g == nil {
		c.None()
		return
	}
	if g.handle == 0 {
		c.misuse("TypeError", noGenerator)
	}
	c.Args.Generator(g.handle)
	c.held = hidden(g)
	runtime.KeepAlive(g)
}

// make runs a factory.
func (c *call) make(o *tensorOptions) *Tensor { return c.makeWith(o, factoryKinds) }

// makeWith runs a factory that takes options of the given kinds, and a generator
// where it has been appended.
func (c *call) makeWith(o *tensorOptions, kinds optionKinds) *Tensor {
	if c.held != nil {
		kinds |= generatorKind
	}
	c.takes(o, kinds)
	t := c.one()
	if o.requiresGrad {
		t.SetRequiresGrad(true)
	}
	return t
}

// ToOption is an argument of [Tensor.To]: a [DType], a [Device], a
// [MemoryFormat], [NonBlocking] or [Copy].
type ToOption interface{ applyTo(*toOptions) }

type toOptions struct {
	dtype        DType
	device       Device
	memoryFormat MemoryFormat
	nonBlocking  bool
	copy         bool

	hasDType, hasDevice, hasMemoryFormat bool
}

// applyToOptions tells options apart by their types: a call through the interface
// would put them on the heap.
func applyToOptions(options []ToOption) (o toOptions) {
	for _, option := range options {
		switch option := option.(type) {
		case DType:
			option.applyTo(&o)
		case Device:
			option.applyTo(&o)
		case MemoryFormat:
			option.applyTo(&o)
		case TransferOption:
			option.applyTo(&o)
		case toLike:
			option.applyTo(&o)
		}
	}
	return o
}

// TransferOption is what [NonBlocking] and [Copy] return.
type TransferOption uint8

const (
	nonBlocking TransferOption = iota
	alwaysCopy
)

func (how TransferOption) applyTo(o *toOptions) {
	switch how {
	case nonBlocking:
		o.nonBlocking = true
	case alwaysCopy:
		o.copy = true
	}
}

// NonBlocking lets [Tensor.To] and [Tensor.Copy_] return before a copy between
// devices is done.
func NonBlocking() TransferOption { return nonBlocking }

// Copy makes [Tensor.To] copy even where nothing changes.
func Copy() TransferOption { return alwaysCopy }

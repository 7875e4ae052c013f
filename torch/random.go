package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
)

// Generator is a source of random numbers on one device. Its methods may be
// called by several goroutines; which draw comes first is then undefined.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.Generator.html
type Generator struct {
	handle cgotorch.GeneratorHandle
	device Device
}

// source is what libtorch knows the generator as. It panics for no generator, or a
// zero one.
func (g *Generator) source(op string) cgotorch.GeneratorHandle {
	if g == nil {
		misuse(op, "TypeError", "the generator is nil")
	}
	if g.handle == 0 {
		misuse(op, "TypeError", "%s", noGenerator)
	}
	return g.handle
}

// noGenerator says what is wrong with a zero Generator.
const noGenerator = "the generator is the zero torch.Generator, which only a declaration makes; use NewGenerator"

// NewGenerator makes a generator for a device, seeded as Python's.
func NewGenerator(d Device) *Generator {
	ready()
	h, err := cgotorch.NewGenerator(int(d.Type), d.Index)
	check("Generator", err)
	return ownGenerator(h, d)
}

// DefaultGenerator returns the generator that random operators on a device use.
func DefaultGenerator(d Device) *Generator {
	ready()
	h, err := cgotorch.DefaultGenerator(int(d.Type), d.Index)
	check("default_generator", err)
	return ownGenerator(h, d)
}

func ownGenerator(h cgotorch.GeneratorHandle, d Device) *Generator {
	g := &Generator{handle: h, device: d}
	runtime.AddCleanup(g, cgotorch.ReleaseGenerator, h)
	return g
}

// Device returns where the generator draws.
func (g *Generator) Device() Device { return g.device }

// ManualSeed sets the seed and returns g. Negative seeds count from 2^64, as in
// Python.
func (g *Generator) ManualSeed(seed int64) *Generator {
	check("manual_seed", cgotorch.SeedGenerator(g.source("manual_seed"), uint64(seed)))
	runtime.KeepAlive(g)
	return g
}

// InitialSeed returns the seed set last.
func (g *Generator) InitialSeed() uint64 {
	seed, err := cgotorch.GeneratorInitialSeed(g.source("initial_seed"))
	check("initial_seed", err)
	runtime.KeepAlive(g)
	return seed
}

// State returns the generator's state, a uint8 tensor.
func (g *Generator) State() *Tensor {
	h, err := cgotorch.GeneratorState(g.source("get_state"))
	check("get_state", err)
	runtime.KeepAlive(g)
	return collect(h, cgotorch.Info(UInt8))
}

// SetState sets the state to one that [Generator.State] returned.
func (g *Generator) SetState(state *Tensor) {
	s := state.enter("set_state")
	defer state.leave(s)
	check("set_state", cgotorch.SetGeneratorState(g.source("set_state"), state.handle), state)
	runtime.KeepAlive(g)
}

// ManualSeed seeds the default generator of every device.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.manual_seed.html
func ManualSeed(seed int64) {
	ready()
	check("manual_seed", cgotorch.ManualSeed(uint64(seed)))
}

// InitialSeed returns the seed of the CPU's default generator.
func InitialSeed() uint64 { return DefaultGenerator(CPU).InitialSeed() }

// RNGState returns the state of the CPU's default generator, a uint8 tensor.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.get_rng_state.html
func RNGState() *Tensor { return DefaultGenerator(CPU).State() }

// SetRNGState sets the state of the CPU's default generator.
func SetRNGState(state *Tensor) { DefaultGenerator(CPU).SetState(state) }

var (
	opRand        = newOp("rand.generator")
	opRandn       = newOp("randn.generator")
	opRandint     = newOp("randint.low_generator")
	opRandperm    = newOp("randperm.generator")
	opNormal      = newOp("normal.float_float")
	opRandLike    = newOp("rand_like")
	opRandnLike   = newOp("randn_like")
	opRandintLike = newOp("randint_like.low_dtype")

	// torch 2.6 lacks these, and says so when one is called.
	opRandLikeGenerator    = newOp("rand_like.generator")
	opRandnLikeGenerator   = newOp("randn_like.generator")
	opRandintLikeGenerator = newOp("randint_like.low_generator_dtype")
)

// Rand returns numbers drawn uniformly from [0, 1); see [Empty] for args.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.rand.html
func Rand(args ...any) *Tensor { return drawn(opRand, args) }

// Randn returns numbers drawn from the standard normal distribution; see
// [Empty] for args.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.randn.html
func Randn(args ...any) *Tensor { return drawn(opRandn, args) }

func drawn(op *Op, args []any) *Tensor {
	sizes, o := sizesAndOptions(op.Name(), args)
	c := call{op: op}
	c.Ints(sizes)
	c.generator(o.generator)
	c.options(&o)
	return c.make(&o)
}

// Randint returns integers drawn uniformly from [low, high), Int64 unless an
// option gives another dtype.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.randint.html
func Randint(low, high int, sizes []int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	if !o.hasDType {
		o.dtype, o.hasDType = Int64, true
	}
	c := call{op: opRandint}
	c.Int(int64(low))
	c.Int(int64(high))
	c.Ints(sizes)
	c.generator(o.generator)
	c.options(&o)
	return c.make(&o)
}

// Randperm returns a random permutation of 0 … n-1, Int64 unless an option gives
// another dtype.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.randperm.html
func Randperm(n int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	if !o.hasDType {
		o.dtype, o.hasDType = Int64, true
	}
	c := call{op: opRandperm}
	c.Int(int64(n))
	c.generator(o.generator)
	c.options(&o)
	return c.make(&o)
}

// Normal returns numbers drawn from normal distributions. With numbers for mean
// and std the result has the given sizes and takes all options; where one of them
// is a tensor, floating, the result has its shape (of two, their broadcast shape),
// sizes must be nil, and the options are [WithGenerator] and [In].
//
// See https://docs.pytorch.org/docs/stable/generated/torch.normal.html
func Normal(mean, std any, sizes []int, options ...TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: opNormal}
	meanTensor, stdTensor := isTensor(mean), isTensor(std)
	switch {
	case meanTensor && stdTensor:
		c.op = opNormalTensors
	case meanTensor:
		c.op = opNormalMeans
	case stdTensor:
		c.op = opNormalStds
	}
	c.operand(mean)
	c.operand(std)
	if meanTensor || stdTensor {
		if sizes != nil {
			c.misuse("TypeError", "sizes don't go with a mean or a std that is a tensor")
		}
		return c.drawOne(&o)
	}
	c.Ints(sizes)
	c.generator(o.generator)
	c.options(&o)
	return c.make(&o)
}

func isTensor(v any) bool {
	_, ok := v.(*Tensor)
	return ok
}

// drawOne ends the arguments of an operator that draws from distributions given by
// tensors, and runs it.
func (c *call) drawOne(o *tensorOptions) *Tensor {
	c.takes(o, generatorKind)
	c.generator(o.generator)
	c.in(o.scope)
	return c.one()
}

// RandLike returns uniform numbers with t's shape, dtype and device.
func RandLike(t *Tensor, options ...TensorOption) *Tensor {
	return drawnLike(opRandLike, opRandLikeGenerator, t, nil, options)
}

// RandnLike returns normal numbers with t's shape, dtype and device.
func RandnLike(t *Tensor, options ...TensorOption) *Tensor {
	return drawnLike(opRandnLike, opRandnLikeGenerator, t, nil, options)
}

// RandintLike returns integers from [low, high) with t's shape, dtype and device.
func RandintLike(t *Tensor, low, high int, options ...TensorOption) *Tensor {
	return drawnLike(opRandintLike, opRandintLikeGenerator, t, []int{low, high}, options)
}

// drawnLike draws numbers with t's facts; the operator that takes a generator is
// another one.
func drawnLike(op, withGenerator *Op, t *Tensor, bounds []int, options []TensorOption) *Tensor {
	o := applyTensorOptions(options)
	c := call{op: op}
	if o.generator != nil {
		c.op = withGenerator
	}
	c.tensor(t)
	for _, bound := range bounds {
		c.Int(int64(bound))
	}
	if o.generator != nil {
		c.generator(o.generator)
	}
	return c.makeWithFormat(&o)
}

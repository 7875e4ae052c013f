package torch_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func TestCreate_Values(t *testing.T) {
	runResults(t, []resultCase{
		{"zeros", func() *torch.Tensor { return torch.Zeros([]int{2, 1, 2}) }, [][][]float32{{{0, 0}}, {{0, 0}}}},
		{"zeros of no dimension", func() *torch.Tensor { return torch.Zeros() }, float32(0)},
		{"ones with a dtype", func() *torch.Tensor { return torch.Ones(2, torch.Int16) }, []int16{1, 1}},
		{"full of an int", func() *torch.Tensor { return torch.Full([]int{2}, 7) }, []int64{7, 7}},
		{"full of a bool", func() *torch.Tensor { return torch.Full([]int{1}, true) }, []bool{true}},
		{"full of a float", func() *torch.Tensor { return torch.Full([]int{1}, 0.5) }, []float32{0.5}},
		{"full of a complex", func() *torch.Tensor { return torch.Full([]int{1}, 1i) }, []complex64{1i}},
		{"full with a dtype", func() *torch.Tensor { return torch.Full([]int{1}, 2, torch.Float64) }, []float64{2}},
		{"scalar", func() *torch.Tensor { return torch.ScalarTensor(3) }, float32(3)},
		{"eye", func() *torch.Tensor { return torch.Eye(2) }, [][]float32{{1, 0}, {0, 1}}},
		{"eye m", func() *torch.Tensor { return torch.EyeM(1, 3, torch.Bool) }, [][]bool{{true, false, false}}},
		{"arange", func() *torch.Tensor { return torch.Arange(3) }, []int64{0, 1, 2}},
		{"arange of floats", func() *torch.Tensor { return torch.Arange(1, 2.5, 0.5) }, []float32{1, 1.5, 2}},
		{"arange downwards", func() *torch.Tensor { return torch.Arange(3, 0, -2) }, []int64{3, 1}},
		{"arange of nothing", func() *torch.Tensor { return torch.Arange(0) }, []int64{}},
		{"linspace", func() *torch.Tensor { return torch.Linspace(0, 1, 3) }, []float32{0, 0.5, 1}},
		{"logspace", func() *torch.Tensor { return torch.Logspace(0, 2, 3, 10, torch.Float64) }, []float64{1, 10, 100}},
		{"zeros like", func() *torch.Tensor { return torch.ZerosLike(i64(1, 2)) }, []int64{0, 0}},
		{"ones like with a dtype", func() *torch.Tensor { return torch.OnesLike(i64(1), torch.Float32) }, []float32{1}},
		{"full like", func() *torch.Tensor { return torch.FullLike(f32(1, 2), 9) }, []float32{9, 9}},
		{"nested arrays", func() *torch.Tensor { return torch.NewTensor([2][1]int32{{1}, {2}}) }, [][]int32{{1}, {2}}},
		{"another dtype", func() *torch.Tensor { return torch.NewTensor([]int{1, 2}, torch.Float64) }, []float64{1, 2}},
		{"sizes", func() *torch.Tensor { return torch.FromSlice([]uint8{1, 2}, 2, 1) }, [][]uint8{{1}, {2}}},
	})
}

func TestCreate_Options(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.Empty(2, 3, 4, 5, torch.ChannelsLast)
	assert.True(t, x.IsChannelsLast())
	assert.True(t, torch.EmptyLike(x).IsChannelsLast(), "preserved unless given")
	assert.True(t, torch.EmptyLike(x, torch.ContiguousFormat).IsContiguous())
	assert.True(t, torch.Ones(2, torch.RequiresGrad(true)).RequiresGrad())
	assert.True(t, torch.NewTensor([]float32{1}, torch.RequiresGrad(true)).IsLeaf())
	assert.Equal(t, torch.Meta, torch.Ones(1<<40, torch.Meta).Device(), "no memory behind it")
	assert.Equal(t, torch.SparseCOO, torch.Zeros(2, torch.SparseCOO).Layout())
	torch.Scoped(func(s *torch.Scope) {
		for _, y := range []*torch.Tensor{
			torch.Zeros(1, torch.In(s)), torch.NewTensor([]int{1}, torch.In(s)), torch.NewTensor([]int{1}, torch.Float64, torch.In(s)),
			torch.FromSliceIn(s, []bool{true}), torch.Arange(3, torch.In(s)), torch.Rand(1, torch.In(s)), x.Clone(torch.In(s)),
		} {
			assert.Equal(t, s, y.Scope())
		}
	})
	former := torch.DefaultDType()
	defer torch.SetDefaultDType(former)
	torch.SetDefaultDType(torch.Float64)
	assert.Equal(t, torch.Float64, torch.Zeros(1).DType())
	assert.Equal(t, torch.Complex128, torch.Full([]int{1}, 1i).DType())
}

func TestCreate_Refuses(t *testing.T) {
	before := torch.LiveBytes()
	runPanics(t, []panicCase{
		{"more bytes than an int64 holds", "Storage size calculation overflowed", func() { torch.Zeros(1 << 62) }},
		{"more elements than an int64 holds", "overflow", func() { torch.Zeros(1<<40, 1<<40) }},
		{"more memory than there is", "can't allocate memory: you tried to allocate 4503599627370496 bytes", func() { torch.Zeros(1 << 50) }},
		{"a negative size", "negative", func() { torch.Zeros(2, -3) }},
		{"a size that is no int", "expected sizes (int, []int) or options, got float64", func() { torch.Zeros(2.0) }},
		{"a step of 0", "step must be nonzero", func() { torch.Arange(0, 1, 0) }},
		{"a step away from the end", "upper bound and lower bound inconsistent with step sign", func() { torch.Arange(0, 1, -1) }},
		{"no numbers", "got 0", func() { torch.Arange() }},
		{"a value that is no number", "expected a number, got string", func() { torch.Full([]int{1}, "1") }},
		{"no data", "expected numbers, got nil", func() { torch.NewTensor(nil) }},
		{"no elements", "cannot hold elements of type string", func() { torch.NewTensor([]string{"1"}) }},
		{"too few bytes", "takes 8 bytes, 7 were given", func() { torch.FromRawBytes(make([]byte, 7), torch.Float32, 2) }},
		{"a tensor as like", "nil", func() { torch.ZerosLike(nil) }},
	})
	assert.InDelta(t, before, torch.LiveBytes(), 1<<20)
}

// The zero Tensor has no handle; nothing may read through it.
func TestZeroTensor_IsRefusedEverywhere(t *testing.T) {
	torchtest.NoLeaks(t)
	var zero torch.Tensor
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(2, torch.In(s))
		for name, use := range map[string]func(){
			"shape":    func() { zero.Shape() },
			"operator": func() { zero.Add(x) },
			"operand":  func() { x.Add(&zero) },
			"list":     func() { torch.Cat([]*torch.Tensor{x, &zero}) },
			"data":     func() { torch.Data[uint8](&zero) },
			"grad":     func() { zero.Grad() },
			"set grad": func() { x.SetGrad(&zero) },
			"backward": func() { zero.Backward() },
			"move":     func() { zero.MoveTo(s) },
			"keep":     func() { zero.Keep() },
			"state":    func() { torch.NewGenerator(torch.CPU).SetState(&zero) },
		} {
			t.Run(name, func(t *testing.T) { torchtest.Panics(t, "zero torch.Tensor", use) })
		}
		torchtest.Panics(t, "the scope is nil", func() { x.MoveTo(nil) })
		assert.Equal(t, 1, s.Len())
	})
}

func TestInvocation_FreesResultsOfAnotherKind(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.Scoped(func(s *torch.Scope) {
		x := torch.Ones(4, 2, torch.In(s))
		of := func(op string) *torch.Invocation {
			v := &torch.Invocation{Op: torch.NewOp("aten::" + op)}
			v.Tensor(x)
			return v
		}
		const message = "the operator's results are of another kind or number"
		torchtest.Panics(t, "the result is not one tensor", func() { of("unbind.int").One() })
		torchtest.Panics(t, "the result is not one tensor", func() { of("aminmax").One() })
		torchtest.Panics(t, message, func() { of("relu").Two() })
		torchtest.Panics(t, message, func() { of("aminmax").Three() })
		torchtest.Panics(t, message, func() { of("aminmax").List() })
		torchtest.Panics(t, message, func() { of("relu").Result() })
		torchtest.Panics(t, message, func() { of("unbind.int").Result() })
		assert.Equal(t, 1, s.Len())
		low, high := of("aminmax").Two()
		torchtest.Equal(t, low, high)
	})
}

func TestParseDType_ReadsWhatStringWrites(t *testing.T) {
	for d := torch.UInt8; d <= torch.BComplex32; d++ {
		for _, name := range []string{d.String(), strings.TrimPrefix(d.String(), "torch.")} {
			parsed, err := torch.ParseDType(name)
			require.NoError(t, err)
			assert.Equal(t, d, parsed)
		}
	}
	_, err := torch.ParseDType("float31")
	assert.EqualError(t, err, `torch: "float31" is no dtype`)
}

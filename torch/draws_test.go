package torch_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// drawsGolden is what testdata/draws.py wrote.
type drawsGolden struct {
	Torch string
	Draws map[string]struct {
		DType string
		Shape []int
		Bytes []int
	}
	FreshSeed    uint64 `json:"fresh_seed"`
	NegativeSeed uint64 `json:"negative_seed"`
	State        []int
	DTypes       map[string]struct {
		ItemSize          int
		Floating, Complex bool
		Signed            *bool
	}
	Layouts       []string
	MemoryFormats []string `json:"memory_formats"`
}

func readDraws(t *testing.T) (golden drawsGolden) {
	torchtest.Golden(t, "draws.json", &golden)
	return golden
}

func toBytes(ints []int) []byte {
	raw := make([]byte, len(ints))
	for i, v := range ints {
		raw[i] = byte(v)
	}
	return raw
}

func seeded(seed int) torch.GeneratorOption {
	return torch.WithGenerator(torch.NewGenerator(torch.CPU).ManualSeed(int64(seed)))
}

func TestDraws_EqualPythons(t *testing.T) {
	torchtest.NoLeaks(t)
	golden := readDraws(t)
	draws := map[string]*torch.Tensor{}
	for _, seed := range []int{0, 1, -5, 1 << 40} {
		for name, x := range map[string]*torch.Tensor{
			"rand":            torch.Rand(7, seeded(seed)),
			"rand float64":    torch.Rand(3, 2, torch.Float64, seeded(seed)),
			"randint":         torch.Randint(-3, 1000, []int{4, 3}, seeded(seed)),
			"randint wide":    torch.Randint(0, 1<<40, []int{5}, seeded(seed)),
			"randint uint8":   torch.Randint(0, 256, []int{9}, torch.UInt8, seeded(seed)),
			"randperm":        torch.Randperm(30, seeded(seed)),
			"randperm int32":  torch.Randperm(11, torch.Int32, seeded(seed)),
			"random_ float32": torch.Empty(9).Random_(seeded(seed)),
			"random_ int64":   torch.Empty(9, torch.Int64).Random_(seeded(seed)),
			"random_ bool":    torch.Empty(40, torch.Bool).Random_(seeded(seed)),
			"random_ range":   torch.Empty(9, torch.Int16).RandomRange_(-7, 8, seeded(seed)),
			"multinomial":     torch.Multinomial(f32(1, 2, 4, 0), 6, true, seeded(seed)),
		} {
			draws[fmt.Sprint(name, " ", seed)] = x
		}
	}
	torch.ManualSeed(42)
	draws["default rand"] = torch.Rand(4)
	draws["default randint"] = torch.Randint(0, 10, []int{4})
	draws["default rand_like"] = torch.RandLike(torch.Zeros(2, 3))

	assert.Len(t, draws, len(golden.Draws))
	for name, want := range golden.Draws {
		got, ok := draws[name]
		require.True(t, ok, name)
		assert.Equal(t, want.DType, got.DType().String(), name)
		assert.Equal(t, want.Shape, got.Shape(), name)
		assert.Equal(t, toBytes(want.Bytes), got.RawBytes(), name)
	}
}

func TestGenerator_SeedsAndState(t *testing.T) {
	torchtest.NoLeaks(t)
	golden := readDraws(t)
	g := torch.NewGenerator(torch.CPU)
	assert.Equal(t, torch.CPU, g.Device())
	assert.Equal(t, golden.FreshSeed, g.InitialSeed())
	assert.Equal(t, golden.NegativeSeed, g.ManualSeed(-5).InitialSeed())
	assert.Equal(t, toBytes(golden.State), g.ManualSeed(3).State().RawBytes())

	from := torch.WithGenerator(g)
	before := g.State()
	first := torch.Rand(5, from)
	assert.False(t, torch.Rand(5, from).Equal(first))
	g.SetState(before)
	torchtest.Equal(t, first, torch.Rand(5, from))
	other := torch.NewGenerator(torch.CPU)
	other.SetState(before)
	torchtest.Equal(t, first, torch.Rand(5, torch.WithGenerator(other)))

	torchtest.Panics(t, "expected a torch.ByteTensor", func() { g.SetState(torch.Zeros(5056)) })
	torchtest.Panics(t, "of size 5056", func() { g.SetState(torch.Zeros(3, torch.UInt8)) })
	torchtest.Panics(t, "nil", func() { g.SetState(nil) })
	torchtest.Panics(t, "no device type", func() { torch.NewGenerator(torch.Device{Type: 99}) })
	torchtest.Panics(t, "the zero torch.Generator", func() { torch.Rand(1, torch.WithGenerator(new(torch.Generator))) })
}

func TestManualSeed_SeedsTheDefaultGenerator(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(7)
	assert.EqualValues(t, 7, torch.InitialSeed())
	state := torch.RNGState()
	x := torch.Randn(10)
	torch.SetRNGState(state)
	torchtest.Equal(t, x, torch.Randn(10))
	torch.ManualSeed(7)
	torchtest.Equal(t, x, torch.Randn(10))
	assert.EqualValues(t, 7, torch.DefaultGenerator(torch.CPU).InitialSeed())
}

func TestTables_EqualPythons(t *testing.T) {
	golden := readDraws(t)
	seen := map[string]bool{}
	for d := torch.UInt8; d.String() != fmt.Sprintf("torch.DType(%d)", uint8(d)); d++ {
		want, ok := golden.DTypes[d.String()]
		require.True(t, ok, "Python has no %v", d)
		seen[d.String()] = true
		var size int
		if err := torch.Try(func() error { size = d.Size(); return nil }); err != nil && torch.Version() != golden.Torch {
			assert.ErrorContains(t, err, "is no dtype of libtorch", "%v is newer than this libtorch", d)
			continue
		}
		assert.Equal(t, want.ItemSize, size, "%v", d)
		assert.Equal(t, want.Floating, d.IsFloatingPoint(), "%v", d)
		assert.Equal(t, want.Complex, d.IsComplex(), "%v", d)
		if want.Signed != nil {
			assert.Equal(t, *want.Signed, d.IsSigned(), "%v", d)
		}
	}
	assert.Len(t, seen, len(golden.DTypes), "Python has dtypes that are missing here")

	var layouts, formats []string
	for l := torch.Strided; l.String() != fmt.Sprintf("torch.Layout(%d)", int8(l)); l++ {
		layouts = append(layouts, l.String())
	}
	for m := torch.ContiguousFormat; m.String() != fmt.Sprintf("torch.MemoryFormat(%d)", int8(m)); m++ {
		formats = append(formats, m.String())
	}
	slices.Sort(layouts)
	slices.Sort(formats)
	assert.Equal(t, golden.Layouts, layouts)
	assert.Equal(t, golden.MemoryFormats, formats)
}

func TestTables_NumbersThatNameNothing(t *testing.T) {
	torchtest.NoLeaks(t)
	assert.Equal(t, "torch.DType(200)", torch.DType(200).String())
	assert.Equal(t, "torch.Layout(77)", torch.Layout(77).String())
	assert.Equal(t, "torch.DeviceType(99):1", torch.Device{Type: 99, Index: 1}.String())
	assert.Zero(t, torch.DeviceCount(99))
	runPanics(t, []panicCase{
		{"size", "torch.DType(200) is no dtype of libtorch", func() { torch.DType(200).Size() }},
		{"zeros", "has no dtype of number 200", func() { torch.Zeros(2, torch.DType(200)) }},
		{"to", "has no dtype of number 60", func() { torch.Zeros(2).To(torch.DType(60)) }},
		{"bytes", "200 is no dtype", func() { torch.FromRawBytes(make([]byte, 8), torch.DType(200), 2) }},
		{"layout", "has no layout of number 77", func() { torch.Zeros(2, torch.Layout(77)) }},
		{"memory format", "has no memory_format of number 77", func() { torch.Empty(2, torch.MemoryFormat(77)) }},
		{"device", "99 is no device type", func() { torch.Zeros(2, torch.Device{Type: 99, Index: 0}) }},
		{"device index", "a device index of 300 is out of range", func() { torch.Zeros(2, torch.CUDA(300)) }},
		{"default dtype", "200 is no dtype", func() { torch.SetDefaultDType(torch.DType(200)) }},
	})
}

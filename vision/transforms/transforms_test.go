package transforms

import (
	"encoding/json"
	"image"
	"math"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

// values is a float32 tensor as testdata/transforms.py writes it.
type values struct {
	Shape []int
	Bits  []int32
	Error string
}

type goldens struct {
	Torch     string
	ToTensor  map[string]values `json:"to_tensor"`
	Normalize []struct {
		Channels  int
		Mean, Std []float64
		Want      values
	}
	Random []struct {
		Name     string
		Channels int
		Want     []values
		Next     int64
	}
	Repr string
}

func readGoldens(t *testing.T) (g goldens) {
	t.Helper()
	content, err := os.ReadFile("testdata/transforms.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, &g))
	return g
}

func requireBits(t *testing.T, want values, got *torch.Tensor) {
	t.Helper()
	require.Equal(t, torch.Float32, got.DType())
	require.Equal(t, want.Shape, got.Shape())
	bits := make([]int32, 0, len(want.Bits))
	for _, v := range torch.Data[float32](got) {
		bits = append(bits, int32(math.Float32bits(v)))
	}
	require.Equal(t, want.Bits, bits)
}

// pixelsOf are the bytes that image(...) of testdata/transforms.py has.
func pixelsOf(height, width, channels, start int) []byte {
	data := make([]byte, height*width*channels)
	for i := range data {
		data[i] = byte(i*37 + start)
	}
	return data
}

func ramp() *torch.Tensor {
	data := make([]byte, 256)
	for i := range data {
		data[i] = byte(i)
	}
	return torch.FromSlice(data, 16, 16)
}

func TestToTensor_EqualsPython(t *testing.T) {
	want := readGoldens(t).ToTensor
	rect := image.Rect(0, 0, 5, 3)
	rgb := image.NewRGBA(rect)
	for i, v := range pixelsOf(3, 5, 3, 0) {
		rgb.Pix[i/3*4+i%3] = v
		rgb.Pix[i/3*4+3] = 255
	}
	tests := map[string]*torch.Tensor{
		"ramp": ramp(),
		"gray": FromImage(&image.Gray{Pix: pixelsOf(3, 5, 1, 0), Stride: 5, Rect: rect}),
		"rgb":  FromImage(rgb),
		"rgba": FromImage(&image.NRGBA{Pix: pixelsOf(3, 5, 4, 0), Stride: 20, Rect: rect}),
	}
	require.Len(t, tests, len(want))
	for name, x := range tests {
		t.Run(name, func(t *testing.T) { requireBits(t, want[name], ToTensor().Apply(x, nil)) })
	}
}

func TestToTensor_LeavesOtherDTypes(t *testing.T) {
	x := torch.FromSlice([]int16{1, 2, 3, 4, 5, 6}, 1, 3, 2)
	got := ToTensor().Apply(x, nil)
	assert.Equal(t, []int{2, 1, 3}, got.Shape())
	assert.Equal(t, []int16{1, 3, 5, 2, 4, 6}, torch.Data[int16](got))
	assert.True(t, got.IsContiguous())
}

func TestToTensor_TakesAnyShapeAndStride(t *testing.T) {
	empty := ToTensor().Apply(torch.Empty(0, 5, torch.UInt8), nil)
	assert.Equal(t, []int{1, 0, 5}, empty.Shape())
	turned := ToTensor().Apply(ramp().Transpose(0, 1), nil)
	assert.Equal(t, torch.Data[float32](ToTensor().Apply(ramp(), nil).Transpose(1, 2)), torch.Data[float32](turned))
}

func TestToTensor_MakesTheDefaultDType(t *testing.T) {
	torch.SetDefaultDType(torch.Float64)
	defer torch.SetDefaultDType(torch.Float32)
	x := Compose(ToTensor(), Normalize([]float64{0.1307}, []float64{0.3081})).Apply(ramp(), nil)
	for i, v := range torch.Data[float64](x) {
		require.Equal(t, (float64(i)/255-0.1307)/0.3081, v)
	}
}

func TestNormalize_EqualsPython(t *testing.T) {
	for _, tt := range readGoldens(t).Normalize {
		x := ToTensor().Apply(torch.FromSlice(pixelsOf(16, 16, tt.Channels, 0), 16, 16, tt.Channels), nil)
		before := torch.Data[float32](x)
		n := Normalize(tt.Mean, tt.Std)
		if tt.Want.Error != "" {
			requireRefused(t, n, x, tt.Want.Error)
			continue
		}
		requireBits(t, tt.Want, n.Apply(x, nil))
		requireBits(t, tt.Want, n.Apply(x, nil))
		requireBits(t, tt.Want, n.Apply(x.Clone().SetRequiresGrad(true), nil).Detach())
		requireBits(t, tt.Want, n.Apply(x.Transpose(1, 2), nil).Transpose(1, 2))
		assert.Equal(t, before, torch.Data[float32](x), "the input stays")
		batch := n.Apply(torch.Stack([]*torch.Tensor{x, x}), nil)
		requireBits(t, tt.Want, batch.Select(0, 1))
		assert.Equal(t, []int{0, 3, 0, 5}, n.Apply(torch.Empty(0, 3, 0, 5), nil).Shape())
	}
}

func requireRefused(t *testing.T, transform Transform, x *torch.Tensor, msg string) {
	t.Helper()
	err := torch.Try(func() error { transform.Apply(x, nil); return nil })
	require.ErrorContains(t, err, msg)
}

func TestTransforms_RefuseWhatPythonRefuses(t *testing.T) {
	tests := []struct {
		name      string
		transform Transform
		x         *torch.Tensor
		msg       string
	}{
		{"no image", ToTensor(), torch.Zeros(3), "pic should be 2/3 dimensional. Got 1 dimensions."},
		{"integers", Normalize([]float64{0}, []float64{1}), torch.Zeros(1, 2, 2, torch.UInt8), "should be a float tensor. Got torch.uint8"},
		{"no channels", Normalize([]float64{0}, []float64{1}), torch.Zeros(2, 2), "(..., C, H, W)"},
		{"no deviation", Normalize([]float64{0}, []float64{0}), torch.Zeros(1, 2, 2), "std evaluated to zero"},
		{"a deviation that rounds to 0", Normalize([]float64{0}, []float64{1e-60}), torch.Zeros(1, 2, 2), "std evaluated to zero"},
		{"a deviation that rounds to 0 in float16", Normalize([]float64{0}, []float64{1e-9}), torch.Zeros(1, 2, 2, torch.Float16), "conversion to torch.float16"},
		{"small image", RandomCrop(3, 3), torch.Zeros(2, 5), "Required crop size (3, 3) is larger than input image size (2, 5)"},
		{"three paddings", RandomCrop(3, 3, Padding(1, 2, 3)), torch.Zeros(9, 9), "not a 3 element tuple"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { requireRefused(t, tt.transform, tt.x, tt.msg) })
	}
}

// randomTransforms are those of testdata/transforms.py, less the ToTensor that
// ends them there; here it comes first, which the bits don't tell apart.
var randomTransforms = map[string]Transform{
	"flip":                 RandomHorizontalFlip(),
	"rarely flip":          RandomHorizontalFlip(P(0.2)),
	"vertical flip":        RandomVerticalFlip(),
	"crop":                 RandomCrop(3, 4),
	"crop of the whole":    RandomCrop(6, 5),
	"padded crop":          RandomCrop(6, 5, Padding(2)),
	"padding of each kind": RandomCrop(4, 4, Padding(1, 0, 2, 3)),
	"padding if needed":    RandomCrop(8, 8, PadIfNeeded(true)),
	"filled":               RandomCrop(7, 7, Padding(1), Fill(float64(float32(9)/255))),
	"all": Compose(RandomCrop(6, 5, Padding(1)), RandomHorizontalFlip(),
		Lambda(func(x *torch.Tensor) *torch.Tensor { return x.Sub(0).Contiguous() })),
}

func TestRandomTransforms_DrawAsPythonDoes(t *testing.T) {
	golden := readGoldens(t).Random
	require.Len(t, golden, len(randomTransforms))
	for _, tt := range golden {
		transform := Compose(ToTensor(), randomTransforms[tt.Name])
		if tt.Name == "all" {
			transform = Compose(randomTransforms["all"], ToTensor(), Normalize([]float64{0.1307}, []float64{0.3081}))
		}
		for _, own := range []bool{false, true} {
			t.Run(tt.Name, func(t *testing.T) {
				torch.ManualSeed(7)
				var g *torch.Generator
				if own {
					g = torch.NewGenerator(torch.CPU).ManualSeed(7)
					torch.ManualSeed(8)
				}
				for i, want := range tt.Want {
					x := torch.FromSlice(pixelsOf(6, 5, tt.Channels, i), 6, 5, tt.Channels)
					if tt.Name == "all" {
						x = x.Select(2, 0) // (H, W), as it is before ToTensor
					}
					requireBits(t, want, transform.Apply(x, g))
				}
				next := torch.Empty([]int{}, torch.Int64).Random_(torch.WithGenerator(g))
				assert.Equal(t, tt.Next, torch.Data[int64](next)[0], "as many draws as Python made")
			})
		}
	}
}

func TestPixelwise_IsWhatATableCanReplace(t *testing.T) {
	gray := Normalize([]float64{0.1307}, []float64{0.3081})
	colour := Normalize([]float64{0, 0, 0}, []float64{1, 1, 1})
	tests := []struct {
		transform Transform
		want      bool
	}{
		{ToTensor(), true},
		{gray, true},
		{colour, false},
		{Compose(), true},
		{Compose(ToTensor(), Compose(gray)), true},
		{Compose(ToTensor(), colour), false},
		{Compose(RandomHorizontalFlip(), ToTensor()), false},
		{RandomCrop(2, 2), false},
		{Lambda(func(x *torch.Tensor) *torch.Tensor { return x }), false},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, Pixelwise(tt.transform), tt.transform)
	}
	table := Compose(ToTensor(), gray)
	whole := table.Apply(ramp(), nil)
	for i, v := range torch.Data[float32](whole) {
		one := table.Apply(torch.FromSlice([]byte{byte(i)}, 1, 1), nil)
		require.Equal(t, v, torch.Data[float32](one)[0])
	}
}

func TestCompose_PrintsAsPythonDoes(t *testing.T) {
	got := Compose(
		RandomCrop(28, 28, Padding(4)),
		RandomCrop(3, 4),
		RandomHorizontalFlip(),
		RandomVerticalFlip(P(0.2)),
		ToTensor(),
		Normalize([]float64{0.1307}, []float64{0.3081}),
	)
	assert.Equal(t, readGoldens(t).Repr, got.String())
}

func TestTransforms_LeaveNothingBehind(t *testing.T) {
	transform := Compose(RandomCrop(14, 14, Padding(1)), RandomCrop(18, 18, PadIfNeeded(true)), RandomHorizontalFlip(),
		RandomVerticalFlip(), ToTensor(), Normalize([]float64{0.1307}, []float64{0.3081}))
	turn := func() {
		torch.Scoped(func(s *torch.Scope) {
			x := torch.FromSliceIn(s, pixelsOf(16, 16, 1, 0), 16, 16)
			require.Same(t, s, transform.Apply(x, nil).Scope())
		})
	}
	turn() // makes Normalize's constants
	for range 5 {
		runtime.GC() // what earlier tests left
		time.Sleep(10 * time.Millisecond)
	}
	live := torch.LiveTensors()
	for range 100 {
		turn()
	}
	assert.Equal(t, live, torch.LiveTensors())
}

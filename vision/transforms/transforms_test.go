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

// picture is image(...) of testdata/transforms.py, read as a program reads one.
func picture(height, width, channels, start int) *torch.Tensor {
	pixels, rect := pixelsOf(height, width, channels, start), image.Rect(0, 0, width, height)
	switch channels {
	case 1:
		return torch.FromImage(&image.Gray{Pix: pixels, Stride: width, Rect: rect}, torch.ImageUnchanged)
	case 4:
		return torch.FromImage(&image.NRGBA{Pix: pixels, Stride: 4 * width, Rect: rect}, torch.ImageUnchanged)
	}
	rgb := image.NewRGBA(rect)
	for i, v := range pixels {
		rgb.Pix[i/3*4+i%3] = v
		rgb.Pix[i/3*4+3] = 255
	}
	return torch.FromImage(rgb, torch.ImageUnchanged)
}

func ramp() *torch.Tensor {
	data := make([]byte, 256)
	for i := range data {
		data[i] = byte(i)
	}
	return torch.FromSlice(data, 1, 16, 16)
}

func TestToTensor_EqualsPython(t *testing.T) {
	want := readGoldens(t).ToTensor
	tests := map[string]*torch.Tensor{
		"ramp": ramp(),
		"gray": picture(3, 5, 1, 0),
		"rgb":  picture(3, 5, 3, 0),
		"rgba": picture(3, 5, 4, 0),
	}
	require.Len(t, tests, len(want))
	for name, x := range tests {
		t.Run(name, func(t *testing.T) { requireBits(t, want[name], NewCompose(NewToTensor()).Apply(x, nil)) })
	}
}

func TestToTensor_LeavesOtherDTypes(t *testing.T) {
	x := torch.FromSlice([]int16{1, 2, 3, 4, 5, 6}, 1, 3, 2)
	got := NewCompose(NewToTensor()).Apply(x.Transpose(1, 2), nil)
	assert.Equal(t, []int{1, 2, 3}, got.Shape())
	assert.Equal(t, []int16{1, 3, 5, 2, 4, 6}, torch.Data[int16](got))
	assert.True(t, got.IsContiguous())
}

func TestToTensor_TakesAnyShapeAndStride(t *testing.T) {
	for _, shape := range [][]int{{1, 0, 5}, {1, 5, 0}, {0, 5, 5}} {
		assert.Equal(t, shape, NewCompose(NewToTensor()).Apply(torch.Empty(shape, torch.UInt8), nil).Shape())
	}
	batch := torch.Stack([]*torch.Tensor{picture(6, 5, 3, 0), picture(6, 5, 3, 1)})
	want := torch.Data[float32](batch.Float().Div(255))
	assert.Equal(t, want, torch.Data[float32](NewCompose(NewToTensor()).Apply(batch, nil)))
	for name, strided := range map[string]*torch.Tensor{
		"channels last": batch.Contiguous(torch.ChannelsLast),
		"transposed":    batch.Transpose(2, 3).Contiguous().Transpose(2, 3),
		"a part":        torch.Cat([]*torch.Tensor{batch, batch}, torch.Dim(3)).Narrow(3, 5, 5),
		"expanded":      batch.Select(0, 0).Expand(2, 3, 6, 5),
	} {
		got := NewCompose(NewToTensor()).Apply(strided, nil)
		assert.True(t, got.IsContiguous(), name)
		assert.Equal(t, torch.Data[float32](strided.Float().Div(255)), torch.Data[float32](got), name)
	}
}

func TestToTensor_MakesTheDefaultDType(t *testing.T) {
	torch.SetDefaultDType(torch.Float64)
	defer torch.SetDefaultDType(torch.Float32)
	x := NewCompose(NewToTensor(), NewNormalize([]float64{0.1307}, []float64{0.3081})).Apply(ramp(), nil)
	for i, v := range torch.Data[float64](x) {
		require.Equal(t, (float64(i)/255-0.1307)/0.3081, v)
	}
}

func TestNormalize_EqualsPython(t *testing.T) {
	for _, tt := range readGoldens(t).Normalize {
		x := NewCompose(NewToTensor()).Apply(picture(16, 16, tt.Channels, 0), nil)
		before := torch.Data[float32](x)
		n := NewCompose(NewNormalize(tt.Mean, tt.Std))
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
	err := torch.Try(func() error { NewCompose(transform).Apply(x, nil); return nil })
	require.ErrorContains(t, err, msg)
}

func TestTransforms_RefuseWhatPythonRefuses(t *testing.T) {
	tests := []struct {
		name      string
		transform Transform
		x         *torch.Tensor
		msg       string
	}{
		{"no image", NewToTensor(), torch.Zeros(3), "a picture has the sizes (..., C, H, W), got [3]"},
		{"no channels before floats", NewToTensor(), torch.Zeros(2, 2), "Unsqueeze(0) makes (1, H, W) of a gray one"},
		{"integers", NewNormalize([]float64{0}, []float64{1}), torch.Zeros(1, 2, 2, torch.UInt8), "should be a float tensor. Got torch.uint8"},
		{"no channels", NewNormalize([]float64{0}, []float64{1}), torch.Zeros(2, 2), "(..., C, H, W)"},
		{"no deviation", NewNormalize([]float64{0}, []float64{0}), torch.Zeros(1, 2, 2), "std evaluated to zero"},
		{"a deviation that rounds to 0", NewNormalize([]float64{0}, []float64{1e-60}), torch.Zeros(1, 2, 2), "std evaluated to zero"},
		{"a deviation that rounds to 0 in float16", NewNormalize([]float64{0}, []float64{1e-9}), torch.Zeros(1, 2, 2, torch.Float16), "conversion to torch.float16"},
		{"small image", NewRandomCrop(3, 3), torch.Zeros(1, 2, 5), "Required crop size (3, 3) is larger than input image size (2, 5)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { requireRefused(t, tt.transform, tt.x, tt.msg) })
	}
}

func TestTransforms_RefuseBadArguments(t *testing.T) {
	tests := map[string]func(){
		"got [1 2 3]":                              func() { NewRandomCrop(3, 3, Padding(1, 2, 3)) },
		"can't be negative, got (-1, 3)":           func() { NewRandomCrop(-1, 3) },
		"either constant, edge":                    func() { NewPad(1, PaddingMode("mirror")) },
		"in the interval [0.0, 1.0]":               func() { NewRandomVerticalFlip(P(1.5)) },
		"Pass at least one transform":              func() { NewRandomOrder(nil) },
		"doesn't match the number of transforms":   func() { NewRandomChoice([]Transform{NewPad(1)}, Weights(1, 2)) },
		"transform 1 is nil":                       func() { NewRandomApply([]Transform{NewPad(1), nil}) },
		"alpha of a Beta distribution must be pos": func() { NewMixUp(Alpha(0)) },
	}
	for msg, construct := range tests {
		require.ErrorContains(t, torch.Try(func() error { construct(); return nil }), msg)
	}
}

func TestTransforms_RefuseChannelsThatComeLast(t *testing.T) {
	transforms := []Transform{
		NewToTensor(), NewRandomCrop(5, 5), NewRandomCrop(40, 40, Padding(9)), NewRandomHorizontalFlip(), NewRandomVerticalFlip(P(0)),
	}
	for _, shape := range [][]int{{28, 30, 3}, {28, 30, 1}, {28, 30, 4}, {2, 28, 30, 3}} {
		for _, transform := range transforms {
			requireRefused(t, transform, torch.Zeros(shape, torch.UInt8), "look like (..., H, W, C); call MoveDim(-1, -3) before")
			assert.NotPanics(t, func() { NewCompose(transform).Apply(torch.Zeros(shape, torch.UInt8).MoveDim(-1, -3), nil) })
		}
		requireRefused(t, NewNormalize([]float64{0.5}, []float64{1}), torch.Zeros(shape), "look like (..., H, W, C)")
	}
	for _, shape := range [][]int{{1, 28, 3}, {3, 28, 4}, {4, 28, 1}, {13, 4, 4}, {13, 28, 2}, {7, 1, 28, 3}} {
		assert.NotPanics(t, func() {
			NewCompose(NewRandomHorizontalFlip(), NewToTensor()).Apply(torch.Zeros(shape, torch.UInt8), nil)
		}, shape)
	}
}

// randomTransforms are those of testdata/transforms.py, less the ToTensor that
// comes next.
var randomTransforms = map[string]Transform{
	"flip":                 NewRandomHorizontalFlip(),
	"rarely flip":          NewRandomHorizontalFlip(P(0.2)),
	"vertical flip":        NewRandomVerticalFlip(),
	"crop":                 NewRandomCrop(3, 4),
	"crop of the whole":    NewRandomCrop(6, 5),
	"padded crop":          NewRandomCrop(6, 5, Padding(2)),
	"padding of each kind": NewRandomCrop(4, 4, Padding(1, 0, 2, 3)),
	"padding if needed":    NewRandomCrop(8, 8, PadIfNeeded(true)),
	"filled":               NewRandomCrop(7, 7, Padding(1), Fill(9)),
	"crop and flip, RGB":   NewCompose(NewRandomCrop(6, 5, Padding(1), Fill(200)), NewRandomHorizontalFlip()),
	"crop and flip, RGBA":  NewCompose(NewRandomCrop(4, 4), NewRandomHorizontalFlip(), NewRandomVerticalFlip()),
	"all":                  NewCompose(NewRandomCrop(6, 5, Padding(1)), NewRandomHorizontalFlip()),
}

func TestRandomTransforms_DrawAsPythonDoes(t *testing.T) {
	golden := readGoldens(t).Random
	require.Len(t, golden, len(randomTransforms))
	for _, tt := range golden {
		transform := NewCompose(randomTransforms[tt.Name], NewToTensor())
		if tt.Name == "all" {
			transform = NewCompose(transform, NewNormalize([]float64{0.1307}, []float64{0.3081}))
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
					requireBits(t, want, transform.Apply(picture(6, 5, tt.Channels, i), g))
				}
				next := torch.Empty([]int{}, torch.Int64).Random_(torch.WithGenerator(g))
				assert.Equal(t, tt.Next, torch.Data[int64](next)[0], "as many draws as Python made")
			})
		}
	}
}

func TestPixelwise_IsWhatATableCanReplace(t *testing.T) {
	gray := NewNormalize([]float64{0.1307}, []float64{0.3081})
	colour := NewNormalize([]float64{0, 0, 0}, []float64{1, 1, 1})
	tests := []struct {
		transform Transform
		want      bool
	}{
		{NewToTensor(), true},
		{gray, true},
		{colour, false},
		{NewCompose(), true},
		{NewCompose(NewToTensor(), NewCompose(gray)), true},
		{NewCompose(NewToTensor(), colour), false},
		{NewCompose(NewRandomHorizontalFlip(), NewToTensor()), false},
		{NewRandomCrop(2, 2), false},
		{NewLambda(func(x *torch.Tensor) *torch.Tensor { return x }), false},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, Pixelwise(tt.transform), tt.transform)
	}
	table := NewCompose(NewToTensor(), gray)
	whole := table.Apply(ramp(), nil)
	for i, v := range torch.Data[float32](whole) {
		one := table.Apply(torch.FromSlice([]byte{byte(i)}, 1, 1, 1), nil)
		require.Equal(t, v, torch.Data[float32](one)[0])
	}
}

func TestCompose_PrintsAsPythonDoes(t *testing.T) {
	got := NewCompose(
		NewRandomCrop(28, 28, Padding(4)),
		NewRandomCrop(3, 4),
		NewRandomHorizontalFlip(),
		NewRandomVerticalFlip(P(0.2)),
		NewToTensor(),
		NewNormalize([]float64{0.1307}, []float64{0.3081}),
	)
	assert.Equal(t, readGoldens(t).Repr, got.String())
}

func TestTransforms_LeaveNothingBehind(t *testing.T) {
	transform := NewCompose(NewRandomCrop(14, 14, Padding(1)), NewRandomCrop(18, 18, PadIfNeeded(true)), NewRandomHorizontalFlip(),
		NewRandomVerticalFlip(), NewToTensor(), NewNormalize([]float64{0.1307}, []float64{0.3081}))
	turn := func() {
		torch.Scoped(func(s *torch.Scope) {
			x := torch.FromSliceIn(s, pixelsOf(16, 16, 1, 0), 1, 16, 16)
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

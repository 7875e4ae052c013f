package ninit_test

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
)

type python struct {
	Shapes [][]int
	Drawn  map[string][]string
	Fixed  map[string]struct {
		Shape  []int
		Values []float32
	}
	Gains, Slopes map[string]float64
}

func readPython(t *testing.T) *python {
	var p python
	torchtest.Golden(t, "init.json", &p)
	return &p
}

func seeded() *torch.Generator { return torch.NewGenerator(torch.CPU).ManualSeed(5) }

var drawn = map[string]func(w *torch.Tensor) *torch.Tensor{
	"uniform":       func(w *torch.Tensor) *torch.Tensor { return ninit.Uniform_(w, 0, 1) },
	"uniform range": func(w *torch.Tensor) *torch.Tensor { return ninit.Uniform_(w, -2, 3) },
	"uniform generator": func(w *torch.Tensor) *torch.Tensor {
		return ninit.Uniform_(w, 0, 1, ninit.WithGenerator(seeded()))
	},
	"xavier":        func(w *torch.Tensor) *torch.Tensor { return ninit.XavierUniform_(w, 1) },
	"xavier gain":   func(w *torch.Tensor) *torch.Tensor { return ninit.XavierUniform_(w, ninit.Gain("tanh")) },
	"kaiming":       func(w *torch.Tensor) *torch.Tensor { return ninit.KaimingUniform_(w) },
	"kaiming slope": func(w *torch.Tensor) *torch.Tensor { return ninit.KaimingUniform_(w, ninit.Slope(math.Sqrt(5))) },
	"kaiming fan_out relu": func(w *torch.Tensor) *torch.Tensor {
		return ninit.KaimingUniform_(w, ninit.FanOut, ninit.Nonlinearity("relu"))
	},
	"kaiming generator": func(w *torch.Tensor) *torch.Tensor {
		return ninit.KaimingUniform_(w, ninit.WithGenerator(seeded()))
	},
}

var fixed = map[string]func(w *torch.Tensor) *torch.Tensor{
	"constant":     func(w *torch.Tensor) *torch.Tensor { return ninit.Constant_(w, 0.25) },
	"ones":         ninit.Ones_,
	"zeros":        ninit.Zeros_,
	"eye":          ninit.Eye_,
	"eye tall":     ninit.Eye_,
	"dirac 3":      func(w *torch.Tensor) *torch.Tensor { return ninit.Dirac_(w) },
	"dirac 4":      func(w *torch.Tensor) *torch.Tensor { return ninit.Dirac_(w) },
	"dirac 5":      func(w *torch.Tensor) *torch.Tensor { return ninit.Dirac_(w) },
	"dirac groups": func(w *torch.Tensor) *torch.Tensor { return ninit.Dirac_(w, ninit.Groups(2)) },
}

func TestDraws_EqualPython(t *testing.T) {
	golden := readPython(t)
	require.Len(t, drawn, len(golden.Drawn))
	for name, want := range golden.Drawn {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			for i, shape := range golden.Shapes {
				torch.ManualSeed(0)
				// A parameter: what fills it must not be recorded.
				w := torch.Empty(shape, torch.RequiresGrad(true))
				require.Same(t, w, drawn[name](w))
				require.True(t, w.IsLeaf())
				sum := sha256.Sum256(w.Detach().RawBytes())
				require.Equal(t, want[i], hex.EncodeToString(sum[:]), shape)
			}
		})
	}
}

func TestConstants_EqualPython(t *testing.T) {
	golden := readPython(t)
	require.Len(t, fixed, len(golden.Fixed))
	for name, want := range golden.Fixed {
		t.Run(name, func(t *testing.T) {
			torchtest.NoLeaks(t)
			w := torch.Full(want.Shape, 9.0, torch.RequiresGrad(true))
			fixed[name](w)
			torchtest.Equal(t, torch.FromSlice(want.Values, want.Shape...), w.Detach())
		})
	}
}

func TestGain_EqualsPython(t *testing.T) {
	golden := readPython(t)
	for name, want := range golden.Gains {
		require.Equal(t, want, ninit.Gain(name), name)
	}
	for slope, want := range golden.Slopes {
		a, err := strconv.ParseFloat(slope, 64)
		require.NoError(t, err)
		require.Equal(t, want, ninit.Gain("leaky_relu", a), slope)
	}
}

// Of 40,000 numbers the mean lies within 5 of its deviations, std/200, and the
// deviation within 5 of its own, std/283.
func requireNormal(t *testing.T, mean, std float64, w *torch.Tensor) {
	t.Helper()
	require.InDelta(t, mean, w.Mean().Item(), 5*std/200)
	require.InDelta(t, std, w.Std().Item(), 5*std/283)
}

func TestNormal_HasMeanAndDeviation(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	w := torch.Empty(100, 400, torch.Float64)
	requireNormal(t, 2, 3, ninit.Normal_(w, 2, 3))
	requireNormal(t, 0, math.Sqrt(2.0/500), ninit.XavierNormal_(w, 1))
	requireNormal(t, 0, math.Sqrt(2.0/400), ninit.KaimingNormal_(w))
	requireNormal(t, 0, math.Sqrt(2.0/100), ninit.KaimingNormal_(w, ninit.FanOut, ninit.Nonlinearity("relu")))
	a := ninit.Normal_(torch.Empty(50), 0, 1, ninit.WithGenerator(seeded()))
	torchtest.Equal(t, a, ninit.Normal_(torch.Empty(50), 0, 1, ninit.WithGenerator(seeded())))
}

func TestTruncNormal_StaysInside(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, c := range []struct{ mean, std, a, b float64 }{
		{0, 1, -2, 2}, {0.1, 0.5, -0.3, 0.4}, {0, 1, 2, 3}, {5, 1, -1, 1}, {0, 1, 3, 3.5},
	} {
		torch.ManualSeed(0)
		w := ninit.TruncNormal_(torch.Empty(20, 50, torch.RequiresGrad(true)), c.mean, c.std, c.a, c.b).Detach()
		require.GreaterOrEqual(t, w.Min().Item(), c.a)
		require.LessOrEqual(t, w.Max().Item(), c.b)
		// Half of the numbers lie on either side of the truncated median, whose
		// density is the normal one: 1,000 numbers, 5 deviations of 16.
		median := truncatedMedian(c.mean, c.std, c.a, c.b)
		require.InDelta(t, 500, w.Lt(median).Sum().Item(), 80, c)
	}
}

func truncatedMedian(mean, std, a, b float64) float64 {
	cdf := func(x float64) float64 { return math.Erfc(-(x-mean)/std/math.Sqrt2) / 2 }
	half := (cdf(a) + cdf(b)) / 2
	for range 60 {
		if m := (a + b) / 2; cdf(m) < half {
			a = m
		} else {
			b = m
		}
	}
	return a
}

func TestOrthogonal_HasOrthogonalRowsOrColumns(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, shape := range [][]int{{4, 4}, {6, 3}, {3, 6}, {4, 2, 3}} {
		torch.ManualSeed(0)
		w := ninit.Orthogonal_(torch.Empty(shape, torch.Float64, torch.RequiresGrad(true)), 2).Detach()
		m := w.View(shape[0], -1)
		if m.Size(0) > m.Size(1) {
			m = m.T()
		}
		torchtest.AllClose(t, torch.Eye(m.Size(0), torch.Float64).Mul(4), m.MM(m.T()),
			torchtest.Tolerance{Abs: 1e-12, Why: "LAPACK's rounding"}, shape)
	}
}

func TestSparse_SetsAShareOfEachColumnToZero(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	w := ninit.Sparse_(torch.Empty(10, 7), 0.25, 0.01)
	torchtest.Equal(t, []int64{3, 3, 3, 3, 3, 3, 3}, w.Eq(0).Sum(torch.Dim(0)))
	require.Less(t, w.Abs().Max().Item(), 0.1)
}

func TestInit_RefusesAsPython(t *testing.T) {
	vector, cube := torch.Empty(3), torch.Empty(2, 2, 2)
	for message, f := range map[string]func(){
		"fewer than 2 dimensions":                      func() { ninit.KaimingUniform_(vector) },
		"can not be computed":                          func() { ninit.XavierNormal_(vector, 1) },
		"Only tensors with 2 dimensions are supported": func() { ninit.Eye_(cube) },
		"Only tensors with 2 dimensions":               func() { ninit.Sparse_(cube, 0.1, 0.01) },
		"Only tensors with 2 or more dimensions":       func() { ninit.Orthogonal_(vector, 1) },
		"Only tensors with 3, 4, or 5 dimensions":      func() { ninit.Dirac_(torch.Empty(2, 2)) },
		"dim 0 must be divisible by groups":            func() { ninit.Dirac_(torch.Empty(3, 2, 1), ninit.Groups(2)) },
		"Unsupported nonlinearity swish":               func() { ninit.Gain("swish") },
		"expects std >= 0.0":                           func() { ninit.Normal_(vector, 0, -1) },
	} {
		torchtest.Panics(t, message, f)
	}
}

func TestInit_LeavesWhatHasNoElements(t *testing.T) {
	torchtest.NoLeaks(t)
	torch.ManualSeed(0)
	before := torch.RNGState()
	ninit.KaimingUniform_(torch.Empty(0, 3))
	ninit.KaimingNormal_(torch.Empty(3, 0))
	ninit.Orthogonal_(torch.Empty(0, 3), 1)
	ninit.TruncNormal_(torch.Empty(3, torch.Meta), 0, 1, -2, 2)
	torchtest.Equal(t, before, torch.RNGState())
}

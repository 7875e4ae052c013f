package torch_test

import (
	"image"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// As keyword arguments that a function of Python's does not have.
func TestTensorOptions_ThatAFunctionDoesNotTake(t *testing.T) {
	torchtest.NoLeaks(t)
	g := torch.WithGenerator(torch.NewGenerator(torch.CPU))
	torch.Scoped(func(s *torch.Scope) {
		p, picture := torch.Full([]int{2}, 0.5, torch.In(s)), image.NewGray(image.Rect(0, 0, 2, 2))
		indices := torch.Zeros(1, 1, torch.Int64, torch.In(s))
		for _, test := range []struct {
			name, kind string
			call       func(options ...torch.TensorOption)
			options    []torch.TensorOption
		}{
			{"zeros", "MemoryFormat", func(o ...torch.TensorOption) { torch.Zeros(2, o[0]) }, []torch.TensorOption{torch.ChannelsLast}},
			{"empty", "WithGenerator", func(o ...torch.TensorOption) { torch.Empty(2, o[0]) }, []torch.TensorOption{g}},
			{"arange", "WithGenerator", func(o ...torch.TensorOption) { torch.Arange(2, o[0]) }, []torch.TensorOption{g}},
			{"rand", "CheckInvariants", func(o ...torch.TensorOption) { torch.Rand(2, o[0]) }, []torch.TensorOption{torch.CheckInvariants(true)}},
			{"zeros_like", "WithGenerator", func(o ...torch.TensorOption) { torch.ZerosLike(p, o...) }, []torch.TensorOption{g}},
			{"new_full", "IsCoalesced", func(o ...torch.TensorOption) { p.NewFull([]int{2}, 1, o...) }, []torch.TensorOption{torch.IsCoalesced(true)}},
			{"clone", "DType, RequiresGrad", func(o ...torch.TensorOption) { p.Clone(o...) }, []torch.TensorOption{torch.Float64, torch.RequiresGrad(true)}},
			{"grad", "Device", func(o ...torch.TensorOption) { p.Grad(o...) }, []torch.TensorOption{torch.CPU}},
			{"bernoulli", "DType", func(o ...torch.TensorOption) { torch.Bernoulli(p, o...) }, []torch.TensorOption{torch.Float64}},
			{"normal", "Layout", func(o ...torch.TensorOption) { torch.Normal(p, 1, nil, o...) }, []torch.TensorOption{torch.Strided}},
			{"tensor", "Layout", func(o ...torch.TensorOption) { torch.NewTensor(1, o...) }, []torch.TensorOption{torch.Strided}},
			{"from_image", "MemoryFormat", func(o ...torch.TensorOption) { torch.FromImage(picture, torch.ImageUnchanged, o...) }, []torch.TensorOption{torch.ChannelsLast}},
			{"sparse_csr_tensor", "IsCoalesced", func(o ...torch.TensorOption) {
				torch.SparseCSRTensor(torch.FromSlice([]int{0, 1}), indices.View(1), torch.Ones(1), []int{1, 1}, o...)
			}, []torch.TensorOption{torch.IsCoalesced(true)}},
			{"as_nested_tensor", "RequiresGrad", func(o ...torch.TensorOption) { torch.AsNestedTensor([]*torch.Tensor{p}, o...) }, []torch.TensorOption{torch.RequiresGrad(true)}},
		} {
			t.Run(test.name, func(t *testing.T) {
				err := torchtest.Panics(t, "takes no "+test.kind, func() { test.call(test.options...) })
				if err.Kind != "TypeError" {
					t.Errorf("%s is no TypeError", err.Kind)
				}
			})
		}
		torch.Zeros(2, torch.WithGenerator(nil), torch.PinMemory(false), torch.RequiresGrad(false), torch.In(s))
		torch.SparseCOOTensor(nil, nil, []int{2}, torch.CheckInvariants(true), torch.In(s))
	})
}

// As a keyword that Python's calls have twice.
func TestOptions_GivenTwice(t *testing.T) {
	torchtest.NoLeaks(t)
	x := torch.NewTensor([][]float32{{1, 2}, {3, 4}})
	index := torch.NewTensor([][]int{{0, 0}})
	same := func(in ...*torch.Tensor) []*torch.Tensor { return in }
	in := torch.NewScope()
	defer in.Close()
	for name, call := range map[string]func(){
		"DType":         func() { torch.Zeros(2, torch.Float64, torch.Float32) },
		"Device":        func() { torch.ZerosLike(x, torch.CPU, torch.CPU) },
		"RequiresGrad":  func() { torch.NewTensor(1.5, torch.RequiresGrad(false), torch.RequiresGrad(true)) },
		"In":            func() { torch.Arange(2, torch.In(in), torch.In(in)) },
		"Layout":        func() { torch.Ones(2, torch.Strided, torch.Strided) },
		"WithGenerator": func() { torch.Rand(2, torch.WithGenerator(nil), torch.WithGenerator(nil)) },
		"MemoryFormat":  func() { x.To(torch.PreserveFormat, torch.PreserveFormat) },
		"Dim":           func() { x.Sum(torch.Dim(0), torch.Dim(1)) },
		"KeepDim":       func() { x.Mean(torch.KeepDim(true), torch.Dim(0), torch.KeepDim(false)) },
		"Correction":    func() { x.Var(torch.Correction(0), torch.Correction(1)) },
		"P":             func() { x.Norm(torch.P(1), torch.P(2)) },
		"Alpha":         func() { x.Add(x, torch.Alpha(2), torch.Alpha(3)) },
		"Value":         func() { x.Addcmul(x, x, torch.Value(2), torch.Value(3)) },
		"Beta":          func() { x.AddMM(x, x, torch.Beta(2), torch.Beta(3)) },
		"Descending":    func() { x.Sort(torch.Descending(true), torch.Descending(false)) },
		"Largest":       func() { x.TopK(1, torch.Largest(true), torch.Largest(false)) },
		"Prepend":       func() { x.Diff(1, torch.Prepend(x), torch.Prepend(x)) },
		"ReturnCounts":  func() { x.Unique(torch.ReturnCounts(), torch.ReturnCounts()) },
		"RTol":          func() { x.AllClose(x, torch.RTol(1), torch.ATol(1), torch.RTol(2)) },
		"PosInfTo":      func() { x.NaNToNum(torch.PosInfTo(1), torch.NaNTo(1), torch.PosInfTo(2)) },
		"Interpolation": func() { x.Quantile(0.5, torch.InterpolateLower, torch.InterpolateHigher) },
		"IncludeSelf":   func() { x.ScatterReduce(0, index, x, "sum", torch.IncludeSelf(true), torch.IncludeSelf(false)) },
		"SparseGrad":    func() { x.Gather(0, index, torch.SparseGrad(true), torch.SparseGrad(true)) },
		"OutputSize":    func() { x.RepeatInterleave(2, torch.OutputSize(8), torch.OutputSize(4)) },
		"Right":         func() { torch.SearchSorted(x, x, torch.Right(true), torch.Right(false)) },
		"Density":       func() { x.Histogram(2, torch.Density(true), torch.Density(true)) },
		"Invert":        func() { torch.IsIn(x, x, torch.Invert(true), torch.Invert(false)) },
		"DenseDim":      func() { x.ToSparseCSR(torch.DenseDim(0), torch.DenseDim(0)) },
		"BlockSize":     func() { x.ToSparse(torch.SparseBSR, torch.BlockSize(1, 1), torch.BlockSize(2, 2)) },
		"MaskedGrad":    func() { x.ToDense(torch.MaskedGrad(true), torch.MaskedGrad(false)) },
		"CheckInvariants": func() {
			torch.SparseCOOTensor(nil, nil, []int{2}, torch.CheckInvariants(true), torch.CheckInvariants(true))
		},
		"FWeights":                     func() { x.Cov(torch.FWeights(index), torch.FWeights(index)) },
		"RetainGraph":                  func() { x.Backward(torch.RetainGraph(true), torch.RetainGraph(false)) },
		"CreateGraph":                  func() { x.Backward(torch.CreateGraph(true), torch.CreateGraph(false)) },
		"Inputs":                       func() { x.Backward(torch.Inputs(x), torch.Inputs(x)) },
		"InDims":                       func() { torch.Vmap(same, torch.InDims(0), torch.InDims(1)) },
		"EarlyStop":                    func() { torch.Checkpointed(same, torch.EarlyStop(true), torch.EarlyStop(false)) },
		"Enabled":                      func() { torch.Autocast(torch.DeviceCPU, func() {}, torch.Enabled(true), torch.Enabled(false)) },
		"CheckNaN":                     func() { torch.DetectAnomaly(func() {}, torch.CheckNaN(true), torch.CheckNaN(false)) },
		"PinMemory":                    func() { torch.SaveOnCPU(func() {}, torch.PinMemory(false), torch.PinMemory(false)) },
		"EdgeOrder":                    func() { x.Gradient(torch.EdgeOrder(1), torch.EdgeOrder(2)) },
		"one dtype":                    func() { x.Softmax(1, torch.Float64, torch.Float32) },
		"one rounding":                 func() { x.Div(2, torch.RoundFloor, torch.RoundTrunc) },
		"one number":                   func() { x.Round(1, 2) },
		"ints or one []int, not both":  func() { torch.Zeros([]int{2, 3}, 4) },
		"ints or one []int, not both ": func() { x.NewOnes(4, []int{2, 3}) },
		"ints or one []int, not both.": func() { torch.Randn([]int{2}, []int{3}) },
	} {
		t.Run(name, func(t *testing.T) {
			err := torchtest.Panics(t, strings.TrimRight(name, " ."), call)
			assert.Equal(t, "TypeError", err.Kind)
			assert.Regexp(t, "is given twice|at most one|not both", err.Msg)
		})
	}
	torchtest.Equal(t, []float64{1, 2}, x.To(torch.Float64, torch.NonBlocking(), torch.Copy()).Index(0))
}

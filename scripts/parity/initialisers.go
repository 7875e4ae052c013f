package main

import (
	"math"

	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/torch"
)

type initialiser struct {
	name   string
	fill   func(w *torch.Tensor)
	shapes [][]int
}

// every initialiser is tried on matrices and convolutions' weights, where it
// takes one.
var (
	matrices     = [][]int{{30, 20}, {7, 9}}
	convolutions = [][]int{{8, 4, 3, 3}}
	weightShapes = [][]int{{30, 20}, {7, 9}, {8, 4, 3, 3}, {3, 2}}
)

var initialisers = []initialiser{
	{"uniform_", func(w *torch.Tensor) { ninit.Uniform_(w, 0, 1) }, weightShapes},
	{"uniform_ range", func(w *torch.Tensor) { ninit.Uniform_(w, -2, 3) }, weightShapes},
	{"normal_", func(w *torch.Tensor) { ninit.Normal_(w, 0, 1) }, weightShapes},
	{"normal_ mean std", func(w *torch.Tensor) { ninit.Normal_(w, 1, 0.02) }, weightShapes},
	{"constant_", func(w *torch.Tensor) { ninit.Constant_(w, 0.3) }, weightShapes},
	{"ones_", func(w *torch.Tensor) { ninit.Ones_(w) }, weightShapes},
	{"zeros_", func(w *torch.Tensor) { ninit.Zeros_(w) }, weightShapes},
	{"kaiming_uniform_", func(w *torch.Tensor) { ninit.KaimingUniform_(w) }, weightShapes},
	{"kaiming_uniform_ a", func(w *torch.Tensor) { ninit.KaimingUniform_(w, ninit.Slope(math.Sqrt(5))) }, weightShapes},
	{"kaiming_uniform_ fan_out relu", func(w *torch.Tensor) {
		ninit.KaimingUniform_(w, ninit.FanOut, ninit.Nonlinearity("relu"))
	}, weightShapes},
	{"kaiming_normal_", func(w *torch.Tensor) { ninit.KaimingNormal_(w) }, weightShapes},
	{"kaiming_normal_ fan_out relu", func(w *torch.Tensor) {
		ninit.KaimingNormal_(w, ninit.FanOut, ninit.Nonlinearity("relu"))
	}, weightShapes},
	{"trunc_normal_", func(w *torch.Tensor) { ninit.TruncNormal_(w, 0, 1, -2, 2) }, weightShapes},
	{"trunc_normal_ narrow", func(w *torch.Tensor) { ninit.TruncNormal_(w, 0.1, 0.5, -0.3, 0.4) }, weightShapes},
	{"xavier_uniform_", func(w *torch.Tensor) { ninit.XavierUniform_(w, 1) }, weightShapes},
	{"xavier_uniform_ gain", func(w *torch.Tensor) { ninit.XavierUniform_(w, ninit.Gain("relu")) }, weightShapes},
	{"xavier_normal_", func(w *torch.Tensor) { ninit.XavierNormal_(w, 1) }, weightShapes},
	{"xavier_normal_ gain", func(w *torch.Tensor) { ninit.XavierNormal_(w, ninit.Gain("tanh")) }, weightShapes},
	{"orthogonal_", func(w *torch.Tensor) { ninit.Orthogonal_(w, 1) }, weightShapes},
	{"orthogonal_ gain", func(w *torch.Tensor) { ninit.Orthogonal_(w, 1.5) }, weightShapes},
	{"eye_", func(w *torch.Tensor) { ninit.Eye_(w) }, matrices},
	{"sparse_", func(w *torch.Tensor) { ninit.Sparse_(w, 0.3, 0.01) }, matrices},
	{"dirac_", func(w *torch.Tensor) { ninit.Dirac_(w) }, convolutions},
	{"dirac_ groups", func(w *torch.Tensor) { ninit.Dirac_(w, ninit.Groups(2)) }, convolutions},
}

var gains = []string{"linear", "conv2d", "sigmoid", "tanh", "relu", "leaky_relu", "selu"}

// initialiserCases compares every initialiser of nn/init.
func initialiserCases() []testCase {
	out := []testCase{{"init/calculate_gain", func(r *recorder) {
		for _, name := range gains {
			r.number(name, ninit.Gain(name))
		}
		r.number("leaky_relu 0.2", ninit.Gain("leaky_relu", 0.2))
	}}}
	for _, in := range initialisers {
		out = append(out, testCase{"init/" + in.name, func(r *recorder) {
			for _, shape := range in.shapes {
				torch.ManualSeed(0)
				w := torch.Empty(shape)
				in.fill(w)
				r.tensor(shapeName(shape), w)
				r.drawsOf("draws after "+shapeName(shape), nil)
			}
		}})
	}
	return out
}

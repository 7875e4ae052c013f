package main

import (
	"strconv"

	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

type function struct {
	name   string
	call   func(a []*torch.Tensor) *torch.Tensor
	shapes [][]int // of the arguments
}

var batchOf5 = []int{8, 5}

// functions are called as users call them, mostly with defaults.
var functions = []function{
	{"linear", func(a []*torch.Tensor) *torch.Tensor { return F.Linear(a[0], a[1], a[2]) }, [][]int{{8, 5}, {3, 5}, {3}}},
	{"linear without bias", func(a []*torch.Tensor) *torch.Tensor { return F.Linear(a[0], a[1], nil) }, [][]int{{8, 5}, {3, 5}}},
	{"conv2d", func(a []*torch.Tensor) *torch.Tensor {
		return F.Conv2d(a[0], a[1], a[2], F.Stride(2), F.Padding(1))
	}, [][]int{{2, 3, 9, 8}, {4, 3, 3, 3}, {4}}},
	{"relu", func(a []*torch.Tensor) *torch.Tensor { return F.ReLU(a[0]) }, [][]int{batchOf5}},
	{"sigmoid", func(a []*torch.Tensor) *torch.Tensor { return F.Sigmoid(a[0]) }, [][]int{batchOf5}},
	{"tanh", func(a []*torch.Tensor) *torch.Tensor { return F.Tanh(a[0]) }, [][]int{batchOf5}},
	{"softmax", func(a []*torch.Tensor) *torch.Tensor { return F.Softmax(a[0], 1) }, [][]int{batchOf5}},
	{"log_softmax", func(a []*torch.Tensor) *torch.Tensor { return F.LogSoftmax(a[0], 1) }, [][]int{batchOf5}},
	{"max_pool2d", func(a []*torch.Tensor) *torch.Tensor { return F.MaxPool2d(a[0], 2) }, [][]int{{2, 3, 8, 6}}},
	{"avg_pool2d", func(a []*torch.Tensor) *torch.Tensor {
		return F.AvgPool2d(a[0], 3, F.Stride(1), F.Padding(1))
	}, [][]int{{2, 3, 8, 6}}},
	{"adaptive_avg_pool2d", func(a []*torch.Tensor) *torch.Tensor { return F.AdaptiveAvgPool2d(a[0], F.Size{2, 3}) }, [][]int{{2, 3, 8, 6}}},
	{"dropout", func(a []*torch.Tensor) *torch.Tensor { return F.Dropout(a[0], F.P(0.4)) }, [][]int{batchOf5}},
	{"dropout in evaluation", func(a []*torch.Tensor) *torch.Tensor {
		return F.Dropout(a[0], F.P(0.4), F.Training(false))
	}, [][]int{batchOf5}},
	{"mse_loss", func(a []*torch.Tensor) *torch.Tensor { return F.MSE(a[0], a[1]) }, [][]int{batchOf5, batchOf5}},
	{"binary_cross_entropy", func(a []*torch.Tensor) *torch.Tensor {
		return F.BCE(a[0].Sigmoid(), a[1].Sigmoid())
	}, [][]int{batchOf5, batchOf5}},
	{"binary_cross_entropy_with_logits", func(a []*torch.Tensor) *torch.Tensor {
		return F.BCEWithLogits(a[0], a[1].Sigmoid())
	}, [][]int{batchOf5, batchOf5}},
	{"cross_entropy", func(a []*torch.Tensor) *torch.Tensor {
		return F.CrossEntropy(a[0], a[1].Softmax(1), F.LabelSmoothing(0.1))
	}, [][]int{batchOf5, batchOf5}},
	{"nll_loss", func(a []*torch.Tensor) *torch.Tensor {
		return F.NLL(F.LogSoftmax(a[0], 1), torch.Randint(0, 5, []int{8}))
	}, [][]int{batchOf5}},
	{"batch_norm", func(a []*torch.Tensor) *torch.Tensor {
		return F.BatchNorm(a[0], a[1].Detach(), a[2].Detach().Exp(), a[3], a[4], F.Eps(1e-3))
	}, [][]int{batchOf5, {5}, {5}, {5}, {5}}},
}

// functionalCases compares values and gradients of functional forms.
func functionalCases() []testCase {
	var out []testCase
	for _, f := range functions {
		out = append(out, testCase{"functional/" + f.name, func(r *recorder) {
			torch.ManualSeed(0)
			var args []*torch.Tensor
			for _, shape := range f.shapes {
				args = append(args, torch.Randn(shape, torch.RequiresGrad(true)))
			}
			y := f.call(args)
			r.tensor("value", y)
			y.Mul(torch.Rand(y.Shape())).Sum().Backward()
			for i, a := range args {
				if grad := a.Grad(); grad != nil {
					r.tensor("grad "+strconv.Itoa(i), grad)
				}
			}
			r.draws()
		}})
	}
	return out
}

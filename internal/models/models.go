// Package models holds whole networks and how each is trained, at fixed sizes: what
// scripts/parity compares with Python's bits and scripts/bench with Python's time. Their
// twins are in scripts/parity/models.py, under the same names.
package models

import (
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

// Batches is how many batches a training has, which its steps take in turn.
const Batches = 4

// Model is a network and its training, under the name that Python's twin has.
type Model struct {
	Name string
	New  func() *Training // draws weights, then batches
}

// All are the models.
var All = []Model{
	{"mlp", trainMLP},
	{"lenet", trainLeNet},
	{"lstm", trainLSTM},
	{"lstm_cell", trainLSTMCell},
	{"transformer", func() *Training { return trainTransformer(32) }},
	{"transformer_batch4", func() *Training { return trainTransformer(4) }},
	{"vae", trainVAE},
	{"dcgan", trainDCGAN},
	{"resnet18", trainResNet18},
}

// Training is a network, or several, in training.
type Training struct {
	Nets       []any
	Optimizers []optim.Optimizer
	step       func(s *torch.Scope, i int) []*torch.Tensor
}

// Step takes the i-th step and returns its losses.
func (t *Training) Step(i int) (losses []float64) {
	torch.Scoped(func(s *torch.Scope) {
		for _, loss := range t.step(s, i) {
			losses = append(losses, loss.Item())
		}
	})
	return losses
}

// batch is the one for the i-th step, in a scope.
func batch(s *torch.Scope, batches *torch.Tensor, i int) *torch.Tensor {
	return s.Adopt(batches.Select(0, i%Batches))
}

// supervised trains one network by a loss of the i-th step.
func supervised(net any, optimizer optim.Optimizer, loss func(s *torch.Scope, i int) *torch.Tensor) *Training {
	return &Training{[]any{net}, []optim.Optimizer{optimizer}, func(s *torch.Scope, i int) []*torch.Tensor {
		optimizer.ZeroGrad()
		l := loss(s, i)
		l.Backward()
		optimizer.Step()
		return []*torch.Tensor{l}
	}}
}

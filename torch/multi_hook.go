package torch

import (
	"sync"

	"github.com/e0112027/gotorch/cgotorch"
)

// RegisterMultiGradHook has hook called once in each backward pass that needs some
// of the tensors' gradients, after the last of those is computed, with one for each
// tensor: nil for those that the pass does not need. [Grad] with respect to a leaf
// among the tensors panics, as in Python.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.register_multi_grad_hook
func RegisterMultiGradHook(tensors []*Tensor, hook func(grads []*Tensor)) *HookHandle {
	m := &multiGradHook{hook: hook, passes: map[int]*gradsOfPass{}}
	for _, t := range tensors {
		m.nodes = append(m.nodes, GetGradientEdge(t).Node)
	}
	handle := &HookHandle{}
	for i, t := range tensors {
		handle.more = append(handle.more, t.RegisterHook(func(grad *Tensor) *Tensor { m.arrived(i, grad); return nil }))
	}
	return handle
}

type multiGradHook struct {
	hook  func(grads []*Tensor)
	nodes []*Node

	mu     sync.Mutex
	passes map[int]*gradsOfPass // that run
}

type gradsOfPass struct {
	grads   []*Tensor
	missing int
}

func (m *multiGradHook) arrived(i int, grad *Tensor) {
	if grads := m.note(i, grad); grads != nil {
		m.hook(grads)
	}
}

// note returns the pass's gradients where this is the last of them.
func (m *multiGradHook) note(i int, grad *Tensor) []*Tensor {
	m.mu.Lock()
	defer m.mu.Unlock()
	task := cgotorch.GraphTask()
	p := m.passes[task]
	if p == nil {
		p = &gradsOfPass{make([]*Tensor, len(m.nodes)), m.needed()}
		m.passes[task] = p
	}
	p.grads[i] = grad
	if p.missing--; p.missing > 0 {
		return nil
	}
	delete(m.passes, task)
	return p.grads
}

// needed counts the tensors whose gradients the pass that runs will compute.
func (m *multiGradHook) needed() (n int) {
	for _, node := range m.nodes {
		runs, err := node.graphNode("register_multi_grad_hook").WillRun()
		check("register_multi_grad_hook", err)
		if runs {
			n++
		}
	}
	return n
}

// RegisterAnyGradHook has hook called once in each backward pass, with the first of
// the tensors' gradients that it computes; Python's register_multi_grad_hook with
// mode="any".
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.register_multi_grad_hook
func RegisterAnyGradHook(tensors []*Tensor, hook func(grad *Tensor)) *HookHandle {
	var mu sync.Mutex
	seenIn := map[int]bool{}
	handle := &HookHandle{}
	for _, t := range tensors {
		if !t.RequiresGrad() {
			continue
		}
		handle.more = append(handle.more, t.RegisterHook(func(grad *Tensor) *Tensor {
			mu.Lock()
			task := cgotorch.GraphTask()
			seen := seenIn[task]
			seenIn[task] = true
			mu.Unlock()
			if !seen {
				QueueCallback(func() {
					mu.Lock()
					defer mu.Unlock()
					delete(seenIn, task)
				})
				hook(grad)
			}
			return nil
		}))
	}
	return handle
}

// QueueCallback has f called when the backward pass that runs is done; it must be
// called in a hook or in a Backward. f is not called where the pass fails.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.queue_callback
func QueueCallback(f func()) {
	ready()
	check("queue_callback", cgotorch.QueueCallback(f))
}

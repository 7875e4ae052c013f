package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/e0112027/gotorch/torch"
)

// operands are what the expressions work on; bench.py has the same ones.
type operands struct {
	x, batch       *torch.Tensor // the scope's
	y, mask, index *torch.Tensor // nobody's
	pair           []*torch.Tensor

	matrix, matrices *torch.Tensor // what x and batch are copies of
}

func newOperands() *operands {
	return &operands{
		y:        torch.Rand(2, 2),
		mask:     torch.Rand(2, 2).Gt(0.5),
		index:    torch.Zeros(2, 2, torch.Int64),
		pair:     make([]*torch.Tensor, 2),
		matrix:   torch.Rand(2, 2),
		matrices: torch.Rand(2, 2, 2),
	}
}

// in gives the operands to a scope.
func (o *operands) in(s *torch.Scope) {
	o.x, o.batch = o.matrix.Clone(torch.In(s)), o.matrices.Clone(torch.In(s))
	o.pair[0], o.pair[1] = o.x, o.y
}

// expression is a call of the typed API under the Python expression that does
// the same, which is the row's name.
type expression struct {
	python string
	run    func(o *operands)
}

var expressions = []expression{
	{"x.add(y)", func(o *operands) { o.x.Add(o.y) }},
	{"x.sub(1.0)", func(o *operands) { o.x.Sub(1.0) }},
	{"x.mul(y)", func(o *operands) { o.x.Mul(o.y) }},
	{"x.div(2.0)", func(o *operands) { o.x.Div(2.0) }},
	{"x.mul_(y)", func(o *operands) { o.x.Mul_(o.y) }},
	{"x.neg()", func(o *operands) { o.x.Neg() }},
	{"x.exp()", func(o *operands) { o.x.Exp() }},
	{"x.relu()", func(o *operands) { o.x.ReLU() }},
	{"x.sigmoid()", func(o *operands) { o.x.Sigmoid() }},
	{"x.tanh()", func(o *operands) { o.x.Tanh() }},
	{"x.pow(2)", func(o *operands) { o.x.Pow(2) }},
	{"x.maximum(y)", func(o *operands) { o.x.Maximum(o.y) }},
	{"x.eq(y)", func(o *operands) { o.x.Eq(o.y) }},
	{"x.clamp(0.1, 0.9)", func(o *operands) { o.x.Clamp(0.1, 0.9) }},
	{"x.where(mask, y)", func(o *operands) { o.x.Where(o.mask, o.y) }},
	{"x.sum(1)", func(o *operands) { o.x.Sum(torch.Dim(1)) }},
	{"x.mean()", func(o *operands) { o.x.Mean() }},
	{"x.max(1)", func(o *operands) { o.x.MaxDim(1) }},
	{"x.argmax(1)", func(o *operands) { o.x.Argmax(torch.Dim(1)) }},
	{"x.softmax(1)", func(o *operands) { o.x.Softmax(1) }},
	{"x.matmul(y)", func(o *operands) { o.x.MatMul(o.y) }},
	{"batch.bmm(batch)", func(o *operands) { o.batch.BMM(o.batch) }},
	{"x.t()", func(o *operands) { o.x.T() }},
	{"x.reshape(4)", func(o *operands) { o.x.Reshape(4) }},
	{"x.permute(1, 0)", func(o *operands) { o.x.Permute(1, 0) }},
	{"x.unsqueeze(0)", func(o *operands) { o.x.Unsqueeze(0) }},
	{"x[1:]", func(o *operands) { o.x.Index(torch.SliceFrom(1)) }},
	{"x.gather(1, index)", func(o *operands) { o.x.Gather(1, o.index) }},
	{"x.masked_fill(mask, 0.0)", func(o *operands) { o.x.MaskedFill(o.mask, 0.0) }},
	{"torch.stack(pair)", func(o *operands) { torch.Stack(o.pair) }},
	{"x.clone()", func(o *operands) { o.x.Clone() }},
	{"x.to(torch.float64)", func(o *operands) { o.x.To(torch.Float64) }},
	{"x.size(0)", func(o *operands) { o.x.Size(0) }},
}

// expressionRows has a row for each expression, in scopes as in a training loop,
// and one for the Go heap.
func expressionRows() map[string]row {
	rows := map[string]row{"expression_allocations": {"objects", allocations}}
	for _, e := range expressions {
		rows[e.python] = row{"ns", func() ([]float64, error) {
			o := newOperands()
			return timeCalls(calls, func(n int) { e.scoped(n, o) }), nil
		}}
	}
	return rows
}

func (e expression) scoped(n int, o *operands) {
	for done := 0; done < n; done += callsPerScope {
		torch.Scoped(func(s *torch.Scope) {
			o.in(s)
			for range min(callsPerScope, n-done) {
				e.run(o)
			}
		})
	}
}

// allocations counts the objects that a call leaves on the Go heap, rounded down
// as testing.AllocsPerRun does: tensors come in chunks, one for 32 of a scope.
func allocations() ([]float64, error) {
	var samples []float64
	for _, e := range expressions {
		o := newOperands()
		e.scoped(callsPerScope, o)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		e.scoped(calls, o)
		runtime.ReadMemStats(&after)
		samples = append(samples, float64((after.Mallocs-before.Mallocs)/calls))
		if n := samples[len(samples)-1]; n > 0 {
			fmt.Fprintf(os.Stderr, "bench: %s allocates %v objects a call\n", e.python, n)
		}
	}
	return samples, nil
}

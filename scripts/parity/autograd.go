package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/linalg"
)

// autogradCases compare derivatives, functions with derivatives of their own, hooks,
// graphs and checkpoints, and what is said of their misuse.
func autogradCases() []testCase {
	return slices.Concat(derivativeCases(), ownFunctionCases(), gradCases(), graphCases(), checkpointCases(), gradcheckCases())
}

// said returns the error that f panics with or returns, as Python prints it.
func said(f func() error) string {
	err := torch.Try(f)
	var e *torch.Error
	var wrong *autograd.GradcheckError
	switch {
	case err == nil:
		return "nothing"
	case errors.As(err, &wrong):
		return "GradcheckError: " + strings.TrimRight(wrong.Msg, "\n ")
	case errors.As(err, &e):
		return e.Kind + ": " + strings.TrimRight(e.Msg, "\n ")
	}
	return err.Error()
}

func saidBy(f func()) string { return said(func() error { f(); return nil }) }

// normals draws from the seed.
func normals(grad bool, shapes ...[]int) []*torch.Tensor {
	torch.ManualSeed(0)
	var all []*torch.Tensor
	for _, shape := range shapes {
		all = append(all, torch.Randn(shape, torch.Float64).SetRequiresGrad(grad))
	}
	return all
}

func (r *recorder) all(key string, tensors ...*torch.Tensor) {
	for i, t := range tensors {
		r.tensor(key+" "+strconv.Itoa(i), t)
	}
}

func total(tensors []*torch.Tensor, f func(*torch.Tensor) *torch.Tensor) *torch.Tensor {
	var sum any = 0
	for _, t := range tensors {
		if s, ok := sum.(*torch.Tensor); ok {
			sum = s.Add(f(t).Sum())
		} else {
			sum = f(t).Sum().Add(0)
		}
	}
	return sum.(*torch.Tensor)
}

func same(t *torch.Tensor) *torch.Tensor { return t }

func twoOutputs(in ...*torch.Tensor) []*torch.Tensor {
	x, y := in[0], in[1]
	return list(x.Exp().Mul(y).Add(x.Sin().Sum()), x.MatMul(y.T()).Tanh())
}

func oneOutput(in ...*torch.Tensor) []*torch.Tensor {
	x, y := in[0], in[1]
	return list(x.Exp().Mul(y).Sum().Add(x.Pow(3).Sum().Mul(y.Sin().Sum())))
}

type product func(f autograd.Func, inputs, v []*torch.Tensor, opts ...autograd.ProductOption) (outputs, result []*torch.Tensor)

func ofOne(f func(autograd.Func, []*torch.Tensor, []*torch.Tensor, ...autograd.ProductOption) (*torch.Tensor, []*torch.Tensor)) product {
	return func(g autograd.Func, inputs, v []*torch.Tensor, opts ...autograd.ProductOption) ([]*torch.Tensor, []*torch.Tensor) {
		output, result := f(g, inputs, v, opts...)
		return list(output), result
	}
}

func derivativeCases() (out []testCase) {
	matrices := [][]int{{2, 3}, {2, 3}}
	for _, p := range []struct {
		name    string
		product product
		f       autograd.Func
	}{
		{"vjp", autograd.VJP, twoOutputs}, {"jvp", autograd.JVP, twoOutputs},
		{"vhp", ofOne(autograd.VHP), oneOutput}, {"hvp", ofOne(autograd.HVP), oneOutput},
	} {
		out = append(out, testCase{"autograd/" + p.name, func(r *recorder) {
			in := normals(false, matrices...)
			like := in
			if p.name == "vjp" {
				like = p.f(in...)
			}
			var v []*torch.Tensor
			for _, t := range like {
				v = append(v, torch.Randn(t.Shape(), torch.Float64))
			}
			outputs, result := p.product(p.f, in, v)
			r.all("value", append(outputs, result...)...)
			in = normals(true, matrices...)
			_, result = p.product(p.f, in, v, torch.CreateGraph(true))
			r.all("created", result...)
			r.all("differentiated", torch.Grad(list(total(result, same)), in)...)
		}})
	}
	for label, options := range map[string][]autograd.JacobianOption{
		"":            nil,
		" vectorized": {autograd.Vectorize(true)},
		" forward":    {autograd.Vectorize(true), autograd.Strategy(autograd.ForwardMode)},
	} {
		out = append(out, testCase{"autograd/jacobian" + label, func(r *recorder) {
			r.all("value", slices.Concat(autograd.Jacobian(twoOutputs, normals(false, matrices...), options...)...)...)
			if label == " forward" {
				return
			}
			in := normals(true, matrices...)
			result := slices.Concat(autograd.Jacobian(twoOutputs, in, append(options[:len(options):len(options)], torch.CreateGraph(true))...)...)
			r.all("differentiated", torch.Grad(list(total(result, func(t *torch.Tensor) *torch.Tensor { return t.Pow(2) })), in)...)
		}}, testCase{"autograd/hessian" + label, func(r *recorder) {
			r.all("value", slices.Concat(autograd.Hessian(oneOutput, normals(false, []int{2, 2}, []int{2, 2}), options...)...)...)
		}})
	}
	return append(out, testCase{"autograd/forward mode", func(r *recorder) {
		in := normals(false, []int{3, 3}, []int{3, 3}, []int{3, 3}, []int{3, 3})
		torch.WithDualLevel(func(level torch.DualLevel) {
			a, b := level.Make(in[0], in[2]), level.Make(in[1], in[3])
			sorted, _ := a.Sort(torch.Dim(0))
			for i, t := range list(a.MatMul(b), a.Sin().Mul(b), a.Softmax(1), a.Sum(), linalg.Det(b), sorted) {
				primal, tangent := level.Unpack(t)
				r.all(strconv.Itoa(i), primal, tangent)
			}
			r.text("integers", saidBy(func() { level.Make(torch.Ones(2, torch.Int64), in[2]) }))
			r.text("nested", saidBy(func() { torch.WithDualLevel(func(torch.DualLevel) {}) }))
		})
	}})
}

func gradCases() []testCase {
	return []testCase{
		{"autograd/grad", func(r *recorder) {
			in := normals(true, []int{4}, []int{4})
			x, y := in[0], in[1]
			z := x.Mul(x).Mul(x)
			eye := torch.GradOutputs(torch.Eye(4, torch.Float64))
			keep := torch.RetainGraph(true)
			r.all("batched", torch.Grad(list(z), list(x), eye, keep, torch.IsGradsBatched(true))...)
			r.all("batched function", torch.Grad(torch.Apply(cube{}, x), list(x), eye, torch.IsGradsBatched(true))...)
			r.all("materialized", torch.Grad(list(z.Sum()), in, torch.MaterializeGrads(true), keep)...)
			edge := func(t *torch.Tensor) []torch.GradientEdge {
				return []torch.GradientEdge{torch.GetGradientEdge(t)}
			}
			r.all("edges", torch.GradEdges(edge(z), edge(x), torch.GradOutputs(torch.Ones(4, torch.Float64)), keep)...)
			mapped := torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor {
				return list(in[0].MatMul(in[1]), in[0].Exp().Add(in[1]))
			})
			r.all("vmap", mapped(torch.Stack(list(x, y)), torch.Stack(list(y, x)))...)
		}},
		{"autograd/grad errors", gradErrors},
		{"autograd/in place errors", func(r *recorder) {
			x := normals(true, []int{3})[0]
			changed := func(change func(y *torch.Tensor)) string {
				y := x.Exp()
				z := y.Mul(y)
				change(y)
				text, _, _ := strings.Cut(saidBy(func() { z.Sum().Backward() }), " Hint")
				return text
			}
			r.text("changed", changed(func(y *torch.Tensor) { y.Add_(1) }))
			r.text("incremented", changed(func(y *torch.Tensor) { torch.IncrementVersion(y) }))
		}},
	}
}

func gradErrors(r *recorder) {
	in := normals(true, []int{4}, []int{3})
	x, y := in[0], in[1]
	c := torch.Ones(1, torch.Complex128).SetRequiresGrad(true)
	z := x.Mul(2)
	double := func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Mul(2)) }
	for _, e := range []struct {
		key string
		f   func()
	}{
		{"shape", func() { z.Backward(torch.GradOutputs(y)) }},
		{"scalar", func() { z.Backward() }},
		{"complex", func() { c.Mul(2).Backward() }},
		{"dtype", func() { c.Mul(2).Backward(torch.GradOutputs(torch.Ones(1, torch.Float64))) }},
		{"no graph", func() { torch.Ones(1).Backward() }},
		{"no inputs", func() { z.Sum().Backward(torch.Inputs()) }},
		{"no inputs of grad", func() { torch.Grad(list(z), nil) }},
		{"unused", func() { torch.Grad(list(z.Sum()), list(y)) }},
		{"materialized", func() { torch.Grad(list(z.Sum()), list(y), torch.MaterializeGrads(true), torch.AllowUnused(false)) }},
		{"batched", func() {
			torch.Grad(list(z), list(x), torch.GradOutputs(torch.Ones(2, 3)), torch.IsGradsBatched(true))
		}},
		{"edge", func() { torch.GetGradientEdge(torch.Ones(1)) }},
		{"twice", func() {
			s := x.Exp().Sum()
			s.Backward()
			s.Backward()
		}},
		{"leaf in place", func() { x.Add_(1) }},
		{"hook", func() { torch.Ones(1).RegisterHook(func(*torch.Tensor) *torch.Tensor { return nil }) }},
		{"post accumulate", func() { z.RegisterPostAccumulateGradHook(func(*torch.Tensor) {}) }},
		{"requires_grad", func() { z.SetRequiresGrad(false) }},
		{"integers", func() { torch.Ones(1, torch.Int64).SetRequiresGrad(true) }},
		{"grad itself", func() { x.SetGrad(x) }},
		{"grad of another size", func() { x.SetGrad(y.Detach()) }},
		{"grad of another layout", func() { torch.Eye(2).SetRequiresGrad(true).SetGrad(torch.Eye(2).ToSparseCSR()) }},
		{"grad on another device", func() { x.SetGrad(torch.Ones(4, torch.Meta, torch.Float64)) }},
		{"requires_grad in vmap", func() {
			torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Detach().SetRequiresGrad(true)) })(torch.Ones(2))
		}},
		{"backward in vmap", func() {
			torch.Vmap(func(in ...*torch.Tensor) []*torch.Tensor { in[0].Sum().Backward(); return in })(torch.Ones(2))
		}},
		{"detach_", func() { torch.Ones(4).SetRequiresGrad(true).View(2, 2).Select(0, 0).Detach_() }},
		{"vjp", func() { autograd.VJP(twoOutputs, list(z.View(2, 2), z.View(2, 2)), nil) }},
		{"vjp shape", func() { autograd.VJP(double, list(x), list(y)) }},
		{"hessian", func() { autograd.Hessian(double, list(x)) }},
		{"strict", func() { autograd.Jacobian(double, in, autograd.Strict(true)) }},
		{"strict hessian", func() {
			autograd.Hessian(func(in ...*torch.Tensor) []*torch.Tensor { return list(in[0].Mul(2).Sum()) }, list(x), autograd.Strict(true))
		}},
	} {
		text := saidBy(e.f)
		if e.key == "unused" { // versions begin it in other words
			_, text, _ = strings.Cut(text, "appears")
		}
		r.text(e.key, text)
	}
}

func graphCases() []testCase {
	return []testCase{
		{"autograd/anomaly", recordAnomaly},
		{"autograd/hooks", recordHooks},
		{"autograd/hooks of a changed tensor", recordHooksInPlace},
		{"autograd/module hooks", recordModuleHooks},
		{"autograd/nodes", recordNodes},
		{"autograd/saved tensor hooks", recordSavedHooks},
	}
}

func recordAnomaly(r *recorder) {
	x := torch.Zeros(2, torch.Float64).SetRequiresGrad(true)
	firstLine := func(f func()) string {
		line, _, _ := strings.Cut(saidBy(f), "\n")
		return line
	}
	for _, check := range []bool{true, false} {
		torch.DetectAnomaly(func() {
			label := map[bool]string{true: "True", false: "False"}[check]
			r.text("nan "+label, firstLine(func() { x.Div(x).Mul(x).Sum().Backward() }))
		}, torch.CheckNaN(check))
	}
	torch.DetectAnomaly(func() {
		y := x.Exp()
		z := y.Mul(y)
		y.Add_(1)
		text, _, _ := strings.Cut(firstLine(func() { z.Sum().Backward() }), " Hint")
		r.text("in place", text)
	})
}

func recordHooks(r *recorder) {
	x := normals(true, []int{3})[0]
	var log []string
	note := func(what string, result func(g *torch.Tensor) *torch.Tensor) func(*torch.Tensor) *torch.Tensor {
		return func(g *torch.Tensor) *torch.Tensor {
			log = append(log, what)
			if result == nil {
				return nil
			}
			return result(g)
		}
	}
	y := x.Mul(2)
	z := y.Mul(y)
	x.RegisterHook(note("x", func(g *torch.Tensor) *torch.Tensor { return g.Add(1) }))
	x.RegisterPostAccumulateGradHook(func(*torch.Tensor) { log = append(log, "accumulated") })
	y.RegisterHook(note("y first", func(g *torch.Tensor) *torch.Tensor { return g.Mul(2) }))
	y.RetainGrad()
	y.RegisterHook(note("y second", nil))
	z.GradFn().RegisterPrehook(func(g []*torch.Tensor) []*torch.Tensor {
		log = append(log, "before z")
		return list(g[0].Mul(3))
	})
	z.GradFn().RegisterHook(func(gi, gout []*torch.Tensor) []*torch.Tensor {
		log = append(log, "after z")
		return list(gi[0].Add(gout[0]), gi[1])
	})
	y.GradFn().RegisterPrehook(func([]*torch.Tensor) []*torch.Tensor { log = append(log, "before y"); return nil })
	y.GradFn().RegisterHook(func(_, _ []*torch.Tensor) []*torch.Tensor { log = append(log, "removed"); return nil }).Remove()
	torch.RegisterMultiGradHook(list(x, y), func(grads []*torch.Tensor) {
		var there []string
		for _, g := range grads {
			there = append(there, map[bool]string{true: "True", false: "False"}[g != nil])
		}
		log = append(log, "both ["+strings.Join(there, ", ")+"]")
	})
	torch.RegisterAnyGradHook(list(x, y), func(*torch.Tensor) { log = append(log, "any") })
	z.RegisterHook(func(*torch.Tensor) *torch.Tensor {
		torch.QueueCallback(func() { log = append(log, "done") })
		return nil
	})
	z.Sum().Backward(torch.RetainGraph(true))
	r.text("order", strings.Join(log, "; "))
	r.all("grads", x.Grad(), y.Grad())
	log = nil
	torch.Grad(list(z.Sum()), list(y))
	r.text("order of grad", strings.Join(log, "; "))
}

func recordHooksInPlace(r *recorder) {
	x := normals(true, []int{3})[0]
	var log []string
	note := func(what string) func(*torch.Tensor) *torch.Tensor {
		return func(g *torch.Tensor) *torch.Tensor {
			var numbers []string
			for _, x := range torch.Data[float64](g) {
				numbers = append(numbers, strconv.FormatFloat(x, 'f', 1, 64))
			}
			text := strings.Join(numbers, ", ")
			if g.NDim() > 0 {
				text = "[" + text + "]"
			}
			log = append(log, what+" "+text)
			return nil
		}
	}
	y := x.Mul(2)
	view := y.Select(0, 1)
	y.RegisterHook(note("before"))
	view.RegisterHook(note("view before"))
	y.Mul_(3)
	y.RegisterHook(note("after"))
	view.RegisterHook(note("view after"))
	view.RegisterHook(func(g *torch.Tensor) *torch.Tensor { return g.Mul(2) })
	y.Sum().Add(view.Mul(5)).Backward()
	r.text("order", strings.Join(log, "; "))
	r.all("grad", x.Grad())
}

func recordModuleHooks(r *recorder) {
	torch.ManualSeed(0)
	linear := nn.NewLinear(3, 2)
	var log []string
	note := func(what string) { log = append(log, what) }
	nn.OnForwardPre(linear, func(_ any, x *torch.Tensor) *torch.Tensor {
		note("before forward")
		return x.Mul(2)
	})
	nn.OnForward(linear, func(_ any, _, y *torch.Tensor) *torch.Tensor {
		note("after forward")
		return y.Add(1)
	})
	nn.OnBackwardPre(linear, func(_ any, g *torch.Tensor) *torch.Tensor {
		note("before backward")
		return g.Mul(3)
	})
	nn.OnBackward(linear, func(_ any, gi, g *torch.Tensor) *torch.Tensor {
		note("after backward")
		if gi == nil {
			return nil
		}
		return gi.Add(g.Sum())
	})
	nn.OnBackward(linear, func(any, *torch.Tensor, *torch.Tensor) *torch.Tensor { note("removed"); return nil }).Remove()
	x := torch.Randn(4, 3).SetRequiresGrad(true)
	y := linear.Forward(x)
	y.Pow(2).Sum().Backward()
	r.all("values", y, x.Grad(), linear.Weight.Grad(), linear.Bias.Grad())
	linear.Forward(x.Detach()).Sum().Backward()
	r.text("order", strings.Join(log, "; "))
}

func recordNodes(r *recorder) {
	in := normals(true, []int{3, 3}, []int{3, 3})
	x, y := in[0], in[1]
	sorted, _ := x.MatMul(y).ReLU().Add(x.Detach().Mul(y)).Sort(torch.Dim(0))
	z := sorted.Sum().Mul(2)
	var lines []string
	for todo := []*torch.Node{z.GradFn()}; len(todo) > 0; todo = todo[1:] {
		var next []string
		for _, e := range todo[0].NextFunctions() {
			if e.Node == nil {
				next = append(next, "None")
				continue
			}
			next = append(next, fmt.Sprintf("%s:%d", e.Node.Name(), e.OutputNr))
			todo = append(todo, e.Node)
		}
		lines = append(lines, todo[0].Name()+" "+strings.Join(next, " "))
	}
	r.text("graph", strings.Join(lines, "\n"))
	var outputs []string
	for _, t := range x.Unbind() {
		outputs = append(outputs, strconv.Itoa(t.OutputNr()))
	}
	r.text("outputs", strings.Join(outputs, " "))
	flag := map[bool]string{true: "True", false: "False"}
	none := "None"
	if x.GradFn() != nil {
		none = x.GradFn().Name()
	}
	r.text("flags", strings.Join([]string{flag[z.IsLeaf()], flag[x.IsLeaf()], flag[z.RequiresGrad()],
		strconv.Itoa(z.Version()), flag[z.RetainsGrad()], none}, " "))
}

func recordSavedHooks(r *recorder) {
	x := normals(true, []int{3, 2})[0]
	var log []string
	pack := func(t *torch.Tensor) any {
		shape := strings.Trim(strings.ReplaceAll(fmt.Sprint(t.Shape()), " ", ", "), "[]")
		if t.NDim() == 1 {
			shape += ","
		}
		log = append(log, "pack ("+shape+")")
		return t.Detach().Mul(2)
	}
	unpack := func(t any) *torch.Tensor {
		log = append(log, "unpack")
		return t.(*torch.Tensor)
	}
	var y *torch.Tensor
	torch.WithSavedTensorHooks(pack, unpack, func() { y = x.Exp().Mul(x).Sum(torch.Dim(0)).Sigmoid() })
	y.Sum().Backward()
	r.text("order", strings.Join(log, "; "))
	r.all("grad", x.Grad())
	r.text("disabled", saidBy(func() {
		torch.DisableSavedTensorHooks("not here", func() { torch.SaveOnCPU(func() {}) })
	}))
}

func checkpointCases() (out []testCase) {
	for how, options := range map[string][]torch.CheckpointOption{
		"":                    nil,
		" to the end":         {torch.EarlyStop(false)},
		" reentrant":          {torch.UseReentrant(true)},
		" without generators": {torch.PreserveRNGState(false)},
	} {
		out = append(out, testCase{"autograd/checkpoint" + how, func(r *recorder) {
			torch.ManualSeed(0)
			x, w := torch.Randn(4, 4).SetRequiresGrad(true), torch.Randn(4, 4).SetRequiresGrad(true)
			runs := 0
			f := torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor {
				runs++
				y := F.Dropout(in[0].MatMul(w).Tanh(), F.P(0.4))
				return list(y.Mul(2), F.Dropout(y.Exp(), F.P(0.5)))
			}, options...)
			torch.ManualSeed(3)
			y := f(x, nil)
			torch.Rand(3)
			y[0].Sum().Add(y[1].Mul(y[1]).Sum()).Backward()
			r.all("values", y[0], y[1], x.Grad(), w.Grad())
			r.text("runs", strconv.Itoa(runs))
			r.draws()
		}})
	}
	return append(out, testCase{"autograd/checkpoint sequential", func(r *recorder) {
		x := normals(true, []int{4})[0]
		steps := []func(*torch.Tensor) *torch.Tensor{(*torch.Tensor).Sin, (*torch.Tensor).Exp, (*torch.Tensor).Tanh,
			(*torch.Tensor).Sin, (*torch.Tensor).Cos}
		y := torch.CheckpointSequential(steps, 2, x)
		y.Sum().Backward()
		r.all("values", y, x.Grad())
	}}, testCase{"autograd/checkpoint errors", recordCheckpointErrors})
}

func recordCheckpointErrors(r *recorder) {
	x := normals(true, []int{4})[0]
	varying := func(second func(x *torch.Tensor) *torch.Tensor, options ...torch.CheckpointOption) string {
		runs := 0
		return saidBy(func() {
			torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor {
				if runs++; runs == 1 {
					return list(in[0].Exp())
				}
				return list(second(in[0]))
			}, options...)(x)[0].Sum().Backward()
		})
	}
	twice := func(x *torch.Tensor) *torch.Tensor { return x.Exp().Exp() }
	r.text("fewer", varying(func(x *torch.Tensor) *torch.Tensor { return x.Add(1) }))
	r.text("more", varying(twice, torch.EarlyStop(false)))
	r.text("stopped", varying(twice))
	r.text("other shape", strings.TrimSuffix(varying(func(x *torch.Tensor) *torch.Tensor { return x.Sum().Exp() }), "\n."))
	r.text("unchecked", varying(func(x *torch.Tensor) *torch.Tensor { return x.Exp().Narrow(0, 0, 1).Exp() }, torch.DeterminismCheck(false)))
	reentrant := func(f func(x *torch.Tensor) *torch.Tensor) *torch.Tensor {
		return torch.Checkpointed(func(in ...*torch.Tensor) []*torch.Tensor { return list(f(in[0])) }, torch.UseReentrant(true))(x)[0]
	}
	y := reentrant(func(x *torch.Tensor) *torch.Tensor { return x.Mul(2) })
	r.text("grad", saidBy(func() { torch.Grad(list(y.Sum()), list(x)) }))
	y = reentrant((*torch.Tensor).Detach)
	r.text("none", saidBy(func() { y.Sum().Backward() }))
}

package main

import (
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

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

package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

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

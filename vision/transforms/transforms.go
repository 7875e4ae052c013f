// Package transforms prepares images as torchvision.transforms does, to the
// bit and with the same random draws.
//
//	transforms.NewCompose(transforms.NewToTensor(), transforms.NewNormalize([]float64{0.1307}, []float64{0.3081}))
//
// A picture is a tensor (..., C, H, W) from the first, as [torch.FromImage] makes
// it and the datasets hand it out: uint8, until [NewToTensor] turns it into floats. In
// Python, where PIL's pictures have their channels last until ToTensor moves them,
// the transforms before it must know two forms; here they know one, and refuse a
// picture whose channels visibly come last.
package transforms

import (
	"fmt"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// Transform maps one tensor to another. The result may share memory with x;
// x itself stays as it is.
type Transform interface {
	// Apply transforms x. What is random is drawn from g, nil being the CPU's
	// default generator. It panics with [*torch.Error] where x has a shape or
	// dtype that the transform does not take.
	Apply(x *torch.Tensor, g *torch.Generator) *torch.Tensor
	// String is the transform as Python prints it.
	String() string
}

// pixelwise is a Transform that treats each value of a one-channel image by
// itself, wherever it lies.
type pixelwise interface{ pixelwise() bool }

// Pixelwise tells whether t treats each value of a one-channel image by itself
// and alike, without chance, so that a table of its 256 results can replace it.
func Pixelwise(t Transform) bool {
	p, ok := t.(pixelwise)
	return ok && p.pixelwise()
}

type compose []Transform

// NewCompose returns the transform that applies each of ts in turn.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Compose.html
func NewCompose(ts ...Transform) Transform {
	for i, t := range ts {
		if t == nil {
			panic(&torch.Error{Op: "Compose", Kind: "TypeError", Msg: fmt.Sprintf("transform %d is nil", i)})
		}
	}
	return compose(ts)
}

func (c compose) Apply(x *torch.Tensor, g *torch.Generator) *torch.Tensor {
	for _, t := range c {
		x = t.Apply(x, g)
	}
	return x
}

func (c compose) pixelwise() bool {
	for _, t := range c {
		if !Pixelwise(t) {
			return false
		}
	}
	return true
}

func (c compose) String() string {
	var b strings.Builder
	b.WriteString("Compose(")
	for _, t := range c {
		fmt.Fprintf(&b, "\n    %s", t)
	}
	b.WriteString("\n)")
	return b.String()
}

type lambda func(*torch.Tensor) *torch.Tensor

// NewLambda returns a transform that calls f, which draws nothing at random.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.Lambda.html
func NewLambda(f func(*torch.Tensor) *torch.Tensor) Transform {
	if f == nil {
		panic(&torch.Error{Op: "Lambda", Kind: "TypeError", Msg: "Argument lambd should be callable, got nil"})
	}
	return lambda(f)
}

func (f lambda) Apply(x *torch.Tensor, _ *torch.Generator) *torch.Tensor { return f(x) }

func (f lambda) String() string { return "Lambda()" }

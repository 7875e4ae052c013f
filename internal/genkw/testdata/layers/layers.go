// Package layers declares arguments.
package layers

import "io"

// Pool is a layer of all kinds of arguments.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Pool.html
type Pool struct {
	Kernel int
	Eps    float64   `kw:"1e-5"`
	Stride Size      `kw:"1"` // one for all
	Mode   string    `kw:"zeros"`
	Kind   Kind      `kw:"Two"`
	Out    io.Writer `kw:""`
}

type poolArgs struct{ factory }

type factory struct {
	inplace bool `kw:"false"`
}

// NewPool makes a layer.
func NewPool(kernel int, options ...PoolOption) *Pool {
	p, _ := poolOf(options)
	p.Kernel = kernel
	return &p
}

//kw:options StrictOption layers.Pool -Eps -Stride

// NewStrict makes a layer too.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Strict.html
func NewStrict(options ...StrictOption) *Pool {
	p := strictOf(options)
	return &p
}

// AdamSettings are an optimizer's.
type AdamSettings struct {
	LR    float64    `py:"lr"`
	Betas [2]float64 `py:"betas" kw:"0.9, 0.999"`
	Decay float64    `py:"weight_decay" kw:"0,Eps"`
}

// Adam is an optimizer.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html
type Adam struct{ settings AdamSettings }

// NewAdam makes an optimizer.
func NewAdam(lr float64, options ...AdamOption) *Adam {
	s := adamOf(options)
	s.LR = lr
	return &Adam{s}
}

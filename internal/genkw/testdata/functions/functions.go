// Package functions stands on layers.
package functions

import "github.com/e0112027/gotorch/internal/genkw/testdata/layers"

//kw:options PoolOption layers.Pool -Mode

type poolArgs struct {
	betas [2]float64 `kw:"0.5, 0.5"`
}

// Pool is a layer as a function.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pool.html
func Pool(kernelSize int, options ...PoolOption) (layers.Pool, [2]float64) {
	m, a := poolOf(options)
	m.Kernel = kernelSize
	return m, a.betas
}

type padArgs struct {
	mode string `kw:"constant"`
}

// Pad has no layer.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
func Pad(options ...PadOption) string { return padOf(options).mode }

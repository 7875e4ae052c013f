package torch

var (
	opPolygamma     = newOp("polygamma")
	opPolygammaInPl = newOp("polygamma_")
	opMvlgamma      = newOp("mvlgamma")
	opMvlgammaInPl  = newOp("mvlgamma_")
)

// Polygamma returns the n-th derivative of [Tensor.Digamma] at each element; n is
// not negative. Integers give floats.
//
// See https://docs.pytorch.org/docs/stable/special.html#torch.special.polygamma
func (t *Tensor) Polygamma(n int) *Tensor {
	c := call{op: opPolygamma}
	c.Int(int64(n)) // first, unlike in the twin
	c.tensor(t)
	return c.one()
}

// Polygamma_ is [Tensor.Polygamma] in place.
func (t *Tensor) Polygamma_(n int) *Tensor {
	c := call{op: opPolygammaInPl}
	c.tensor(t)
	c.Int(int64(n))
	return c.inPlace(t)
}

// Mvlgamma returns the logarithm of the gamma function of dimension p, at least 1,
// of each element, which should be above (p-1)/2. Integers give floats.
//
// See https://docs.pytorch.org/docs/stable/special.html#torch.special.multigammaln
func (t *Tensor) Mvlgamma(p int) *Tensor {
	c := call{op: opMvlgamma}
	c.tensor(t)
	c.Int(int64(p))
	return c.one()
}

// Mvlgamma_ is [Tensor.Mvlgamma] in place.
func (t *Tensor) Mvlgamma_(p int) *Tensor {
	c := call{op: opMvlgammaInPl}
	c.tensor(t)
	c.Int(int64(p))
	return c.inPlace(t)
}

package torch

var (
	opSMM      = newOp("smm")
	opHSPMM    = newOp("hspmm")
	opSSPAddMM = newOp("sspaddmm")
)

// SMM returns the product of a matrix t (M, K) of layout [SparseCOO] and a dense
// one (K, N), in layout SparseCOO. [Tensor.MM] gives a dense one.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.smm.html
func (t *Tensor) SMM(other *Tensor) *Tensor { return binary(opSMM, t, other) }

// HSPMM returns the product of a matrix t (M, K) of layout [SparseCOO] and a dense
// one (K, N), in layout SparseCOO with one sparse dimension: whole rows.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.hspmm.html
func (t *Tensor) HSPMM(other *Tensor) *Tensor { return binary(opHSPMM, t, other) }

// SSPAddMM returns beta*t + alpha*(a @ b), uncoalesced, for t (M, N) and a (M, K)
// of layout [SparseCOO] and a dense b (K, N).
//
// See https://docs.pytorch.org/docs/stable/generated/torch.sspaddmm.html
func (t *Tensor) SSPAddMM(a, b *Tensor, options ...AddMMOption) *Tensor {
	return addProduct(opSSPAddMM, t, a, b, options)
}

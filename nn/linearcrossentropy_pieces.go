package nn

import (
	"fmt"
	"math"

	"github.com/e0112027/gotorch/nn/internal/kw"
	"github.com/e0112027/gotorch/torch"
)

// LinearCrossEntropyOptions have a [LinearCrossEntropyLoss] of float32 or float64 computed in
// pieces of the batch, so that the logits are never in memory together:
//
//	nn.LinearCrossEntropyOptions{
//		AllowRetainGraph: false,  // whether a second backward pass may follow
//		BatchChunkSize:   0,      // samples in a piece, in place of what ChunkingMethod says
//		ChunkingMethod:   "auto", // or "aspect_ratio", "aspect_ratio:4"
//		AccPolicy:        "auto", // or "accurate", "compact"
//	}
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LinearCrossEntropyOptions.html
type LinearCrossEntropyOptions = kw.LinearCrossEntropyOptions

func checkPieces(o *LinearCrossEntropyOptions) {
	if o == nil {
		return
	}
	if message := o.Check(); message != "" {
		refuseAs("ValueError", "LinearCrossEntropyOptions", "%s", message)
	}
}

// piecesApply tells whether the loss can be computed in pieces, and warns where it can't.
func (l *LinearCrossEntropyLoss) piecesApply(x, weight, target *torch.Tensor, logitsShape []int) bool {
	asks := target.RequiresGrad() && torch.IsGradEnabled()
	probabilities := hasShape(target, logitsShape...) && target.DType() == x.DType() && !asks
	if l.LabelSmoothing == 0 && (target.DType() == torch.Int64 || probabilities) && weight.NDim() == 2 {
		return true
	}
	torch.Warn(torch.Warning{Op: "linear_cross_entropy", Message: fmt.Sprintf("linear_cross_entropy: ``options`` ignored; chunked path needs "+
		"label_smoothing == 0, target.dtype == int64 (or a probability target with dtype matching input and requires_grad == False), "+
		"out_features == (). Got label_smoothing=%v, target.dtype=%v, out_features=%s, target.requires_grad=%s.",
		l.LabelSmoothing, target.DType(), pyTuple(weight.Shape()[1:weight.NDim()-1]), pyBool(target.RequiresGrad()))})
	return false
}

// inPieces is the loss of x (N, in) or (in) in pieces of the batch.
func (l *LinearCrossEntropyLoss) inPieces(x, weight, target, bias *torch.Tensor, ignore int) *torch.Tensor {
	checkPieces(l.Options)
	if d := x.DType(); d != torch.Float32 && d != torch.Float64 {
		refuseAs("NotImplementedError", "LinearCrossEntropyLoss",
			"in pieces the input must be float32 or float64, not %v: leave Options away, or convert the input", d)
	}
	batched := x.NDim() == 2
	if !batched {
		x, target = x.Unsqueeze(0), target.Unsqueeze(0)
	}
	f := linearCEPieces{reduction: l.Reduction, ignore: ignore, classes: weight.Size(0), accurate: l.Options.IsAccurate(), retain: l.Options.AllowRetainGraph}
	var message string
	if f.size, message = l.Options.PieceSize(x.Size(0), x.Size(1), f.classes, target.DType().IsFloatingPoint()); message != "" {
		refuseAs("ValueError", "LinearCrossEntropyOptions", "%s", message)
	}
	for i, t := range []*torch.Tensor{x, weight, bias} {
		f.needs[i] = t != nil && t.RequiresGrad() && torch.IsGradEnabled()
	}
	loss := torch.Apply(torch.OnceDifferentiable(f), x, weight, bias, target, l.Weight)[0]
	if !batched && l.Reduction == None {
		loss = loss.Squeeze(torch.Dim(0))
	}
	return loss
}

// linearCEPieces is the loss, whose gradients by Mean and Sum are computed with it; by None
// they depend on those of the losses, and the logits are computed again for them.
type linearCEPieces struct {
	reduction        Reduction
	ignore, classes  int
	size             int // of a piece
	accurate, retain bool
	needs            [3]bool // gradients of the input, the weight and the bias
}

func (f linearCEPieces) Forward(ctx *torch.FunctionContext, inputs ...*torch.Tensor) []*torch.Tensor {
	ctx.SetMaterializeGrads(false)
	p := f.start(inputs)
	if f.reduction == None {
		ctx.SaveForBackward(inputs...)
		return []*torch.Tensor{p.losses()}
	}
	loss := p.differentiate(f.needs)
	ctx.SetState(&p.grads)
	return []*torch.Tensor{loss}
}

func (f linearCEPieces) Backward(ctx *torch.FunctionContext, grads ...*torch.Tensor) []*torch.Tensor {
	out := make([]*torch.Tensor, 5)
	if grads[0] == nil {
		return out
	}
	if f.reduction == None {
		p := f.start(ctx.SavedTensors())
		if p.upstream = grads[0]; p.rows != nil {
			p.rows.Neg_().Mul_(p.upstream)
		}
		p.differentiate(f.needs)
		copy(out, p.grads[:])
		return out
	}
	made := ctx.State().(*[3]*torch.Tensor)
	for i, g := range made {
		switch {
		case !f.needs[i]:
		case g == nil:
			refuseAs("RuntimeError", "LinearCrossEntropyLoss", "linear_cross_entropy chunked backward called twice; "+
				"retain_graph=True / double backward are not supported: set AllowRetainGraph of the Options.")
		case f.retain:
			out[i] = g.Mul(grads[0])
		default:
			out[i], made[i] = g.Mul_(grads[0]), nil
		}
	}
	return out
}

// linearCEPass is one pass over the pieces.
type linearCEPass struct {
	linearCEPieces
	x, weight, bias, target, classWeight *torch.Tensor
	probabilities                        bool
	upstream                             *torch.Tensor    // of the losses by None, in the backward pass
	rows                                 *torch.Tensor    // of class indices: -weight/divisor of each sample, 0 where it is ignored
	grads                                [3]*torch.Tensor // of the input, the weight and the bias
}

func (f linearCEPieces) start(inputs []*torch.Tensor) *linearCEPass {
	p := &linearCEPass{linearCEPieces: f, x: inputs[0], weight: inputs[1], bias: inputs[2], target: inputs[3], classWeight: inputs[4]}
	p.probabilities = p.target.DType().IsFloatingPoint()
	if p.classWeight != nil {
		p.classWeight = p.classWeight.To(p.x.DType())
	}
	if !p.probabilities {
		p.weigh()
	}
	return p
}

// weigh makes rows, and of classes that are ignored some that can be looked up.
func (p *linearCEPass) weigh() {
	ignored := p.target.Eq(p.ignore)
	if p.ignore < 0 || p.ignore >= p.classes {
		p.target = p.target.MaskedFill(ignored, 0)
	}
	if p.classWeight == nil {
		p.rows = ignored.LogicalNot().To(p.x.DType())
	} else {
		p.rows = p.classWeight.IndexSelect(0, p.target).MaskedFill(ignored, 0)
	}
	switch p.reduction {
	case Mean:
		sum := p.rows.Sum()
		p.rows.Div_(sum.Neg().MaskedFill(sum.Eq(0), math.NaN()))
	case Sum:
		p.rows.Neg_()
	}
}

// linearCEPiece is some samples, in a scope of their own.
type linearCEPiece struct {
	first, n int
	x        *torch.Tensor
	target   *torch.Tensor
	logits   *torch.Tensor // less the greatest of each row
	mass     *torch.Tensor // the weight of each sample
	wt       *torch.Tensor // of probabilities: they, weighted
}

func (p *linearCEPass) each(visit func(c *linearCEPiece)) {
	for first := 0; first < p.x.Size(0); first += p.size {
		torch.Scoped(func(s *torch.Scope) { visit(p.piece(s, first)) })
	}
}

func (p *linearCEPass) piece(s *torch.Scope, first int) *linearCEPiece {
	c := &linearCEPiece{first: first, n: min(p.size, p.x.Size(0)-first)}
	part := func(t *torch.Tensor) *torch.Tensor { return t.Narrow(0, first, c.n).MoveTo(s) }
	c.x, c.target = part(p.x), part(p.target)
	c.logits = c.x.MM(p.weight.T())
	if p.bias != nil {
		c.logits.Add_(p.bias)
	}
	c.logits.Sub_(c.logits.Amax(torch.Dim(1), torch.KeepDim(true)))
	if !p.probabilities {
		c.mass = part(p.rows)
		return c
	}
	c.wt = c.target
	if p.classWeight != nil {
		c.wt = c.wt.Mul(p.classWeight.Unsqueeze(0))
	}
	if p.upstream != nil {
		c.wt = c.wt.Mul(part(p.upstream).Unsqueeze(1))
	}
	c.mass = c.wt.Sum(torch.Dim(1))
	return c
}

// losses are those of the samples, by None.
func (p *linearCEPass) losses() *torch.Tensor {
	out := p.x.NewEmpty(p.x.Size(0))
	p.each(func(c *linearCEPiece) {
		var loss *torch.Tensor
		if p.probabilities {
			right := torch.Einsum("bv,bv->b", c.wt, c.logits)
			loss = c.logits.Exp_().Sum(torch.Dim(1)).Log_().Mul_(c.mass).Sub_(right)
		} else {
			right := c.right()
			loss = c.logits.Exp_().Sum(torch.Dim(1)).Log_().Sub_(right).Mul_(c.mass)
		}
		out.Narrow(0, c.first, c.n).Copy_(loss)
	})
	return out
}

// right are the logits of the right classes.
func (c *linearCEPiece) right() *torch.Tensor {
	return c.logits.Gather(1, c.target.Unsqueeze(1)).Squeeze(torch.Dim(1))
}

// differentiate returns the loss, and makes the gradients.
func (p *linearCEPass) differentiate(needs [3]bool) *torch.Tensor {
	loss := p.x.NewZeros()
	if p.reduction == Mean && p.x.Size(0) == 0 {
		loss.Fill_(math.NaN())
	}
	for i, t := range []*torch.Tensor{p.x, p.weight, p.bias} {
		if needs[i] {
			p.grads[i] = t.NewZeros(t.Shape())
		}
	}
	p.each(func(c *linearCEPiece) {
		if p.probabilities {
			p.addProbabilities(c, loss)
		} else {
			p.addIndices(c, loss)
		}
	})
	return loss
}

func (p *linearCEPass) addProbabilities(c *linearCEPiece, loss *torch.Tensor) {
	scale := 1.0
	if p.reduction == Mean {
		scale = 1 / float64(p.x.Size(0))
	}
	loss.Sub_(c.wt.Reshape(-1).Dot(c.logits.Reshape(-1)), torch.Alpha(scale))
	if scale != 1 {
		c.mass.Mul_(scale)
	}
	sum := c.logits.Exp_().Sum(torch.Dim(1))
	c.logits.Mul_(c.mass.Div(sum).Unsqueeze(1))
	loss.Add_(c.mass.Dot(sum.Log_()))
	c.logits.Sub_(c.wt, torch.Alpha(scale))
	if g := p.grads[0]; g != nil {
		g.Narrow(0, c.first, c.n).Copy_(c.logits.MM(p.weight))
	}
	if g := p.grads[1]; g != nil && p.accurate {
		g.Add_(c.logits.T().MM(c.x))
	} else if g != nil {
		g.AddMM_(c.logits.T(), c.x)
	}
	if g := p.grads[2]; g != nil {
		g.Add_(c.logits.Sum(torch.Dim(0)))
	}
}

func (p *linearCEPass) addIndices(c *linearCEPiece, loss *torch.Tensor) {
	loss.Add_(c.mass.Dot(c.right()))
	sum := c.logits.Exp_().Sum(torch.Dim(1))
	c.logits.Mul_(c.mass.Div(sum).Unsqueeze(1))
	loss.Sub_(c.mass.Dot(sum.Log_()))
	if g := p.grads[0]; g != nil {
		g.Narrow(0, c.first, c.n).Copy_(p.weight.IndexSelect(0, c.target).Mul(c.mass.Unsqueeze(1)).AddMM_(c.logits, p.weight, torch.Alpha(-1)))
	}
	if g := p.grads[1]; g != nil {
		own := c.x.Mul(c.mass.Unsqueeze(1))
		if p.accurate {
			g.Sub_(c.logits.T().MM(c.x).IndexAdd_(0, c.target, own, torch.Alpha(-1)))
		} else {
			g.AddMM_(c.logits.T(), c.x, torch.Alpha(-1)).IndexAdd_(0, c.target, own)
		}
	}
	if g := p.grads[2]; g != nil {
		g.Sub_(c.logits.Sum(torch.Dim(0))).IndexAdd_(0, c.target, c.mass)
	}
}

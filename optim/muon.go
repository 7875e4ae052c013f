package optim

import (
	"fmt"
	"math"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Muon makes the momentum of each matrix orthogonal before it goes along it. It takes
// matrices alone; vectors need another optimizer beside it.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.optim.Muon.html and
// https://kellerjordan.github.io/posts/muon/
type Muon struct{ With[MuonSettings, MuonOption] }

// MuonSettings are the settings of a group of [Muon].
type MuonSettings struct {
	LR             float64    `py:"lr" kw:"1e-3"`
	WeightDecay    float64    `py:"weight_decay" kw:"0.1"`
	Momentum       float64    `py:"momentum" kw:"0.95"`
	Nesterov       bool       `py:"nesterov" kw:"true"`
	NSCoefficients [3]float64 `py:"ns_coefficients" kw:"3.4445, -4.775, 2.0315"`
	Eps            float64    `py:"eps" kw:"1e-7"`
	NSSteps        int        `py:"ns_steps" kw:"5"`
	AdjustLRFn     string     `py:"adjust_lr_fn" none:"" kw:""`
}

var muonKind = kind[MuonSettings]{
	name: "Muon", rule: muon, state: "momentum_buffer", sparse: "Muon does not support sparse gradients",
	check: func(_ int, params []*torch.Tensor) string {
		for _, p := range params {
			if p.NDim() != 2 {
				size := strings.ReplaceAll(fmt.Sprint(p.Shape()), " ", ", ")
				return "Muon only supports 2D parameters whereas we found a parameter with size: torch.Size(" + size + ")"
			}
		}
		return ""
	},
}

// NewMuon makes an optimizer of params.
func NewMuon(params []*torch.Tensor, lr float64, options ...MuonOption) *Muon {
	return &Muon{with(muonKind, params, muonOf, append([]MuonOption{LR(lr)}, options...))}
}

// Validate returns Python's complaint about settings that make no sense.
func (s *MuonSettings) Validate() error {
	switch {
	case negative(s.LR):
		return invalid("Learning rate should be >= 0 but is: %v", s.LR)
	case negative(s.Momentum):
		return invalid("momentum should be >= 0 but is: %v", s.Momentum)
	case negative(s.WeightDecay):
		return invalid("weight decay should be >= 0 but is: %v", s.WeightDecay)
	case s.NSSteps >= 100:
		return invalid("Number of steps must be less than 100 for computational efficiency")
	}
	switch s.AdjustLRFn {
	case "", "original", "match_rms_adamw", "spectral_unclamped":
		return nil
	}
	return invalid("Adjust learning rate function %s is not supported", s.AdjustLRFn)
}

func muon(s *MuonSettings, b *Batch) {
	if b.Params.complex() {
		panic(&torch.Error{Op: "Muon", Kind: "RuntimeError", Msg: "Muon does not support complex parameters"})
	}
	buffers := b.Zeros("momentum_buffer")
	buffers.Lerp_(b.Grads, 1-s.Momentum)
	updates := buffers
	if s.Nesterov {
		updates = b.Grads.Lerp(buffers, s.Momentum)
	}
	for i, param := range b.Params.tensors {
		update := s.orthogonal(b.run.scope, updates.tensors[i])
		param.Mul_(1 - float64(s.LR*s.WeightDecay))
		param.Add_(update, torch.Alpha(-s.adjusted(param.Shape())))
	}
}

// orthogonal is about the orthogonal matrix that is nearest to m, by a Newton-Schulz
// iteration in bfloat16.
func (s *MuonSettings) orthogonal(scope *torch.Scope, m *torch.Tensor) *torch.Tensor {
	x := scope.Adopt(m.To(torch.BFloat16, torch.Copy()))
	tall := m.Size(0) > m.Size(1)
	if tall {
		x = x.T()
	}
	x.Div_(x.Norm().Clamp(s.Eps, nil))
	for range s.NSSteps {
		gram := x.MatMul(x.T())
		update := aten.Addmm(gram, gram, gram, &aten.AddmmOptions{Beta: s.NSCoefficients[1], Alpha: s.NSCoefficients[2]})
		x = aten.Addmm(x, update, x, &aten.AddmmOptions{Beta: s.NSCoefficients[0]})
	}
	if tall {
		x = x.T()
	}
	return x
}

// adjusted is the learning rate for a matrix.
func (s *MuonSettings) adjusted(shape []int) float64 {
	rows, columns := float64(shape[0]), float64(shape[1])
	switch s.AdjustLRFn {
	case "match_rms_adamw":
		return s.LR * float64(0.2*math.Sqrt(max(rows, columns)))
	case "spectral_unclamped":
		return s.LR * math.Sqrt(rows/columns)
	}
	return s.LR * math.Sqrt(max(1, rows/columns))
}

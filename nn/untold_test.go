package nn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// forgetful has a parameter of each kind that nobody has made one.
type forgetful struct {
	Inner struct {
		Plain  *torch.Tensor
		Frozen *torch.Tensor
		Stat   *torch.Tensor `nn:",buffer"`
		Out    *torch.Tensor `nn:"-"`
	}
	List []*torch.Tensor
	Good *torch.Tensor
}

func newForgetful() *forgetful {
	f := &forgetful{List: []*torch.Tensor{nn.Parameter(one()), one()}, Good: nn.Parameter(one())}
	f.Inner.Plain, f.Inner.Frozen, f.Inner.Stat, f.Inner.Out = one(), one().SetRequiresGrad(false), one(), one()
	return f
}

func TestParameters_WarnOfOneThatNoStepTrains(t *testing.T) {
	torchtest.NoLeaks(t)
	var got []string
	torch.SetWarningHandler(func(w torch.Warning) { got = append(got, w.Message) })
	defer torch.SetWarningHandler(nil)
	m := newForgetful()
	require.Len(t, nn.Parameters(m), 5)
	require.Len(t, got, 2)
	assert.Contains(t, got[0], "*nn_test.forgetful: the parameter inner.plain requires no gradient, so that no step trains it. Make it with nn.Parameter")
	assert.Contains(t, got[1], "the parameter list.1 requires no gradient")
	for range nn.NamedParameters(newForgetful()) {
	}
	require.Len(t, got, 2, "once for a place")
	told := &struct{ F *forgetful }{newForgetful()}
	nn.SetRequiresGrad(told, false)
	require.Len(t, nn.Parameters(told), 5)
	require.Len(t, got, 2, "they are frozen")
	for range nn.NamedParameters(&struct{ F *forgetful }{nn.Clone(newForgetful())}) {
	}
	require.Len(t, got, 4, "the same from another root, of a copy as of the original")
	assert.Contains(t, got[3], "the parameter f.list.1 requires")
}

package torch_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

func TestSmoke(t *testing.T) {
	x := torch.NewTensor([][]float32{{1, 2}, {3, 4}}, torch.RequiresGrad(true))
	y := x.Mul(2).Add(1.5)
	y.Sum().Backward()
	require.Equal(t, [][]float32{{2, 2}, {2, 2}}, x.Grad().ToSlice())
	require.Equal(t, 26.0, y.Sum().Item())
	require.Equal(t, "AddBackward0", y.GradFnName())
	err := torch.Try(func() error { x.MM(torch.Ones(3, 3)); return nil })
	require.ErrorContains(t, err, "mat1 and mat2 shapes cannot be multiplied (2x2 and 3x3)")
}

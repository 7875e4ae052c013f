package rnn_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/nn/utils/rnn"
	"github.com/e0112027/gotorch/torch"
)

func TestPackPaddedSequence_RefusesALengthBeyondTheInput(t *testing.T) {
	x := torch.Ones(3, 2, 1)
	for _, c := range []struct {
		lengths    []int
		batchFirst bool
		refused    bool
	}{
		{lengths: []int{3, 1}},
		{lengths: []int{4, 1}, refused: true},
		{lengths: []int{2, 2, 1}, batchFirst: true},
		{lengths: []int{3, 2, 1}, batchFirst: true, refused: true},
	} {
		err := torch.Try(func() error { rnn.PackPaddedSequence(x, c.lengths, rnn.BatchFirst(c.batchFirst)); return nil })
		if !c.refused {
			require.NoError(t, err)
			continue
		}
		require.ErrorContains(t, err, "rnn.PackPaddedSequence: a sequence has the length")
	}
}

package nn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

func TestLinearCrossEntropyLoss_OptionsThatCannotBe(t *testing.T) {
	for message, o := range map[string]*nn.LinearCrossEntropyOptions{
		"invalid acc_policy: 'fast'; expected one of 'auto', 'accurate', 'compact'": {AccPolicy: "fast"},
		"invalid chunking_method: 'aspect_ratio:0'":                                 {ChunkingMethod: "aspect_ratio:0"},
		"invalid chunking_method: 'aspect_ratio:+2'":                                {ChunkingMethod: "aspect_ratio:+2"},
		"batch_chunk_size must be positive int or None, got -1":                     {BatchChunkSize: -1},
	} {
		torchtest.Panics(t, message, func() { nn.NewLinearCrossEntropyLoss(5, 4, nn.Options(o)) })
	}
	x, target := torch.Randn(6, 5), torch.Randint(0, 4, []int{6})
	both := nn.NewLinearCrossEntropyLoss(5, 4, nn.Options(&nn.LinearCrossEntropyOptions{BatchChunkSize: 3, ChunkingMethod: "aspect_ratio"}))
	torchtest.Panics(t, "batch_chunk_size (=3) and chunking_method ('aspect_ratio') give different chunk sizes (3 vs 6); pass only one.",
		func() { both.Forward(x, target) })
	half := nn.NewLinearCrossEntropyLoss(5, 4, nn.DType(torch.BFloat16), nn.Options(&nn.LinearCrossEntropyOptions{}))
	torchtest.Panics(t, "in pieces the input must be float32 or float64, not torch.bfloat16", func() { half.Forward(x.BFloat16(), target) })
}

func TestLinearCrossEntropyLoss_WarnsOfOptionsThatItCannotHeed(t *testing.T) {
	var heard []string
	torch.SetWarningHandler(func(w torch.Warning) { heard = append(heard, w.Message) })
	defer torch.SetWarningHandler(nil)
	l := nn.NewLinearCrossEntropyLoss(5, 4, nn.LabelSmoothing(0.1), nn.Options(&nn.LinearCrossEntropyOptions{}))
	l.Forward(torch.Randn(6, 5), torch.Randint(0, 4, []int{6}))
	assert.Len(t, heard, 1)
	assert.Contains(t, heard[0], "linear_cross_entropy: ``options`` ignored")
}

func TestLinearCrossEntropyLoss_SecondBackwardOfPieces(t *testing.T) {
	x, target := torch.Randn(6, 5), torch.Randint(0, 4, []int{6})
	twice := func(o nn.LinearCrossEntropyOptions) error {
		loss := nn.NewLinearCrossEntropyLoss(5, 4, nn.Options(&o)).Forward(x, target)
		loss.Backward(torch.RetainGraph(true))
		return torch.Try(func() error { loss.Backward(); return nil })
	}
	assert.ErrorContains(t, twice(nn.LinearCrossEntropyOptions{}), "set AllowRetainGraph of the Options")
	assert.NoError(t, twice(nn.LinearCrossEntropyOptions{AllowRetainGraph: true}))
}

// TestLinearCrossEntropyLoss_PiecesKeepNoLogits counts what a forward pass leaves.
func TestLinearCrossEntropyLoss_PiecesKeepNoLogits(t *testing.T) {
	left := func(size int) (n int) {
		l := nn.NewLinearCrossEntropyLoss(5, 4, nn.Options(&nn.LinearCrossEntropyOptions{BatchChunkSize: size}))
		torch.Scoped(func(s *torch.Scope) {
			l.Forward(torch.Randn(12, 5, torch.In(s)), torch.Randint(0, 4, []int{12}, torch.In(s)))
			n = s.Len()
		})
		return n
	}
	assert.Equal(t, left(12), left(1))
}

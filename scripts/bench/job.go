package main

import (
	"context"
	"runtime"
	"time"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/models"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/torch"
)

const (
	steps     = 938 // 60,000 pictures in batches of 64
	batchSize = 64
)

// job is the article's network, loss and optimizer.
type job struct {
	net       *models.MLP
	criterion *nn.CrossEntropyLoss
	optimizer *optim.SGD
}

func newJob() *job {
	torch.ManualSeed(0)
	net := models.NewMLP()
	return &job{net, nn.NewCrossEntropyLoss(), optim.NewSGD(nn.Parameters(net), 0.01, optim.Momentum(0.9))}
}

func (j *job) step(inputs, labels *torch.Tensor) float64 {
	j.optimizer.ZeroGrad()
	loss := j.criterion.Forward(j.net.Forward(inputs), labels)
	loss.Backward()
	j.optimizer.Step()
	return loss.Item()
}

// atHand makes an epoch's tensors.
func atHand(steps int) (inputs, labels *torch.Tensor) {
	return torch.Rand(steps*batchSize, 1, 28, 28), torch.Randint(0, 10, []int{steps * batchSize})
}

// trainAtHand is one epoch over tensors that are at hand already.
func (j *job) trainAtHand(inputs, labels *torch.Tensor) (loss float64) {
	for at := 0; at < inputs.Len(); at += batchSize {
		torch.Scoped(func(s *torch.Scope) {
			batch := torch.Slice(at, at+batchSize)
			loss += j.step(s.Adopt(inputs.Index(batch)), s.Adopt(labels.Index(batch)))
		})
	}
	return loss
}

func train() ([]float64, error) {
	trainEpoch(20)
	return []float64{trainEpoch(steps), trainEpoch(steps)}, nil
}

func trainEpoch(steps int) float64 {
	j := newJob()
	inputs, labels := atHand(steps)
	start := time.Now()
	j.trainAtHand(inputs, labels)
	return time.Since(start).Seconds()
}

// sets opens the training and the test set in a folder.
type sets func(ctx context.Context, folder string, train bool) (data.Dataset[data.Labeled], error)

// epochFromFiles is one epoch of training and the evaluation after it, once the
// files are open: unpacking them is no part of an epoch.
func epochFromFiles(folder string, open sets) ([]float64, error) {
	ctx := context.Background()
	j := newJob()
	trainSet, err := open(ctx, folder, true)
	if err != nil {
		return nil, err
	}
	testSet, err := open(ctx, folder, false)
	if err != nil {
		return nil, err
	}
	start := time.Now()
	for batch, err := range data.NewLoader(trainSet, loading(data.BatchSize(batchSize), data.Shuffle(true))...).Batches(ctx) {
		if err != nil {
			return nil, err
		}
		j.step(batch.Input, batch.Target)
	}
	if _, err := j.evaluate(ctx, data.NewLoader(testSet, loading(data.BatchSize(1000))...)); err != nil {
		return nil, err
	}
	return []float64{time.Since(start).Seconds()}, nil
}

// evaluate returns the share of images in percent whose class the network finds.
func (j *job) evaluate(ctx context.Context, loader *data.Loader[data.Batch]) (accuracy float64, err error) {
	correct, total := 0, 0
	nn.Eval(j.net)
	err = torch.NoGradResult(func() error {
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			_, predicted := j.net.Forward(batch.Input).MaxDim(1)
			total += batch.Target.Len()
			correct += torch.ItemAs[int](predicted.Eq(batch.Target).Sum())
		}
		return nil
	})
	return 100 * float64(correct) / float64(total), err
}

// loading adds a goroutine that loads while libtorch trains, where operators leave a
// processor to it; else as many as there are processors, in turns with training.
func loading(options ...data.Option) []data.Option {
	n := runtime.NumCPU()
	if torch.NumThreads() < n {
		return append(options, data.Workers(1))
	}
	return append(options, data.Workers(n), data.Prefetch(8), data.TakeTurns())
}

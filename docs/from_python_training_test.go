package docs_test

import (
	"context"
	"fmt"
	"image"
	"path/filepath"
	"slices"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/nn/functional"
	ninit "github.com/e0112027/gotorch/nn/init"
	"github.com/e0112027/gotorch/nn/utils"
	"github.com/e0112027/gotorch/nn/utils/parametrizations"
	"github.com/e0112027/gotorch/nn/utils/prune"
	"github.com/e0112027/gotorch/nn/utils/rnn"
	"github.com/e0112027/gotorch/optim"
	"github.com/e0112027/gotorch/optim/lrscheduler"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/amp"
	"github.com/e0112027/gotorch/torch/autograd"
	"github.com/e0112027/gotorch/torch/backends"
	"github.com/e0112027/gotorch/torch/safetensors"
	"github.com/e0112027/gotorch/vision/transforms"
)

// The Go of from-python.md's sections on training.

type Net struct {
	Conv1 *nn.Conv2d
	ReLU1 *nn.ReLU
	FC1   *nn.Linear
}

func NewNet() *Net {
	return &Net{nn.NewConv2d(1, 4, 3, nn.Stride(2)), nn.NewReLU(), nn.NewLinear(4, 2, nn.Bias(false))}
}

func (n *Net) Forward(x *torch.Tensor) *torch.Tensor {
	x = n.ReLU1.Forward(n.Conv1.Forward(x))
	return n.FC1.Forward(x.Mean(torch.Dim(2, 3)))
}

type Squares struct{}

func (Squares) Len() int { return 10 }

func (Squares) Get(i int) (data.Labeled, error) {
	return data.Labeled{Input: torch.FromSlice([]float32{float32(i)}), Target: int64(i * i)}, nil
}

func printTargets(ctx context.Context, loader *data.Loader[data.Batch]) error {
	for batch, err := range loader.Batches(ctx) {
		if err != nil {
			return err
		}
		fmt.Println(batch.Target)
	}
	return nil
}

func printMeans(ctx context.Context, loader *data.Loader[data.Batch]) error {
	err := torch.NoGradResult(func() error {
		for batch, err := range loader.Batches(ctx) {
			if err != nil {
				return err
			}
			fmt.Println(batch.Input.Mean())
		}
		return nil
	})
	return err
}

func gradients(s *sheet) {
	x, y, _, _ := operands()
	w := torch.Ones(3, torch.RequiresGrad(true))
	loss := x.Mul(w).Sum()
	s.show(loss)
	loss.Backward()
	s.show(w.Grad())
	w.SetGrad(nil)
	s.show(w.RequiresGrad())
	s.show(w.Mul(2).Detach())
	s.show(w.Mul(2).IsLeaf())
	s.show(torch.Grad([]*torch.Tensor{w.Pow(2).Sum()}, []*torch.Tensor{w})[0])
	w.Mul(2).Backward(torch.GradOutputs(torch.Ones(3)))
	w.Mul(w).Sum().Backward(torch.RetainGraph(true))
	s.show(w.Grad())
	torch.NoGrad(func() {
		w.Sub_(w.Grad().Mul(0.5))
	})
	norm := torch.NoGradResult(func() *torch.Tensor { return w.Norm() })
	assert.False(s.t, norm.RequiresGrad())
	assert.Equal(s.t, []float32{-1, -1, -1}, torch.Data[float32](w))
	sin := func(in ...*torch.Tensor) []*torch.Tensor { return []*torch.Tensor{in[0].Sin()} }
	s.show(autograd.Jacobian(sin, []*torch.Tensor{y.Index(0)})[0][0])
	s.show(torch.Vmap(sin)(x)[0])
	s.show(torch.Checkpoint(sin, x)[0])
}

func modules(s *sheet) {
	x, _, _, _ := operands()
	torch.ManualSeed(0)
	net := NewNet()
	s.show(nn.String(net))
	nn.Print(net)
	s.show(net.Forward(torch.Ones(5, 1, 7, 7)).Shape())
	s.show(len(nn.Parameters(net)))
	s.show(nn.StateDict(net).Names())
	s.show(net.FC1.Weight)
	nn.Train(net)
	nn.Eval(net)
	nn.To(net, torch.CPU)
	nn.ZeroGrad(net)
	nn.SetRequiresGrad(net, false)
	seq := nn.NewSequential(nn.NewLinear(3, 4), nn.NewReLU())
	ninit.XavierUniform_(seq.Layers[0].(*nn.Linear).Weight, 1)
	s.show(seq.Layers[0].(*nn.Linear).Weight)
	s.show(nn.Parameter(torch.Ones(2)))
	s.show(functional.ReLU(x))
	s.show(nn.NewDropout(nn.P(0.2)))
	s.show(nn.NewBatchNorm2d(8, nn.CumulativeMomentum(true)))
	s.show(nn.NewMaxPool2d(nn.Size{3, 2}, nn.Stride(2)))
	s.show(seq.At(-1))
	s.show(nn.String(seq.Slice(1, 2)))
	s.show(nn.GetSubmodule(net, "fc1"))
	copied := nn.Clone(net)
	handle := nn.OnForward(net.FC1, func(m any, x, y *torch.Tensor) *torch.Tensor { return y.Mul(2) })
	handle.Remove()
	handle = nn.OnForwardPre(net.FC1, func(m any, x *torch.Tensor) *torch.Tensor { return nil })
	handle.Remove()
	handle = nn.OnBackward(net.FC1, func(m any, gradInput, gradOutput *torch.Tensor) *torch.Tensor { return nil })
	handle.Remove()
	nn.SetSubmodule(seq, "1", nn.NewGELU())
	s.show(nn.String(seq))
	nn.ZeroGrad(net, nn.SetToNone(false))
	_ = utils.ClipGradNorm_(nn.Parameters(net), 1)
	prune.L1Unstructured(copied.Conv1, "weight", prune.Fraction(0.5))
	parametrizations.WeightNorm(copied.FC1, "weight")
	s.show(nn.String(copied))
	s.show(nn.StateDict(copied.FC1).Names())
}

func sequences(s *sheet) {
	_, _, v, _ := operands()
	torch.ManualSeed(0)
	lstm := nn.NewLSTM(3, 4, nn.NumLayers(2), nn.BatchFirst(true))
	out, last := lstm.Forward(torch.Ones(2, 5, 3), nil)
	require.Equal(s.t, []int{2, 5, 4}, out.Shape())
	s.show(last.H.Shape())
	out, last = lstm.Forward(torch.Ones(2, 1, 3), &last)
	require.Equal(s.t, []int{2, 2, 4}, last.C.Shape())
	s.show(out.Shape())
	packed := rnn.PackSequence([]*torch.Tensor{torch.Ones(4, 3), torch.Ones(2, 3)})
	ran, _ := lstm.ForwardPacked(packed, nil)
	padded, lengths := rnn.PadPackedSequence(ran, rnn.BatchFirst(true))
	s.show(padded.Shape())
	s.show(lengths)
	s.show(rnn.PadSequence([]*torch.Tensor{v, v.Index(torch.SliceTo(2))}, rnn.BatchFirst(true)))
	q := torch.Ones(1, 3, 4)
	causal := nn.GenerateSquareSubsequentMask(3)
	s.show(causal)
	hidden := torch.NewTensor([][]bool{{false, false, true}})
	mha := nn.NewMultiheadAttention(4, 2, nn.BatchFirst(true))
	attended, weights := mha.Forward(q, q, q, &nn.Attention{KeyPaddingMask: hidden})
	require.Equal(s.t, []int{1, 3, 4}, attended.Shape())
	s.show(weights.Shape())
	attended, _ = mha.Forward(q, q, q, &nn.Attention{AttnMask: causal, IsCausal: true, NoWeights: true})
	s.show(attended.Shape())
	layer := nn.NewTransformerEncoderLayer(4, 2, nn.DimFeedforward(8), nn.BatchFirst(true))
	encoder := nn.NewTransformerEncoder(layer, 2)
	s.show(encoder.Forward(q, &nn.EncoderMasks{Mask: causal}).Shape())
	s.show(encoder.Forward(q, &nn.EncoderMasks{KeyPaddingMask: hidden}).Shape())
	s.show(functional.ScaledDotProductAttention(q, q, q, functional.IsCausal(true)))
}

func losses(s *sheet) {
	x, y, _, mask := operands()
	s.show(nn.NewMSELoss().Forward(x, y))
	s.show(nn.NewMSELoss(nn.Sum).Forward(x, y))
	criterion := nn.NewCrossEntropyLoss(nn.LabelSmoothing(0.1))
	s.show(criterion.Forward(x, torch.NewTensor([]int{0, 2})).Shape())
	s.show(nn.NewNLLLoss(nn.IgnoreIndex(0)).Forward(x, torch.NewTensor([]int{1, 0})))
	s.show(nn.NewBCEWithLogitsLoss().Forward(x, mask.Float()).Shape())
}

func optimizers(s *sheet) {
	x, _, _, _ := operands()
	net := nn.NewLinear(3, 2)
	sgd := optim.NewSGD(nn.Parameters(net), 0.1, optim.Momentum(0.9))
	adam := optim.NewAdam([]*torch.Tensor{net.Weight}, 0.01, optim.Betas(0.8, 0.9))
	adam.AddParamGroup([]*torch.Tensor{net.Bias}, optim.LR(0.1))
	sgd.ZeroGrad()
	net.Forward(x).Sum().Backward()
	sgd.Step()
	s.show(sgd.ParamGroups()[0].LR())
	sgd.ParamGroups()[0].SetLR(0.05)
	sgd.Settings(0).Momentum = 0.8
	saved := sgd.StateDict()
	s.show(saved.ParamGroups[0]["momentum"])
	s.show(saved.State[0]["momentum_buffer"].(*torch.Tensor).Shape())
	err := sgd.LoadStateDict(sgd.StateDict())
	require.NoError(s.t, err)
	step := lrscheduler.NewStepLR(sgd, 1, lrscheduler.Gamma(0.5))
	sgd.Step()
	step.Step()
	s.show(step.LastLR())
	plateau := lrscheduler.NewReduceLROnPlateau(adam, lrscheduler.Patience(3))
	plateau.Step(0.7)
	kept := step.StateDict()
	s.show(kept["last_epoch"])
	err = step.LoadStateDict(kept)
	require.NoError(s.t, err)
	warm := lrscheduler.NewLinearLR(adam, lrscheduler.StartFactor(0.5), lrscheduler.TotalIters(4))
	cosine := lrscheduler.NewCosineAnnealingLR(adam, 10)
	both := lrscheduler.NewSequentialLR(adam, []lrscheduler.Scheduler{warm, cosine}, []int{4})
	s.show(both.LastLR())
}

func loading(s *sheet) {
	x, y, _, _ := operands()
	torch.ManualSeed(0)
	loader := data.NewLoader(Squares{}, data.BatchSize(4), data.Shuffle(true))
	s.show(loader.Len())
	data.NewLoader(Squares{}, data.Workers(2))
	data.FromTensors(x, y)
	parts, err := data.RandomSplit(Squares{}, []float64{0.8, 0.2})
	require.NoError(s.t, err)
	require.Len(s.t, parts, 2)
	data.NewSubset(Squares{}, []int{0, 2})
	data.NewConcatDataset[data.Labeled](Squares{}, Squares{})
	sampler := data.NewDistributedSampler(Squares{}, 4, 1, data.ShuffleSeed(3))
	sampler.SetEpoch(2)
	s.show(slices.Collect(sampler.Indices()))
	data.NewLoader(Squares{}, data.WithSampler(sampler))
	transforms.NewCompose(transforms.NewToTensor())
	picture := image.NewRGBA(image.Rect(0, 0, 10, 12))
	s.show(torch.FromImage(picture, torch.ImageRGB).Shape())
	s.show(transforms.NewCompose(transforms.NewToTensor()).Apply(torch.FromImage(picture, torch.ImageRGB), nil).Shape())
	require.NoError(s.t, printTargets(context.Background(), loader))
	require.NoError(s.t, printMeans(context.Background(), loader))
}

func saving(s *sheet) {
	path := filepath.Join(s.t.TempDir(), "net.safetensors")
	net := nn.NewLinear(3, 2)
	state := nn.StateDict(net)
	s.show(state.Names())
	checkpoint := filepath.Join(s.t.TempDir(), "net.pt")
	err := torch.Save(checkpoint, torch.NewDict("epoch", 3, "model", state))
	require.NoError(s.t, err)
	saved, err := torch.Load(checkpoint)
	require.NoError(s.t, err)
	epoch, err := torch.Lookup[int](saved, "epoch")
	require.NoError(s.t, err)
	require.Equal(s.t, 3, epoch)
	model, err := torch.LoadStateDict(checkpoint, torch.At("model"), torch.MapLocation(torch.CPU), torch.Mmap(true))
	require.NoError(s.t, err)
	err = nn.LoadStateDict(net, model)
	require.NoError(s.t, err)
	err = safetensors.SaveFile(path, state.Map(), nil)
	require.NoError(s.t, err)
	tensors, err := safetensors.LoadFile(path)
	require.NoError(s.t, err)
	err = nn.LoadStateDict(net, torch.NewStateDict(tensors))
	require.NoError(s.t, err)
	err = nn.LoadStateDict(net, torch.NewStateDict(tensors), nn.Strict(false))
	require.NoError(s.t, err)
	err = nn.LoadStateDict(net, torch.NewStateDict(tensors), nn.Assign(true))
	require.NoError(s.t, err)
	state.Set("w", state.Get("weight"))
	state.Delete("weight")
	s.show(state.Names())
	handle := nn.OnLoadStateDictPre(net, func(_ any, state *torch.StateDict, prefix string, _ *nn.LoadError) {
		state.Set(prefix+"weight", state.Get(prefix+"w"))
		state.Delete(prefix + "w")
	})
	err = nn.LoadStateDict(net, state)
	require.NoError(s.t, err)
	handle.Remove()
}

func modes(s *sheet) {
	former := torch.NumThreads()
	defer torch.SetNumThreads(former)
	torch.SetNumThreads(1)
	s.show(torch.NumThreads())
	s.show(torch.IsGradEnabled())
	torch.SetDefaultDType(torch.Float64)
	s.show(torch.DefaultDType())
	torch.SetDefaultDType(torch.Float32)
	torch.UseDeterministicAlgorithms(true, true)
	torch.UseDeterministicAlgorithms(false, false)
	torch.SetWarnAlways(true)
	torch.SetWarnAlways(false)
	torch.SetWarningHandler(func(torch.Warning) {})
	torch.SetWarningHandler(func(w torch.Warning) { panic(w) })
	torch.SetWarningHandler(nil)
	s.show(int(torch.DeterministicDebugMode()))
	torch.SetFloat32MatmulPrecision(torch.PrecisionHigh)
	s.show(string(torch.Float32MatmulPrecision()))
	torch.SetFloat32MatmulPrecision(torch.PrecisionHighest)
	backends.CUDNNBenchmark.Set(true)
	s.show(backends.CUDNNBenchmark.On())
	backends.CUDNNBenchmark.Set(false)
	s.show(torch.IsAutocastEnabled(torch.DeviceCPU))
	scaler := amp.NewGradScaler(torch.DeviceCPU)
	s.show(scaler.Scale(torch.Ones(1)))
	version := torch.Version()
	assert.NotEmpty(s.t, version)
	x, _, _, _ := operands()
	var product *torch.Tensor
	torch.Autocast(torch.DeviceCPU, func() {
		product = x.MatMul(x.T())
	}, torch.BFloat16)
	assert.Equal(s.t, torch.BFloat16, product.DType())
}

func printing(s *sheet) {
	x, _, _, _ := operands()
	fmt.Println(x)
	s.show(fmt.Sprintf("%v", x))
	s.show(x.Unsqueeze(0).Double())
	options := torch.DefaultPrintOptions()
	options.Precision = 2
	s.show(x.Div(3).Text(options))
	options = torch.DefaultPrintOptions()
	assert.Equal(s.t, 4, options.Precision)
}

package nn_test

import (
	"testing"

	"github.com/e0112027/gotorch/internal/cases"
	"github.com/e0112027/gotorch/internal/cases/suite"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
)

// The module trees of testdata/modules.py, as a Go program writes them.

type Net struct {
	FC1   *nn.Linear
	ReLU1 *nn.ReLU
	FC2   *nn.Linear
}

func newNet() *Net { return &Net{nn.NewLinear(784, 512), nn.NewReLU(), nn.NewLinear(512, 10)} }

func (n *Net) Forward(x *torch.Tensor) *torch.Tensor {
	x = x.View(-1, 28*28)
	return n.FC2.Forward(n.ReLU1.Forward(n.FC1.Forward(x)))
}

type Block struct {
	Conv1      *nn.Conv2d
	BN1        *nn.BatchNorm2d
	ReLU       *nn.ReLU
	Conv2      *nn.Conv2d
	BN2        *nn.BatchNorm2d
	Downsample *nn.Sequential
}

func newBlock(channels, out, stride int) *Block {
	b := &Block{
		Conv1: nn.NewConv2d(channels, out, 3, nn.Stride(stride), nn.Padding(1), nn.Bias(false)),
		BN1:   nn.NewBatchNorm2d(out),
		ReLU:  nn.NewReLU(nn.Inplace(true)),
		Conv2: nn.NewConv2d(out, out, 3, nn.Padding(1), nn.Bias(false)),
		BN2:   nn.NewBatchNorm2d(out),
	}
	if stride != 1 || channels != out {
		b.Downsample = nn.NewSequential(nn.NewConv2d(channels, out, 1, nn.Stride(stride), nn.Bias(false)), nn.NewBatchNorm2d(out))
	}
	return b
}

func (b *Block) Forward(x *torch.Tensor) *torch.Tensor {
	y := b.ReLU.Forward(b.BN1.Forward(b.Conv1.Forward(x)))
	y = b.BN2.Forward(b.Conv2.Forward(y))
	if b.Downsample != nil {
		x = b.Downsample.Forward(x)
	}
	return b.ReLU.Forward(y.Add(x))
}

type ResNet struct {
	Stem    *nn.Conv2d
	Layers  []*Block
	AvgPool *nn.AdaptiveAvgPool2d
	Flatten *nn.Flatten
	FC      *nn.Linear
}

func newResNet() *ResNet {
	return &ResNet{
		nn.NewConv2d(1, 4, 3, nn.Padding(1)),
		[]*Block{newBlock(4, 4, 1), newBlock(4, 4, 1), newBlock(4, 8, 2)},
		nn.NewAdaptiveAvgPool2d(nn.Size{1, 1}),
		nn.NewFlatten(),
		nn.NewLinear(8, 10),
	}
}

func (r *ResNet) Forward(x *torch.Tensor) *torch.Tensor {
	x = r.Stem.Forward(x)
	for _, layer := range r.Layers {
		x = layer.Forward(x)
	}
	return r.FC.Forward(r.Flatten.Forward(r.AvgPool.Forward(x)))
}

type Autoencoder struct{ Encoder, Decoder *nn.Sequential }

func newAutoencoder() *Autoencoder {
	return &Autoencoder{
		nn.NewSequential(nn.NewLinear(16, 8), nn.NewReLU(), nn.NewLinear(8, 4), nn.NewTanh()),
		nn.NewSequential(nn.NewLinear(4, 8), nn.NewReLU(), nn.NewLinear(8, 16), nn.NewSigmoid()),
	}
}

func (a *Autoencoder) Forward(x *torch.Tensor) *torch.Tensor {
	return a.Decoder.Forward(a.Encoder.Forward(x))
}

type Tied struct{ First, Again, Other *nn.Linear }

func newTied() *Tied {
	first := nn.NewLinear(4, 4)
	t := &Tied{first, first, nn.NewLinear(4, 4)}
	t.Other.Weight = first.Weight
	return t
}

func (t *Tied) Forward(x *torch.Tensor) *torch.Tensor {
	return t.Other.Forward(t.Again.Forward(t.First.Forward(x)))
}

type Own struct {
	Offset  *torch.Tensor `nn:"offset,buffer"`
	FC      nn.Linear     // a struct by value is as good as a pointer
	Scale   *torch.Tensor
	Mask    *torch.Tensor `nn:",buffer,transient"`
	Steps   *torch.Tensor `nn:",buffer"`
	shift   *torch.Tensor `nn:"shift"`
	Missing *torch.Tensor
	cache   *torch.Tensor
	Skipped *nn.Linear `nn:"-"`
}

func newOwn() *Own {
	return &Own{
		torch.Zeros(3), *nn.NewLinear(3, 3), nn.Parameter(torch.Ones(3)), torch.Ones(2, 2),
		torch.Zeros(torch.Int64), nn.Parameter(torch.Zeros(1)), nil, torch.Ones(1), nil,
	}
}

func (o *Own) Forward(x *torch.Tensor) *torch.Tensor {
	return o.FC.Forward(x).Mul(o.Scale).Add(o.shift).Add(o.Offset)
}

type Mlp struct{ nn.Sequential }

func newMlp(sizes ...int) *Mlp {
	m := &Mlp{}
	for i := range len(sizes) - 1 {
		m.Append(nn.NewLinear(sizes[i], sizes[i+1]))
	}
	return m
}

type Heads struct {
	Trunk   *Mlp
	Heads   map[string]nn.Forwarder
	Weights []*torch.Tensor
}

func newHeads() *Heads {
	return &Heads{
		newMlp(4, 3, 3),
		heads(nn.NewLinear(3, 1), nn.NewSequential(nn.NewLinear(3, 2), nn.NewLogSoftmax(-1))),
		[]*torch.Tensor{nn.Parameter(torch.Ones(2, 3)), nn.Parameter(torch.Zeros(4))},
	}
}

func heads(age, name nn.Forwarder) map[string]nn.Forwarder {
	return map[string]nn.Forwarder{"name": name, "age": age}
}

func (h *Heads) Forward(x *torch.Tensor) (age, name *torch.Tensor) {
	x = h.Trunk.Forward(x)
	return h.Heads["age"].Forward(x), h.Heads["name"].Forward(x)
}

type Grid struct {
	Rows  [][]*nn.Linear
	Empty []nn.Forwarder
}

func newGrid() *Grid {
	return &Grid{[][]*nn.Linear{{nn.NewLinear(2, 2), nn.NewLinear(2, 2)}, {nn.NewLinear(2, 2)}}, []nn.Forwarder{}}
}

func (g *Grid) Forward(x *torch.Tensor) *torch.Tensor { return g.Rows[0][0].Forward(x) }

type Wrapper[M nn.Forwarder] struct {
	inner     M
	Criterion *nn.CrossEntropyLoss
}

func (w *Wrapper[M]) Forward(x, y *torch.Tensor) *torch.Tensor {
	return w.Criterion.Forward(w.inner.Forward(x), y)
}

type Documented struct{ Inner nn.Forwarder }

func (d *Documented) Forward(x *torch.Tensor) *torch.Tensor { return d.Inner.Forward(x) }
func (d *Documented) ExtraRepr() string                     { return "first=1\nsecond=2" }

type Labelled struct{ FC *nn.Linear }

func (l *Labelled) Forward(x *torch.Tensor) *torch.Tensor { return l.FC.Forward(x) }
func (l *Labelled) ExtraRepr() string                     { return "label=x" }

func ones(sizes ...int) *torch.Tensor { return torch.Ones(sizes) }

var trees = map[string]func() any{
	"Net": func() any { return newNet() },
	"Sequential": func() any {
		return nn.NewSequential(nn.NewConv2d(1, 2, 3), nn.NewReLU(), nn.NewFlatten(), nn.NewLinear(8, 2))
	},
	"Sequential empty": func() any { return nn.NewSequential() },
	"Sequential nested": func() any {
		return nn.NewSequential(nn.NewSequential(nn.NewLinear(2, 2), nn.NewSequential(nn.NewLinear(2, 1))), nn.NewTanh())
	},
	"Sequential named": func() any {
		return nn.NewSequential(nn.Named("conv", nn.NewConv2d(1, 2, 3)), nn.Named("act", nn.NewReLU()))
	},
	"Block":            func() any { return newBlock(3, 6, 2) },
	"ResNet":           func() any { return newResNet() },
	"Autoencoder":      func() any { return newAutoencoder() },
	"Tied":             func() any { return newTied() },
	"Own":              func() any { return newOwn() },
	"Mlp":              func() any { return newMlp(5, 4, 3) },
	"Heads":            func() any { return newHeads() },
	"Grid":             func() any { return newGrid() },
	"Wrapper":          func() any { return &Wrapper[*Net]{newNet(), nn.NewCrossEntropyLoss(nn.Weight(ones(3)))} },
	"Documented":       func() any { return &Documented{nn.NewReLU()} },
	"Documented alone": func() any { return &Documented{} },
	"Labelled":         func() any { return &Labelled{nn.NewLinear(1, 1)} },
}

// Modules of users conform as the package's own do.
func TestTrees_Conform(t *testing.T) {
	for _, c := range []cases.Case{
		{Python: "Autoencoder", Inputs: "float32 2 16", Make: func() any { return newAutoencoder() }},
		{Python: "Tied", Inputs: "float32 2 4", Make: func() any { return newTied() }},
	} {
		t.Run(c.Python, func(t *testing.T) { suite.Conform(t, c) })
	}
}

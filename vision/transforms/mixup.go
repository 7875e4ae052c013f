package transforms

import (
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// Mix is what [MixUp] and [CutMix] have in common: they mix each picture of a batch with the
// one before it, and their labels alike, so that a network learns to be in doubt between
// classes. Batches should be shuffled.
type Mix struct {
	Alpha      float64       `kw:"1"`
	NumClasses aten.Opt[int] `kw:""` // where there is none, labels must be probabilities (N, classes)
}

func newMix(op string, options []MixOption) Mix {
	m := mixOf(options)
	if !(m.Alpha > 0) {
		reject(op, "alpha of a Beta distribution must be positive, got %v", m.Alpha)
	}
	return m
}

func mix(t Transform, images, labels *torch.Tensor, g *torch.Generator) (*torch.Tensor, *torch.Tensor) {
	s := NewCompose(t).Sample(Sample{Image: images, Labels: labels}, g)
	return s.Image, s.Labels
}

// MixUp mixes the pictures of a batch: each is a share of itself and the rest of the one
// before it.
//
// See https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.MixUp.html
// and https://arxiv.org/abs/1710.09412
type MixUp struct{ Mix }

// NewMixUp makes the transform of batches (N, C, H, W) of a floating dtype and their labels.
func NewMixUp(options ...MixOption) *MixUp { return &MixUp{newMix("MixUp", options)} }

// Apply mixes a batch of pictures (N, C, H, W) and its labels (N) int64, or (N, classes) of a
// floating dtype; the labels come back as (N, classes).
func (m *MixUp) Apply(images, labels *torch.Tensor, g *torch.Generator) (*torch.Tensor, *torch.Tensor) {
	return mix(m, images, labels, g)
}

// Draw implements [Transform].
func (m *MixUp) Draw(x *torch.Tensor, g *torch.Generator) Op {
	requireBatch("mixup", x)
	share := m.share(g)
	return mixture{"mixup", m.Mix, x.Size(0), share, func(x *torch.Tensor) *torch.Tensor { return blendRolled(x, share) }}
}

func (m *MixUp) String() string { return show(m) }

func requireBatch(op string, x *torch.Tensor) {
	if x.NDim() != 4 {
		refuse(op, "ValueError", x, "Expected a batched input with 4 dims, but got %d dimensions instead.", x.NDim())
	}
	requireChannelsFirst(op, x)
}

// share draws from the Beta distribution of two times Alpha.
func (m Mix) share(g *torch.Generator) float64 {
	return torch.ScopedResult(func(s *torch.Scope) float64 {
		alphas := torch.FromSliceIn(s, []float32{float32(m.Alpha), float32(m.Alpha)}, 1, 2)
		return aten.InternalSampleDirichlet(alphas, &aten.InternalSampleDirichletOptions{Generator: g}).Select(-1, 0).Item()
	})
}

// blendRolled is share of x and the rest of x moved by one in the batch.
func blendRolled(x *torch.Tensor, share float64) *torch.Tensor {
	return x.Roll([]int{1}, torch.Dim(0)).Mul_(1 - share).Add_(x.Mul(share))
}

// mixture is what a Mix drew.
type mixture struct {
	name  string
	mix   Mix
	batch int
	share float64 // of each sample in what it becomes
	image func(x *torch.Tensor) *torch.Tensor
}

func (m mixture) Image(x *torch.Tensor) *torch.Tensor { return m.image(x) }

func (m mixture) Labels(x *torch.Tensor) *torch.Tensor {
	m.check(x)
	if x.NDim() == 1 {
		classes, _ := m.mix.NumClasses.Get()
		x = F.OneHot(x, F.NumClasses(classes))
	}
	if !x.DType().IsFloatingPoint() {
		x = x.Float()
	}
	return blendRolled(x, m.share)
}

func (m mixture) check(labels *torch.Tensor) {
	if labels == nil {
		panic(&torch.Error{Op: m.name, Kind: "ValueError", Msg: "The labels must be a tensor, but got nil instead."})
	}
	classes, given := m.mix.NumClasses.Get()
	switch {
	case labels.NDim() != 1 && labels.NDim() != 2:
		refuse(m.name, "ValueError", labels, "labels should be index based with shape (batch_size,) or probability based with shape (batch_size, num_classes), but got a tensor of shape %v instead.", labels.Shape())
	case labels.NDim() == 2 && given && labels.Size(1) != classes:
		refuse(m.name, "ValueError", labels, "When passing 2D labels, the number of elements in last dimension must match num_classes: %d != %d. You can leave out NumClasses.", labels.Size(1), classes)
	case labels.NDim() == 1 && !given:
		refuse(m.name, "ValueError", labels, "num_classes must be passed if the labels are index-based (1D)")
	case labels.Size(0) != m.batch:
		refuse(m.name, "ValueError", labels, "The batch size of the image or video does not match the batch size of the labels: %d != %d.", m.batch, labels.Size(0))
	}
}

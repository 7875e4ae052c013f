package datasets

import (
	"context"
	"errors"
	"fmt"
	"image"
	"runtime"
	"slices"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/transforms"
)

// MNIST is a dataset of gray images and their classes, held in memory: MNIST
// itself or one of the sets in its form. A sample is the image, uint8 (1, H, W)
// until a [Transform] makes something else of it, and its label. It may be used
// by several goroutines at once, as far as the transforms may.
//
// A [data.Loader] takes whole batches from it where the transform treats each
// pixel by itself ([transforms.NewToTensor], [transforms.NewNormalize]), and samples
// otherwise; the bits are the same.
type MNIST struct {
	images
	classes         []string
	transform       transforms.Compose
	targetTransform func(int64) int64
	// table is what the transform makes of each of the 256 values; nil where a
	// table can't replace it.
	table *pixelTable
}

var (
	_ data.WorkerDataset[data.Labeled] = (*MNIST)(nil)
	_ data.Batcher[data.Batch]         = (*MNIST)(nil)
)

// NewMNIST opens the MNIST dataset of handwritten digits, 28x28. Its files are
// looked for in root/MNIST/raw, where torchvision keeps them, and in root
// itself. ctx ends a download.
//
// The error is [ErrNotFound], [ErrDownload] or a [*FormatError], with the
// remedy.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.MNIST.html
func NewMNIST(ctx context.Context, root string, opts ...Option) (*MNIST, error) {
	return mnistFamily.dataset(ctx, root, opts)
}

// NewFashionMNIST is [NewMNIST] for images of clothes, in root/FashionMNIST/raw.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.FashionMNIST.html
func NewFashionMNIST(ctx context.Context, root string, opts ...Option) (*MNIST, error) {
	return fashionFamily.dataset(ctx, root, opts)
}

// NewKMNIST is [NewMNIST] for Kuzushiji characters, in root/KMNIST/raw.
// See https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.KMNIST.html
func NewKMNIST(ctx context.Context, root string, opts ...Option) (*MNIST, error) {
	return kuzushijiFamily.dataset(ctx, root, opts)
}

func (f *family) dataset(ctx context.Context, root string, opts []Option) (*MNIST, error) {
	o := newOptions(opts)
	content, err := f.open(ctx, root, o)
	if err != nil {
		return nil, err
	}
	return newMNIST(content, f.classes, o)
}

// FromBytes returns a dataset of images of your own, of height x width pixels
// each, one after the other, and of their labels. It keeps both slices. Of the
// options it takes [Transform] and [TargetTransform].
func FromBytes(pixels, labels []byte, height, width int, opts ...Option) (*MNIST, error) {
	n := len(labels)
	if height <= 0 || width <= 0 || len(pixels) != n*height*width {
		return nil, fmt.Errorf("datasets: %d bytes are not %d images of %dx%d", len(pixels), n, height, width)
	}
	return newMNIST(&images{n, height, width, pixels, labels}, nil, newOptions(opts))
}

func newMNIST(content *images, classes []string, o *options) (*MNIST, error) {
	m := &MNIST{images: *content, classes: classes, targetTransform: o.targetTransform}
	if o.transform != nil {
		m.transform = transforms.NewCompose(o.transform)
	}
	err := torch.Try(func() error { m.table = tabulate(m.transform); return nil })
	return m, err
}

// pixelTable holds one number for each value of a byte.
type pixelTable [256]float32

func (t *pixelTable) apply(dst []float32, src []byte) {
	dst = dst[:len(src)] // spares the loop a bounds check
	for i, v := range src {
		dst[i] = t[v]
	}
}

// tabulate applies t to every value that a pixel can have.
func tabulate(t transforms.Compose) (table *pixelTable) {
	if t == nil || !transforms.Pixelwise(t) {
		return nil
	}
	var values [256]byte
	for i := range values {
		values[i] = byte(i)
	}
	torch.Scoped(func(s *torch.Scope) {
		x := t.Apply(torch.FromSliceIn(s, values[:], 1, 1, len(values)), nil)
		if x.DType() == torch.Float32 && slices.Equal(x.Shape(), []int{1, 1, len(values)}) {
			table = (*pixelTable)(torch.Data[float32](x))
		}
	})
	return table
}

// Len returns the number of images.
func (m *MNIST) Len() int { return m.n }

// Classes returns the names of the classes, by label; nil after [FromBytes].
func (m *MNIST) Classes() []string { return slices.Clone(m.classes) }

// Image returns an image without its transform. It panics for an index that
// there is none of.
func (m *MNIST) Image(index int) *image.Gray {
	return &image.Gray{Pix: slices.Clone(m.pixelsOf(index)), Stride: m.width, Rect: image.Rect(0, 0, m.width, m.height)}
}

// Label returns an image's class after the [TargetTransform]. It panics for an
// index that there is none of.
func (m *MNIST) Label(index int) int64 {
	label := int64(m.labels[index])
	if m.targetTransform != nil {
		label = m.targetTransform(label)
	}
	return label
}

// Data returns all images without the transform: uint8 (N, 1, H, W), where
// Python's data has no channels.
func (m *MNIST) Data() *torch.Tensor { return torch.FromSlice(m.pixels, m.n, 1, m.height, m.width) }

// Targets returns all labels without the target transform: int64 (N).
func (m *MNIST) Targets() *torch.Tensor {
	labels := make([]int64, m.n)
	for i, label := range m.labels {
		labels[i] = int64(label)
	}
	return torch.FromSlice(labels)
}

// Get returns a sample; random transforms draw from the default generator.
func (m *MNIST) Get(index int) (data.Labeled, error) { return m.sample(index, nil, nil) }

// GetWith returns a sample whose random transforms draw from the worker's
// generator and whose tensors are in the worker's scope.
func (m *MNIST) GetWith(_ context.Context, w *data.Worker, index int) (data.Labeled, error) {
	return m.sample(index, w.Scope(), w.Generator())
}

func (m *MNIST) sample(index int, into *torch.Scope, g *torch.Generator) (data.Labeled, error) {
	if err := m.check(index); err != nil {
		return data.Labeled{}, err
	}
	x := torch.FromSliceIn(into, m.pixelsOf(index), 1, m.height, m.width)
	if m.transform != nil {
		x = m.transform.Apply(x, g)
	}
	return data.Labeled{Input: x, Target: m.Label(index)}, nil
}

// GetBatch returns images (N, 1, H, W) and labels (N); it is
// errors.ErrUnsupported where the transform needs each image by itself.
func (m *MNIST) GetBatch(indices []int, into *torch.Scope) (data.Batch, error) {
	if m.table == nil {
		return data.Batch{}, errors.ErrUnsupported
	}
	inputs := torch.Empty(len(indices), 1, m.height, m.width, torch.Float32, torch.In(into))
	floats := torch.UnsafeData[float32](inputs)
	labels := make([]int64, len(indices))
	size := m.height * m.width
	for i, index := range indices {
		if err := m.check(index); err != nil {
			return data.Batch{}, err
		}
		m.table.apply(floats[i*size:][:size], m.pixelsOf(index))
		labels[i] = m.Label(index)
	}
	runtime.KeepAlive(inputs)
	return data.Batch{Input: inputs, Target: torch.FromSliceIn(into, labels)}, nil
}

func (m *MNIST) check(index int) error {
	if index < 0 || index >= m.n {
		return fmt.Errorf("datasets: index %d out of %d images", index, m.n)
	}
	return nil
}

func (m *MNIST) pixelsOf(index int) []byte {
	size := m.height * m.width
	return m.pixels[index*size:][:size]
}

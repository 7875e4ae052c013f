package datasets

import (
	"context"
	"encoding/json"
	"errors"
	"image"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/vision/transforms"
)

// small is the dataset of testdata/loader.py: 11 images of 6 rows of 5.
func small(t testing.TB, opts ...Option) *MNIST {
	t.Helper()
	var pixels, labels []byte
	for i := range 11 {
		for p := range 30 {
			pixels = append(pixels, byte(37*p+11*i))
		}
		labels = append(labels, byte(i%10))
	}
	m, err := FromBytes(pixels, labels, 6, 5, opts...)
	require.NoError(t, err)
	return m
}

func normalized() transforms.Compose {
	return transforms.NewCompose(transforms.NewToTensor(), transforms.NewNormalize([]float64{0.1307}, []float64{0.3081}))
}

func floatBits(x *torch.Tensor) []int32 {
	var all []int32
	for _, v := range torch.Data[float32](x) {
		all = append(all, int32(math.Float32bits(v)))
	}
	return all
}

func TestMNIST_LoadsAsPythonDoes(t *testing.T) {
	var golden struct {
		Cases map[string][]struct {
			Shape  []int
			Bits   []int32
			Labels []int64
		}
	}
	content, err := os.ReadFile("testdata/loader.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(content, &golden))

	random := transforms.NewCompose(transforms.NewRandomCrop(6, 5, transforms.Padding(1)), transforms.NewRandomHorizontalFlip(), normalized())
	for name, transform := range map[string]transforms.Transform{"plain": normalized(), "random": random} {
		t.Run(name, func(t *testing.T) {
			torch.ManualSeed(3)
			loader := data.NewLoader(small(t, Transform(transform)), data.BatchSize(4), data.Shuffle(true))
			want := golden.Cases[name]
			for range 2 {
				for batch, err := range loader.Batches(t.Context()) {
					require.NoError(t, err)
					assert.Equal(t, want[0].Shape, batch.Input.Shape())
					assert.Equal(t, want[0].Bits, floatBits(batch.Input))
					assert.Equal(t, want[0].Labels, torch.Data[int64](batch.Target))
					want = want[1:]
				}
			}
			assert.Empty(t, want)
		})
	}
}

func TestMNIST_RandomTransformsDoNotDependOnWorkers(t *testing.T) {
	transform := transforms.NewCompose(transforms.NewRandomCrop(4, 4), transforms.NewRandomHorizontalFlip(), transforms.NewToTensor())
	run := func(workers int) (all []int32) {
		torch.ManualSeed(5)
		loader := data.NewLoader(small(t, Transform(transform)), data.BatchSize(3), data.Shuffle(true), data.Workers(workers))
		for batch, err := range loader.Batches(t.Context()) {
			require.NoError(t, err)
			all = append(all, floatBits(batch.Input)...)
		}
		return all
	}
	assert.Equal(t, run(1), run(2))
	assert.Equal(t, run(1), run(5))
}

func TestMNIST_BatchIsWhatItsSamplesMake(t *testing.T) {
	plusOne := TargetTransform(func(label int64) int64 { return label + 1 })
	indices := []int{10, 0, 3, 3}
	for _, transform := range []transforms.Transform{transforms.NewToTensor(), normalized()} {
		m := small(t, Transform(transform), plusOne)
		torch.Scoped(func(s *torch.Scope) {
			batch, err := m.GetBatch(indices, s)
			require.NoError(t, err)
			require.Same(t, s, batch.Input.Scope())
			require.Same(t, s, batch.Target.Scope())
			var samples []data.Labeled
			for _, i := range indices {
				sample, err := m.Get(i)
				require.NoError(t, err)
				samples = append(samples, sample)
			}
			want, err := data.Labeled{}.Collate(samples, s)
			require.NoError(t, err)
			assert.Equal(t, []int{4, 1, 6, 5}, batch.Input.Shape())
			assert.Equal(t, want.Input.Shape(), batch.Input.Shape())
			assert.Equal(t, floatBits(want.Input), floatBits(batch.Input))
			assert.Equal(t, []int64{1, 1, 4, 4}, torch.Data[int64](batch.Target))
			assert.Equal(t, []int64{1, 1, 4, 4}, torch.Data[int64](want.Target))
		})
	}
}

func TestMNIST_LeavesOtherTransformsToTheSamples(t *testing.T) {
	zero := transforms.NewLambda(func(x *torch.Tensor) *torch.Tensor { return x.Mul(0) })
	for _, opts := range [][]Option{
		nil,
		{Transform(transforms.NewCompose())},
		{Transform(transforms.NewCompose(transforms.NewToTensor(), zero))},
		{Transform(transforms.NewCompose(transforms.NewToTensor(), transforms.NewRandomHorizontalFlip()))},
	} {
		m := small(t, opts...)
		_, err := m.GetBatch([]int{0}, nil)
		require.ErrorIs(t, err, errors.ErrUnsupported)
	}
	bare, err := small(t).Get(2)
	require.NoError(t, err)
	assert.Equal(t, torch.UInt8, bare.Input.DType())
	assert.Equal(t, []int{1, 6, 5}, bare.Input.Shape())
	assert.Equal(t, byte(22), torch.Data[byte](bare.Input)[0])
}

func TestMNIST_RefusesIndicesItDoesNotHave(t *testing.T) {
	m := small(t, Transform(transforms.NewToTensor()))
	for _, index := range []int{-1, 11} {
		_, err := m.Get(index)
		assert.ErrorContains(t, err, "out of 11 images")
		_, err = m.GetBatch([]int{0, index}, nil)
		assert.ErrorContains(t, err, "out of 11 images")
	}
}

func TestMNIST_ReportsATransformThatDoesNotFit(t *testing.T) {
	_, err := FromBytes(make([]byte, 30), []byte{1}, 6, 5, Transform(transforms.NewCompose(transforms.NewNormalize([]float64{0}, []float64{1}))))
	assert.ErrorContains(t, err, "should be a float tensor")
}

func TestMNIST_ShowsImagesAndLabels(t *testing.T) {
	m := small(t)
	img := m.Image(1)
	assert.Equal(t, image.Rect(0, 0, 5, 6), img.Rect)
	assert.Equal(t, byte((11+37*7)%256), img.GrayAt(2, 1).Y)
	img.Pix[0] = 99
	assert.Equal(t, byte(11), m.Image(1).Pix[0], "the dataset keeps its bytes")
	assert.EqualValues(t, 1, m.Label(1))
	assert.Equal(t, []int{11, 1, 6, 5}, m.Data().Shape())
	whole := normalized().Apply(m.Data(), nil)
	require.Equal(t, []int{11, 1, 6, 5}, whole.Shape())
	assert.Equal(t, []int64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0}, torch.Data[int64](m.Targets()))
	assert.Nil(t, m.Classes())
}

func TestFromBytes_ChecksSizes(t *testing.T) {
	for _, size := range [][2]int{{6, 6}, {0, 5}, {-6, -5}} {
		_, err := FromBytes(make([]byte, 30), []byte{1}, size[0], size[1])
		assert.ErrorContains(t, err, "30 bytes are not 1 images")
	}
}

func TestNew_OpensEachRelative(t *testing.T) {
	root := t.TempDir()
	for label, tt := range []struct {
		family *family
		open   func(context.Context, string, ...Option) (*MNIST, error)
		class  string
	}{
		{&mnistFamily, NewMNIST, "0 - zero"},
		{&fashionFamily, NewFashionMNIST, "T-shirt/top"},
		{&kuzushijiFamily, NewKMNIST, "o"},
	} {
		writeSplit(t, filepath.Join(root, tt.family.name, "raw"), tt.family.test, true, byte(label), 7)
		m, err := tt.open(t.Context(), root, Train(false), Transform(transforms.NewToTensor()))
		require.NoError(t, err)
		assert.Equal(t, 2, m.Len())
		assert.EqualValues(t, label, m.Label(0))
		assert.Equal(t, tt.class, m.Classes()[0])
		assert.Len(t, m.Classes(), 10)
	}
}

// BenchmarkMNIST_Epoch makes all batches of 60,000 images, shuffled, on one
// goroutine.
func BenchmarkMNIST_Epoch(b *testing.B) {
	const n = 60000
	m, err := FromBytes(make([]byte, n*28*28), make([]byte, n), 28, 28, Transform(transforms.NewToTensor()))
	require.NoError(b, err)
	loader := data.NewLoader(m, data.BatchSize(64), data.Shuffle(true))
	for b.Loop() {
		for _, err := range loader.Batches(b.Context()) {
			require.NoError(b, err)
		}
	}
}

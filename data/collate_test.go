package data_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// collated runs the default collate in a scope that the test closes.
func collated[B, S any](t *testing.T, samples ...S) (B, error) {
	scope := torch.NewScope()
	t.Cleanup(scope.Close)
	return data.DefaultCollate[B](samples, scope)
}

type class int

func TestDefaultCollate_Numbers(t *testing.T) {
	torchtest.NoLeaks(t)
	check := func(want any, got *torch.Tensor, err error) {
		t.Helper()
		require.NoError(t, err)
		torchtest.Equal(t, want, got)
	}
	ints, err := collated[*torch.Tensor](t, 1, 2, 3)
	check([]int64{1, 2, 3}, ints, err)
	ints, err = collated[*torch.Tensor](t, class(1), class(2))
	check([]int64{1, 2}, ints, err)
	floats, err := collated[*torch.Tensor](t, 0.5, 0.25)
	check([]float64{0.5, 0.25}, floats, err)
	singles, err := collated[*torch.Tensor](t, float32(0.5), float32(0.25))
	check([]float32{0.5, 0.25}, singles, err)
	bytes, err := collated[*torch.Tensor](t, uint8(3), uint8(4))
	check([]uint8{3, 4}, bytes, err)
	bools, err := collated[*torch.Tensor](t, true, false)
	check([]bool{true, false}, bools, err)
	halves, err := collated[*torch.Tensor](t, torch.Half(0x3c00))
	check([]torch.Half{0x3c00}, halves, err)
}

// picture is a sample of a user, pictureBatch a batch of it.
type picture struct {
	Image  *torch.Tensor
	Class  int
	Name   string
	Boxes  [2]float32
	Scores map[string]float64
	hidden int
}

type pictureBatch struct {
	Image, Class *torch.Tensor
	Name         []string
	Boxes        []*torch.Tensor
	Scores       map[string]*torch.Tensor
	Extra        int
}

func somePictures() []picture {
	return []picture{
		{torch.Zeros(2), 7, "a", [2]float32{1, 2}, map[string]float64{"x": 1, "y": 2}, 1},
		{torch.Ones(2), 8, "b", [2]float32{3, 4}, map[string]float64{"y": 4, "x": 3}, 2},
	}
}

func TestDefaultCollate_StructsByFields(t *testing.T) {
	torchtest.NoLeaks(t)
	batch, err := collated[pictureBatch](t, somePictures()...)
	require.NoError(t, err)
	torchtest.Equal(t, [][]float32{{0, 0}, {1, 1}}, batch.Image)
	torchtest.Equal(t, []int64{7, 8}, batch.Class)
	require.Equal(t, []string{"a", "b"}, batch.Name)
	torchtest.Equal(t, []float32{1, 3}, batch.Boxes[0])
	torchtest.Equal(t, []float32{2, 4}, batch.Boxes[1])
	torchtest.Equal(t, []float64{2, 4}, batch.Scores["y"])
}

func TestDefaultCollate_Open(t *testing.T) {
	torchtest.NoLeaks(t)
	batch, err := collated[any](t, somePictures()...)
	require.NoError(t, err)
	fields := batch.(map[string]any)
	require.Len(t, fields, 5)
	torchtest.Equal(t, []int64{7, 8}, fields["Class"].(*torch.Tensor))
	torchtest.Equal(t, []float64{1, 3}, fields["Scores"].(map[string]any)["x"].(*torch.Tensor))
	list, err := collated[any](t, []any{1, "a", []byte("x")}, []any{2, "b", []byte("y")})
	require.NoError(t, err)
	torchtest.Equal(t, []int64{1, 2}, list.([]any)[0].(*torch.Tensor))
	require.Equal(t, []string{"a", "b"}, list.([]any)[1])
	require.Equal(t, [][]byte{[]byte("x"), []byte("y")}, list.([]any)[2])
	pointers, err := collated[pictureBatch](t, &somePictures()[0])
	require.NoError(t, err)
	require.Equal(t, []string{"a"}, pointers.Name)
}

func TestDefaultCollate_Refuses(t *testing.T) {
	torchtest.NoLeaks(t)
	_, err := collated[*torch.Tensor, int](t)
	require.ErrorContains(t, err, "no samples")
	_, err = collated[any](t, func() {})
	require.ErrorContains(t, err, "found func()")
	_, err = collated[any](t, any(1), any("a"))
	require.ErrorContains(t, err, "entry 0 is int and entry 1 is string")
	_, err = collated[any](t, any(nil))
	require.ErrorContains(t, err, "entry 0 is nil")
	_, err = collated[any](t, []int{1}, []int{1, 2})
	require.ErrorContains(t, err, "entry 0 has 1, entry 1 has 2")
	_, err = collated[any](t, map[string]int{"a": 1}, map[string]int{"b": 1})
	require.ErrorContains(t, err, "entry 1 has no key a")
	_, err = collated[string](t, 1)
	require.ErrorContains(t, err, "*torch.Tensor does not fit into the batch's string")
	_, err = collated[struct{ Image *torch.Tensor }](t, somePictures()...)
	require.ErrorContains(t, err, "has no field Class")
	_, err = collated[any](t, torch.Zeros(2), torch.Zeros(3))
	require.ErrorContains(t, err, "got [2] at entry 0 and [3] at entry 1")
}

func TestLoader_DefaultCollateOfTheUsersType(t *testing.T) {
	torchtest.NoLeaks(t)
	loader := data.NewLoaderWith(drawing(4), data.DefaultCollate[struct{ Index, Number *torch.Tensor }], data.BatchSize(4))
	for batch, err := range loader.Batches(t.Context()) {
		require.NoError(t, err)
		torchtest.Equal(t, []int64{0, 1, 2, 3}, batch.Index)
		require.Equal(t, torch.Float64, batch.Number.DType())
	}
}

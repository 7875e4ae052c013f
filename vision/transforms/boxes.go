package transforms

import "github.com/e0112027/gotorch/torch"

// clampBoxes keeps boxes inside a canvas. Whole numbers go through float32, as in Python.
func clampBoxes(x *torch.Tensor, height, width int) *torch.Tensor {
	boxes := x.Clone()
	if !x.DType().IsFloatingPoint() {
		boxes = x.Float()
	}
	boxes.Index(torch.Ellipsis, torch.SliceStep(2)).Clamp_(0, width)
	boxes.Index(torch.Ellipsis, torch.SliceFrom(1, 2)).Clamp_(0, height)
	return boxes.To(x.DType())
}

// shiftBoxes moves boxes to the right and down.
func shiftBoxes(x *torch.Tensor, right, down int) *torch.Tensor {
	return x.Add(torch.FromSliceIn(x.Scope(), []int64{int64(right), int64(down), int64(right), int64(down)}).To(x.DType(), x.Device()))
}

// corners returns the four corners of each box (N, 4), (4*N, 2).
func corners(boxes *torch.Tensor) *torch.Tensor {
	index := torch.FromSliceIn(boxes.Scope(), []int64{0, 1, 2, 1, 2, 3, 0, 3}).To(boxes.Device())
	return boxes.IndexSelect(1, index).Reshape(-1, 2)
}

// aroundCorners returns the boxes (N, 4) around points (4*N, 2).
func aroundCorners(points *torch.Tensor) *torch.Tensor {
	low, high := points.Reshape(-1, 4, 2).Aminmax(torch.Dim(1))
	return torch.Cat([]*torch.Tensor{low, high}, torch.Dim(1))
}

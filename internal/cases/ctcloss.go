package cases

import (
	"github.com/e0112027/gotorch/nn"
	F "github.com/e0112027/gotorch/nn/functional"
	"github.com/e0112027/gotorch/torch"
)

var ctcLosses = reduced(
	func(rd nn.Reduction) []Case {
		return []Case{
			called(layer("nn.CTCLoss(reduction=RD)", "float32 9 2 5; index 2 3 < 4", func() any { return nn.NewCTCLoss(rd) }),
				"m(a[0].log_softmax(2), a[1] + 1, torch.tensor([9, 7]), torch.tensor([3, 2]))", func(m any, a []*torch.Tensor) any {
					return m.(*nn.CTCLoss).Forward(a[0].LogSoftmax(2), a[1].Add(1), torch.NewTensor([]int{9, 7}), torch.NewTensor([]int{3, 2}))
				}),
			called(layer("nn.CTCLoss(blank=4, reduction=RD, zero_infinity=True)", "float64 9 2 5; index 5 < 4", func() any { return nn.NewCTCLoss(nn.Blank(4), rd, nn.ZeroInfinity(true)) }),
				"m(a[0].log_softmax(2), a[1], torch.tensor([9, 2]), torch.tensor([1, 4]))", func(m any, a []*torch.Tensor) any {
					return m.(*nn.CTCLoss).Forward(a[0].LogSoftmax(2), a[1], torch.NewTensor([]int{9, 2}), torch.NewTensor([]int{1, 4}))
				}),
			called(layer("nn.CTCLoss(reduction=RD, zero_infinity=True)", "float32 9 2 5; index 2 3 < 4", func() any { return nn.NewCTCLoss(rd, nn.ZeroInfinity(true)) }),
				"m(a[0].log_softmax(2), a[1] + 1, (9, 7), (3, 2))", func(m any, a []*torch.Tensor) any {
					return m.(*nn.CTCLoss).ForwardLengths(a[0].LogSoftmax(2), a[1].Add(1), []int{9, 7}, []int{3, 2})
				}),
			function("F.ctc_loss(a[0].log_softmax(2), a[1] + 1, (9, 7), (3, 2), reduction=RD)", "float64 9 2 5; index 2 3 < 4", func(a []*torch.Tensor) any {
				return F.CTCLossLengths(a[0].LogSoftmax(2), a[1].Add(1), []int{9, 7}, []int{3, 2}, rd)
			}),
			function("F.ctc_loss(a[0].log_softmax(1), a[1] + 1, torch.tensor(9), torch.tensor(3), reduction=RD)", "float32 9 5; index 3 < 4", func(a []*torch.Tensor) any {
				return F.CTCLoss(a[0].LogSoftmax(1), a[1].Add(1), torch.NewTensor(9), torch.NewTensor(3), rd)
			}),
		}
	},
)

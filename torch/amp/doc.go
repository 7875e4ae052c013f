// Package amp scales gradients for training in float16. The regions of mixed
// precision themselves are [torch.Autocast].
//
//	scaler := amp.NewGradScaler(torch.DeviceCUDA)
//	for batch := range batches {
//		optimizer.ZeroGrad()
//		loss := torch.AutocastResult(torch.DeviceCUDA, func() *torch.Tensor {
//			return criterion.Forward(net.Forward(batch.Input), batch.Target)
//		})
//		scaler.Scale(loss).Backward()
//		scaler.Step(optimizer)
//		scaler.Update()
//	}
//
// See https://docs.pytorch.org/docs/stable/amp.html
package amp

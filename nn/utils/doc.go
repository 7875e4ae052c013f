// Package utils is Python's torch.nn.utils: clipping gradients, parameters as one vector,
// fusing normalisations into the layers before them, modules without initial weights.
//
//	loss.Backward()
//	utils.ClipGradNorm_(nn.Parameters(net), 1)
//	optimizer.Step()
//
// Package prune, parametrize and parametrizations are beside it.
package utils

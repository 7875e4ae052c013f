// Package regularize keeps networks from learning their data by heart: penalties on weights,
// noise on gradients, and the end of training where it no longer helps. PyTorch has no
// functions for these, and its users write the lines that each doc shows.
//
//	loss := criterion.Forward(net.Forward(x), y).Add(regularize.L1(nn.Parameters(net), 1e-4))
//	loss.Backward()
//	optimizer.Step()
//
// Weight decay is an option of the optimizers, dropout a layer, label smoothing an option of
// the losses, clipping in nn/utils, MixUp and CutMix in vision/transforms:
// docs/regularisation.md lists them all.
package regularize

// Package data loads training data in batches, as torch.utils.data does and
// with the same random draws, so that shuffles equal Python's.
//
// A [Dataset] gives samples by index, a [Sampler] says in which order, and a
// [Loader] collates them into batches:
//
//	loader := data.NewLoader(trainSet, data.BatchSize(64), data.Shuffle(true))
//	for batch, err := range loader.Batches(ctx) {
//		if err != nil {
//			return err
//		}
//		loss := criterion.Forward(net.Forward(batch.Input), batch.Target)
//		…
//	}
//
// Each batch has a [torch.Scope] of its own, which the loop's next turn closes:
// what was computed from the batch is freed then. The last batch, after the
// loop's end or a break, stays until the loader begins its next epoch.
package data

// Package datasets reads the image datasets that torchvision.datasets reads,
// from the same files in the same folders, and downloads them where asked to.
//
//	train, err := datasets.NewMNIST(ctx, "data", datasets.Download(true))
//
// A dataset that isn't on disk is [ErrNotFound], one whose download failed is
// [ErrDownload] too; a file that is there and broken is a [*FormatError].
package datasets

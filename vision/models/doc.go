// Package models holds networks for pictures, with the names, initial weights and results
// of torchvision.models:
//
//	net := models.NewResNet18(models.NumClasses(10))
//	logits := net.Forward(pictures) // (N, 3, H, W) to (N, 10)
//
// Weights that torchvision's networks were saved with fit, for the keys are the same; none
// are downloaded here.
//
// See https://docs.pytorch.org/vision/stable/models.html
package models

//go:generate go run ../../internal/genkw -kw internal/kw -signatures ../../scripts/parity/signatures/models.json .

// Package torch gives Go programs PyTorch's tensors, devices and autograd.
package torch

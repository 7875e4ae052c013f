// Package functional holds the layers as functions: each takes its weights as
// arguments and calls the operators of libtorch that Python's
// torch.nn.functional calls.
//
//	loss := functional.CrossEntropy(logits, labels, functional.LabelSmoothing(0.1))
package functional

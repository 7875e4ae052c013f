// Package cgotorch opens the C++ shim over libtorch and encodes calls to it. It
// is the only package of the module that imports "C", and knows handles and
// words, not tensors: package torch gives them types and owners.
//
// The shim is a shared library found at run time (see [Open]), so a program
// builds with plain go build and no libtorch at hand. Its contract is
// shim/cgotorch.h.
package cgotorch

// Package torchzip reads and writes the zip archives that torch.save writes: entries in
// one folder, stored as they are, whose bytes begin at multiples of [Alignment].
//
// See caffe2/serialize/inline_container.cc in PyTorch's sources.
package torchzip

// Alignment is that of the entries' bytes, so that a mapping of a file can be computed
// with.
const Alignment = 64

// Pickle is the name of the entry that describes the values.
const Pickle = "data.pkl"

// Data is where the names of storages begin.
const Data = "data/"

// Package npy reads and writes NumPy's .npy files, one array each, with the bytes that
// np.save writes.
//
//	err := npy.SaveFile("weight.npy", weight)
//	…
//	weight, err := npy.LoadFile("weight.npy")
//
// Numbers and booleans of either byte order are read, in C's order and in Fortran's,
// whose tensors have such strides as torch.from_numpy gives them. Arrays of Python
// objects are pickles and refused, as are texts, dates and records, which no tensor
// holds. Package npz reads and writes archives of several arrays.
//
// See https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
package npy

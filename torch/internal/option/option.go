// Package option lets an option of package torch be an argument of its
// sub-packages too: torch.Dim(0) is one of fft.FFT.
//
// An interface that lists the options of a function closes itself with an
// unexported method, which a type of another package can't have. Where it has to
// let one in, its method is exported and takes a [Seal], which no package outside
// torch can name.
package option

// Seal is the argument of methods that only mark a type as an option. They are not
// called.
type Seal struct{}

// Command genkw writes what follows from the arguments that Go structs declare with
// kw tags: which keyword is an option of which constructor and function, with its
// default, and the functions that put options into a struct.
//
// usage: genkw -kw FOLDER [-signatures FILE] [-constructors FILE] PACKAGE...
//
// # What it reads
//
// A keyword is a type of the package in FOLDER, whoever takes it, with its doc:
//
//	// Eps is added to what is divided by, so that it is not zero.
//	type Eps float64
//
// Its underlying type is a basic one, a list, an array, another package's type, or a
// struct of one embedded pointer. A type whose values are options as they are, such as
// a size or an enum, has the line //kw:value in its doc.
//
// A keyword argument is a field with a kw tag that holds the default as Go writes it; a
// list's elements, a string without quotes, nothing for none:
//
//	type LayerNorm struct {
//		NormalizedShape []int                // no tag: no keyword
//		Eps             float64 `kw:"1e-5"`  // the comment goes into the options' doc
//		Threshold       float64 `kw:"20,ThresholdAt"` // another keyword than the field's name
//	}
//
// What only the constructor takes is in the struct <layer>Args beside it, whose embedded
// structs count too. A struct's own embedded structs count where it has tags or Args of
// its own. The suffixes Base and Settings are no part of a family's name; a base of a
// layer of that name, RNNBase of RNN, has no family. An argument's name in Python is
// pythonName(field), or the field's tag py.
//
// Structs of a package may serve the functions of a later one:
//
//	//kw:options BatchNormOption nn.BatchNorm -Affine -TrackRunningStats
//
// takes the keywords of nn's BatchNorm, without those of its Args, without those named
// after a minus, which stay at their defaults, and with those of the struct batchNormArgs
// of this package. A function without a layer has the Args alone.
//
// # What it writes
//
// options_gen.go in each package: for each keyword the function that makes it, for each
// family the type Option with its doc and xOf(options), which returns the struct, and the
// Args where there are any, with defaults and options in their places. families_gen.go
// in FOLDER: the methods by which a keyword is an option of a family and of no other.
// FILE of -signatures: the arguments of each constructor and function under the name of
// Python's, which is the page of docs.pytorch.org that its doc links to. FILE of
// -constructors: Go source of a table by which a program calls a constructor with
// Python's arguments.
package main

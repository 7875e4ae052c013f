// Package libtorch finds libtorch, fetches it through pip where there is none,
// and compiles gotorch's shim against it. It is what cmd/gotorch runs, and
// holds no C: it knows libtorch by its folders, headers and symbol tables.
//
//	shim, err := libtorch.Setup(ctx, libtorch.Options{Sources: files, Hash: hash})
//
// Everything it makes lies in one folder of the user's cache:
//
//	setup.lock             held by the one setup that may write
//	current-HASH.json      the shim in use for that state of the sources
//	libtorch/VERSION/      a download, laid out as Python's site-packages
//	shim/KEY/              a built shim and shim.json, which describes it
//
// What is not finished has a name that starts with a dot and is renamed when
// it is whole, so a reader never meets half of anything.
package libtorch

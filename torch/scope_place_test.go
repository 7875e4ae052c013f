package torch

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIsLibrary_KnowsInlinedFrames(t *testing.T) {
	for _, test := range []struct {
		function, file string
		library        bool
	}{
		{"github.com/e0112027/gotorch/data.(*Iterator[...]).Next", "data/iterator.go", true},
		{"main.train.(*Loader[...]).Batches.func1", "data/loader.go", true}, // as the compiler names it
		{"main.train", "examples/mnist/main.go", false},
		{"github.com/e0112027/gotorch/examples/mnist.train", "examples/mnist/main.go", false},
		{"main.main", "scripts/bench/main.go", false},
	} {
		assert.Equal(t, test.library, isLibrary(runtime.Frame{Function: test.function, File: libraryRoot + test.file}), test.function)
	}
	assert.False(t, isLibrary(runtime.Frame{Function: "main.main", File: "/home/ann/torch/main.go"}))
}

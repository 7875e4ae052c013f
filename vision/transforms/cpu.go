package transforms

import (
	"sync"

	"golang.org/x/sys/cpu"
)

// vectorised tells whether libtorch's kernels have AVX2 here.
var vectorised = sync.OnceValue(func() bool { return cpu.X86.HasAVX2 && cpu.X86.HasFMA })

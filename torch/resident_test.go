package torch_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

func pageFaults(t *testing.T) int {
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return int(usage.Minflt)
}

// step makes what a training step makes: some tensors from one another, freed together.
func step(from *torch.Tensor) {
	torch.Scoped(func(s *torch.Scope) {
		x := torch.ZerosLike(from, torch.In(s))
		for range 4 {
			x = x.Add(from)
		}
	})
}

func TestResident_AStepFaultsInNoPage(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, kb := range []int{100, 200, 1000, 1600, 5000} {
		x := torch.Ones(kb*1024, torch.UInt8)
		for range 5 {
			step(x)
		}
		const turns = 50
		before := pageFaults(t)
		for range turns {
			step(x)
		}
		// Pages of 4 kB: each of the 5 tensors has 25 or more.
		assert.Less(t, float64(pageFaults(t)-before)/turns, 10.0, "%d kB", kb)
	}
}

func TestResident_WhatIsFreedGoesBack(t *testing.T) {
	torchtest.NoLeaks(t)
	before := residentMB(t)
	x := torch.Ones(8*megabyte, torch.UInt8)
	for range 3 {
		torch.Scoped(func(s *torch.Scope) {
			for range 40 { // 320 MB
				torch.OnesLike(x, torch.In(s))
			}
		})
	}
	require.Eventually(t, func() bool { return residentMB(t)-before < 40 }, 20*time.Second, 100*time.Millisecond,
		"megabytes stay resident though the program is idle")
}

func TestResident_OfADataSetNothingIsKept(t *testing.T) {
	torchtest.NoLeaks(t)
	before := residentMB(t)
	torch.Scoped(func(s *torch.Scope) { torch.Ones(200_000_000, torch.UInt8, torch.In(s)) })
	assert.Less(t, residentMB(t)-before, 50, "megabytes")
}

// One thread makes what another frees, as a loader's worker does.
func TestResident_AcrossThreads(t *testing.T) {
	torchtest.NoLeaks(t)
	made := make(chan *torch.Scope, 2)
	go func() {
		defer close(made)
		_ = torch.OnThread(func() error {
			for i := range 600 {
				s := torch.NewScope()
				torch.Ones((i%4+1)*megabyte, torch.UInt8, torch.In(s))
				torch.Ones(200*1024, torch.UInt8, torch.In(s))
				made <- s
			}
			return nil
		})
	}()
	early, turn := 0, 0
	for s := range made {
		s.Close()
		if turn++; turn == 50 {
			early = residentMB(t)
		}
	}
	assert.Less(t, residentMB(t)-early, 32, "megabytes")
}

func TestResident_BlocksAreNobodyElses(t *testing.T) {
	torchtest.NoLeaks(t)
	var running sync.WaitGroup
	for g := range 8 {
		running.Go(func() {
			for i := range 60 {
				torch.Scoped(func(s *torch.Scope) {
					var mine []*torch.Tensor
					for _, kb := range []int{1, 63, 64, 65, 128 + i, 500 + 100*i} {
						mine = append(mine, torch.Full([]int{kb * 1024}, g, torch.UInt8, torch.In(s)))
					}
					for _, x := range mine {
						bytes := torch.UnsafeData[uint8](x)
						for _, b := range []uint8{bytes[0], bytes[len(bytes)/2], bytes[len(bytes)-1]} {
							if int(b) != g {
								t.Errorf("goroutine %d reads %d", g, b)
							}
						}
					}
				})
			}
		})
	}
	running.Wait()
}

func TestResident_SizesAreCountedAndAligned(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, n := range []int{1024, 1088, 2048, 65535, 65536, 65537, 73728, 73729, 131072, 131073, 1<<20 - 1, 1 << 20, 1<<20 + 1, 1<<28 + 1} {
		torch.Scoped(func(s *torch.Scope) {
			before := torch.LiveBytes()
			x := torch.Empty(n, torch.UInt8, torch.In(s))
			assert.InDelta(t, n, torch.LiveBytes()-before, 64, "%d bytes", n)
			bytes := torch.UnsafeData[uint8](x)
			assert.Zero(t, uintptr(unsafe.Pointer(&bytes[0]))%64, "%d bytes", n)
			bytes[0], bytes[n-1] = 1, 2
		})
	}
	torchtest.Panics(t, "allocate", func() { torch.Empty(1<<62, torch.UInt8) })
}

// Tests that look for reads of memory never written have malloc fill it.
func TestResident_MemoryIsFilledWhereMallocIsToldTo(t *testing.T) {
	const child = "GOTORCH_TEST_FILLED"
	if os.Getenv(child) != "" {
		for _, size := range []int{megabyte, 20_000} {
			for range 4 { // new blocks, then those that were freed
				torch.Scoped(func(s *torch.Scope) {
					x := torch.Empty(size, torch.UInt8, torch.In(s))
					bytes := torch.UnsafeData[uint8](x)
					fmt.Println("filled:", bytes[0], bytes[len(bytes)-1])
					x.Fill_(7)
				})
			}
		}
		return
	}
	command := exec.Command(os.Args[0], "-test.run=^TestResident_MemoryIsFilledWhereMallocIsToldTo$")
	command.Env = append(os.Environ(), child+"=1", "GLIBC_TUNABLES=glibc.malloc.tcache_count=0:glibc.malloc.perturb=60")
	out, err := command.CombinedOutput()
	require.NoError(t, err, "%s", out)
	assert.Equal(t, 8, strings.Count(string(out), "filled: 195 195"), "%s", out)
}

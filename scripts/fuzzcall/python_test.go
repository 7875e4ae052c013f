package main

import (
	"math"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/torch"
)

func TestCall_Python(t *testing.T) {
	vector := value{Kind: kindVector, List: []value{ofFloat(math.NaN()), ofFloat(2)}}
	named := func(name string, v value) value { v.Name = name; return v }
	for _, tt := range []struct {
		call call
		want string
	}{
		{call{Op: "aten::relu", Args: []value{vector}}, "torch.ops.aten.relu.default(torch.tensor([float('nan'), 2.0], dtype=torch.float64))"},
		{call{Op: "aten::add.out", Args: []value{vector, {Kind: kindSame}, named("out", value{Kind: kindNone})}},
			"torch.ops.aten.add.out((a0 := torch.tensor([float('nan'), 2.0], dtype=torch.float64)), a0, out=None)"},
		{call{Op: "aten::random.from", Args: []value{ofInt(-1), named("from", ofInt(2))}},
			"getattr(torch.ops.aten.random, 'from')(-1, **{'from': 2})"},
		{call{Op: "aten::f", Args: []value{ofInts(1, 2), ofBool(true), ofFloat(math.Inf(-1)), {Kind: kindString, Text: "ü\x00"}}},
			`torch.ops.aten.f.default([1, 2], True, float('-Inf'), "\u00fc\x00")`},
		{call{Op: "aten::g", Backward: true},
			"(r := torch.ops.aten.g.default(), torch.autograd.backward([t.sum() for t in (r if isinstance(r, (list, tuple)) else [r])" +
				" if isinstance(t, torch.Tensor) and t.is_floating_point() and t.requires_grad]))[0]"},
	} {
		assert.Equal(t, tt.want, tt.call.python())
	}
}

func TestKindOfDeath(t *testing.T) {
	for _, tt := range []struct{ state, stderr, want string }{
		{"exit status 2", "fatal error: unexpected signal\n[signal SIGSEGV: segmentation violation", "SIGSEGV"},
		{"signal: floating point exception (core dumped)", "", "SIGFPE"},
		{"signal: aborted", "terminate called\nstd::bad_alloc", memory},
		{"exit status 7", "", "exit status 7"},
	} {
		assert.Equal(t, tt.want, kindOfDeath(tt.state, tt.stderr))
	}
}

func TestSameEnd(t *testing.T) {
	assert.True(t, sameEnd("SIGSEGV", "SIGABRT"))
	assert.False(t, sameEnd("SIGSEGV", memory))
	assert.False(t, sameEnd("SIGSEGV", ""))
	assert.True(t, sameEnd(hang, hang))
	assert.False(t, sameEnd(hang, "SIGSEGV"))
	assert.True(t, sameEnd(memory, memory))
	assert.False(t, sameEnd(memory, ""))
	assert.True(t, sameEnd(killed, killed))
	assert.False(t, sameEnd(killed, ""))
}

func TestSharedCrash_ExcludesCallsLikeIt(t *testing.T) {
	line := func(c call) sharedCrash { return sharedCrash{"SIGSEGV", torch.Version(), c.Op, c.python()} }
	ones := of("aten::ones", ofInts(2))
	opaque := call{Op: "aten::zero_", Args: []value{of("aten::to_mkldnn", ones)}}
	dense := call{Op: "aten::zero_", Args: []value{ones}}
	large := call{Op: "aten::lcm", Args: []value{ones, ofInt(math.MinInt64)}}
	list := sharedList{known: map[string][][]string{}}
	list.add(line(opaque))
	list.add(line(large))
	assert.True(t, list.excludes(opaque))
	assert.False(t, list.excludes(dense), "nothing in it is in the line")
	assert.True(t, list.excludes(large))
	assert.False(t, list.excludes(call{Op: "aten::lcm", Args: []value{ones, ofInt(2)}}))
	list.add(line(opaque))
	assert.Len(t, list.added, 2, "known")
	list.add(line(dense))
	assert.True(t, list.excludes(dense), "a plain line is like all calls of its operator")

	slow := line(opaque)
	slow.kind = hang
	assert.Empty(t, slow.needs(), "it was never made plainer")
	counts := line(large)
	counts.kind = hang
	assert.Equal(t, []string{markedNumber}, counts.needs())
	slow.versions = "2.11.0,2.15.0"
	assert.True(t, slow.holds("2.15.0"))
	assert.False(t, slow.holds("2.1"))
}

// A machine that gives a process little of its processors makes no call hang.
func TestProcess_LimitIsOnTheProcessorsTime(t *testing.T) {
	sleeper := func() *process {
		p := &process{cmd: exec.Command("sleep", "60")}
		require.NoError(t, p.cmd.Start())
		t.Cleanup(func() { _ = p.cmd.Process.Kill(); _ = p.cmd.Wait() })
		return p
	}
	answered := make(chan struct{})
	time.AfterFunc(300*time.Millisecond, func() { close(answered) })
	assert.False(t, sleeper().killAfter(100*time.Millisecond, answered))
	assert.True(t, sleeper().killAfter(10*time.Millisecond, nil), "it waits for ever")
}

func TestProcessorTimeOf(t *testing.T) {
	for began := processorTime(); processorTime() < began+50*time.Millisecond; {
	}
	assert.InDelta(t, processorTime().Seconds(), processorTimeOf(os.Getpid()).Seconds(), 0.1)
	assert.Zero(t, processorTimeOf(-1))
}

package main

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCall_Python(t *testing.T) {
	vector := value{Kind: kindVector, List: []value{ofFloat(math.NaN()), ofFloat(2)}}
	named := func(name string, v value) value { v.Name = name; return v }
	for _, tt := range []struct {
		call call
		want string
	}{
		{call{"aten::relu", []value{vector}}, "torch.ops.aten.relu.default(torch.tensor([float('nan'), 2.0], dtype=torch.float64))"},
		{call{"aten::add.out", []value{vector, {Kind: kindSame}, named("out", value{Kind: kindNone})}},
			"torch.ops.aten.add.out((a0 := torch.tensor([float('nan'), 2.0], dtype=torch.float64)), a0, out=None)"},
		{call{"aten::random.from", []value{ofInt(-1), named("from", ofInt(2))}},
			"getattr(torch.ops.aten.random, 'from')(-1, **{'from': 2})"},
		{call{"aten::f", []value{ofInts(1, 2), ofBool(true), ofFloat(math.Inf(-1)), {Kind: kindString, Text: "ü\x00"}}},
			`torch.ops.aten.f.default([1, 2], True, float('-Inf'), "\u00fc\x00")`},
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
}

package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/torchtest"
	"github.com/e0112027/gotorch/torch"
)

// added is the recording of x.add(x) for x = [1, 2].
const added = `{"entry": "add", "seed": 5, "samples": {"float32 recorded": 3, "int64 left out": 1}, "calls": [{
	"op": "aten::add.Tensor",
	"args": [{"t": {"blob": "0", "dtype": "float32", "size": [2], "stride": [1], "offset": 0}},
	         {"t": {"blob": "0", "dtype": "float32", "size": [2], "stride": [1], "offset": 0}}],
	"kwargs": [["alpha", {"i": 1}]],
	"results": [{"t": {"blob": "1", "dtype": "float32", "size": [2], "stride": [1], "offset": 0}}],
	"after": [{"t": {"blob": "0", "dtype": "float32", "size": [2], "stride": [1], "offset": 0}},
	          {"t": {"blob": "0", "dtype": "float32", "size": [2], "stride": [1], "offset": 0}}]}],
	"left": {"a reason": 2}}`

func recordingOf(t *testing.T, text string, result ...float32) *recording {
	r := &recording{}
	require.NoError(t, json.Unmarshal([]byte(text), r))
	r.blobs = map[string]*torch.Tensor{"0": rawOf(1, 2), "1": rawOf(result...)}
	return r
}

func rawOf(data ...float32) *torch.Tensor {
	bytes := torch.FromSlice(data).RawBytes()
	return torch.FromRawBytes(bytes, torch.UInt8, len(bytes))
}

// times replays a recorded call through torch.Call and through package aten.
func times(r *recording) (diffs []string) {
	c := &r.Calls[0]
	for _, call := range []caller{callAny, callTyped} {
		torch.Scoped(func(s *torch.Scope) {
			diff, err := r.replay(s, c, c.Op, call)
			if err != nil {
				diff = err.Error()
			}
			diffs = append(diffs, diff)
		})
	}
	return diffs
}

func TestReplay_Equal(t *testing.T) {
	torchtest.NoLeaks(t)
	total := newTally([]entry{{0, "add"}, {1, "mul"}})
	total.replay(recordingOf(t, added, 2, 4))
	assert.NoError(t, total.verdict())
	assert.Equal(t, 1, total.equal)
	assert.Empty(t, total.failures)
	assert.Equal(t, map[string]int{"a reason": 2}, total.left)
	assert.Equal(t, map[string]int{"aten::add.Tensor": 1}, total.called)
	assert.Equal(t, total.called, total.typed)
	assert.Equal(t, map[string]int{"add": 3, "mul": 0}, total.entries)
	assert.Equal(t, []string{"mul"}, total.uncovered())
}

func TestReplay_CountsAFailedSampleOnce(t *testing.T) {
	total := newTally([]entry{{0, "add"}})
	r := recordingOf(t, added, 2, 4.5)
	total.replay(r)
	total.replay(r)
	assert.Len(t, total.failures, 2)
	assert.Len(t, total.failed, 1)
	assert.ErrorContains(t, total.verdict(), "2 of 2 calls differ from Python's")
}

func TestReplay_Differs(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, tt := range []struct{ name, old, new, want string }{
		{"bits", "", "", "the bits of a torch.float32 tensor [2] differ"},
		{"dtype", `"blob": "1", "dtype": "float32"`, `"blob": "1", "dtype": "int32"`, "torch.float32, Python's is torch.int32"},
		{"strides", `"blob": "1", "dtype": "float32", "size": [2], "stride": [1]`, `"blob": "1", "dtype": "float32", "size": [2], "stride": [2]`, "strides [1], Python's [2] and [2]"},
		{"error", `"aten::add.Tensor"`, `"aten::addmm"`, "aten::addmm() "},
		{"results", `"results": [`, `"results": [null, `, "1 results, Python has 2"},
		{"None", `"results": [{"t"`, `"results": [null], "unused": [{"t"`, "None is given by one side"},
		{"no tensor", `"results": [{"t"`, `"results": [{"i": 1}], "unused": [{"t"`, "a tensor, which Python's is not"},
		{"arguments afterwards", `"op": "aten::add.Tensor"`, `"op": "aten::add_.Tensor"`, "tensor among the arguments afterwards, 0: the bits"},
		{"no memory", `"results": [{"t": {"blob": "1"`, `"results": [{"t": {"blob": "zero"`, "it has memory, Python's does not"},
		{"gradient left out", `"size": [2], "stride": [1], "offset": 0}},`, `"size": [2], "stride": [1], "offset": 0, "grad": true}},`, "1 gradients, Python has 0"},
		{"gradient", `"after": [`, `"grads": [null], "after": [`, "0 gradients, Python has 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			result := []float32{2, 4}
			if tt.name == "bits" {
				result = []float32{2, 4.5}
			}
			text := strings.Replace(added, tt.old, tt.new, 1)
			require.True(t, tt.old == "" || text != added)
			diffs := times(recordingOf(t, text, result...))
			assert.Contains(t, diffs[0], tt.want)
			if tt.name != "error" { // which Call makes itself
				assert.Equal(t, diffs[0], diffs[1])
			}
		})
	}
}

func TestReplay_Gradients(t *testing.T) {
	torchtest.NoLeaks(t)
	first := `"size": [2], "stride": [1], "offset": 0}},`
	text := strings.Replace(added, first, strings.Replace(first, "0}}", `0, "grad": true}}`, 1), 1)
	for blob, want := range map[string]string{
		"2": "",
		"0": "gradient 0: the bits of a torch.float32 tensor [2] differ",
	} {
		r := recordingOf(t, strings.Replace(text, `"after"`, `"grads": [{"t": {"blob": "`+blob+`",
			"dtype": "float32", "size": [2], "stride": [1], "offset": 0}}], "after"`, 1), 2, 4)
		r.blobs["2"] = rawOf(1, 1)
		assert.Equal(t, []string{want, want}, times(r))
	}
}

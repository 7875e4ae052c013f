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
const added = `{"entry": "add", "seed": 5, "calls": [{
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
	raw := func(data ...float32) *torch.Tensor {
		bytes := torch.FromSlice(data).RawBytes()
		return torch.FromRawBytes(bytes, torch.UInt8, len(bytes))
	}
	r.blobs = map[string]*torch.Tensor{"0": raw(1, 2), "1": raw(result...)}
	return r
}

func TestReplay_Equal(t *testing.T) {
	torchtest.NoLeaks(t)
	total := &tally{operators: map[string]bool{}, left: map[string]int{}, unspecified: map[string]int{}}
	total.replay(recordingOf(t, added, 2, 4))
	assert.Equal(t, 1, total.equal)
	assert.Empty(t, total.failures)
	assert.Equal(t, map[string]int{"a reason": 2}, total.left)
}

func TestReplay_Differs(t *testing.T) {
	torchtest.NoLeaks(t)
	for _, tt := range []struct{ name, old, new, want string }{
		{"bits", "", "", "the bits of a torch.float32 tensor [2] differ"},
		{"dtype", `"blob": "1", "dtype": "float32"`, `"blob": "1", "dtype": "int32"`, "torch.float32, Python's is torch.int32"},
		{"strides", `"blob": "1", "dtype": "float32", "size": [2], "stride": [1]`, `"blob": "1", "dtype": "float32", "size": [2], "stride": [2]`, "strides [1], Python's [2] and [2]"},
		{"error", `"aten::add.Tensor"`, `"aten::mm"`, "aten::mm() "},
		{"results", `"results": [`, `"results": [null, `, "1 results, Python has 2"},
		{"None", `"results": [{"t"`, `"results": [null], "unused": [{"t"`, "None is given by one side"},
		{"no tensor", `"results": [{"t"`, `"results": [{"i": 1}], "unused": [{"t"`, "a tensor, which Python's is not"},
		{"arguments afterwards", `"op": "aten::add.Tensor"`, `"op": "aten::add_.Tensor"`, "tensor 0 of the arguments afterwards: the bits"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			result := []float32{2, 4}
			if tt.name == "bits" {
				result = []float32{2, 4.5}
			}
			r := recordingOf(t, strings.Replace(added, tt.old, tt.new, 1), result...)
			torch.Scoped(func(s *torch.Scope) {
				assert.Contains(t, r.replay(s, &r.Calls[0]), tt.want)
			})
		})
	}
}

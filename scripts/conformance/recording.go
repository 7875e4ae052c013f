package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/e0112027/gotorch/internal/pyvalue"
	"github.com/e0112027/gotorch/torch/safetensors"
)

// recording is one file of record.py: part of an entry of op_db.
type recording struct {
	Entry string
	Note  string // why there are no samples
	Torch string
	Seed  int64
	Calls []recordedCall
	Left  map[string]int // calls, by the reason why they are left out
	// Samples counts them by dtype and outcome: "float32 recorded", "float32 left out".
	Samples     map[string]int
	SamplesLeft map[string]int // by the reason
	Traits      map[string]int // samples by what is special in their tensors

	blobs pyvalue.Blobs
}

// recordedCall is one call: its arguments, its results, what the tensors among the
// arguments held afterwards, and the gradients of those that ask for one.
type recordedCall struct {
	Op       string // with its overload, or without for Call to choose it
	Overload string // that Python chose then
	Sample   string // the first one that makes this call
	Args     []*pyvalue.Value
	Kwargs   []keyword
	Results  []*pyvalue.Value
	After    []*pyvalue.Value
	Grads    []*pyvalue.Value
	// Unsettled results have other bits each time, in Python too.
	Unsettled bool
}

// exact returns the operator's name with the overload.
func (c *recordedCall) exact() string {
	if c.Overload != "" && c.Overload != "default" {
		return c.Op + "." + c.Overload
	}
	return strings.TrimSuffix(c.Op, ".default")
}

type keyword struct {
	name  string
	value *pyvalue.Value
}

func (k *keyword) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&k.name, &k.value})
}

func readRecording(file string) (*recording, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	r := &recording{}
	if err := json.Unmarshal(text, r); err != nil {
		return nil, err
	}
	if len(r.Calls) == 0 {
		return r, nil
	}
	r.blobs, err = safetensors.LoadFile(blobsOf(file))
	if errors.Is(err, fs.ErrNotExist) {
		return r, nil // no call of this entry has a tensor
	}
	return r, err
}

package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

func recorded(record func(r *recorder)) []record {
	r := &recorder{name: "case"}
	record(r)
	return r.records
}

func TestCompare(t *testing.T) {
	base := func(r *recorder) {
		r.bytes("weight", "float32", []int{2}, []byte{1, 2, 3, 4, 5, 6, 7, 8})
		r.text("print", "Linear()")
		r.number("lr", 0.1)
	}
	tests := []struct {
		name       string
		theirs     func(r *recorder)
		difference string
	}{
		{"the same", base, ""},
		{"one bit", func(r *recorder) {
			r.bytes("weight", "float32", []int{2}, []byte{1, 2, 3, 4, 5, 6, 7, 9})
			r.text("print", "Linear()")
			r.number("lr", 0.1)
		}, "record 0 differs"},
		{"a bit beyond the first 16 bytes", func(r *recorder) {
			base(r)
			r.records[0].SHA256 = "00" + r.records[0].SHA256[2:]
		}, "record 0 differs"},
		{"shape", func(r *recorder) {
			base(r)
			r.records[0].Shape = []int{1, 2}
		}, "record 0 differs"},
		{"dtype", func(r *recorder) {
			base(r)
			r.records[0].DType = "int32"
		}, "record 0 differs"},
		{"key", func(r *recorder) {
			base(r)
			r.records[0].Key = "bias"
		}, "record 0 differs"},
		{"text", func(r *recorder) {
			base(r)
			r.records[1].Text = "Linear( )"
		}, "record 1 differs"},
		{"last bit of a number", func(r *recorder) {
			base(r)
			r.records = r.records[:2]
			r.number("lr", 0.10000000000000002)
		}, "record 2 differs"},
		{"missing in Go", func(r *recorder) {
			base(r)
			r.text("more", "")
		}, "missing in Go: more"},
		{"missing in Python", func(r *recorder) {
			base(r)
			r.records = r.records[:2]
		}, "missing in Python: lr"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := compare("case", recorded(base), recorded(tt.theirs))
			if tt.difference == "" {
				assert.Empty(t, out.difference)
				return
			}
			assert.Contains(t, out.difference, tt.difference)
		})
	}
}

func TestCompare_NothingRecordedFails(t *testing.T) {
	assert.NotEmpty(t, compare("case", nil, nil).difference)
}

func TestReport(t *testing.T) {
	var out bytes.Buffer
	failed := report(&out, []outcome{
		{name: "layer/Linear", records: 3},
		{name: "layer/Conv2d", records: 4, difference: "record 0 differs"},
		{name: "article/seed 0", skipped: "no folder"},
	}, false)
	assert.Equal(t, 1, failed)
	assert.Contains(t, out.String(), "FAILED layer/Conv2d: record 0 differs\n")
	assert.Contains(t, out.String(), "SKIPPED article/seed 0: no folder\n")
	assert.Contains(t, out.String(), "\n1 skipped\n1 passed, 1 failed\n")
}

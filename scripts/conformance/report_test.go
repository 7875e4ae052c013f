package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTally_ClosingTable(t *testing.T) {
	total := newTally([]entry{{0, "add"}, {1, "mul"}})
	total.replay(recordingOf(t, strings.Replace(added, `"seed": 5,`, `"seed": 5, "samplesLeft": {"a || b": 1}, "traits": {"scalar": 2},`, 1), 2, 4))
	total.replay(recordingOf(t, strings.Replace(added, `"aten::add.Tensor"`, `"aten::empty.memory_format"`, 1), 2, 4))
	total.replay(&recording{Entry: "mul", Note: "it takes float8"})

	page := string(total.markdown(options{samples: 0}))
	for _, want := range []string{
		"| entries of op_db | 2 | 1 with samples replayed, 50.00 % |",
		"| samples | 8 | 6 replayed, 75.00 % |",
		"| samples passed | 5 | 83.33 % of those replayed |",
		"| operators | 2 | 2 overloads |",
		"| calls failed | 1 |",
		"| float32 | 6 | 0 |",
		"| int64 | 0 | 2 |",
		"| scalar | 2 |",
		`| a \|\| b | 1 |`,
		"| a reason | 4 |",
		"| `mul` | it takes float8 |",
	} {
		assert.Contains(t, page, want)
	}

	var out bytes.Buffer
	total.print(&out, 0)
	assert.Contains(t, out.String(), "... and 1 more")
	assert.Contains(t, out.String(), "entry without a replayed sample: mul: it takes float8")
}

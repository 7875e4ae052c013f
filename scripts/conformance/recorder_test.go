package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// fake is a recorder in sh: each entry in two parts, and number 2 ends it.
const fake = `
[ "$1" = --list ] && { printf '"a"\n"b"\n"c"\n"d"\n'; exit; }
while read number; do
	[ "$number" = 2 ] && exit 3
	touch $1/$number-0.json $1/$number-0.safetensors $1/$number-1.json
	echo "{\"part\": \"$1/$number-0.json\", \"last\": false}"
	read go_on
	echo "{\"part\": \"$1/$number-1.json\", \"last\": true}"
done
`

func fakeOptions(t *testing.T, script string) options {
	path := filepath.Join(t.TempDir(), "fake.sh")
	require.NoError(t, os.WriteFile(path, []byte(script), 0o600))
	return options{python: "sh", script: path, jobs: 2}
}

func TestRecord_HandsOnEachPartAndRemovesIt(t *testing.T) {
	defer goleak.VerifyNone(t)
	o, folder := fakeOptions(t, fake), t.TempDir()
	entries, err := listEntries(t.Context(), o, regexp.MustCompile("[^a]"))
	require.NoError(t, err)
	assert.Equal(t, []entry{{1, "b"}, {2, "c"}, {3, "d"}}, entries)
	parts, last, crashed := 0, 0, ""
	for p := range record(t.Context(), o, folder, entries) {
		if p.path != "" {
			parts++
			assert.FileExists(t, p.path)
		}
		if p.last {
			last++
		}
		if p.crash != "" {
			crashed += p.entry
		}
		p.taken()
	}
	assert.Equal(t, 4, parts)
	assert.Equal(t, 3, last, "each entry ends once")
	assert.Equal(t, "c", crashed)
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestRecord_EndsWithTheContext(t *testing.T) {
	defer goleak.VerifyNone(t)
	o := fakeOptions(t, "exec sleep 60")
	ctx, cancel := context.WithCancel(t.Context())
	parts := record(ctx, o, t.TempDir(), []entry{{0, "a"}, {1, "b"}, {2, "c"}})
	cancel()
	start := time.Now()
	for p := range parts {
		p.taken()
	}
	assert.Less(t, time.Since(start), 30*time.Second)
}

func TestListEntries_Wrong(t *testing.T) {
	_, err := listEntries(t.Context(), fakeOptions(t, fake), regexp.MustCompile("z"))
	assert.ErrorContains(t, err, `no entry of op_db matches "z"`)
	_, err = listEntries(t.Context(), fakeOptions(t, "exit 1"), regexp.MustCompile(""))
	assert.ErrorContains(t, err, "exit status 1")
}

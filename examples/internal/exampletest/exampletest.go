// Package exampletest helps to test the examples' programs.
package exampletest

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/examples/internal/digits"
)

// Printed returns what f writes to standard output.
func Printed(t *testing.T, f func() error) (string, error) {
	t.Helper()
	r, w, err := os.Pipe()
	require.NoError(t, err)
	stdout := os.Stdout
	os.Stdout = w
	defer func() { os.Stdout = stdout }()
	var text bytes.Buffer
	var copying sync.WaitGroup
	copying.Go(func() { _, _ = io.Copy(&text, r) })
	err = f()
	w.Close()
	copying.Wait()
	return text.String(), err
}

var seconds = regexp.MustCompile(` train_s .*`)

// WithoutSeconds is what a program printed, but for the times, which no two runs share.
func WithoutSeconds(printed string) string { return seconds.ReplaceAllString(printed, "") }

// EndsWhenInterrupted fails unless run, which would go on for long, ends within a second after
// its context does.
func EndsWhenInterrupted(t *testing.T, run func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var cancelled atomic.Int64
	time.AfterFunc(300*time.Millisecond, func() {
		cancelled.Store(time.Now().UnixNano())
		cancel()
	})
	_, err := Printed(t, func() error { return run(ctx) })
	assert.ErrorIs(t, err, context.Canceled)
	assert.Less(t, time.Since(time.Unix(0, cancelled.Load())), time.Second)
}

// IsPNG fails unless the file is a picture.
func IsPNG(t *testing.T, path string) {
	t.Helper()
	picture, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.True(t, bytes.HasPrefix(picture, []byte("\x89PNG")))
}

// DigitFolder makes a folder of rendered digits under the names of MNIST's files.
func DigitFolder(t *testing.T, train, test int) string {
	t.Helper()
	folder := t.TempDir()
	write := func(prefix string, seed uint64, n int) {
		pixels, labels := digits.Render(seed, n)
		idx := func(name string, content []byte, header ...uint32) {
			var file []byte
			for _, word := range header {
				file = binary.BigEndian.AppendUint32(file, word)
			}
			require.NoError(t, os.WriteFile(filepath.Join(folder, prefix+name), append(file, content...), 0o644))
		}
		idx("-images-idx3-ubyte", pixels, 0x803, uint32(n), digits.Side, digits.Side)
		idx("-labels-idx1-ubyte", labels, 0x801, uint32(n))
	}
	write("train", 1, train)
	write("t10k", 2, test)
	return folder
}

package torchzip

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

// An entry that begins behind 4 GB has its place in a field of its own, and the other
// form of what follows its bytes.
func TestWriter_BehindFourGigabytes(t *testing.T) {
	const before = 1<<32 + 17
	var b bytes.Buffer
	w := NewWriter(&b, "a")
	w.at = before
	require.NoError(t, w.Begin([]byte("pickle")))
	require.NoError(t, w.Entry(Data+"0", []byte("12345")))
	require.NoError(t, w.Close())

	file := io.NewSectionReader(shifted{bytes.NewReader(b.Bytes()), before}, 0, before+int64(b.Len()))
	archive, err := Open(file, file.Size())
	require.NoError(t, err)
	text := make([]byte, 5)
	require.NoError(t, archive.Read(Data+"0", text))
	require.Equal(t, "12345", string(text))
	at, ok := archive.Place(Data + "0")
	require.True(t, ok)
	require.Zero(t, at%Alignment)
	require.Greater(t, at, int64(before))
}

// shifted is a file that begins with zeros.
type shifted struct {
	*bytes.Reader
	by int64
}

func (s shifted) ReadAt(p []byte, at int64) (int, error) {
	n := 0
	for ; n < len(p) && at+int64(n) < s.by; n++ {
		p[n] = 0
	}
	if n == len(p) {
		return n, nil
	}
	m, err := s.Reader.ReadAt(p[n:], at+int64(n)-s.by)
	return n + m, err
}

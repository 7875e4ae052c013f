package text

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRead_TakesAFileOrTheDocuments(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text")
	require.NoError(t, os.WriteFile(path, []byte("a\r\nb"), 0o644))
	text, err := Read(path)
	require.NoError(t, err)
	assert.Equal(t, "a\r\nb", text, "byte by byte")

	text, err = Read("")
	require.NoError(t, err)
	assert.Contains(t, text, "# Why it is the way it is")
	assert.Contains(t, text, "# Memory")

	_, err = Read(path + "s")
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestAlphabet_NumbersTheCharacters(t *testing.T) {
	a := NewAlphabet("banäna\n")
	assert.Equal(t, Alphabet("\nabnä"), a)
	indices, err := a.Encode("näb")
	require.NoError(t, err)
	assert.Equal(t, []int64{3, 4, 2}, indices)
	assert.Equal(t, "näb", a.Decode(indices))

	_, err = a.Encode("bc")
	assert.EqualError(t, err, "'c' is not among the 5 characters of the text")
}

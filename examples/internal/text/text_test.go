package text

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRead_TakesAFileOrTheDocuments(t *testing.T) {
	path := filepath.Join(t.TempDir(), "text")
	require.NoError(t, os.WriteFile(path, []byte("a\r\na"), 0o644))
	alphabet, indices, err := Read(path)
	require.NoError(t, err)
	assert.Equal(t, Alphabet("\n\ra"), alphabet, "line ends stay")
	assert.Equal(t, []int64{2, 1, 0, 2}, indices)

	alphabet, indices, err = Read("")
	require.NoError(t, err)
	text := alphabet.Decode(indices)
	assert.Less(t, strings.Index(text, "# Why it is the way it is"), strings.Index(text, "# Memory"))

	_, _, err = Read(path + "s")
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

package pickle_test

import (
	"bufio"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/pickle"
	"github.com/e0112027/gotorch/internal/torchzip"
)

// host takes all that a pickle asks for, and makes lists of it.
type host struct{}

func (host) NewDict() any                                  { return &pickle.List{} }
func (host) NewSet() any                                   { return &pickle.List{} }
func (host) Global(g pickle.Global) (any, error)           { return g, nil }
func (host) Reduce(f any, args pickle.Tuple) (any, error)  { return pickle.Tuple{f, args}, nil }
func (host) New(class any, args pickle.Tuple) (any, error) { return pickle.Tuple{class, args}, nil }
func (host) Build(object, state any) (any, error)          { return pickle.Tuple{object, state}, nil }
func (host) Persistent(id any) (any, error)                { return pickle.Tuple{id}, nil }
func (host) SetItems(target any, items []any) error {
	list, ok := target.(*pickle.List)
	if !ok {
		return errors.New("no dict")
	}
	list.Items = append(list.Items, items...)
	return nil
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("../../torch/testdata/saved/*.pt")
	require.NoError(f, err)
	require.NotEmpty(f, files)
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		archive, err := torchzip.Open(bytes.NewReader(data), int64(len(data)))
		if err != nil { // of the older format: pickles one after the other
			f.Add(data)
			continue
		}
		size, _ := archive.Size(torchzip.Pickle)
		text := make([]byte, size)
		require.NoError(f, archive.Read(torchzip.Pickle, text))
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := bufio.NewReader(bytes.NewReader(data))
		for {
			value, err := pickle.Read(in, host{})
			var wrong *pickle.Error
			if err != nil && !errors.As(err, &wrong) {
				t.Fatal(err)
			}
			if err != nil {
				return
			}
			_ = pickle.Describe(value)
		}
	})
}

package cgotorch

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Libtorch's numbers of the dtypes that the tests use.
const (
	dtypeInt64   = 4
	dtypeFloat32 = 6
	dtypeUInt64  = 29
)

func TestMain(m *testing.M) {
	if err := Open(); err != nil {
		panic(err)
	}
	m.Run()
}

// noLeaks fails the test where it ends with more handles than it began with.
func noLeaks(t testing.TB) {
	before := LiveHandles()
	t.Cleanup(func() { assert.Equal(t, before, LiveHandles(), "live handles") })
}

// number makes a tensor that lives until the test ends.
func number(t testing.TB, sizes ...int) Handle {
	h, err := call1("aten::full", func(a *Args) {
		a.Ints(sizes)
		a.Double(2)
	})
	require.NoError(t, err)
	t.Cleanup(func() { Release(h) })
	return h
}

func args(fill func(a *Args)) *Args {
	var a Args
	if fill != nil {
		fill(&a)
	}
	return &a
}

func call1(name string, fill func(a *Args)) (Handle, error) {
	h, _, err := NewOp(name).Call1(args(fill))
	return h, err
}

// requireError checks every field of a call's error.
func requireError(t *testing.T, err error, op, kind, message string) {
	t.Helper()
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, op, e.Op)
	assert.Equal(t, kind, e.Kind)
	assert.Contains(t, e.Msg, message)
}

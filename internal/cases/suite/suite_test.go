package suite

import (
	"testing"

	"github.com/e0112027/gotorch/internal/cases"
)

func TestCases_Conform(t *testing.T) {
	for _, c := range cases.All {
		t.Run(c.Name(), func(t *testing.T) { Conform(t, c) })
	}
}

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestExpressions_HaveNamesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range expressions {
		assert.False(t, seen[e.name()], e.name())
		seen[e.name()] = true
	}
}

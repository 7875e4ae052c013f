package main

import "errors"

// train fits a small network for about a second at most and returns its first
// and last loss.
func train() (first, last float64, err error) {
	return 0, 0, errors.New("no training yet")
}

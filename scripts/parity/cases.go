package main

import (
	"slices"
	"strings"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// testCase is the Go side of a case: the Python side has one of the same name.
type testCase struct {
	name string
	run  func(r *recorder)
}

var allCases = slices.Concat(
	autogradCases(),
	drawCases(),
	printCases(),
	loaderCases(),
	modelCases(),
	databaseCases(),
	nnCases(),
	optimizerCases(),
	regularizeCases(),
	schedulerCases(),
	averageCases(),
	initialiserCases(),
	surfaceCases(),
	pictureCases(),
	transformCases(),
	utilsCases(),
)

// recordsOf runs one case. A panic of an operator fails that case alone.
func recordsOf(name string, run func(*recorder)) ([]record, error) {
	r := &recorder{name: name}
	err := torch.Try(func() error { run(r); return r.err })
	return r.records, err
}

// leftOut is why a case is not compared.
type leftOut struct{ reason string }

func (e leftOut) Error() string { return e.reason }

// must notes the first error of a case.
func (r *recorder) must(err error) {
	if r.err == nil {
		r.err = err
	}
}

// tensor records t's dtype, shape and every bit, of a sparse one those of its parts.
func (r *recorder) tensor(key string, t *torch.Tensor) {
	if t.IsSparse() {
		r.tensor(key+" indices", aten.InternalIndices(t))
		r.tensor(key+" values", aten.InternalValues(t))
		return
	}
	r.bytes(key, strings.TrimPrefix(t.DType().String(), "torch."), t.Shape(), t.RawBytes())
}

// draws records the next draws of the default generator, which tell whether the
// case has taken as many as it should.
func (r *recorder) draws() { r.drawsOf("draws after", nil) }

func (r *recorder) drawsOf(key string, g *torch.Generator) {
	r.tensor(key, torch.Rand(4, torch.WithGenerator(g)))
}

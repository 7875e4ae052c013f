package torch

import (
	"strconv"

	"github.com/e0112027/gotorch/internal/tensorstr"
)

// scheme tells how a quantized tensor stands for numbers.
func (p printer) scheme(t *Tensor) []string {
	scheme := t.QScheme()
	facts := []string{"quantization_scheme=" + scheme.String()}
	if scheme.perTensor() {
		return append(facts, "scale="+tensorstr.Number(t.QScale()), "zero_point="+strconv.Itoa(t.QZeroPoint()))
	}
	return append(facts,
		"scale="+p.text(p.one(opQScales, t)),
		"zero_point="+p.text(p.one(opQZeroPoints, t)),
		"axis="+strconv.Itoa(t.QPerChannelAxis()))
}

// nested returns the texts of a nested tensor's parts.
func (p printer) nested(t *Tensor) []string {
	c := p.call(opUnbind, t)
	texts := []string{}
	for _, part := range c.list() {
		texts = append(texts, p.text(part))
	}
	return texts
}

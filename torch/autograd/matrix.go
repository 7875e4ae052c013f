package autograd

import (
	"math"

	"github.com/e0112027/gotorch/torch"
)

// matrix is the Jacobian of one output by one input, transposed as gradcheck
// prints it: a row for each element of the input.
type matrix struct {
	rows, columns int
	values        []float64
}

func newMatrix(rows, columns int) *matrix {
	return &matrix{rows, columns, make([]float64, rows*columns)}
}

func (m *matrix) at(row, column int) *float64 { return &m.values[row*m.columns+column] }

func (m *matrix) setRow(row int, values []float64) {
	copy(m.values[row*m.columns:(row+1)*m.columns], values)
}

func (m *matrix) setColumn(column int, values []float64) {
	for row, v := range values {
		*m.at(row, column) = v
	}
}

// within compares as torch.allclose(m, other): NaN is close to nothing.
func (m *matrix) within(other *matrix, atol, rtol float64) bool {
	for i, v := range m.values {
		w := other.values[i]
		if v != w && !(math.Abs(v-w) <= atol+rtol*math.Abs(w)) {
			return false
		}
	}
	return true
}

func (m *matrix) tensor() *torch.Tensor { return torch.FromSlice(m.values, m.rows, m.columns) }

// floats reads a tensor of any real dtype.
func floats(t *torch.Tensor) []float64 {
	return torch.Data[float64](t.Detach().To(torch.Float64).Contiguous())
}

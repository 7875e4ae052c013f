package tensorstr

import (
	"fmt"
	"strings"
)

// contents renders the brackets and elements of a tensor whose first character
// stands at column indent.
func contents(shape []int, elements Elements, indent int, o Options) string {
	if numel(shape) == 0 {
		return "[]"
	}
	if want := numel(o.ShownShape(shape)); elements.Len() != want {
		panic(fmt.Sprintf("tensorstr: %d elements for a tensor of shape %v, of which %d are shown",
			elements.Len(), shape, want))
	}
	p := printer{opts: o, summarize: o.Summarizes(shape)}
	p.cell, p.width = elements.cells(o)
	if len(shape) == 0 {
		return p.cell(0)
	}
	p.nested(shape, indent)
	return p.out.String()
}

// printer walks the shown elements in row-major order.
type printer struct {
	opts      Options
	summarize bool
	cell      func(i int) string
	width     int
	next      int // index of the next element to print
	out       strings.Builder
}

// nested prints a block of at least one dimension.
func (p *printer) nested(shape []int, indent int) {
	if len(shape) == 1 {
		p.row(shape[0], indent)
		return
	}
	separator := "," + strings.Repeat("\n", len(shape)-1) + strings.Repeat(" ", indent+1)
	p.out.WriteByte('[')
	first := true
	p.each(shape[0], func(gap bool) {
		if !first {
			p.out.WriteString(separator)
		}
		first = false
		if gap {
			p.out.WriteString("...")
		} else {
			p.nested(shape[1:], indent+1)
		}
	})
	p.out.WriteByte(']')
}

// row prints the innermost dimension, broken so that lines stay within the
// line width where they can.
func (p *printer) row(n, indent int) {
	cellWidth := p.width + len(", ")
	perLine := max(1, (p.opts.LineWidth-indent)/cellWidth)
	lineBreak := ",\n" + strings.Repeat(" ", indent+1)
	p.out.WriteByte('[')
	printed := 0
	p.each(n, func(gap bool) {
		switch {
		case printed == 0:
		case printed%perLine == 0:
			p.out.WriteString(lineBreak)
		default:
			p.out.WriteString(", ")
		}
		printed++
		switch {
		case gap && p.opts.EdgeItems == 0:
			p.out.WriteString("...")
		case gap:
			p.out.WriteString(" ...") // Python's extra space, in rows only
		default:
			p.out.WriteString(p.cell(p.next))
			p.next++
		}
	})
	p.out.WriteByte(']')
}

// each calls visit for what is shown of a dimension of n, with gap set for the
// dots that stand for its middle.
func (p *printer) each(n int, visit func(gap bool)) {
	edge := p.opts.EdgeItems
	if !p.summarize || n <= 2*edge {
		edge = n
	}
	for range edge {
		visit(false)
	}
	if edge == n {
		return
	}
	visit(true)
	for range edge {
		visit(false)
	}
}

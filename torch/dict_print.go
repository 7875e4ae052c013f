package torch

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/internal/tensorstr"
)

// What String of a [Dict] prints at most: dicts of a file may hold each other many times.
const (
	maxPrintDepth  = 16
	maxPrintLength = 1 << 16
)

// String is the dict as Python 3.12 and later print it; what is longer than 64 KiB, or lies
// in more than 16 others, is "...".
func (d *Dict) String() string {
	var p dictPrinter
	p.value(d, 0)
	return p.text.String()
}

// dictPrinter writes Python's repr of saved values.
type dictPrinter struct{ text strings.Builder }

func (p *dictPrinter) value(v any, depth int) {
	if depth > maxPrintDepth || p.text.Len() > maxPrintLength {
		p.text.WriteString("...")
		return
	}
	switch v := v.(type) {
	case *Dict:
		p.dict(v, depth)
	case *StateDict:
		d := &Dict{Kind: OrderedDict}
		for name, t := range v.All() {
			d.Set(name, t)
		}
		p.dict(d, depth)
	case Tuple:
		end := ")"
		if len(v) == 1 {
			end = ",)"
		}
		p.list("(", v, end, depth)
	case []any:
		p.list("[", v, "]", depth)
	default:
		p.text.WriteString(plainRepr(v))
	}
}

func (p *dictPrinter) dict(d *Dict, depth int) {
	begin, end := "{", "}"
	if d == nil {
		begin, end = "None", ""
	} else if d.Kind != PlainDict {
		begin, end = d.Kind.String()+"({", "})"
		if d.Len() == 0 {
			begin, end = d.Kind.String()+"(", ")"
		}
	}
	p.text.WriteString(begin)
	if d != nil {
		for i, key := range d.keys {
			if !p.goesOn(i) {
				break
			}
			p.value(key, depth+1)
			p.text.WriteString(": ")
			p.value(d.values[i], depth+1)
		}
	}
	p.text.WriteString(end)
}

func (p *dictPrinter) list(begin string, items []any, end string, depth int) {
	p.text.WriteString(begin)
	for i, item := range items {
		if !p.goesOn(i) {
			break
		}
		p.value(item, depth+1)
	}
	p.text.WriteString(end)
}

// goesOn separates the i-th item from the one before, and tells whether there is room for it.
func (p *dictPrinter) goesOn(i int) bool {
	if i > 0 {
		p.text.WriteString(", ")
	}
	if p.text.Len() > maxPrintLength {
		p.text.WriteString("...")
		return false
	}
	return true
}

// plainRepr is Python's repr of what holds no other values.
func plainRepr(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case string:
		return quoted(v)
	case []byte:
		return "b" + quoted(string(v))
	case float64:
		return tensorstr.Number(v)
	case *big.Int:
		return v.String()
	case *Tensor:
		if v == nil {
			return "None"
		}
		return v.String()
	case Device:
		kind, index, indexed := strings.Cut(v.String(), ":")
		if indexed {
			return "device(type=" + quoted(kind) + ", index=" + index + ")"
		}
		return "device(type=" + quoted(kind) + ")"
	}
	return fmt.Sprint(v)
}

// quoted is Python's repr of a string: in single quotes, unless it has only those.
func quoted(s string) string {
	text := strconv.Quote(s)
	text = strings.ReplaceAll(text[1:len(text)-1], `\"`, `"`)
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", `\'`) + "'"
}

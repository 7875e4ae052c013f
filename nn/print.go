package nn

import (
	"fmt"
	"io"
	"os"
	"reflect"
	"strconv"
	"strings"
)

// ExtraReprer is a module that prints arguments of its own between the
// parentheses, as Python's extra_repr.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.extra_repr
type ExtraReprer interface{ ExtraRepr() string }

// String returns the module as Python prints it.
func String(m any) string { return rootOf(m).repr(map[identity]bool{}) }

// Print writes the module to standard output as Python's print(net).
func Print(m any) { Fprint(os.Stdout, m) }

// Fprint writes the module and a newline to w.
func Fprint(w io.Writer, m any) (int, error) { return fmt.Fprintln(w, String(m)) }

// repr prints a node. outer holds the modules on the way down: one that holds
// itself is not printed again.
func (n node) repr(outer map[identity]bool) string {
	if id := n.identity(); id.of != nil {
		if outer[id] {
			return n.name() + "(...)"
		}
		outer[id] = true
		defer delete(outer, id)
	}
	children := n.children()
	lines := make([]string, len(children))
	for i, c := range children {
		lines[i] = c.node.repr(outer)
	}
	switch {
	case n.role == parameterList:
		return enclose(n.name(), "", n.parameterLines())
	case n.role == moduleList && n.value.Kind() != reflect.Map:
		return enclose(n.name(), "", foldRepeats(lines))
	}
	for i, c := range children {
		lines[i] = labelled(c.name, lines[i])
	}
	extra := ""
	if n.role == module {
		if e, ok := n.any().(ExtraReprer); ok {
			extra = e.ExtraRepr()
		}
	}
	return enclose(n.name(), extra, lines)
}

func (n node) name() string {
	switch {
	case n.role == module:
		return className(n.value.Type().Elem())
	case n.role == parameterList:
		return "ParameterList"
	case n.value.Kind() == reflect.Map:
		return "ModuleDict"
	}
	return "ModuleList"
}

func (n node) parameterLines() []string {
	var lines []string
	for _, s := range n.slots() {
		sizes := make([]string, s.tensor.NDim())
		for i, size := range s.tensor.Shape() {
			sizes[i] = strconv.Itoa(size)
		}
		where := ""
		if d := s.tensor.Device().String(); d != "cpu" {
			where = " (" + d + ")"
		}
		lines = append(lines, fmt.Sprintf("  (%s): Parameter containing: [%v of size %s%s]", s.name, s.tensor.DType(), strings.Join(sizes, "x"), where))
	}
	return lines
}

// foldRepeats labels a list's elements, equal neighbours together.
func foldRepeats(reprs []string) []string {
	var lines []string
	for start := 0; start < len(reprs); {
		end := start
		for end+1 < len(reprs) && reprs[end+1] == reprs[start] {
			end++
		}
		if start == end {
			lines = append(lines, labelled(strconv.Itoa(start), reprs[start]))
		} else {
			label := fmt.Sprintf("%d-%d", start, end)
			lines = append(lines, labelled(label, fmt.Sprintf("%d x %s", end-start+1, reprs[start])))
		}
		start = end + 1
	}
	return lines
}

func labelled(name, repr string) string { return "(" + name + "): " + indent(repr) }

// indent moves all lines but the first by two columns; blank ones become empty.
func indent(s string) string {
	first, rest, more := strings.Cut(s, "\n")
	if !more {
		return s
	}
	lines := strings.Split(rest, "\n")
	for i, line := range lines {
		if strings.TrimSpace(line) == "" {
			lines[i] = ""
			continue
		}
		lines[i] = "  " + line
	}
	return first + "\n" + strings.Join(lines, "\n")
}

// enclose prints one argument list on the name's own line where it is all there
// is, and one line for each item otherwise.
func enclose(name, extra string, lines []string) string {
	var items []string
	if extra != "" {
		items = strings.Split(extra, "\n")
	}
	if len(items) <= 1 && len(lines) == 0 {
		return name + "(" + extra + ")"
	}
	return name + "(\n  " + strings.Join(append(items, lines...), "\n  ") + "\n)"
}

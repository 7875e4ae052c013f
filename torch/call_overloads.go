package torch

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/opschema"
)

// overload is an operator that was looked up, with its schema.
type overload struct {
	op     *Op
	schema *opschema.Schema
}

// overloads holds every *overload found so far, by its full name.
var overloads sync.Map

// findOverload looks a name with an overload up. It reports false for a name
// without one.
func findOverload(name string) (*overload, bool) {
	name = withNamespace(name)
	dot := strings.LastIndexByte(name, '.')
	if dot < strings.Index(name, "::") {
		return nil, false
	}
	return loadOverload(strings.TrimSuffix(name, ".default")), true
}

func withNamespace(name string) string {
	if strings.Contains(name, "::") {
		return name
	}
	return "aten::" + name
}

func loadOverload(name string) *overload {
	if o, ok := overloads.Load(name); ok {
		return o.(*overload)
	}
	o := &overload{op: NewOp(name)}
	text, err := o.op.Schema()
	check(name, err)
	if o.schema, err = opschema.Parse(text); err != nil {
		misuse(name, "NotImplementedError", "%s", err)
	}
	overloads.Store(name, o)
	return o
}

// run calls the operator with the values that [bind] returned.
func (o *overload) run(values []any) []any {
	c := call{op: o.op}
	for _, v := range values {
		c.coerced(v)
	}
	return c.anyResults(o.schema, values)
}

// chooseOverload returns the first overload that takes the arguments, with their
// values. It panics where none does.
func chooseOverload(name string, positional []any, keywords []Keyword) (*overload, []any) {
	name = withNamespace(name)
	candidates := overloadNames(name)
	if len(candidates) == 0 {
		misuse(name, "AttributeError", "libtorch %s has no operator %s", cgotorch.TorchVersion(), name)
	}
	var reasons []string
	for _, candidate := range candidates {
		o := loadOverload(candidate)
		values, err := bind(o.schema, positional, keywords)
		if err == nil {
			return o, values
		}
		reasons = append(reasons, err.Error())
	}
	if len(reasons) > 1 {
		reasons = append([]string{"no overload takes these arguments:"}, reasons...)
	}
	panic(&Error{Op: name, Kind: "RuntimeError", Msg: strings.Join(reasons, "\n")})
}

// operatorIndex maps an operator's name to its overloads' full names, in the
// order in which they are tried. It is made anew when a name is missing, for a
// library may have brought it.
var operatorIndex atomic.Pointer[map[string][]string]

func overloadNames(name string) []string {
	if index := operatorIndex.Load(); index != nil {
		if names := (*index)[name]; names != nil {
			return names
		}
	}
	ready()
	all, err := cgotorch.OpNames()
	check(name, err)
	index := map[string][]string{}
	for _, full := range all {
		base := full
		if dot := strings.LastIndexByte(full, '.'); dot > strings.Index(full, "::") {
			base = full[:dot]
		}
		index[base] = append(index[base], full)
	}
	for base, names := range index {
		sortOverloads(base, names)
	}
	operatorIndex.Store(&index)
	return index[name]
}

// sortOverloads puts names in the order in which torch.ops tries them, where it
// is known; others follow by name. The dispatcher lists them in no order.
func sortOverloads(base string, names []string) {
	if len(names) < 2 {
		return
	}
	known := overloadOrderOf(base)
	rank := func(full string) int {
		if i := slices.Index(known, strings.TrimPrefix(full[len(base):], ".")); i >= 0 {
			return i
		}
		return len(known)
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
}

// overloadOrderOf reads the line of overloadOrder about an operator: its
// overloads, "" the one without a name.
func overloadOrderOf(base string) []string {
	name, ok := strings.CutPrefix(base, "aten::")
	if !ok {
		return nil
	}
	_, line, ok := strings.Cut(overloadOrder, "\n"+name+" ")
	if !ok {
		return nil
	}
	line, _, _ = strings.Cut(line, "\n")
	order := strings.Split(line, " ")
	for i, o := range order {
		if o == "default" {
			order[i] = ""
		}
	}
	return order
}

package nn

import "slices"

// walk visits the tree, a module before those inside it and each once, as Python's
// named_modules, until visit returns false.
func (n node) walk(visit func(name string, n node) bool) {
	w := walker{visit: visit}
	w.start(n)
}

// walkAll visits the tree as state_dict does: a module as often as it is there, but not
// inside itself.
func (n node) walkAll(visit func(name string, n node) bool) {
	w := walker{visit: visit, all: true}
	w.start(n)
}

// walkUnnamed is walk for who needs no names, which take half of its time.
func (n node) walkUnnamed(visit func(n node) bool) {
	w := walker{visit: func(_ string, n node) bool { return visit(n) }, unnamed: true}
	w.start(n)
}

// walker walks through a tree.
type walker struct {
	visit        func(name string, n node) bool
	all, unnamed bool
	path         string
	seen         *identitySet
	outer        []identity                         // where all is
	child        func(name string, inner node) bool // one closure for the whole walk
}

func (w *walker) start(n node) {
	w.child = func(name string, inner node) bool {
		if w.unnamed {
			return w.node(inner)
		}
		former := w.path
		w.path = join(former, name)
		ok := w.node(inner)
		w.path = former
		return ok
	}
	w.seen = borrowSet()
	w.node(n)
	w.seen.giveBack()
}

func (w *walker) node(n node) bool {
	id := n.identity()
	if id.address != 0 && !w.enter(id) {
		return true
	}
	n.checkNames()
	ok := w.visit(w.path, n) && n.children(w.child)
	if w.all && id.address != 0 {
		w.outer = w.outer[:len(w.outer)-1]
	}
	return ok
}

// enter tells whether a module is to be visited.
func (w *walker) enter(id identity) bool {
	if !w.all {
		return w.seen.add(id)
	}
	if slices.Contains(w.outer, id) {
		return false
	}
	w.outer = append(w.outer, id)
	return true
}

func join(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}

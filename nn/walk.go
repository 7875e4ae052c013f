package nn

import (
	"slices"
	"unsafe"
)

// walk visits the tree, a module before those inside it and each once, as Python's
// named_modules, until visit returns false.
func (n node) walk(visit func(n node) bool) {
	w := walker{visit: func(_ []byte, n node) bool { return visit(n) }}
	w.start("", n)
}

// walker walks through a tree.
type walker struct {
	// visit is called with the module's name, which it must not keep.
	visit func(path []byte, n node) bool
	// all visits a module as often as it is there, but not inside itself, as state_dict does.
	all bool

	path  []byte
	seen  *identitySet
	outer []identity                         // where all is
	child func(name string, inner node) bool // one closure for the whole walk
}

// start walks from a module that has a name.
func (w *walker) start(name string, n node) {
	w.path = append(make([]byte, 0, 64), name...)
	w.child = func(name string, inner node) bool {
		length := len(w.path)
		w.path = appendName(w.path, name)
		ok := w.node(inner)
		w.path = w.path[:length]
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

// appendName appends a name to the module's that it is in.
func appendName(path []byte, name string) []byte {
	if len(path) > 0 {
		path = append(path, '.')
	}
	return append(path, name...)
}

func join(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}

// texts makes strings that share pieces of memory, for a walk makes many short ones.
type texts struct{ piece []byte }

// of returns a copy of a text.
func (t *texts) of(text []byte) string {
	if len(text) > cap(t.piece)-len(t.piece) {
		t.piece = make([]byte, 0, max(len(text), min(2*cap(t.piece)+64, 4096)))
	}
	start := len(t.piece)
	t.piece = append(t.piece, text...)
	return unsafe.String(unsafe.SliceData(t.piece[start:]), len(text)) // no byte of a piece is written twice
}

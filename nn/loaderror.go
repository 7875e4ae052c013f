package nn

import (
	"fmt"
	"strings"
)

// LoadError tells how a state differs from the module that was to take it.
type LoadError struct {
	Module     string   // the module's type
	Missing    []string // names that the state lacks
	Unexpected []string // names that the module lacks
	Problems   []string // sizes that differ, copies that failed
}

// Error is Python's message.
func (e *LoadError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Error(s) in loading state_dict for %s:", e.Module)
	list := func(what string, names []string) {
		if len(names) > 0 {
			fmt.Fprintf(&b, "\n\t%s key(s) in state_dict: \"%s\". ", what, strings.Join(names, `", "`))
		}
	}
	list("Missing", e.Missing)
	list("Unexpected", e.Unexpected)
	for _, problem := range e.Problems {
		b.WriteString("\n\t" + problem)
	}
	return b.String()
}

// orNil returns the error, nil where there is nothing to tell. Missing and unexpected names
// are errors where the load is strict.
func (e *LoadError) orNil(strict bool) error {
	if !strict {
		e.Missing, e.Unexpected = nil, nil
	}
	if len(e.Missing)+len(e.Unexpected)+len(e.Problems) == 0 {
		return nil
	}
	return e
}

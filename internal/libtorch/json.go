package libtorch

// WriteJSON writes v aside and renames it into place, so that a reader never meets
// half of it.
func WriteJSON(file string, v any) error { return explain(writeJSON(file, v), file) }

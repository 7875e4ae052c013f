// Package docs holds the project's documents, for programs that want a text in English.
package docs

import "embed"

// Files are the documents but for those that are tables.
//
//go:embed RATIONALE.md adding-a-layer.md checkpoints.md from-python.md memory.md regularisation.md security.md versions.md
var Files embed.FS

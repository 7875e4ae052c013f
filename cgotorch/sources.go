package cgotorch

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"sync"
)

//go:embed shim
var shimFiles embed.FS

// Sources returns the C++ sources of the shim, rooted at their folder, so that
// the shim can be built from a read-only module cache.
func Sources() fs.FS {
	sub, err := fs.Sub(shimFiles, "shim")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// SourcesHash identifies the shim's sources: the first 16 hexadecimal digits of
// the SHA-256 over their names and contents. A shim built from other sources is
// refused by [Open].
var SourcesHash = sync.OnceValue(func() string {
	digest := sha256.New()
	sources := Sources()
	// ReadDir sorts by name.
	entries, err := fs.ReadDir(sources, ".")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		content, err := fs.ReadFile(sources, entry.Name())
		if err != nil {
			panic(err)
		}
		digest.Write([]byte(entry.Name()))
		digest.Write([]byte{0})
		digest.Write(content)
	}
	return hex.EncodeToString(digest.Sum(nil))[:16]
})

//go:build cgo

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
	// WalkDir goes in the order of names.
	err := fs.WalkDir(sources, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(sources, name)
		digest.Write([]byte(name))
		digest.Write([]byte{0})
		digest.Write(content)
		return err
	})
	if err != nil {
		panic(err)
	}
	return hex.EncodeToString(digest.Sum(nil))[:16]
})

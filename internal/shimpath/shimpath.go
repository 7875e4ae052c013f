// Package shimpath says where a program finds its shim, libcgotorch, at run
// time. It is small because every gotorch program carries it: cmd/gotorch
// writes what this package reads.
package shimpath

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
)

// EnvVar names the environment variable that overrides the search.
const EnvVar = "GOTORCH_SHIM"

// Current is the content of the file that CurrentFile names: the shim that the
// last setup built or chose for one state of the shim's sources.
type Current struct {
	Shim     string `json:"shim"`     // the shared library
	Libtorch string `json:"libtorch"` // the folder that holds libtorch's lib/
	Version  string `json:"version"`  // libtorch's full version, such as 2.15.0+cpu
}

// Find returns the shim for the sources with the given hash, and every place
// it looked at, for an error's text. path is empty where there is none.
//
// The order is $GOTORCH_SHIM (a file or a folder), lib/ beside the executable,
// the executable's own folder, and the user's cache as `gotorch setup` left it.
// A $GOTORCH_SHIM that leads nowhere ends the search: falling through would run
// a program on another libtorch than the one asked for.
func Find(sourcesHash string) (path string, searched []string) {
	if env := os.Getenv(EnvVar); env != "" {
		p, ok := existing(env)
		return p, []string{"$" + EnvVar + " = " + env + unless(ok, " (no shim there)")}
	}
	if exe, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(exe); err == nil {
			exe = real
		}
		dir := filepath.Dir(exe)
		for _, p := range []string{filepath.Join(dir, "lib", LibName()), filepath.Join(dir, LibName())} {
			searched = append(searched, p)
			if isFile(p) {
				return p, searched
			}
		}
	}
	file, err := CurrentFile(sourcesHash)
	if err != nil {
		return "", append(searched, "the user's cache ("+err.Error()+")")
	}
	cur, err := ReadCurrent(file)
	if err != nil {
		return "", append(searched, file+reason(err))
	}
	if why := cur.stale(); why != "" {
		return "", append(searched, cur.Shim+" ("+why+")")
	}
	return cur.Shim, append(searched, cur.Shim)
}

// LibName is the shim's file name on this system.
func LibName() string { return "libcgotorch" + LibSuffix() }

// LibSuffix is the ending of shared libraries on this system.
func LibSuffix() string {
	if runtime.GOOS == "darwin" {
		return ".dylib"
	}
	return ".so"
}

// CacheDir is gotorch's folder in the user's cache. It need not exist.
func CacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "gotorch"), nil
}

// CurrentFile names the file that remembers the shim for sources of that hash.
// Each hash has its own, so that programs built against different gotorch
// versions do not take each other's shim.
func CurrentFile(sourcesHash string) (string, error) {
	dir, err := CacheDir()
	return filepath.Join(dir, "current-"+sourcesHash+".json"), err
}

// ReadCurrent reads a file that CurrentFile names.
func ReadCurrent(file string) (Current, error) {
	var c Current
	text, err := os.ReadFile(file)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(text, &c)
}

// stale says why the remembered shim cannot be used, or nothing. A pip upgrade
// replaces libtorch in place, and a shim compiled against other headers would
// crash in it.
func (c Current) stale() string {
	if !isFile(c.Shim) {
		return "gone"
	}
	switch v := TorchVersion(c.Libtorch); v {
	case c.Version:
		return ""
	case "":
		return "its libtorch, " + c.Libtorch + ", is gone"
	default:
		return "built for libtorch " + c.Version + ", but " + c.Libtorch + " now holds " + v
	}
}

// existing turns a file, or a folder that holds a shim, into the file's
// absolute path; a relative one would depend on dlopen's search rules.
func existing(p string) (string, bool) {
	if info, err := os.Stat(p); err == nil && info.IsDir() {
		p = filepath.Join(p, LibName())
	}
	if !isFile(p) {
		return "", false
	}
	abs, err := filepath.Abs(p)
	return abs, err == nil
}

func isFile(p string) bool {
	info, err := os.Stat(p)
	return err == nil && info.Mode().IsRegular()
}

func unless(ok bool, text string) string {
	if ok {
		return ""
	}
	return text
}

// reason adds what is wrong with a file to its name; absence needs no words.
func reason(err error) string {
	if os.IsNotExist(err) {
		return ""
	}
	return " (" + err.Error() + ")"
}

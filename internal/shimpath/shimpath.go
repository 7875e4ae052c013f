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

// Found is what a search for the shim came to.
type Found struct {
	Path     string   // empty where there is none
	Searched []string // each place that was looked at, with a word where a shim there did not serve
	Passed   []string // those of them where a shim was passed over, see Distrust and Intact
}

// Find looks for the shim of the sources with the given hash.
//
// The order is $GOTORCH_SHIM (a file or a folder), lib/ beside the executable,
// the executable's own folder, and the user's cache as `gotorch setup` left it.
// A $GOTORCH_SHIM that leads nowhere ends the search: falling through would run
// a program on another libtorch than the one asked for. Whose the other places
// are is checked; who sets the variable is believed.
//
// secure says that the program runs with more rights than who started it. Then
// neither that variable nor those that name the cache count.
func Find(sourcesHash string, secure bool) Found {
	var f Found
	env := os.Getenv(EnvVar)
	switch {
	case env != "" && secure:
		f.Searched = append(f.Searched, "$"+EnvVar+notHeeded)
	case env != "":
		f.named(env)
		return f
	}
	exe, err := executable()
	if err != nil {
		f.Searched = append(f.Searched, "the executable's folder ("+err.Error()+")")
	} else {
		dir := filepath.Dir(exe)
		for _, p := range []string{filepath.Join(dir, "lib", LibName()), filepath.Join(dir, LibName())} {
			if f.take(p, believed(exe)) {
				return f
			}
		}
	}
	if secure {
		f.Searched = append(f.Searched, "the user's cache"+notHeeded)
		return f
	}
	f.cached(sourcesHash, believed(exe))
	return f
}

const notHeeded = " (not heeded: this program runs with more rights than who started it)"

// executable is the running program's file, past symbolic links.
func executable() (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(exe)
}

// named takes the shim that $GOTORCH_SHIM names.
func (f *Found) named(env string) {
	p, ok := existing(env)
	word := "$" + EnvVar + " = " + env
	if !ok {
		word += " (no shim there)"
	} else if err := Intact(p); err != nil {
		p, word = "", word+" ("+err.Error()+")"
	}
	f.Path, f.Searched = p, append(f.Searched, word)
}

// take takes the shim at p, or notes why not.
func (f *Found) take(p string, o owners) bool {
	if !isFile(p) {
		f.Searched = append(f.Searched, p)
		return false
	}
	err := o.check(p)
	if err == nil {
		err = Intact(p)
	}
	if err != nil {
		p += " (passed over: " + err.Error() + ")"
		f.Passed = append(f.Passed, p)
	} else {
		f.Path = p
	}
	f.Searched = append(f.Searched, p)
	return err == nil
}

// cached takes the shim that the cache remembers.
func (f *Found) cached(sourcesHash string, o owners) {
	file, err := CurrentFile(sourcesHash)
	if err != nil {
		f.Searched = append(f.Searched, "the user's cache ("+err.Error()+")")
		return
	}
	cur, err := ReadCurrent(file)
	if err != nil {
		f.Searched = append(f.Searched, file+reason(err))
		return
	}
	// Whoever can write there can name any file, one of root's too.
	if err := o.check(file); err != nil {
		f.Passed = append(f.Passed, file+" (passed over: "+err.Error()+")")
		f.Searched = append(f.Searched, f.Passed[len(f.Passed)-1])
		return
	}
	if why := cur.stale(); why != "" {
		f.Searched = append(f.Searched, cur.Shim+" ("+why+")")
		return
	}
	f.take(cur.Shim, o)
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

// reason adds what is wrong with a file to its name; absence needs no words.
func reason(err error) string {
	if os.IsNotExist(err) {
		return ""
	}
	return " (" + err.Error() + ")"
}

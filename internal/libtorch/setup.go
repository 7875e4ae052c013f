package libtorch

import (
	"context"
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"syscall"

	"github.com/e0112027/gotorch/internal/shimpath"
)

// Options are what a set-up works with.
type Options struct {
	Sources  fs.FS  // the shim's sources, *.h and *.cpp at its root
	Hash     string // and their hash
	Want     Want   // which libtorch
	Force    bool   // build the shim even where it is there
	Progress Progress
}

// Setup finds or downloads libtorch, builds the shim for it where that has not
// been done, and makes it the current one for these sources. It may be run any
// number of times, by several processes at once, and interrupted anywhere.
func Setup(ctx context.Context, o Options) (*Torch, *Shim, error) {
	version, err := ParseVersion(o.Want.Version)
	if err != nil {
		return nil, nil, err
	}
	o.Want.Version = version
	if o.Progress == nil {
		o.Progress = Silent
	}
	dir, err := shimpath.CacheDir()
	if err != nil {
		return nil, nil, failure("set XDG_CACHE_HOME or HOME to a folder of yours", "there is no folder for the user's cache (%v)", err)
	}
	// What is set up serves other users too, and is written by this one alone.
	defer syscall.Umask(syscall.Umask(0o022))
	cache := cacheDir(dir)
	unlock, err := cache.claim(ctx, o.Progress)
	if err != nil {
		if torch, shim := o.complete(ctx, cache); shim != nil {
			return torch, shim, believable(shim.Path)
		}
		return nil, nil, err
	}
	defer unlock()
	if err := believable(cache.shims()); err != nil {
		return nil, nil, err
	}
	cache.sweep()
	torch, shim, err := o.locked(ctx, cache)
	if err != nil {
		return torch, nil, err
	}
	return torch, shim, believable(shim.Path)
}

// believable returns an error where programs would pass over a shim at path.
func believable(path string) error {
	if err := shimpath.Distrust(path); err != nil {
		return &Error{What: "no program would open a shim there: " + err.Error(),
			Remedy: "mend that, set XDG_CACHE_HOME to a folder that is yours alone, or have programs believe it by " + shimpath.EnvVar, Err: err}
	}
	return nil
}

// complete returns what an earlier set-up left, where nothing of it is lacking: a
// cache that can't be written serves as it is.
func (o *Options) complete(ctx context.Context, cache cacheDir) (*Torch, *Shim) {
	torch, err := Find(ctx, string(cache), o.Want, Silent.Line)
	if err != nil || o.Force {
		return nil, nil
	}
	b := &builder{torch: torch, hash: o.Hash, cache: cache}
	shim := b.built()
	if shim == nil || !remembered(shim, o.Hash) {
		return nil, nil
	}
	return torch, shim
}

func (o *Options) locked(ctx context.Context, cache cacheDir) (*Torch, *Shim, error) {
	torch, err := Find(ctx, string(cache), o.Want, o.Progress.Line)
	if errors.Is(err, ErrNone) {
		// Before half a gigabyte comes: without a compiler it is of no use.
		if _, err := findCompiler(ctx); err != nil {
			return nil, nil, err
		}
		d := &download{version: o.Want.Version, cuda: o.Want.CUDA, cache: cache, progress: o.Progress}
		if d.version == "" {
			d.version = Default
		}
		cache.sweepDownloads(d.version, o.Progress)
		torch, err = d.run(ctx)
	}
	if err != nil {
		return nil, nil, err
	}
	cache.sweepDownloads("", o.Progress)
	o.Progress.Line("using " + torch.String())
	b := &builder{torch: torch, sources: o.Sources, hash: o.Hash, cache: cache, progress: o.Progress}
	shim, err := b.build(ctx, o.Force)
	if err != nil {
		return torch, nil, err
	}
	return torch, shim, remember(shim, o.Hash)
}

// remember makes the shim the one that programs find.
func remember(s *Shim, sourcesHash string) error {
	if remembered(s, sourcesHash) {
		return nil
	}
	file, err := shimpath.CurrentFile(sourcesHash)
	if err != nil {
		return err
	}
	return explain(writeJSON(file, s.current()), file)
}

func remembered(s *Shim, sourcesHash string) bool {
	file, err := shimpath.CurrentFile(sourcesHash)
	if err != nil {
		return false
	}
	current, err := shimpath.ReadCurrent(file)
	return err == nil && current == s.current()
}

func (s *Shim) current() shimpath.Current {
	return shimpath.Current{Shim: s.Path, Libtorch: s.Libtorch, Version: s.Torch}
}

var versionForm = regexp.MustCompile(`^\d+\.\d+(\.\d+)?(\+[A-Za-z0-9.]+)?$`)

// ParseVersion checks a version that a person typed: 2.15.0, 2.15 (which is
// 2.15.0) or 2.15.0+cpu, inside the range. Empty stays empty.
func ParseVersion(v string) (string, error) {
	if v == "" {
		return "", nil
	}
	if !versionForm.MatchString(v) {
		return "", failure("write it like "+Default, "%q is no version of torch", v)
	}
	if compareVersions(v, Oldest) < 0 || compareVersions(v, Newest) > 0 {
		return "", failure("choose one from "+Oldest+" to "+Newest, "torch %s is outside the range that gotorch supports", v)
	}
	public, local, hasLocal := strings.Cut(v, "+")
	if strings.Count(public, ".") == 1 {
		public += ".0"
	}
	if hasLocal {
		public += "+" + local
	}
	return public, nil
}

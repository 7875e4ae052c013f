package libtorch

import (
	"context"
	"errors"
	"io/fs"
	"regexp"
	"strings"

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
	cache := cacheDir(dir)
	if err := cache.prepare(); err != nil {
		return nil, nil, err
	}
	unlock, err := cache.lock(ctx, o.Progress)
	if err != nil {
		return nil, nil, err
	}
	defer unlock()
	cache.sweep()
	return o.locked(ctx, cache)
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
		torch, err = d.run(ctx)
	}
	if err != nil {
		return nil, nil, err
	}
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
	file, err := shimpath.CurrentFile(sourcesHash)
	if err != nil {
		return err
	}
	return explain(writeJSON(file, shimpath.Current{Shim: s.Path, Libtorch: s.Libtorch, Version: s.Torch}), file)
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

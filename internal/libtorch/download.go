package libtorch

import (
	"archive/zip"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/e0112027/gotorch/internal/shimpath"
)

// download fetches one version of libtorch into the cache. Its folders:
//
//	libtorch/.VERSION/wheels  what pip has finished; the next run goes on from here
//	libtorch/.VERSION/temp    what pip is writing; wiped by the next run
//	libtorch/.VERSION/tree    what is being unpacked; wiped by the next run
//	libtorch/VERSION          the whole, renamed from tree
type download struct {
	version  string
	cuda     bool
	cache    cacheDir
	progress Progress

	pip      *pip
	requires []requirement
}

func (d *download) stage(part string) string {
	return filepath.Join(d.cache.torches(), "."+d.version, part)
}

// run returns the libtorch it fetched. It needs the cache's lock.
func (d *download) run(ctx context.Context) (*Torch, error) {
	err := d.prepare(ctx)
	if err == nil {
		err = d.fill(ctx)
	}
	_ = os.RemoveAll(d.stage("temp"))
	if err != nil {
		_ = os.RemoveAll(d.stage("tree"))
		err = d.clean(err)
		_ = os.Remove(d.stage("wheels")) // these two where they are empty
		_ = os.Remove(d.stage(""))
		return nil, err
	}
	final := d.cache.torch(d.version)
	if err := os.RemoveAll(final); err != nil {
		return nil, explain(err, final)
	}
	if err := os.Rename(d.stage("tree"), final); err != nil {
		return nil, explain(err, final)
	}
	_ = os.RemoveAll(d.stage(""))
	return Open(filepath.Join(final, "torch"), "downloaded")
}

// prepare makes ready for fill, where the disk has room.
func (d *download) prepare(ctx context.Context) error {
	if err := d.prepareUnchecked(ctx); err != nil {
		return err
	}
	need := uint64(cpuSpace)
	if d.cuda {
		need = cudaSpace
	}
	return checkSpace(string(d.cache), need-min(need, uint64(size(d.stage("wheels")))))
}

// prepareUnchecked finds pip and makes empty folders.
func (d *download) prepareUnchecked(ctx context.Context) error {
	python, err := pipPython(ctx)
	if err != nil {
		return err
	}
	d.pip = &pip{python: python, wheels: d.stage("wheels"), temp: d.stage("temp"), progress: d.progress}
	for _, part := range []string{"temp", "tree"} {
		if err := os.RemoveAll(d.stage(part)); err != nil {
			return err
		}
	}
	for _, part := range []string{"wheels", "temp", "tree"} {
		if err := os.MkdirAll(d.stage(part), 0o755); err != nil {
			return err
		}
	}
	return nil
}

// clean keeps what a later run can go on from, and no more: a full disk is
// given back all, a broken wheel goes.
func (d *download) clean(err error) error {
	if broken := new(brokenWheel); errors.As(err, &broken) {
		_ = os.Remove(broken.file)
		return &Error{What: "the download " + filepath.Base(broken.file) + " is broken (" + broken.err.Error() + ")", Remedy: "it was thrown away: run setup again", Err: err}
	}
	if explained := explain(err, string(d.cache)); explained != err {
		_ = os.RemoveAll(d.stage(""))
		return explained
	}
	return err
}

// fill builds the tree: torch's wheel, then NVIDIA's for as long as a library
// asks for one that is not there.
func (d *download) fill(ctx context.Context) error {
	if err := d.pip.download(ctx, "torch=="+d.version); err != nil {
		return err
	}
	meta, err := d.unpack(ctx, "torch", d.keepOfTorch)
	if err != nil {
		return err
	}
	d.requires = parseRequires(meta)
	fetched := map[string]bool{}
	for {
		packages, err := d.missing(ctx)
		if err != nil {
			return err
		}
		packages = slices.DeleteFunc(packages, func(r requirement) bool { return fetched[r.name] })
		if len(packages) == 0 {
			break
		}
		if err := d.fetch(ctx, packages); err != nil {
			return err
		}
		for _, r := range packages {
			fetched[r.name] = true
		}
	}
	return writeJSON(filepath.Join(d.stage("tree"), receiptFile), receipt{Version: d.version, WithoutCUDA: !d.cuda})
}

func (d *download) fetch(ctx context.Context, packages []requirement) error {
	names := make([]string, len(packages))
	for i, r := range packages {
		names[i] = r.pip()
	}
	if err := d.pip.download(ctx, names...); err != nil {
		return err
	}
	for _, r := range packages {
		if _, err := d.unpack(ctx, r.name, keepOfCUDA); err != nil {
			return err
		}
	}
	return nil
}

// missing returns the packages that bring what the unpacked libraries ask for
// and what is not unpacked yet.
func (d *download) missing(ctx context.Context) ([]requirement, error) {
	libs, err := libraries(d.stage("tree"))
	if err != nil {
		return nil, err
	}
	var found []requirement
	for _, lib := range libs {
		wants, err := needed(lib)
		if err != nil {
			return nil, err
		}
		for _, want := range wants {
			if p := piece(want); p != "" && !slices.ContainsFunc(libs, func(l string) bool { return filepath.Base(l) == want }) {
				r, err := d.provider(ctx, p)
				if err != nil {
					return nil, fmt.Errorf("%s asks for %s: %w", filepath.Base(lib), want, err)
				}
				if !slices.Contains(found, r) {
					found = append(found, r)
				}
			}
		}
	}
	return found, nil
}

// provider finds the package of a piece, in the toolkit's list where torch's
// own does not have it.
func (d *download) provider(ctx context.Context, piece string) (requirement, error) {
	r, err := provider(piece, d.requires)
	i := slices.IndexFunc(d.requires, func(r requirement) bool { return r.name == toolkit })
	if err == nil || i < 0 {
		return r, err
	}
	if err := d.pip.download(ctx, d.requires[i].pip()); err != nil {
		return r, err
	}
	meta, err := d.unpack(ctx, toolkit, func(string) bool { return false })
	if err != nil {
		return r, err
	}
	d.requires = append(slices.Delete(d.requires, i, i+1), parseRequires(meta)...)
	return provider(piece, d.requires)
}

// unpack adds the picked files of a package's wheel to the tree and returns
// the wheel's METADATA.
func (d *download) unpack(ctx context.Context, name string, keep func(string) bool) (metadata string, err error) {
	file, err := d.wheelFile(name)
	if err != nil {
		return "", err
	}
	w, err := openWheel(file)
	if err != nil {
		return "", asBroken(file, err)
	}
	defer w.Close()
	if metadata, err = w.metadata(); err != nil {
		return "", asBroken(file, err)
	}
	return metadata, asBroken(file, w.unpack(ctx, d.stage("tree"), d.progress, keep))
}

// wheelFile is the wheel of a package among those that pip has downloaded.
func (d *download) wheelFile(name string) (string, error) {
	all, _ := os.ReadDir(d.stage("wheels"))
	for _, e := range all {
		if stem, _, _ := strings.Cut(e.Name(), "-"); normalName(stem) == name && strings.HasSuffix(e.Name(), ".whl") {
			return filepath.Join(d.stage("wheels"), e.Name()), nil
		}
	}
	return "", fmt.Errorf("pip left no wheel of %s in %s", name, d.stage("wheels"))
}

// keepOfTorch picks what compiling and running need out of torch's wheel.
func (d *download) keepOfTorch(name string) bool {
	switch {
	case name == "torch/version.py", strings.HasPrefix(name, "torch/include/"), strings.HasPrefix(name, "torch/share/cmake/"),
		strings.HasPrefix(name, "torch.libs/"), isLicence(name):
		return true
	case path.Dir(name) != "torch/lib" || !isLibrary(name):
		return false
	case containsAny(name, "python", "test", "libshm", "backend_with_compiler"):
		return false
	}
	return d.cuda || !containsAny(name, "cuda", "nvrtc", "nvshmem", "cudnn", "libtorch_global_deps", "libtorch.so")
}

// keepOfCUDA picks the shared libraries of NVIDIA's wheels.
func keepOfCUDA(name string) bool {
	return strings.HasPrefix(name, "nvidia/") && isLibrary(name) || isLicence(name)
}

func isLibrary(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "lib") && (strings.HasSuffix(base, shimpath.LibSuffix()) || strings.Contains(base, ".so."))
}

func isLicence(name string) bool {
	dir, base, _ := strings.Cut(name, "/")
	return strings.HasSuffix(dir, ".dist-info") && containsAny(strings.ToUpper(base), "LICENSE", "NOTICE")
}

// libraries lists the shared libraries below dir.
func libraries(dir string) (libs []string, err error) {
	err = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && isLibrary(filepath.ToSlash(p)) {
			libs = append(libs, p)
		}
		return err
	})
	return libs, err
}

// brokenWheel is a wheel that cannot be unpacked.
type brokenWheel struct {
	file string
	err  error
}

func (b *brokenWheel) Error() string { return b.file + ": " + b.err.Error() }
func (b *brokenWheel) Unwrap() error { return b.err }

// asBroken marks the errors that are the wheel's own fault.
func asBroken(file string, err error) error {
	var corrupt flate.CorruptInputError
	for _, fault := range []error{zip.ErrFormat, zip.ErrAlgorithm, zip.ErrChecksum, zip.ErrInsecurePath, io.ErrUnexpectedEOF} {
		if errors.Is(err, fault) {
			return &brokenWheel{file, fault}
		}
	}
	if errors.As(err, &corrupt) {
		return &brokenWheel{file, corrupt}
	}
	return err
}

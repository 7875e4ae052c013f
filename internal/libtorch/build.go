package libtorch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/e0112027/gotorch/internal/shimpath"
)

// Shim is a built shim and what it was built from.
type Shim struct {
	shimpath.Seal
	Path        string    `json:"-"`
	Fresh       bool      `json:"-"`         // this call built it
	Torch       string    `json:"torch"`     // libtorch's full version
	Libtorch    string    `json:"libtorch"`  // and folder
	CXX11       bool      `json:"cxx11_abi"` // the C++ ABI
	CUDA        bool      `json:"cuda"`      // that libtorch brings CUDA
	Compiler    string    `json:"compiler"`
	SourcesHash string    `json:"sources_hash"`
	Built       time.Time `json:"built"`
}

// Matches says whether s is the shim for these sources and this libtorch.
func (s *Shim) Matches(t *Torch, sourcesHash string) bool {
	return s.Torch == t.Version && s.Libtorch == t.Dir && s.CXX11 == t.CXX11 && s.SourcesHash == sourcesHash
}

// ReadShim reads the description that lies beside a built shim.
func ReadShim(path string) (*Shim, error) {
	s := &Shim{Path: path}
	if err := readJSON(filepath.Join(filepath.Dir(path), shimpath.DescriptionFile), s); err != nil {
		return nil, err
	}
	_, err := os.Stat(path)
	return s, err
}

// key names the folder of a shim: a readable part for people, and a hash over
// all that makes one shim differ from another.
func key(t *Torch, sourcesHash string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{t.Version, t.Dir, t.ABI(), sourcesHash}, "\x00")))
	return t.Version + "-" + t.ABI() + "-" + hex.EncodeToString(sum[:6])
}

// builder compiles the shim's sources against one libtorch.
type builder struct {
	torch    *Torch
	sources  fs.FS
	hash     string
	cache    cacheDir
	progress Progress

	cxx  *compiler
	work string // the sources and objects of this build
}

// build returns the shim, built anew where it is not there or where force says.
func (b *builder) build(ctx context.Context, force bool) (*Shim, error) {
	if s := b.built(); s != nil && !force {
		return s, nil
	}
	shim, err := b.make(ctx, b.final())
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return nil, cause // not what the dying compiler said
	}
	return shim, explain(err, string(b.cache))
}

// final is where the shim goes.
func (b *builder) final() string {
	return filepath.Join(b.cache.shims(), key(b.torch, b.hash), shimpath.LibName())
}

// built returns the shim of an earlier set-up, nil where it isn't there or not whole.
func (b *builder) built() *Shim {
	s, err := ReadShim(b.final())
	if err != nil || !s.Matches(b.torch, b.hash) || shimpath.Intact(s.Path) != nil {
		return nil
	}
	return s
}

func (b *builder) make(ctx context.Context, final string) (*Shim, error) {
	var err error
	if b.cxx, err = findCompiler(ctx); err != nil {
		return nil, err
	}
	if b.work, err = os.MkdirTemp(b.cache.shims(), ".build-"); err != nil {
		return nil, err
	}
	defer os.RemoveAll(b.work)
	if err := os.CopyFS(filepath.Join(b.work, "src"), b.sources); err != nil {
		return nil, err
	}
	objects, err := b.compileAll(ctx)
	if err != nil {
		return nil, err
	}
	lib := filepath.Join(b.work, shimpath.LibName())
	warnings, err := b.cxx.run(ctx, b.work, "linking the shim", b.linkArgs(lib, objects))
	if err != nil {
		return nil, err
	}
	b.show(warnings)
	return b.install(lib, final)
}

// install moves the library into place, then its description: a shim without
// one does not count. Both are on disk before they have their names.
func (b *builder) install(lib, final string) (*Shim, error) {
	dir := filepath.Dir(final)
	err := errors.Join(os.MkdirAll(dir, 0o755), os.Chmod(dir, 0o755), os.Chmod(lib, 0o755), flush(lib))
	if err != nil {
		return nil, err
	}
	s := &Shim{
		Path: final, Fresh: true, Torch: b.torch.Version, Libtorch: b.torch.Dir, CXX11: b.torch.CXX11, CUDA: b.torch.CUDA,
		Compiler: b.cxx.version, SourcesHash: b.hash, Built: time.Now().UTC(),
	}
	if s.Seal, err = shimpath.SealOf(lib); err != nil {
		return nil, err
	}
	return s, writeJSONAfter(filepath.Join(dir, shimpath.DescriptionFile), s, func() error { return os.Rename(lib, final) })
}

// flush waits until a file or a folder's list of files is on disk.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// compileAll compiles every .cpp of the sources into an object, as many at
// once as there are processors. The first failure stops the others.
func (b *builder) compileAll(ctx context.Context) ([]string, error) {
	files, err := fs.Glob(b.sources, "*.cpp")
	if err != nil || len(files) == 0 {
		return nil, errors.Join(errors.New("the shim has no sources"), err)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	task := b.progress.Start("compiling the shim", int64(len(files)), Files)
	defer task.Done()

	var wg sync.WaitGroup
	var mu sync.Mutex
	done := int64(0)
	slots := make(chan struct{}, runtime.NumCPU())
	objects := make([]string, len(files))
	for i, file := range files {
		objects[i] = filepath.Join(b.work, file+".o")
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() != nil {
				return
			}
			warnings, err := b.cxx.run(ctx, b.work, "compiling "+file, b.compileArgs(file, objects[i]))
			if err != nil {
				stop(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			b.show(warnings)
			done++
			task.Set(done, file)
		})
	}
	wg.Wait()
	return objects, context.Cause(ctx)
}

// show passes on what a compiler said though it succeeded.
func (b *builder) show(warnings string) {
	if warnings = strings.TrimSpace(warnings); warnings != "" {
		b.progress.Line(warnings)
	}
}

func (b *builder) compileArgs(file, object string) []string {
	// libtorch's own release builds define NDEBUG; without it the headers add
	// assertions to every tensor access.
	args := []string{"-std=c++20", "-O2", "-DNDEBUG", "-fPIC", "-fvisibility=hidden", "-pthread", "-Wall", "-Wextra",
		fmt.Sprintf("-DCT_SOURCES_HASH=%q", b.hash)}
	if runtime.GOOS != "darwin" {
		args = append(args, fmt.Sprintf("-D_GLIBCXX_USE_CXX11_ABI=%d", bit(b.torch.CXX11)))
	}
	for _, dir := range b.torch.IncludeDirs() {
		args = append(args, "-isystem", dir)
	}
	// Headers that libtorch's own include and a wheel may lack.
	args = append(args, "-idirafter", filepath.Join(b.work, "src", "missing"))
	return append(args, "-c", filepath.Join(b.work, "src", file), "-o", object)
}

func (b *builder) linkArgs(lib string, objects []string) []string {
	args := append([]string{"-shared", "-pthread", "-o", lib}, objects...)
	args = append(args, "-L"+b.torch.LibDir(), "-ltorch_cpu", "-lc10", "-Xlinker", "-rpath", "-Xlinker", b.torch.LibDir())
	if runtime.GOOS == "darwin" {
		return append(args, "-install_name", "@rpath/"+shimpath.LibName())
	}
	// RPATH rather than RUNPATH: it comes before LD_LIBRARY_PATH, which may
	// lead to another libtorch, and it serves the dependencies of dependencies.
	return append(args, "-Wl,--disable-new-dtags", "-Wl,-z,defs")
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

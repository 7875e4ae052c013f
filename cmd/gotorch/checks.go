package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/internal/libtorch"
	"github.com/e0112027/gotorch/internal/shimpath"
)

// checkGo looks at the Go that builds programs; a built program needs none, so
// nothing here fails.
func checkGo(ctx context.Context) check {
	c := check{Name: "Go", Status: good}
	out, err := exec.CommandContext(ctx, "go", "env", "-json", "GOVERSION", "CGO_ENABLED", "CC").Output()
	var env struct{ GOVERSION, CGO_ENABLED, CC string }
	if err == nil {
		err = json.Unmarshal(out, &env)
	}
	if err != nil {
		c.Status, c.Detail = warn, "`go env` does not run ("+err.Error()+")"
		c.Remedy = "put Go on PATH to build programs; what is built runs without"
		return c
	}
	c.Detail = env.GOVERSION + ", C compiler " + env.CC
	if _, err := exec.LookPath(firstField(env.CC)); err != nil || env.CGO_ENABLED != "1" {
		c.Status, c.Detail = warn, env.GOVERSION+", but cgo cannot compile C (CGO_ENABLED="+env.CGO_ENABLED+", CC="+env.CC+")"
		c.Remedy = "install a C compiler and unset CGO_ENABLED to build programs"
	}
	return c
}

func firstField(s string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return first
}

// checkCompiler fails only where the shim has yet to be built.
func checkCompiler(ctx context.Context, built bool) check {
	version, err := libtorch.Compiler(ctx)
	if err == nil {
		return check{Name: "compiler", Status: good, Detail: version}
	}
	c := failed("compiler", err)
	if built {
		c.Status = warn
		c.Detail += " (the shim is built and needs none)"
	}
	return c
}

// failed is a check that an error describes.
func failed(name string, err error) check {
	var known *libtorch.Error
	if errors.As(err, &known) {
		return check{Name: name, Status: bad, Detail: known.What, Remedy: known.Remedy}
	}
	return check{Name: name, Status: bad, Detail: err.Error(), Remedy: shimpath.Remedy()}
}

// checkLibtorch describes the libtorch that programs use, the shim's; without
// a shim, or with one that does not say, the one that setup would use.
func checkLibtorch(ctx context.Context, shim *libtorch.Shim) check {
	var t *libtorch.Torch
	var err error
	if shim != nil && shim.Libtorch != "" {
		t, err = libtorch.Open(shim.Libtorch, "the shim's")
	} else {
		t, err = findTorch(ctx)
	}
	if err != nil {
		return failed("libtorch", err)
	}
	cuda := "no CUDA"
	if t.CUDA {
		cuda = "with CUDA"
	}
	return check{Name: "libtorch", Status: good, Detail: fmt.Sprintf("%s, %s ABI, %s, %s (%s)", t.Version, t.ABI(), cuda, t.Dir, t.Source)}
}

// checkDriver tells whether a GPU goes unused.
func checkDriver(shim *libtorch.Shim) check {
	c := check{Name: "NVIDIA", Status: good, Detail: "no driver: training uses the CPU"}
	if libtorch.HasNVIDIADriver() {
		c.Detail = "driver found"
		if shim != nil && !shim.CUDA {
			c.Status, c.Detail = warn, "driver found, but this libtorch brings no CUDA"
			c.Remedy = shimpath.Remedy("-cuda", "yes")
		}
	}
	return c
}

// checkShim finds the shim as a program would.
func checkShim() (*libtorch.Shim, check) {
	hash := cgotorch.SourcesHash()
	found := cgotorch.Find()
	path := found.Path
	remedy := shimpath.Remedy()
	if os.Getenv(shimpath.EnvVar) != "" {
		remedy = "unset " + shimpath.EnvVar + ", or set it to a shim"
	}
	if path == "" {
		return nil, check{Name: "shim", Status: bad, Detail: "none; looked at " + strings.Join(found.Searched, ", "), Remedy: remedy}
	}
	s, err := libtorch.ReadShim(path)
	if err != nil {
		// One that was copied beside a program, say: the self-test will tell.
		return &libtorch.Shim{Path: path}, check{Name: "shim", Status: warn, Detail: path + " (nothing beside it says what it was built for)"}
	}
	if s.SourcesHash != hash {
		return s, check{Name: "shim", Status: bad, Detail: fmt.Sprintf("%s is of other sources: %s, this gotorch has %s", path, s.SourcesHash, hash),
			Remedy: remedy}
	}
	c := check{Name: "shim", Status: good, Detail: fmt.Sprintf("built %s by %s, matches the sources (%s): %s", age(s.Built), s.Compiler, hash, path)}
	if len(found.Passed) > 0 {
		c.Status, c.Detail = warn, c.Detail+", after "+strings.Join(found.Passed, ", ")
		c.Remedy = "mend or remove what was passed over"
	}
	return s, c
}

func age(t time.Time) string {
	switch d := time.Since(t); {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%.0f minutes ago", d.Minutes())
	case d < 48*time.Hour:
		return fmt.Sprintf("%.0f hours ago", d.Hours())
	default:
		return fmt.Sprintf("%.0f days ago", d.Hours()/24)
	}
}

// selfTestTime is far above what opening libtorch from a slow disk takes.
const selfTestTime = 2 * time.Minute

// checkRunTime loads the shim and trains in a child process.
func checkRunTime(ctx context.Context, shim *libtorch.Shim) []check {
	p, err := runSelfTest(ctx)
	if err != nil {
		return []check{{Name: "self-test", Status: bad, Detail: err.Error(),
			Remedy: shimpath.Remedy("-force") + "; if it stays, this libtorch does not fit this machine: choose another with -torch or $LIBTORCH"}}
	}
	return p.checks(shim)
}

func runSelfTest(ctx context.Context) (*probe, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, selfTestTime)
	defer cancel()
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, exe, "self-test")
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return nil, fmt.Errorf("the process that loaded libtorch ended with %w: %s", err, first)
	}
	p := new(probe)
	return p, json.Unmarshal(out, p)
}

var blasInfo = regexp.MustCompile(`BLAS_INFO=(\w+)`)

// checks turns a probe into lines.
func (p *probe) checks(shim *libtorch.Shim) []check {
	if p.Torch == "" {
		return []check{{Name: "self-test", Status: bad, Detail: firstLine(p.Error), Remedy: shimpath.Remedy("-force")}}
	}
	list := []check{p.threads(), p.blas(), p.accelerators(shim)}
	test := check{Name: "self-test", Status: good, Detail: fmt.Sprintf("libtorch %s opened in %.2f s and trained in %.2f s: loss %.3g to %.3g", p.Torch, p.Opened, p.Trained, p.First, p.Last)}
	if p.Error != "" {
		test = check{Name: "self-test", Status: bad, Detail: firstLine(p.Error), Remedy: shimpath.Remedy("-force") + "; if it stays, report it with `gotorch doctor -json`"}
	}
	return append(list, test)
}

func firstLine(s string) string {
	first, rest, more := strings.Cut(s, "\n")
	if more && strings.HasSuffix(first, ";") || strings.HasSuffix(first, ":") {
		return first + " " + firstLine(strings.TrimSpace(rest))
	}
	return first
}

func (p *probe) threads() check {
	c := check{Name: "threads", Status: good, Detail: fmt.Sprintf("%d on %d processors", p.Threads, runtime.NumCPU())}
	for _, name := range []string{"OMP_NUM_THREADS", "MKL_NUM_THREADS"} {
		if v := os.Getenv(name); v != "" {
			c.Detail += fmt.Sprintf(", %s=%s", name, v)
		}
	}
	if p.Threads > runtime.NumCPU() {
		c.Status, c.Remedy = warn, "more threads than processors make training many times slower: unset OMP_NUM_THREADS"
	}
	return c
}

func (p *probe) blas() check {
	c := check{Name: "BLAS", Status: warn, Detail: "libtorch does not say which", Remedy: "matrix products may be slow: use an official build of libtorch"}
	if m := blasInfo.FindStringSubmatch(p.Config); m != nil {
		c = check{Name: "BLAS", Status: good, Detail: m[1]}
	}
	for line := range strings.Lines(p.Config) {
		if _, v, ok := strings.Cut(strings.TrimSpace(line), "CPU capability usage: "); ok {
			c.Detail += ", vector instructions " + v
		}
	}
	return c
}

func (p *probe) accelerators(shim *libtorch.Shim) check {
	c := check{Name: "devices", Status: good, Detail: strings.Join(p.Devices, ", ")}
	if shim.CUDA && len(p.Devices) == 1 && libtorch.HasNVIDIADriver() {
		c.Status, c.Remedy = warn, "a driver and CUDA are there, but no usable GPU: look at nvidia-smi, and whether the driver is new enough for "+shim.Torch
	}
	return c
}

package libtorch

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// pip downloads wheels. It verifies each against the checksum that the package
// index gives, a file of an interrupted run too, before it uses it.
type pip struct {
	python   []string // and its flags
	wheels   string   // where complete wheels go
	temp     string   // where pip writes meanwhile; wiped by the next run
	progress Progress
}

// download fetches the packages, "name==version" each, without what they
// require: Python's side of torch is not needed.
func (p *pip) download(ctx context.Context, packages ...string) error {
	said, err := p.run(ctx, nil, packages)
	if err != nil && strings.Contains(said, "No matching distribution") && ctx.Err() == nil {
		// This Python is too old or too new for that torch. libtorch does not
		// care: every torch in the range has a wheel for Python 3.12.
		said, err = p.run(ctx, []string{"--python-version", "3.12", "--implementation", "cp", "--abi", "cp312"}, packages)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err != nil {
		return pipError(said, err, packages)
	}
	return nil
}

func (p *pip) run(ctx context.Context, more, packages []string) (said string, err error) {
	args := append(slices.Clone(p.python[1:]), "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-input",
		// pip's cache would keep a second copy of half a gigabyte.
		"--no-cache-dir", "--disable-pip-version-check", "--dest", p.wheels)
	args = append(args, more...)
	screen := p.progress.Terminal()
	if screen == nil {
		args = append(args, "--progress-bar", "off")
	}
	cmd := pythonCommand(ctx, p.python[0], append(args, packages...)...)
	cmd.Env = append(cmd.Env, "TMPDIR="+p.temp)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if screen != nil {
		cmd.Stdout, cmd.Stderr = screen, io.MultiWriter(screen, &out)
	} else {
		defer p.watch(packages)()
	}
	err = cmd.Run()
	return out.String(), err
}

// watch shows how many bytes have come, until stopped: without a terminal pip
// is silent for minutes.
func (p *pip) watch(packages []string) (stop func()) {
	task := p.progress.Start("downloading "+strings.Join(packages, " ")+" with pip, which verifies checksums", -1, Bytes)
	quit, ended := make(chan struct{}), make(chan struct{})
	before := size(p.wheels)
	go func() {
		defer close(ended)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				// While pip copies a wheel from temp to wheels it counts twice.
				task.Set(max(size(p.temp), size(p.wheels)-before), "")
			case <-quit:
				return
			}
		}
	}()
	return func() {
		close(quit)
		<-ended
		task.Set(size(p.wheels)-before, "")
		task.Done()
	}
}

// size adds up the files below dir; files that vanish meanwhile count nothing.
func size(dir string) (bytes int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil
	})
	return bytes
}

// pipError turns pip's failures into one line with a remedy.
func pipError(said string, err error, packages []string) error {
	what := "pip cannot download " + strings.Join(packages, " ")
	network := "check the network and proxy settings (pip's own are honoured) and run setup again, or point $LIBTORCH at a libtorch folder"
	switch {
	case strings.Contains(said, noSpaceText):
		return fmt.Errorf("%s: %w", what, syscall.ENOSPC)
	case containsAny(said, "Retrying", "ConnectionError", "Max retries", "timed out", "NewConnectionError", "SSLError", "Could not fetch URL", "IncompleteRead", "ProtocolError"):
		return &Error{What: what + ": the package index does not answer", Remedy: network, Detail: lastLines(said, 5), Err: err}
	case strings.Contains(said, "HASH"), strings.Contains(said, "hash"):
		return &Error{What: what + ": its checksum is wrong", Remedy: "run setup again; if it stays wrong, the mirror or proxy alters files", Detail: lastLines(said, 8), Err: err}
	case strings.Contains(said, "No matching distribution"):
		return &Error{What: what + ": there is no such wheel for this system", Remedy: "choose another version with -torch, or point $LIBTORCH at a libtorch folder", Detail: lastLines(said, 5), Err: err}
	}
	return &Error{What: what, Remedy: network, Detail: lastLines(said, 8), Err: err}
}

func containsAny(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}

func lastLines(text string, n int) string {
	all := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(all[max(0, len(all)-n):], "\n") + "\n"
}

package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/e0112027/gotorch/internal/libtorch"
)

// screen shows progress: bars where a person watches, plain lines elsewhere.
type screen struct {
	w    io.Writer
	tty  *os.File
	tick time.Duration // plain lines come at most this often
}

func newScreen(w io.Writer) *screen {
	s := &screen{w: w, tick: 3 * time.Second}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		s.tty = f
	}
	return s
}

// Line shows one sentence.
func (s *screen) Line(text string) { fmt.Fprintln(s.w, text) }

// Terminal is where a person watches, or nil.
func (s *screen) Terminal() *os.File { return s.tty }

// Start opens a task.
func (s *screen) Start(name string, total int64, unit libtorch.Unit) libtorch.Task {
	if s.tty == nil {
		s.Line(name)
		return &lines{screen: s, total: total, unit: unit, last: time.Now()}
	}
	b := progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(s.tty), progressbar.OptionSetDescription(name),
		progressbar.OptionShowBytes(unit == libtorch.Bytes), progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionUseANSICodes(true))
	_ = b.RenderBlank() // the first file takes many seconds
	return &bar{b}
}

// bar is a task on a terminal.
type bar struct{ b *progressbar.ProgressBar }

// The bar draws on a terminal: a failure to draw harms nothing.
func (t *bar) Set(done int64, _ string) { _ = t.b.Set64(done) }
func (t *bar) Done()                    { _ = t.b.Exit() }

// lines is a task where nobody watches.
type lines struct {
	*screen
	total int64
	unit  libtorch.Unit
	last  time.Time
}

func (t *lines) Set(done int64, detail string) {
	if t.unit == libtorch.Files {
		t.Line(fmt.Sprintf("  %d/%d %s", done, t.total, detail))
		return
	}
	if time.Since(t.last) < t.tick {
		return
	}
	t.last = time.Now()
	of := ""
	if t.total > 0 {
		of = fmt.Sprintf(" of %d", t.total/1e6)
	}
	t.Line(fmt.Sprintf("  %d%s MB", done/1e6, of))
}

func (t *lines) Done() {}

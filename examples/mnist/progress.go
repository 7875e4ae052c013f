package main

import (
	"fmt"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// bar shows the steps of an epoch on a terminal; elsewhere it is silent.
type bar struct{ shown *progressbar.ProgressBar }

func newBar(epoch, steps int) bar {
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return bar{}
	}
	return bar{progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(os.Stderr),
		progressbar.OptionSetDescription(fmt.Sprintf("epoch %d", epoch+1)),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

func (b bar) step() {
	if b.shown != nil {
		_ = b.shown.Add(1) // a terminal that went away doesn't end the training
	}
}

func (b bar) end() {
	if b.shown != nil {
		_ = b.shown.Clear()
	}
}

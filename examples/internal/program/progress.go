package program

import (
	"fmt"
	"iter"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// Steps are the first steps of an epoch's batches, with a bar on the terminal. An error that
// comes instead of a batch is passed on.
func Steps[B any](epoch, steps int, batches iter.Seq2[B, error]) iter.Seq2[B, error] {
	return func(yield func(B, error) bool) {
		bar := NewBar(epoch, steps)
		defer bar.End()
		done := 0
		for batch, err := range batches {
			if err != nil {
				bar.End() // before anybody prints the error
			}
			if !yield(batch, err) {
				return
			}
			bar.Step()
			if done++; done == steps {
				return
			}
		}
	}
}

// Bar shows the steps of an epoch on a terminal; elsewhere it is silent.
type Bar struct{ shown *progressbar.ProgressBar }

// NewBar shows the bar of an epoch, which counts from 0, of so many steps.
func NewBar(epoch, steps int) Bar {
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		return Bar{}
	}
	return Bar{progressbar.NewOptions(steps,
		progressbar.OptionSetWriter(os.Stderr),
		progressbar.OptionSetDescription(fmt.Sprintf("epoch %d", epoch+1)),
		progressbar.OptionShowCount(),
		progressbar.OptionShowIts(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

// Step counts a step.
func (b Bar) Step() {
	if b.shown != nil {
		_ = b.shown.Add(1) // a terminal that went away doesn't end the training
	}
}

// End takes the bar from the terminal.
func (b Bar) End() {
	if b.shown != nil {
		_ = b.shown.Clear()
	}
}

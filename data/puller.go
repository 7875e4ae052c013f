package data

import (
	"iter"
	"sync"
)

// puller asks a sequence for one value at a time, as iter.Pull does. It runs
// the sequence on a goroutine, and no coroutine: a coroutine may not be resumed
// on a goroutine whose thread is locked when it was made on one that was not.
type puller[T any] struct {
	seq   iter.Seq[T]
	ask   chan struct{}
	give  chan T
	err   error // set before give is closed
	begun bool
	ended bool
	stops sync.Once
}

func newPuller[T any](seq iter.Seq[T]) *puller[T] {
	return &puller[T]{seq: seq, ask: make(chan struct{}), give: make(chan T)}
}

// next returns the next value, or false at the end. The error is a panic of the
// sequence.
func (p *puller[T]) next() (value T, ok bool, err error) {
	if p.ended {
		return value, false, nil
	}
	if !p.begun {
		p.begun = true
		go p.run()
	}
	p.ask <- struct{}{}
	if value, ok = <-p.give; !ok {
		p.ended = true
		return value, false, p.err
	}
	return value, true, nil
}

func (p *puller[T]) run() {
	defer close(p.give)
	finished := false
	defer func() {
		if finished {
			return
		}
		p.err = errExited
		if r := recover(); r != nil {
			p.err = panicked(r)
		}
	}()
	<-p.ask
	more := true
	p.seq(func(value T) bool {
		if !more {
			panic("data: the sequence goes on after its end was asked for")
		}
		p.give <- value
		_, more = <-p.ask
		return more
	})
	finished = true
}

// stop ends the sequence and waits for it.
func (p *puller[T]) stop() {
	p.stops.Do(func() {
		if p.begun && !p.ended {
			close(p.ask)
			<-p.give
		}
		p.ended = true
	})
}

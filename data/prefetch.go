package data

import (
	"context"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// prefetcher is the engine with workers. The loop's goroutine draws the indices
// of the batches and hands them out; the workers load them; batches come back in
// the order in which they were asked for.
type prefetcher[B any] struct {
	ctx   context.Context
	plan  plan
	fetch fetch[B]
	ahead int
	turns bool // the workers rest while the loop works

	queue   []*task[B] // not handed to the loop, the next one first
	ended   bool       // the plan has
	planErr error
	tasks   chan *task[B]
	workers sync.WaitGroup
}

// task is one batch on its way. The worker closes done.
type task[B any] struct {
	indices []int
	batch   B
	scope   *torch.Scope
	err     error
	done    chan struct{}
}

func newPrefetcher[B any](ctx context.Context, plan plan, fetch fetch[B], workers, prefetch int, turns bool) *prefetcher[B] {
	ahead := workers * prefetch
	p := &prefetcher[B]{ctx: ctx, plan: plan, fetch: fetch, ahead: ahead, turns: turns, tasks: make(chan *task[B], ahead)}
	p.workers.Add(workers)
	for id := range workers {
		go p.work(id)
	}
	return p
}

func (p *prefetcher[B]) next(begin func()) (batch B, scope *torch.Scope, err error) {
	if !p.turns || len(p.queue) == 0 {
		p.fill()
	}
	if len(p.queue) == 0 {
		return batch, nil, p.planErr
	}
	begin()
	awaited := p.queue[:1]
	if p.turns {
		awaited = p.queue
	}
	for _, t := range awaited {
		select {
		case <-t.done:
		case <-p.ctx.Done():
			return batch, nil, p.ctx.Err()
		}
	}
	t := p.queue[0]
	p.queue[0] = nil
	p.queue = p.queue[1:]
	if !p.turns {
		p.fill()
	}
	return t.batch, t.scope, t.err
}

// fill asks for as many batches as the workers may be ahead.
func (p *prefetcher[B]) fill() {
	for !p.ended && len(p.queue) < p.ahead {
		indices, ok, err := p.plan.next()
		if err != nil || !ok {
			p.ended, p.planErr = true, err
			return
		}
		t := &task[B]{indices: indices, done: make(chan struct{})}
		p.queue = append(p.queue, t)
		p.tasks <- t // never waits: there is room for all of the queue
	}
}

func (p *prefetcher[B]) work(id int) {
	finished := false
	defer func() {
		if !finished { // a sample called runtime.Goexit, which can't be stopped
			go p.work(id)
			return
		}
		p.workers.Done()
	}()
	w := Worker{id: id}
	for t := range p.tasks {
		p.run(t, &w)
	}
	finished = true
}

func (p *prefetcher[B]) run(t *task[B], w *Worker) {
	t.err = errExited
	defer close(t.done)
	if err := p.ctx.Err(); err != nil {
		t.err = err
		return
	}
	t.batch, t.scope, t.err = p.fetch.load(p.ctx, w, t.indices)
}

func (p *prefetcher[B]) close() {
	close(p.tasks)
	p.workers.Wait()
	for _, t := range p.queue {
		if t.scope != nil {
			t.scope.Close()
		}
	}
	p.queue = nil
	p.plan.stop()
}

package data

import (
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// lastBatches are the scopes of the batches that a loader's epochs ended with: one,
// unless several ran at once. Those of epochs that run are not among them.
type lastBatches struct {
	mu     sync.Mutex
	scopes []*torch.Scope
}

func (l *lastBatches) add(s *torch.Scope) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.scopes = append(l.scopes, s)
}

func (l *lastBatches) free() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, s := range l.scopes {
		s.CloseBy("the loader's next epoch")
		l.scopes[i] = nil
	}
	l.scopes = l.scopes[:0]
}

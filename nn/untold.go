package nn

import (
	"fmt"
	"reflect"
	"sync"

	"github.com/e0112027/gotorch/torch"
)

// warned are the places that warnUntold has named.
var warned sync.Map

type place struct {
	module reflect.Type
	name   string
}

// warnUntold warns, once for a place in a type, of a parameter that no step trains though
// nobody has said so: a field that was to be made with [Parameter], or to be a buffer.
func warnUntold(m any, name string, t *torch.Tensor) {
	requiresGrad := true // of a closed tensor, of which nothing can be asked
	_ = torch.Try(func() error { requiresGrad = t.RequiresGrad(); return nil })
	if requiresGrad {
		return
	}
	if _, known := warned.LoadOrStore(place{reflect.TypeOf(m), name}, true); !known {
		torch.Warn(torch.Warning{Op: "nn", Message: fmt.Sprintf("%T: the parameter %s requires no gradient, so that no step trains it. "+
			`Make it with nn.Parameter; or say that it is frozen, with SetRequiresGrad(false); or give its field the tag nn:",buffer", or nn:"-", which leaves it out`, m, name)})
	}
}

// ignoreUntold is for what tells them.
func ignoreUntold(any, string, *torch.Tensor) {}

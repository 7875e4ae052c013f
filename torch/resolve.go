package torch

import (
	"fmt"
	"unsafe"

	"github.com/e0112027/gotorch/internal/pickle"
)

// maxNesting is how deep values may lie in each other, as many as Python's own writer
// gets to.
const maxNesting = 1000

// resolver turns what a pickle's reader made into Go's values, each container once, and
// makes the tensors among them.
type resolver struct {
	options *loadOptions
	depth   int
	done    map[any]any // by the container
}

func newResolver(o *loadOptions) *resolver { return &resolver{options: o} }

func (r *resolver) of(v any) (any, error) {
	switch v := v.(type) {
	case int64:
		return int(v), nil
	case *savedTensor:
		return r.tensor(v)
	case *savedStorage:
		return v.all(r.options)
	case savedClass, storageClass, tensorClass:
		return nil, fmt.Errorf("%w: a class or a function stands where a value should: %v", ErrFormat, v)
	case pickle.Tuple:
		if len(v) == 0 {
			return Tuple{}, nil
		}
		first := unsafe.SliceData([]any(v)) // each tuple of a pickle has a slice of its own
		return r.once(first, func() (any, error) { items, err := r.items(v); return Tuple(items), err })
	case *pickle.List:
		return r.once(v, func() (any, error) { return r.items(v.Items) })
	case *savedSet:
		return r.once(v, func() (any, error) { items, err := r.items(v.items); return Set(items), err })
	case *Dict:
		return r.once(v, func() (any, error) { return v, r.dict(v) })
	}
	return v, nil
}

// pending stands for a container that is being turned.
type pending struct{}

// once turns a container the first time.
func (r *resolver) once(container any, turn func() (any, error)) (any, error) {
	switch done := r.done[container]; done.(type) {
	case nil:
	case pending:
		return nil, fmt.Errorf("%w: a list or a dict holds itself", ErrFormat)
	default:
		return done, nil
	}
	if r.depth++; r.depth > maxNesting {
		return nil, fmt.Errorf("%w: values lie in each other more than %d deep", ErrFormat, maxNesting)
	}
	defer func() { r.depth-- }()
	if r.done == nil {
		r.done = map[any]any{}
	}
	r.done[container] = pending{}
	value, err := turn()
	r.done[container] = value
	return value, err
}

func (r *resolver) items(items []any) ([]any, error) {
	out := make([]any, len(items))
	for i, item := range items {
		value, err := r.of(item)
		if err != nil {
			return nil, err
		}
		out[i] = value
	}
	return out, nil
}

func (r *resolver) dict(d *Dict) error {
	values, err := r.items(d.values)
	if err != nil {
		return err
	}
	d.values = values
	if d.Attributes != nil {
		_, err = r.of(d.Attributes)
	}
	return err
}

func (r *resolver) tensor(s *savedTensor) (any, error) {
	value, err := s.value()
	if saved, ok := value.(*SavedTensor); ok && err == nil && saved.Attributes != nil {
		_, err = r.of(saved.Attributes)
	}
	return value, err
}

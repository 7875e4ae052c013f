package optim

import "slices"

// stepHooks run around each step, in the order in which they were added.
type stepHooks struct{ before, after []*func() }

func register(to *[]*func(), hook func()) (remove func()) {
	h := &hook
	*to = append(*to, h)
	return func() {
		*to = slices.DeleteFunc(slices.Clone(*to), func(other *func()) bool { return other == h })
	}
}

func runHooks(hooks []*func()) {
	for _, h := range hooks {
		(*h)()
	}
}

// RegisterStepPreHook has hook run before each step, until remove is called.
func (o *Base[S]) RegisterStepPreHook(hook func()) (remove func()) {
	return register(&o.hooks.before, hook)
}

// RegisterStepPostHook has hook run after each step, until remove is called.
func (o *Base[S]) RegisterStepPostHook(hook func()) (remove func()) {
	return register(&o.hooks.after, hook)
}

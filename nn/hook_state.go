package nn

import "github.com/e0112027/gotorch/torch"

// OnStateDictPre has hook called before m's part of a [StateDict] is taken, with the prefix
// of its names, "" or one that ends with a point. m is a module that embeds [Module]. It is
// Python's register_state_dict_pre_hook.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_state_dict_pre_hook
func OnStateDictPre(m any, f func(m any, prefix string)) *HookHandle {
	return registerState(m, "OnStateDictPre", stateDictPreHook, func(m any, c stateCall) { f(m, c.prefix) })
}

// OnStateDict has hook called after m's part of a [StateDict] was taken, and those of the
// modules inside it: it may change the state, which holds what came before m too. See
// [OnStateDictPre]. It is Python's register_state_dict_post_hook.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_state_dict_post_hook
func OnStateDict(m any, f func(m any, state *torch.StateDict, prefix string)) *HookHandle {
	return registerState(m, "OnStateDict", stateDictHook, func(m any, c stateCall) { f(m, c.state, c.prefix) })
}

// OnLoadStateDictPre has hook called before [LoadStateDict] loads m and the modules inside
// it. It may change state, which is a copy that holds what is under m's prefix: give names of
// a former version their new ones, say. What it adds to e is reported. See
// [OnStateDictPre]. It is Python's register_load_state_dict_pre_hook.
//
//	nn.OnLoadStateDictPre(net.Head, func(_ any, state *torch.StateDict, prefix string, _ *nn.LoadError) {
//		if old := state.Get(prefix + "gamma"); old != nil {
//			state.Delete(prefix + "gamma")
//			state.Set(prefix+"weight", old)
//		}
//	})
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_load_state_dict_pre_hook
func OnLoadStateDictPre(m any, f func(m any, state *torch.StateDict, prefix string, e *LoadError)) *HookHandle {
	return registerState(m, "OnLoadStateDictPre", loadPreHook, func(m any, c stateCall) { f(m, c.state, c.prefix, c.e) })
}

// OnLoadStateDict has hook called after [LoadStateDict] has loaded m and the modules inside
// it. It may change what e says so far: without missing and unexpected names a strict load
// is no error. See [OnStateDictPre]. It is Python's register_load_state_dict_post_hook.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_load_state_dict_post_hook
func OnLoadStateDict(m any, f func(m any, e *LoadError)) *HookHandle {
	return registerState(m, "OnLoadStateDict", loadHook, func(m any, c stateCall) { f(m, c.e) })
}

// stateCall is what a hook of a state may be told.
type stateCall struct {
	state  *torch.StateDict
	prefix string
	e      *LoadError
}

func registerState(m any, op string, kind hookKind, f func(m any, c stateCall)) *HookHandle {
	return register(m, op, kind, &hook{module: m, state: f})
}

// callStateHooks calls the node's hooks of a kind, in the order in which they came.
func (n node) callStateHooks(kind hookKind, c stateCall) {
	p := n.plan()
	if p == nil {
		return
	}
	for _, offset := range p.modules {
		if e := extrasAt(n.value.UnsafePointer(), offset); e != nil {
			for _, h := range e.hooks.lists.Load()[kind] {
				h.state(h.module, c)
			}
		}
	}
}

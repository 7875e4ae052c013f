package torch

import (
	"runtime"

	"github.com/e0112027/gotorch/cgotorch"
	"github.com/e0112027/gotorch/torch/internal/option"
)

// WithSavedTensorHooks runs f, and has every tensor that graphs save meanwhile
// pass through pack, whose result is kept in its place: a copy in other memory, a
// name of a file. When a backward pass needs the tensor, unpack turns that into
// one of the same contents. The innermost pair of hooks holds. Like a mode it
// holds for the calling goroutine alone.
//
// pack's argument is outside of the graph. pack must not change it in place, and
// records nothing. See
// [Tensor.RegisterHook] for what holds for all code that libtorch calls.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.saved_tensors_hooks
func WithSavedTensorHooks(pack func(t *Tensor) any, unpack func(packed any) *Tensor, f func()) {
	withSavedHooks(cgotorch.SavedHooks{
		Pack: func(t cgotorch.Handle) any { return pack(adopt(t, nil)) },
		Unpack: func(packed any) cgotorch.Handle {
			t := unpack(packed)
			if t == nil {
				misuse("saved_tensors_hooks", "TypeError", "the unpack hook returned nil")
			}
			return retain(t)[0]
		},
	}, f)
}

func withSavedHooks(hooks cgotorch.SavedHooks, f func()) {
	ready()
	// The hooks belong to the OS thread, so the goroutine must stay on it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	pop, err := cgotorch.PushSavedHooks(&hooks)
	check("saved_tensors_hooks", err)
	defer pop()
	f()
}

// DisableSavedTensorHooks runs f, in which [WithSavedTensorHooks] and what uses it
// panic with message. It panics so itself where hooks hold already.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.disable_saved_tensors_hooks
func DisableSavedTensorHooks(message string, f func()) {
	ready()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	restore, err := cgotorch.DisableSavedHooks(message)
	check("disable_saved_tensors_hooks", err)
	defer restore()
	f()
}

// SaveOnCPU runs f, and has tensors that graphs save meanwhile wait in CPU memory
// until the backward pass. With [PinMemory] that memory is page-locked where a GPU is
// at hand, and the copies from and to it run beside other work.
//
// See https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.save_on_cpu
func SaveOnCPU(f func(), pin ...PinMemoryOption) {
	type packed struct {
		t  *Tensor
		on Device
	}
	pinned, _ := option.Only(pin)
	pack := func(t *Tensor) any { return packed{t.To(CPU), t.Device()} }
	unpack := func(p any) *Tensor { return p.(packed).t.To(p.(packed).on) }
	if pinned {
		pack = func(t *Tensor) any { return packed{t.toPinned(), t.Device()} }
		unpack = func(p any) *Tensor { return p.(packed).t.To(p.(packed).on, NonBlocking()) }
	}
	WithSavedTensorHooks(pack, unpack, f)
}

// toPinned copies t to the CPU, into page-locked memory where there is some for it.
func (t *Tensor) toPinned() *Tensor {
	pinnable := (t.Device().Type != DeviceCPU || CUDAIsAvailable()) && t.Layout() != SparseCOO
	to := Empty(t.Shape(), t.DType(), t.Layout(), PinMemory(pinnable))
	if pinnable {
		return to.Copy_(t, NonBlocking())
	}
	return to.Copy_(t)
}

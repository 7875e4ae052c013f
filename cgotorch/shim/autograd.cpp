// What autograd has outside the dispatcher: backward, grad, .grad and modes.
#include <c10/core/AutogradState.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/variable.h>

#include "callback.h"

namespace ct {

namespace {

torch::autograd::variable_list borrow_all(const uint64_t *handles, int64_t n) {
  torch::autograd::variable_list list;
  list.reserve(n);
  for (int64_t i = 0; i < n; i++) list.push_back(borrow(handles[i]));
  return list;
}

} // namespace

ct_error *backward(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags, const uint64_t *inputs,
                   int64_t ninputs) {
  return call_guard("backward", [&] {
    const AllowGo allow;
    sync_threads();
    torch::autograd::backward(borrow_all(roots, n),
                              grads ? borrow_all(grads, n) : torch::autograd::variable_list(),
                              (flags & CT_BACKWARD_RETAIN_GRAPH) != 0, (flags & CT_BACKWARD_CREATE_GRAPH) != 0,
                              borrow_all(inputs, ninputs));
  });
}

ct_error *grad(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags, const uint64_t *inputs,
               int64_t ninputs, uint64_t *out) {
  return call_guard("grad", [&] {
    const AllowGo allow;
    sync_threads();
    auto result = torch::autograd::grad(
        borrow_all(roots, n), borrow_all(inputs, ninputs),
        grads ? borrow_all(grads, n) : torch::autograd::variable_list(), (flags & CT_BACKWARD_RETAIN_GRAPH) != 0,
        (flags & CT_BACKWARD_CREATE_GRAPH) != 0, (flags & CT_BACKWARD_ALLOW_UNUSED) != 0);
    for (int64_t i = 0; i < ninputs; i++) out[i] = give(std::move(result[i]));
  });
}

ct_error *tensor_grad(uint64_t t, uint64_t *out) {
  return call_guard("grad", [&] { // which warns of tensors that keep none
    at::Tensor g = borrow(t).grad();
    *out = give(std::move(g));
  });
}

// The checks of Python's setter (torch/csrc/autograd/python_variable.cpp).
ct_error *tensor_set_grad(uint64_t handle, uint64_t grad) {
  return guard("grad", [&] {
    const at::Tensor t = borrow(handle);
    if (grad == 0) {
      t.mutable_grad().reset();
      return;
    }
    at::Tensor g = borrow(grad);
    TORCH_CHECK(!g.is_same(t), "can't assign Variable as its own grad");
    TORCH_CHECK(g.scalar_type() == t.scalar_type(), "attempting to assign a gradient with dtype '", g.dtype(),
                "' to a tensor with dtype '", t.dtype(), "'");
    TORCH_CHECK(g.device().type() == t.device().type(), "attempting to assign a gradient with device type '",
                g.device().type(), "' to a tensor with device type '", t.device().type(),
                "'. Please ensure that the gradient and the tensor are on the same device");
    TORCH_CHECK(g.layout() == c10::kSparse || g.options().type_equal(t.options()),
                "attempting to assign a gradient to a tensor that has data of a different type");
    TORCH_CHECK(g.get_device() == t.get_device(), "attempting to assign a gradient located on device with index '",
                static_cast<int>(g.get_device()), "' to a tensor located on device with index '",
                static_cast<int>(t.get_device()),
                "'. Please ensure that the gradient and the tensor are on the same device");
    TORCH_CHECK(g.sizes().equals(t.sizes()), "attempting to assign a gradient of size '", g.sizes(),
                "' to a tensor of size '", t.sizes(),
                "'. Please ensure that the gradient and the tensor are the same size");
    t.mutable_grad() = std::move(g);
  });
}

ct_error *tensor_grad_fn_name(uint64_t t, char **text) {
  return guard("grad_fn", [&] {
    const auto fn = borrow(t).grad_fn();
    *text = copy_text(fn ? fn->name() : "");
  });
}

int32_t grad_mode() { return c10::GradMode::is_enabled(); }

int32_t grad_mode_set(int32_t on) {
  const bool former = c10::GradMode::is_enabled();
  c10::GradMode::set_enabled(on != 0);
  return former;
}

int32_t autograd_mode(int32_t mode, int32_t on) {
  auto &state = c10::AutogradState::get_tls_state();
  bool former = false;
  switch (mode) {
    case CT_MULTITHREADING:
      former = state.get_multithreading_enabled();
      if (on >= 0) state.set_multithreading_enabled(on != 0);
      break;
    case CT_FORWARD_GRAD:
      former = state.get_fw_grad_mode();
      if (on >= 0) state.set_fw_grad_mode(on != 0);
      break;
    case CT_VIEW_REPLAY:
      former = state.get_view_replay_enabled();
      if (on >= 0) state.set_view_replay_enabled(on != 0);
      break;
  }
  return former;
}

ct_error *version_bump(uint64_t t) {
  return guard("increment_version", [&] {
    const at::Tensor tensor = borrow(t);
    if (!tensor.is_inference()) tensor.unsafeGetTensorImpl()->bump_version();
  });
}

void *inference_mode_enter(int32_t on) { return new c10::InferenceMode(on != 0); }
void inference_mode_leave(void *guard) { delete static_cast<c10::InferenceMode *>(guard); }

} // namespace ct

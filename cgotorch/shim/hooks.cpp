// Hooks on tensors.
#include <torch/csrc/autograd/cpp_hook.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include "hook_ids.h"

namespace ct {

namespace {

// All hooks of one tensor.
struct TensorHooks {
  at::TensorBase operator()(const at::TensorBase &grad) const {
    at::Tensor value(grad);
    bool replaced = false;
    int index = 0;
    ids->each([&](uint64_t id) {
      uint64_t out = 0;
      const uint64_t result = callbacks().hook(id, give(at::Tensor(value)), &out);
      if (out) {
        replace(value, take(out), index);
        replaced = true;
      }
      index++;
      return result;
    });
    return replaced ? value : at::TensorBase();
  }

  // As torch/csrc/autograd/cpp_hook.cpp does it.
  static void replace(at::Tensor &value, at::Tensor result, int index) {
    TORCH_CHECK(value.defined(), "can't replace an empty gradient with a non-empty value");
    torch::autograd::check_variable_result(value, result, std::to_string(index));
    value = std::move(result);
  }

  std::shared_ptr<HookIds> ids = std::make_shared<HookIds>();
};

// The hooks that a tensor has; null for none. A change in place of the tensor leaves
// them with the gradient of what it was.
const TensorHooks *hooks_of(const at::Tensor &t) {
  t.grad_fn(); // a view's is made anew, and with it the list, where its base has changed
  const auto *meta = torch::autograd::impl::get_autograd_meta(t);
  if (!meta || !meta->cpp_hooks_list_) return nullptr;
  for (const auto &hook : *meta->cpp_hooks_list_)
    if (const auto *hooks = hook.target<TensorHooks>()) return hooks;
  return nullptr;
}

// All hooks of one leaf: libtorch holds a single one.
class PostAccumulateHooks final : public torch::autograd::PostAccumulateGradHook {
 public:
  void operator()(const at::Tensor &tensor) override {
    ids.each([&](uint64_t id) { return callbacks().post_accumulate(id, give(at::Tensor(tensor))); });
  }
  HookIds ids;
};

void check_requires_grad(const at::Tensor &t) {
  TORCH_CHECK(t.requires_grad(), "cannot register a hook on a tensor that doesn't require gradient");
}

} // namespace

ct_error *hook_add(uint64_t handle, uint64_t id) {
  return guard("register_hook", [&] {
    const at::Tensor t = borrow(handle);
    check_requires_grad(t);
    std::lock_guard<std::mutex> lock(hook_lists);
    if (const auto *hooks = hooks_of(t)) {
      hooks->ids->add(id);
      return;
    }
    TensorHooks hooks;
    hooks.ids->add(id);
    static_cast<const at::TensorBase &>(t).register_hook(std::move(hooks));
  });
}

ct_error *hook_add_post_accumulate(uint64_t handle, uint64_t id) {
  return guard("register_post_accumulate_grad_hook", [&] {
    const at::Tensor t = borrow(handle);
    check_requires_grad(t);
    TORCH_CHECK(!t.grad_fn(), "post accumulate grad hooks cannot be registered on non-leaf tensors");
    std::lock_guard<std::mutex> lock(hook_lists);
    // Nobody else in this process sets one, so its type is known.
    auto &hooks = torch::autograd::impl::post_acc_grad_hooks(t);
    if (!hooks) torch::autograd::impl::set_post_acc_grad_hooks(t, std::make_unique<PostAccumulateHooks>());
    static_cast<PostAccumulateHooks *>(torch::autograd::impl::post_acc_grad_hooks(t).get())->ids.add(id);
  });
}

} // namespace ct

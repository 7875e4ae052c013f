// Hooks on tensors.
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/variable.h>

#include <mutex>

#include "callback.h"

namespace ct {

namespace {

// All hooks of one leaf: libtorch holds a single one.
class PostAccumulateHooks final : public torch::autograd::PostAccumulateGradHook {
 public:
  void add(uint64_t id) {
    std::lock_guard<std::mutex> lock(mutex_);
    ids_.push_back(std::make_shared<Id>(id));
  }
  void operator()(const at::Tensor &tensor) override {
    std::vector<std::shared_ptr<Id>> ids;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      ids = ids_; // a hook may add another
    }
    for (const auto &id : ids) check_panic(callbacks().post_accumulate(id->get(), give(at::Tensor(tensor))));
  }

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Id>> ids_;
};

void check_requires_grad(const at::Tensor &t) {
  TORCH_CHECK(t.requires_grad(), "cannot register a hook on a tensor that doesn't require gradient");
}

} // namespace

ct_error *hook_add(uint64_t handle, uint64_t id) {
  return guard("register_hook", [&] {
    const at::Tensor t = borrow(handle);
    check_requires_grad(t);
    auto held = std::make_shared<Id>(id);
    static_cast<const at::TensorBase &>(t).register_hook([held](const at::TensorBase &grad) -> at::TensorBase {
      uint64_t out = 0;
      check_panic(callbacks().hook(held->get(), give(at::Tensor(grad)), &out));
      return take(out);
    });
  });
}

ct_error *hook_add_post_accumulate(uint64_t handle, uint64_t id) {
  return guard("register_post_accumulate_grad_hook", [&] {
    const at::Tensor t = borrow(handle);
    check_requires_grad(t);
    TORCH_CHECK(!t.grad_fn(), "post accumulate grad hooks cannot be registered on non-leaf tensors");
    // Nobody else in this process sets one, so its type is known.
    auto &hooks = torch::autograd::impl::post_acc_grad_hooks(t);
    if (!hooks) torch::autograd::impl::set_post_acc_grad_hooks(t, std::make_unique<PostAccumulateHooks>());
    static_cast<PostAccumulateHooks *>(torch::autograd::impl::post_acc_grad_hooks(t).get())->add(id);
  });
}

} // namespace ct

// The engine's points of extension, which Python's engine uses for the same:
// hooks on saved tensors, and where anomaly mode keeps the forward call's place.
#include <ATen/SavedTensorHooks.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/saved_variable_hooks.h>

#include <cstdlib>

#include "callback.h"

namespace ct {

namespace {

namespace ag = torch::autograd;

// Ids of the pairs of hooks that hold on this thread.
thread_local std::vector<std::shared_ptr<Id>> saved_hooks;

class SavedHooks final : public ag::SavedVariableHooks {
 public:
  explicit SavedHooks(std::shared_ptr<Id> id) : id_(std::move(id)) {}
  void call_pack_hook(const at::Tensor &tensor) override {
    uint64_t packed = 0;
    // With its graph an output that Go keeps would hold the node that holds it.
    check_panic(callbacks().pack(id_->get(), give(tensor.detach()), &packed));
    packed_ = std::make_unique<Id>(packed);
  }
  at::Tensor call_unpack_hook() override {
    TORCH_CHECK(packed_, "the pack hook panicked before it saved this tensor");
    uint64_t out = 0;
    check_panic(callbacks().unpack(packed_->get(), &out));
    return take(out);
  }

 private:
  std::shared_ptr<Id> id_;
  std::unique_ptr<Id> packed_;
};

class StackMetadata final : public ag::AnomalyMetadata {
 public:
  void store_stack() override {
    // The engine's own threads have no stack of Go.
    if (!AllowGo::allowed) return;
    char *text = callbacks().stack();
    if (text) stack_ = text;
    std::free(text);
  }
  void assign_parent(const CT_NODE_PTR(ag::Node) & parent) override { parent_ = parent; }
  // The place travels with the error instead.
  void print_stack(const std::string &) override {}

  std::string describe(const std::string &name) const {
    std::string text = "\nError detected in " + name + ". Forward call that caused the error:\n" +
                       (stack_.empty() ? "\t(not made by a call of Go)" : stack_);
    for (CT_NODE_PTR(ag::Node) node = parent_; node;) {
      const auto *metadata = dynamic_cast<StackMetadata *>(node->metadata());
      text += "\nPrevious calculation that induced " + name + ", in " + node->name() + ":\n";
      if (!metadata) break;
      text += metadata->stack_;
      node = metadata->parent_;
    }
    return text;
  }

 private:
  std::string stack_;
  CT_NODE_PTR(ag::Node) parent_;
};

class GoEngine final : public ag::Engine {
 public:
  std::unique_ptr<ag::AnomalyMetadata> make_anomaly_metadata() override {
    return std::make_unique<StackMetadata>();
  }
  std::unique_ptr<ag::SavedVariableHooks> get_default_saved_variable_hooks() override {
    if (saved_hooks.empty()) return nullptr;
    return std::make_unique<SavedHooks>(saved_hooks.back());
  }
  void thread_on_exception(const std::shared_ptr<ag::GraphTask> &task, const CT_NODE_PTR(ag::Node) & fn,
                           std::exception &e) override {
    if (!ag::AnomalyMode::is_enabled() || !fn) return Engine::thread_on_exception(task, fn, e);
    const auto *metadata = dynamic_cast<StackMetadata *>(fn->metadata());
    if (!metadata) return Engine::thread_on_exception(task, fn, e);
    // The base class takes the exception that is being handled.
    try {
      throw TracedError(std::current_exception(), metadata->describe(fn->name()));
    } catch (TracedError &traced) {
      Engine::thread_on_exception(task, fn, traced);
    }
  }
};

// Never destroyed: its threads may outlive static objects.
ag::Engine &go_engine() {
  static GoEngine &engine = *new GoEngine;
  return engine;
}

} // namespace

void install_engine() { ag::set_default_engine_stub(go_engine); }

ct_error *saved_hooks_push(uint64_t id) {
  auto held = std::make_shared<Id>(id);
  return guard("saved_tensors_hooks", [&] {
    const auto &disabled = at::SavedTensorDefaultHooks::get_disabled_error_message();
    TORCH_CHECK(!disabled, *disabled);
    saved_hooks.push_back(std::move(held));
  });
}
void saved_hooks_pop() { saved_hooks.pop_back(); }

ct_error *saved_hooks_disable(const char *message, char **former) {
  return guard("disable_saved_tensors_hooks", [&] {
    const auto &disabled = at::SavedTensorDefaultHooks::get_disabled_error_message();
    TORCH_CHECK(!message || saved_hooks.empty(), message ? message : "");
    *former = disabled ? copy_text(*disabled) : nullptr;
    if (message)
      at::SavedTensorDefaultHooks::disable(message);
    else
      at::SavedTensorDefaultHooks::enable();
  });
}

int32_t anomaly_set(int32_t mode) {
  const int32_t former = ag::AnomalyMode::is_enabled() | (ag::AnomalyMode::should_check_nan() << 1);
  ag::AnomalyMode::set_enabled((mode & 1) != 0, (mode & 2) != 0);
  return former;
}

} // namespace ct

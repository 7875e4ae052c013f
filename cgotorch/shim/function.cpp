// Functions whose forward and backward are written in Go, made into graph nodes
// as torch/csrc/autograd/custom_function.h does for C++.
#include <ATen/FuncTorchTLS.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable_info.h>

#include <unordered_set>

#include "callback.h"

namespace ct {

namespace {

namespace ag = torch::autograd;

class GoNode final : public ag::Node {
 public:
  GoNode(uint64_t id, std::string name, bool materialize)
      : id_(std::make_unique<Id>(id)), name_(std::move(name)), materialize_(materialize) {}

  std::string name() const override { return name_; }
  ag::variable_list apply(ag::variable_list &&grads) override;
  void release_variables() override {
    std::lock_guard<std::mutex> lock(mutex_);
    saved_.clear();
    freed_ = true;
  }
  CT_NODE_RELEASE(saved_.clear(); id_.reset();)

  ag::variable_list saved() {
    std::lock_guard<std::mutex> lock(mutex_);
    TORCH_CHECK(!freed_, ag::ERR_BACKWARD_TWICE);
    ag::variable_list list;
    list.reserve(saved_.size());
    for (const auto &s : saved_) list.push_back(s.unpack(getptr()));
    return list;
  }
  int64_t saved_count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return freed_ ? 0 : static_cast<int64_t>(saved_.size());
  }
  void save(const ag::variable_list &tensors) {
    saved_.reserve(tensors.size());
    for (const auto &t : tensors) {
      if (t.defined())
        saved_.emplace_back(t, t.grad_fn().get() == this);
      else
        saved_.emplace_back();
    }
  }

  std::vector<bool> is_tensor;               // of each input, as given to Go
  std::vector<ag::VariableInfo> output_info; // for gradients that are zero

 private:
  std::unique_ptr<Id> id_;
  std::string name_;
  bool materialize_;
  bool freed_ = false;
  std::vector<ag::SavedVariable> saved_;
};

// Go may run for long, and this node again on another thread: no lock is held.
ag::variable_list GoNode::apply(ag::variable_list &&grads) {
  at::OptionalDeviceGuard device;
  for (size_t i = 0; i < grads.size(); i++)
    if (materialize_ && !grads[i].defined()) grads[i] = output_info[i].zeros(device);

  std::vector<uint64_t> given, needs, out(is_tensor.size());
  given.reserve(grads.size());
  needs.reserve(is_tensor.size());
  size_t edge = 0;
  for (const bool tensor : is_tensor) needs.push_back(tensor && task_should_compute_output(edge++));
  for (auto &g : grads) given.push_back(give(std::move(g)));
  check_panic(callbacks().backward(id_->get(), reinterpret_cast<uint64_t>(this), given.data(),
                                   static_cast<int64_t>(given.size()), needs.data(), out.data(),
                                   static_cast<int64_t>(out.size())));
  ag::variable_list results;
  results.reserve(edge);
  for (size_t i = 0; i < out.size(); i++) {
    at::Tensor grad = take(out[i]);
    if (is_tensor[i]) results.push_back(std::move(grad));
  }
  return results;
}

ag::variable_list read_list(const uint64_t *&p) {
  const uint64_t n = *p++;
  ag::variable_list list;
  list.reserve(n);
  for (uint64_t i = 0; i < n; i++) list.push_back(borrow(*p++));
  return list;
}

std::unordered_set<at::TensorImpl *> as_set(const ag::variable_list &list) {
  std::unordered_set<at::TensorImpl *> set;
  for (const auto &t : list) set.insert(t.unsafeGetTensorImpl());
  return set;
}

// Calls the function's forward-mode derivative in Go, which gets a tangent for each
// of all inputs.
class Jvp {
 public:
  Jvp(uint64_t id, const ag::variable_list &all_inputs, bool materialize, size_t outputs)
      : id_(id), all_inputs_(all_inputs), materialize_(materialize), outputs_(outputs) {}
  ag::variable_list operator()(const ag::variable_list &, const ag::variable_list &tangents) const {
    TORCH_CHECK_NOT_IMPLEMENTED(
        id_, "You must implement the jvp function for custom autograd.Function to use it with forward mode AD.");
    std::vector<uint64_t> given, out(outputs_);
    size_t i = 0;
    for (const auto &input : all_inputs_) {
      at::Tensor tangent = input.defined() ? tangents[i++] : at::Tensor();
      if (input.defined() && !tangent.defined() && materialize_) tangent = at::zeros_like(input);
      given.push_back(give(std::move(tangent)));
    }
    check_panic(callbacks().jvp(id_, given.data(), static_cast<int64_t>(given.size()), out.data(),
                                static_cast<int64_t>(out.size())));
    ag::variable_list results;
    for (const uint64_t h : out) results.push_back(take(h));
    return results;
  }

 private:
  uint64_t id_;
  const ag::variable_list &all_inputs_;
  bool materialize_;
  size_t outputs_;
};

} // namespace

ct_error *function_apply(uint64_t id, uint64_t jvp, const char *name, int64_t bytes, const uint64_t *words,
                         int64_t, int32_t materialize_grads, uint64_t *out, int32_t *recorded) {
  const AllowGo allow; // saved-tensor hooks, anomaly mode
  const std::string function(name, bytes);
  return call_guard(function.c_str(), [&] {
    if (const auto &functorch = at::functorch::functorchTLSAccessor())
      functorch->checkSupportsCppAutogradFunction();
    const ag::variable_list all_inputs = read_list(words), outputs = read_list(words), dirty = read_list(words),
                            constant = read_list(words), to_save = read_list(words);
    ag::variable_list inputs;
    for (const auto &t : all_inputs)
      if (t.defined()) inputs.push_back(t);

    CT_NODE_PTR(GoNode) node;
    if (c10::GradMode::is_enabled() && ag::any_variable_requires_grad(inputs)) {
      node = CT_MAKE_NODE(GoNode, id, function, materialize_grads != 0);
      *recorded = 1;
      for (const auto &t : all_inputs) node->is_tensor.push_back(t.defined());
      node->set_next_edges(ag::collect_next_edges(inputs));
      node->clear_input_metadata();
    }
    for (const auto &t : dirty) t.unsafeGetTensorImpl()->bump_version();

    std::vector<std::optional<at::Tensor>> raw(outputs.begin(), outputs.end());
    const auto view_as_self = [](const at::Tensor &x) { return x.view_as(x); };
    const auto wrapped = CT_WRAP_OUTPUTS(inputs, as_set(constant), as_set(dirty), raw, node,
                                         Jvp(jvp, all_inputs, materialize_grads != 0, outputs.size()),
                                         std::unordered_set<at::TensorImpl *>{}, view_as_self, false);
    if (node) {
      for (const auto &t : wrapped) node->output_info.emplace_back(*t);
      node->save(to_save);
    }
    for (size_t i = 0; i < wrapped.size(); i++)
      out[i] = wrapped[i]->is_same(outputs[i]) ? 0 : give(at::Tensor(*wrapped[i]));
  });
}

int64_t function_saved_count(uint64_t node) { return reinterpret_cast<GoNode *>(node)->saved_count(); }

ct_error *function_saved(uint64_t node, uint64_t *out) {
  return guard("saved_tensors", [&] {
    for (auto &t : reinterpret_cast<GoNode *>(node)->saved()) *out++ = give(std::move(t));
  });
}

} // namespace ct

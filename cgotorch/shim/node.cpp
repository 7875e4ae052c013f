// Graph nodes as Go holds them, the edges between them, and the engine run from
// edges rather than from tensors.
#include <torch/csrc/autograd/engine.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/function_hook.h>
#include <torch/csrc/autograd/graph_task.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

#include "hook_ids.h"

namespace ct {

namespace {

namespace ag = torch::autograd;
using NodePtr = CT_NODE_PTR(ag::Node);

// A node's handle is a reference of its own, on the heap.
uint64_t give_node(NodePtr node) {
  if (!node) return 0;
  return reinterpret_cast<uint64_t>(new NodePtr(std::move(node)));
}

const NodePtr &node_at(uint64_t handle) {
  TORCH_CHECK(handle != 0, "the node is undefined");
  return *reinterpret_cast<const NodePtr *>(handle);
}

std::vector<uint64_t> give_all(const ag::variable_list &list) {
  std::vector<uint64_t> handles;
  handles.reserve(list.size());
  for (const auto &t : list) handles.push_back(give(at::Tensor(t)));
  return handles;
}

ag::variable_list take_all(const std::vector<uint64_t> &handles) {
  ag::variable_list list;
  list.reserve(handles.size());
  for (const uint64_t h : handles) list.push_back(take(h));
  return list;
}

// Calls the hooks of a node: what each returns takes the place of grads, if anything.
ag::variable_list call_hooks(HookIds &ids, ag::variable_list grads, const ag::variable_list &others) {
  ids.each([&](uint64_t id) {
    std::vector<uint64_t> given = give_all(grads), more = give_all(others), out(given.size());
    int32_t replaced = 0;
    const uint64_t result =
        callbacks().node_hook(id, given.data(), static_cast<int64_t>(given.size()), more.data(),
                              static_cast<int64_t>(more.size()), out.data(), &replaced);
    if (replaced) grads = take_all(out);
    return result;
  });
  return grads;
}

struct PreHooks final : ag::FunctionPreHook {
  ag::variable_list operator()(const ag::variable_list &grads) override { return call_hooks(ids, grads, {}); }
  HookIds ids;
};

struct PostHooks final : ag::FunctionPostHook {
  ag::variable_list operator()(const ag::variable_list &grad_inputs,
                               const ag::variable_list &grad_outputs) override {
    return call_hooks(ids, grad_inputs, grad_outputs);
  }
  HookIds ids;
};

// Adds a hook to ours among a node's, or as the first of ours.
template <typename Ours, typename List, typename Add>
void add_hook(const List &list, uint64_t id, Add &&add) {
  std::lock_guard<std::mutex> lock(hook_lists);
  for (const auto &hook : list) {
    if (auto *ours = dynamic_cast<Ours *>(hook.get())) {
      ours->ids.add(id);
      return;
    }
  }
  auto first = std::make_unique<Ours>();
  first->ids.add(id);
  add(std::move(first));
}

ag::edge_list read_edges(const uint64_t *words, int64_t n) {
  ag::edge_list edges;
  edges.reserve(n);
  for (int64_t i = 0; i < n; i++)
    edges.emplace_back(node_at(words[2 * i]), static_cast<uint32_t>(words[2 * i + 1]));
  return edges;
}

} // namespace

ct_error *tensor_edge(uint64_t t, int32_t accumulator, uint64_t *node, int64_t *index) {
  return guard("grad_fn", [&] {
    const at::Tensor tensor = borrow(t);
    if (accumulator && tensor.requires_grad()) {
      ag::Edge edge = ag::impl::gradient_edge(tensor);
      *index = edge.input_nr;
      *node = give_node(std::move(edge.function));
      return;
    }
    *index = tensor.output_nr();
    *node = give_node(tensor.grad_fn());
  });
}

void node_release(uint64_t node) { delete reinterpret_cast<NodePtr *>(node); }

uint64_t node_address(uint64_t node) { return reinterpret_cast<uint64_t>(node_at(node).get()); }

uint64_t node_sequence(uint64_t node) { return node_at(node)->sequence_nr(); }

ct_error *node_name(uint64_t node, char **text) {
  return guard("name", [&] { *text = copy_text(node_at(node)->name()); });
}

int64_t node_next(uint64_t node, uint64_t *out, int64_t m) {
  const auto &edges = node_at(node)->next_edges();
  const auto n = static_cast<int64_t>(edges.size());
  for (int64_t i = 0; i < n && i < m; i++) {
    out[2 * i] = give_node(edges[i].function);
    out[2 * i + 1] = edges[i].input_nr;
  }
  return n;
}

ct_error *node_inputs(uint64_t node, int64_t *out, int64_t m, int64_t *words) {
  return guard("input_metadata", [&] {
    std::vector<int64_t> all;
    for (uint32_t i = 0; i < node_at(node)->num_inputs(); i++) {
      const auto &meta = node_at(node)->input_metadata(i);
      if (meta.was_default_constructed()) {
        all.insert(all.end(), {-1, 0, 0, 0});
        continue;
      }
      const auto shape = C10_AS_INTARRAYREF_SLOW(meta.shape_as_dim_vector());
      all.insert(all.end(), {static_cast<int64_t>(c10::typeMetaToScalarType(meta.dtype())),
                             static_cast<int64_t>(meta.device().type()), meta.device().index(),
                             static_cast<int64_t>(shape.size())});
      all.insert(all.end(), shape.begin(), shape.end());
    }
    *words = static_cast<int64_t>(all.size());
    for (int64_t k = 0; k < *words && k < m; k++) out[k] = all[k];
  });
}

ct_error *node_hook_add(uint64_t node, uint64_t id, int32_t before) {
  return guard(before ? "register_prehook" : "register_hook", [&] {
    ag::Node &n = *node_at(node);
    if (before)
      add_hook<PreHooks>(n.pre_hooks(), id, [&](auto hooks) { n.add_pre_hook(std::move(hooks)); });
    else
      add_hook<PostHooks>(n.post_hooks(), id, [&](auto hooks) { n.add_post_hook(std::move(hooks)); });
  });
}

// As Python's _will_engine_execute_node.
ct_error *node_will_run(uint64_t handle, int32_t *runs) {
  return guard("_will_engine_execute_node", [&] {
    ag::Node *node = node_at(handle).get();
    const auto *exec_info = ag::get_current_graph_task_exec_info();
    TORCH_CHECK(exec_info, "_get_should_execute_nodes should only be called during the backward pass");
    const auto *nodes = ag::get_current_graph_task_nodes_in_graph();
    *runs = nodes->count(node) > 0;
    if (!*runs || exec_info->empty()) return;
    const auto it = exec_info->find(node);
    *runs = it != exec_info->end() && it->second.should_execute();
    TORCH_CHECK(
        !*runs || node->topological_nr() != 0 || !it->second.captures_,
        "A leaf node was passed to _will_engine_execute_node but we are currently running autograd.grad(). "
        "This is currently not supported.");
  });
}

ct_error *edges_run(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags, const uint64_t *inputs,
                    int64_t ninputs, uint64_t *out) {
  return call_guard(out ? "grad" : "backward", [&] {
    const AllowGo allow;
    sync_threads();
    ag::variable_list given;
    given.reserve(n);
    for (int64_t i = 0; i < n; i++) given.push_back(borrow(grads[i]));
    auto results = ag::Engine::get_default_engine().execute(
        read_edges(roots, n), given, (flags & CT_BACKWARD_RETAIN_GRAPH) != 0,
        (flags & CT_BACKWARD_CREATE_GRAPH) != 0, out == nullptr, read_edges(inputs, ninputs));
    if (!out) return;
    for (int64_t i = 0; i < ninputs; i++) {
      TORCH_CHECK((flags & CT_BACKWARD_ALLOW_UNUSED) != 0 || results[i].defined(),
                  "One of the differentiated Tensors appears to not have been used in the graph. "
                  "Set allow_unused=True if this is the desired behavior.");
    }
    for (int64_t i = 0; i < ninputs; i++) out[i] = give(std::move(results[i]));
  });
}

int64_t graph_task() { return ag::get_current_graph_task_id(); }

int32_t checkpoint_valid() { return ag::Engine::get_default_engine().is_checkpoint_valid(); }

ct_error *queue_callback(uint64_t id) {
  auto held = std::make_shared<Id>(id);
  return guard("queue_callback", [&] {
    ag::Engine::get_default_engine().queue_callback([held] { check_panic(callbacks().run(held->get())); });
  });
}

ct_error *saved_variable_new(uint64_t t, uint64_t *out) {
  return guard("save", [&] {
    const AllowGo allow;
    *out = reinterpret_cast<uint64_t>(new ag::SavedVariable(borrow(t), false));
  });
}

ct_error *saved_variable_unpack(uint64_t saved, uint64_t *out) {
  return guard("unpack", [&] {
    const AllowGo allow;
    *out = give(reinterpret_cast<const ag::SavedVariable *>(saved)->unpack());
  });
}

void saved_variable_release(uint64_t saved) { delete reinterpret_cast<ag::SavedVariable *>(saved); }

} // namespace ct

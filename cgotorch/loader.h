// loader.h opens the shim and wraps each entry of its table in a function that
// cgo can call and annotate.
#ifndef GOTORCH_LOADER_H
#define GOTORCH_LOADER_H

#include "shim/cgotorch.h"
#include "yield.h"

// gt_open opens the shim at path. It returns NULL, or a malloc'd message.
char *gt_open(const char *path);
// gt_set_callbacks hands the exported functions of callback.go to the shim.
void gt_set_callbacks(void);
// gt_api is the table, NULL before gt_open.
extern const ct_api *gt_api;

// op is an integer here: a pointer of no known type costs cgo a check of 20 ns.
static inline ct_error *gt_op_call(uintptr_t op, const uint64_t *args, int64_t n, uint64_t *out, int64_t m) {
  return gt_or_yield(gt_api->op_call((void *)op, args, n, out, m));
}
// The same entry, for calls during which C++ may call Go.
static inline ct_error *gt_op_call_reentrant(uintptr_t op, const uint64_t *args, int64_t n, uint64_t *out,
                                             int64_t m) {
  return gt_or_yield(gt_api->op_call_reentrant((void *)op, args, n, out, m));
}
static inline void gt_tensors_release(const uint64_t *handles, int64_t n) { gt_api->tensors_release(handles, n); }
// data has no void pointer's type, for which cgo would search the whole Go object
// around it for pointers, and panic where a slice is part of a struct with some.
static inline ct_error *gt_tensor_new(int64_t dtype, const int64_t *sizes, int64_t ndim, const uint8_t *data,
                                      int64_t bytes, uint64_t *out) {
  return gt_api->tensor_new(dtype, sizes, ndim, data, bytes, out);
}
static inline ct_error *gt_tensor_alias(uint64_t t, int64_t begin, int64_t bytes, uint64_t *out) {
  return gt_api->tensor_alias(t, begin, bytes, out);
}
static inline ct_error *gt_tensor_on(uint64_t t, uint64_t source, int64_t offset, const int64_t *sizes,
                                     const int64_t *strides, int64_t ndim, uint64_t *out) {
  return gt_api->tensor_on(t, source, offset, sizes, strides, ndim, out);
}
static inline ct_error *gt_tensor_data(uint64_t t, void **data, int64_t *bytes) {
  return gt_api->tensor_data(t, data, bytes);
}
static inline ct_error *gt_tensor_meta(uint64_t t, int64_t *out, int64_t m, int64_t *words) {
  return gt_api->tensor_meta(t, out, m, words);
}
static inline int64_t gt_dtype_size(int64_t dtype) { return gt_api->dtype_size(dtype); }
static inline int64_t gt_memory_trim(int32_t idle) { return gt_api->memory_trim(idle); }
static inline const char *gt_error_message(const ct_error *e) { return gt_api->error_message(e); }
static inline const char *gt_error_kind(const ct_error *e) { return gt_api->error_kind(e); }
static inline const char *gt_error_op(const ct_error *e) { return gt_api->error_op(e); }
static inline void gt_error_free(ct_error *e) { gt_api->error_free(e); }
static inline int32_t gt_error_warning(const ct_error *e, int64_t i, ct_warning *out) {
  return gt_api->error_warning(e, i, out);
}
static inline ct_error *gt_warnings_take(void) { return gt_api->warnings_take(); }
static inline ct_error *gt_op_find(const char *name, const char *overload, uintptr_t *op, int64_t *returns) {
  return gt_api->op_find(name, overload, (void **)op, returns);
}
static inline ct_error *gt_op_schema(uintptr_t op, char **text) { return gt_api->op_schema((void *)op, text); }
static inline ct_error *gt_op_names(char **text) { return gt_api->op_names(text); }
static inline void gt_words_free(void *p) { gt_api->words_free(p); }
// The address in a CT_SPILL word, as a pointer.
static inline uint64_t *gt_words(uint64_t address) { return (uint64_t *)(uintptr_t)address; }
static inline ct_error *gt_backward(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags,
                                    const uint64_t *inputs, int64_t ninputs) {
  return gt_api->backward(roots, n, grads, flags, inputs, ninputs);
}
static inline ct_error *gt_grad(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags,
                                const uint64_t *inputs, int64_t ninputs, uint64_t *out) {
  return gt_api->grad(roots, n, grads, flags, inputs, ninputs, out);
}
static inline ct_error *gt_tensor_grad(uint64_t t, uint64_t *out) { return gt_api->tensor_grad(t, out); }
static inline ct_error *gt_tensor_set_grad(uint64_t t, uint64_t g) { return gt_api->tensor_set_grad(t, g); }
static inline ct_error *gt_tensor_grad_fn_name(uint64_t t, char **text) {
  return gt_api->tensor_grad_fn_name(t, text);
}
static inline int32_t gt_grad_mode(void) { return gt_api->grad_mode(); }
static inline int32_t gt_grad_mode_set(int32_t on) { return gt_api->grad_mode_set(on); }
static inline void *gt_inference_mode_enter(int32_t on) { return gt_api->inference_mode_enter(on); }
static inline void gt_inference_mode_leave(void *g) { gt_api->inference_mode_leave(g); }
static inline ct_error *gt_manual_seed(uint64_t seed) { return gt_api->manual_seed(seed); }
static inline ct_error *gt_generator_new(int64_t type, int64_t index, uint64_t *out) {
  return gt_api->generator_new(type, index, out);
}
static inline ct_error *gt_generator_default(int64_t type, int64_t index, uint64_t *out) {
  return gt_api->generator_default(type, index, out);
}
static inline void gt_generator_release(uint64_t g) { gt_api->generator_release(g); }
static inline ct_error *gt_generator_seed(uint64_t g, uint64_t seed) { return gt_api->generator_seed(g, seed); }
static inline ct_error *gt_generator_initial_seed(uint64_t g, uint64_t *seed) {
  return gt_api->generator_initial_seed(g, seed);
}
static inline ct_error *gt_generator_state(uint64_t g, uint64_t *out) { return gt_api->generator_state(g, out); }
static inline ct_error *gt_generator_set_state(uint64_t g, uint64_t s) {
  return gt_api->generator_set_state(g, s);
}
static inline ct_error *gt_threads_set(int64_t n) { return gt_api->threads_set(n); }
static inline int64_t gt_threads_get(void) { return gt_api->threads_get(); }
static inline ct_error *gt_device_parse(const char *text, int64_t *type, int64_t *index) {
  return gt_api->device_parse(text, type, index);
}
static inline const char *gt_device_type_name(int64_t type) { return gt_api->device_type_name(type); }
static inline int64_t gt_device_count(int64_t type) { return gt_api->device_count(type); }
static inline ct_error *gt_device_synchronize(int64_t type, int64_t index) {
  return gt_api->device_synchronize(type, index);
}
static inline int64_t gt_default_dtype(void) { return gt_api->default_dtype(); }
static inline ct_error *gt_default_dtype_set(int64_t d) { return gt_api->default_dtype_set(d); }
static inline ct_error *gt_deterministic_set(int32_t on, int32_t warn) {
  return gt_api->deterministic_set(on, warn);
}
static inline int32_t gt_deterministic(void) { return gt_api->deterministic(); }
static inline void gt_sparse_checks_set(int32_t on) { gt_api->sparse_checks_set(on); }
static inline int32_t gt_sparse_checks(void) { return gt_api->sparse_checks(); }
static inline ct_error *gt_config_text(char **text) { return gt_api->config_text(text); }
static inline int64_t gt_dropped_ids(uint64_t *out, int64_t m) { return gt_api->dropped_ids(out, m); }
static inline uint64_t gt_error_panic(ct_error *e) { return gt_api->error_panic(e); }
static inline void gt_tensors_retain(const uint64_t *handles, uint64_t *out, int64_t n) {
  gt_api->tensors_retain(handles, out, n);
}
static inline ct_error *gt_hook_add(uint64_t t, uint64_t id) { return gt_api->hook_add(t, id); }
static inline ct_error *gt_hook_add_post_accumulate(uint64_t t, uint64_t id) {
  return gt_api->hook_add_post_accumulate(t, id);
}
static inline ct_error *gt_function_apply(uint64_t id, uint64_t jvp, const char *name, int64_t bytes,
                                          const uint64_t *words, int64_t n, int32_t materialize, uint64_t *out,
                                          int32_t *recorded) {
  return gt_api->function_apply(id, jvp, name, bytes, words, n, materialize, out, recorded);
}
static inline int64_t gt_function_saved_count(uint64_t node) { return gt_api->function_saved_count(node); }
static inline ct_error *gt_function_saved(uint64_t node, uint64_t *out) {
  return gt_api->function_saved(node, out);
}
static inline ct_error *gt_saved_hooks_push(uint64_t id) { return gt_api->saved_hooks_push(id); }
static inline void gt_saved_hooks_pop(void) { gt_api->saved_hooks_pop(); }
static inline int32_t gt_anomaly_set(int32_t mode) { return gt_api->anomaly_set(mode); }
static inline ct_error *gt_dual_enter(int64_t *level) { return gt_api->dual_enter(level); }
static inline ct_error *gt_dual_exit(int64_t level) { return gt_api->dual_exit(level); }
static inline ct_error *gt_tensor_edge(uint64_t t, int32_t accumulator, uint64_t *node, int64_t *index) {
  return gt_api->tensor_edge(t, accumulator, node, index);
}
static inline void gt_node_release(uint64_t node) { gt_api->node_release(node); }
static inline uint64_t gt_node_address(uint64_t node) { return gt_api->node_address(node); }
static inline uint64_t gt_node_sequence(uint64_t node) { return gt_api->node_sequence(node); }
static inline ct_error *gt_node_name(uint64_t node, char **text) { return gt_api->node_name(node, text); }
static inline int64_t gt_node_next(uint64_t node, uint64_t *out, int64_t m) {
  return gt_api->node_next(node, out, m);
}
static inline ct_error *gt_node_inputs(uint64_t node, int64_t *out, int64_t m, int64_t *words) {
  return gt_api->node_inputs(node, out, m, words);
}
static inline ct_error *gt_node_hook_add(uint64_t node, uint64_t id, int32_t before) {
  return gt_api->node_hook_add(node, id, before);
}
static inline ct_error *gt_node_will_run(uint64_t node, int32_t *runs) {
  return gt_api->node_will_run(node, runs);
}
static inline ct_error *gt_edges_run(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags,
                                     const uint64_t *inputs, int64_t ninputs, uint64_t *out) {
  return gt_api->edges_run(roots, n, grads, flags, inputs, ninputs, out);
}
static inline int64_t gt_graph_task(void) { return gt_api->graph_task(); }
static inline int32_t gt_checkpoint_valid(void) { return gt_api->checkpoint_valid(); }
static inline ct_error *gt_queue_callback(uint64_t id) { return gt_api->queue_callback(id); }
static inline ct_error *gt_saved_variable_new(uint64_t t, uint64_t *out) {
  return gt_api->saved_variable_new(t, out);
}
static inline ct_error *gt_saved_variable_unpack(uint64_t saved, uint64_t *out) {
  return gt_api->saved_variable_unpack(saved, out);
}
static inline void gt_saved_variable_release(uint64_t saved) { gt_api->saved_variable_release(saved); }
static inline ct_error *gt_saved_hooks_disable(const char *message, char **former) {
  return gt_api->saved_hooks_disable(message, former);
}
static inline int32_t gt_autograd_mode(int32_t mode, int32_t on) { return gt_api->autograd_mode(mode, on); }
static inline ct_error *gt_version_bump(uint64_t t) { return gt_api->version_bump(t); }
static inline ct_error *gt_vmap_enter(int32_t kind, int64_t size, int64_t randomness, int64_t *level) {
  return gt_api->vmap_enter(kind, size, randomness, level);
}
static inline ct_error *gt_vmap_exit(int32_t kind) { return gt_api->vmap_exit(kind); }
static inline ct_error *gt_vmap_wrap(int32_t kind, uint64_t t, int64_t dim, int64_t level, uint64_t *out) {
  return gt_api->vmap_wrap(kind, t, dim, level, out);
}
static inline ct_error *gt_vmap_unwrap(int32_t kind, uint64_t t, int64_t level, int64_t size, int64_t dim,
                                       uint64_t *out) {
  return gt_api->vmap_unwrap(kind, t, level, size, dim, out);
}
static inline int32_t gt_vmap_is_batched(uint64_t t) { return gt_api->vmap_is_batched(t); }
static inline int32_t gt_vmap_active(void) { return gt_api->vmap_active(); }
static inline ct_error *gt_setting_get(int64_t s, int64_t *value) { return gt_api->setting_get(s, value); }
static inline ct_error *gt_setting_set(int64_t s, int64_t value) { return gt_api->setting_set(s, value); }
static inline ct_error *gt_autocast_get(int64_t type, int64_t *state) { return gt_api->autocast_get(type, state); }
static inline ct_error *gt_autocast_set(int64_t type, const int64_t *state) {
  return gt_api->autocast_set(type, state);
}
static inline void gt_autocast_nest(int32_t by) { gt_api->autocast_nest(by); }
static inline ct_error *gt_test_throw(const char *kind) { return gt_api->test_throw(kind); }

#endif

// The table.
#include "shim.h"

#ifndef CT_SOURCES_HASH
#define CT_SOURCES_HASH ""
#endif

static const ct_api table = {
    CT_API_VERSION,
    CT_SOURCES_HASH,
    TORCH_VERSION,
    reinterpret_cast<const int64_t *>(&ct::cpu_bytes),
    reinterpret_cast<const int64_t *>(&ct::live_handles),
    ct::error_message,
    ct::error_kind,
    ct::error_op,
    ct::error_free,
    ct::error_warning,
    ct::warnings_take,
    ct::op_find,
    ct::op_call,
    ct::op_schema,
    ct::op_names,
    ct::words_free,
    ct::tensors_release,
    ct::tensor_new,
    ct::tensor_data,
    ct::tensor_meta,
    ct::dtype_size,
    ct::memory_trim,
    ct::backward,
    ct::grad,
    ct::tensor_grad,
    ct::tensor_set_grad,
    ct::tensor_grad_fn_name,
    ct::grad_mode,
    ct::grad_mode_set,
    ct::inference_mode_enter,
    ct::inference_mode_leave,
    ct::manual_seed,
    ct::generator_new,
    ct::generator_default,
    ct::generator_release,
    ct::generator_seed,
    ct::generator_initial_seed,
    ct::generator_state,
    ct::generator_set_state,
    ct::threads_set,
    ct::threads_get,
    ct::device_parse,
    ct::device_type_name,
    ct::device_count,
    ct::device_synchronize,
    ct::default_dtype,
    ct::default_dtype_set,
    ct::deterministic_set,
    ct::deterministic,
    ct::config_text,
    ct::test_throw,
    reinterpret_cast<const int64_t *>(&ct::dropped_count),
    ct::callbacks_set,
    ct::dropped_ids,
    ct::error_panic,
    ct::op_call_reentrant,
    ct::tensors_retain,
    ct::hook_add,
    ct::hook_add_post_accumulate,
    ct::function_apply,
    ct::function_saved_count,
    ct::function_saved,
    ct::saved_hooks_push,
    ct::saved_hooks_pop,
    ct::anomaly_set,
    ct::dual_enter,
    ct::dual_exit,
    ct::tensor_edge,
    ct::node_release,
    ct::node_address,
    ct::node_sequence,
    ct::node_name,
    ct::node_next,
    ct::node_inputs,
    ct::node_hook_add,
    ct::node_will_run,
    ct::edges_run,
    ct::graph_task,
    ct::checkpoint_valid,
    ct::queue_callback,
    ct::saved_variable_new,
    ct::saved_variable_unpack,
    ct::saved_variable_release,
    ct::saved_hooks_disable,
    ct::autograd_mode,
    ct::version_bump,
    ct::vmap_enter,
    ct::vmap_exit,
    ct::vmap_wrap,
    ct::vmap_unwrap,
    ct::vmap_is_batched,
    ct::vmap_active,
    ct::sparse_checks_set,
    ct::sparse_checks,
    ct::setting_get,
    ct::setting_set,
    ct::autocast_get,
    ct::autocast_set,
    ct::autocast_nest,
};

// A std::atomic<int64_t> must be a plain int64_t for Go's sync/atomic to read it.
static_assert(sizeof(std::atomic<int64_t>) == sizeof(int64_t) && std::atomic<int64_t>::is_always_lock_free);

extern "C" __attribute__((visibility("default"))) const ct_api *ct_api_get(void) {
  static const bool ready = [] {
    ct::collect_warnings();
    ct::count_cpu_bytes();
    ct::load_cuda();
    ct::install_engine();
    return true;
  }();
  (void)ready;
  return &table;
}

// shim.h: what the shim's own files share. Nothing of it crosses to Go.
#pragma once

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>
#include <c10/util/Exception.h>

#include <atomic>
#include <cstring>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "cgotorch.h"
#include "compat.h"

// A warning as a call took it: its own, or one of a thread outside of all calls.
struct Warned {
  c10::Warning warning;
  bool own;
};

struct ct_error {
  std::string message;
  const char *kind; // null where the call succeeded, with warnings
  std::string op;
  uint64_t panic = 0; // id of the Go panic behind it
  std::vector<Warned> warnings{};
};

namespace ct {

extern std::atomic<int64_t> live_handles;

// A tensor from a borrowed handle.
inline at::Tensor borrow(uint64_t handle) {
  if (handle == 0) return {};
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim_copy(
      reinterpret_cast<c10::TensorImpl *>(handle)));
}

// A new handle for t; 0 where it is undefined.
inline uint64_t give(at::Tensor &&t) {
  if (!t.defined()) return 0;
  live_handles.fetch_add(1, std::memory_order_relaxed);
  return reinterpret_cast<uint64_t>(t.unsafeReleaseTensorImpl());
}

// A dtype or a device from its numbers. libtorch itself does not check them in a
// release build: it would index its tables with them.
inline at::ScalarType dtype_of(int64_t dtype) {
  TORCH_CHECK_VALUE(dtype >= 0 && dtype < static_cast<int64_t>(at::ScalarType::Undefined), dtype,
                    " is no dtype of libtorch ", TORCH_VERSION);
  return static_cast<at::ScalarType>(dtype);
}
inline c10::Device device_of(int64_t type, int64_t index) {
  TORCH_CHECK_VALUE(type >= 0 && type < c10::COMPILE_TIME_MAX_DEVICE_TYPES, type,
                    " is no device type of libtorch ", TORCH_VERSION);
  TORCH_CHECK_VALUE(index >= -1 && index <= std::numeric_limits<c10::DeviceIndex>::max(), "a device index of ",
                    index, " is out of range");
  return c10::Device(static_cast<c10::DeviceType>(type), static_cast<c10::DeviceIndex>(index));
}

// As many processors as Linux supports. libtorch takes any number of threads, and
// OpenMP ends the process where it can't start one.
constexpr int64_t max_threads = 8192;

// For what each operator looks up: by the thread's own register, without the 5 ns that
// a library opened at run time pays otherwise. glibc keeps some hundred bytes of a
// thread for such uses, of which the shim's take 64; libtorch's libgomp does the same.
#if defined(__GLIBC__)
#define CT_THREAD_LOCAL __attribute__((tls_model("initial-exec"))) thread_local
#else
#define CT_THREAD_LOCAL thread_local
#endif

class Call;

// What a thread holds, in plain words: see ThreadBlocks in memory.cpp. One look for
// both serves an operator.
struct ThreadState {
  Call *call; // innermost, null outside of calls
  uint64_t threads_generation;
};
extern CT_THREAD_LOCAL constinit ThreadState this_thread;

// at::set_num_threads reaches the calling thread's OpenMP pool alone; the others
// compare their generation with this one at their next call.
extern std::atomic<uint64_t> threads_generation;
void renew_threads();

// Brings this thread's OpenMP pool to the number of threads set last.
inline void sync_threads() {
  if (this_thread.threads_generation != threads_generation.load(std::memory_order_acquire)) renew_threads();
}

// Has libtorch's warnings come to the calls they are raised in.
void collect_warnings();
extern std::atomic<int64_t> stray_warnings;

// A call of Go, on its thread's stack. Calls nest where libtorch calls Go.
class Call {
 public:
  Call() : thread_(this_thread), outer_(thread_.call) { thread_.call = this; }
  ~Call() { thread_.call = outer_; }
  Call(const Call &) = delete;
  void keep(const c10::Warning &w) { warnings_.push_back({w, true}); }
  bool warned() const { return !warnings_.empty() || stray_warnings.load(std::memory_order_relaxed) != 0; }
  // report adds the warnings to the error, or makes one that stands for success.
  ct_error *report(const char *op, ct_error *error);

 private:
  ThreadState &thread_;
  Call *outer_;
  std::vector<Warned> warnings_;
};

// Counts the bytes that libtorch's CPU allocator has alive.
extern std::atomic<int64_t> cpu_bytes;
void count_cpu_bytes();

// A malloc'd copy of s, ended by a zero byte.
char *copy_text(const std::string &s);

ct_error *current_exception_error(const char *op);

// Runs f and turns whatever it throws into an error that names op. Warnings wait for
// the next call_guard: where what f did must be undone, their handler may not panic.
template <class F>
ct_error *guard(const char *op, F &&f) {
  try {
    f();
    return nullptr;
  } catch (...) {
    return current_exception_error(op);
  }
}

// The same, for what may run operators, and hands the warnings to the caller.
template <class F>
ct_error *call_guard(const char *op, F &&f) {
  Call call;
  ct_error *error = guard(op, std::forward<F>(f));
  return call.warned() ? call.report(op, error) : error;
}

// The functions of the table, one concept per file.
const char *error_message(const ct_error *);
const char *error_kind(const ct_error *);
const char *error_op(const ct_error *);
void error_free(ct_error *);
int32_t error_warning(const ct_error *, int64_t i, ct_warning *out);
ct_error *warnings_take();
ct_error *test_throw(const char *kind);

ct_error *op_find(const char *name, const char *overload, void **op, int64_t *returns);
ct_error *op_call(void *op, const uint64_t *args, int64_t n, uint64_t *out, int64_t m);
ct_error *op_schema(void *op, char **text);
ct_error *op_names(char **text);
void words_free(void *);

void tensors_release(const uint64_t *handles, int64_t n);
ct_error *tensor_new(int64_t dtype, const int64_t *sizes, int64_t ndim, const void *data, int64_t bytes,
                     uint64_t *out);
ct_error *tensor_data(uint64_t t, void **data, int64_t *bytes);
ct_error *tensor_alias(uint64_t t, int64_t begin, int64_t bytes, uint64_t *out);
ct_error *tensor_on(uint64_t t, uint64_t source, int64_t offset, const int64_t *sizes, const int64_t *strides,
                    int64_t ndim, uint64_t *out);
ct_error *tensor_meta(uint64_t t, int64_t *out, int64_t m, int64_t *words);
int64_t dtype_size(int64_t dtype);
int64_t memory_trim(int32_t idle);

ct_error *backward(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags, const uint64_t *inputs,
                   int64_t ninputs);
ct_error *grad(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags, const uint64_t *inputs,
               int64_t ninputs, uint64_t *out);
ct_error *tensor_grad(uint64_t t, uint64_t *out);
ct_error *tensor_set_grad(uint64_t t, uint64_t grad);
ct_error *tensor_grad_fn_name(uint64_t t, char **text);
int32_t grad_mode();
int32_t grad_mode_set(int32_t on);
void *inference_mode_enter(int32_t on);
void inference_mode_leave(void *guard);

ct_error *manual_seed(uint64_t seed);
ct_error *generator_new(int64_t device_type, int64_t device_index, uint64_t *out);
ct_error *generator_default(int64_t device_type, int64_t device_index, uint64_t *out);
void generator_release(uint64_t g);
ct_error *generator_seed(uint64_t g, uint64_t seed);
ct_error *generator_initial_seed(uint64_t g, uint64_t *seed);
ct_error *generator_state(uint64_t g, uint64_t *out);
ct_error *generator_set_state(uint64_t g, uint64_t state);

ct_error *threads_set(int64_t n);
int64_t threads_get();

void load_cuda();
ct_error *device_parse(const char *text, int64_t *type, int64_t *index);
const char *device_type_name(int64_t type);
int64_t device_count(int64_t type);
ct_error *device_synchronize(int64_t type, int64_t index);

int64_t default_dtype();
ct_error *default_dtype_set(int64_t dtype);
ct_error *deterministic_set(int32_t on, int32_t warn_only);
int32_t deterministic();
ct_error *config_text(char **text);

extern std::atomic<int64_t> dropped_count;
void callbacks_set(const ct_callbacks *);
int64_t dropped_ids(uint64_t *out, int64_t m);
uint64_t error_panic(ct_error *);
ct_error *op_call_reentrant(void *op, const uint64_t *args, int64_t n, uint64_t *out, int64_t m);
void tensors_retain(const uint64_t *handles, uint64_t *out, int64_t n);
ct_error *hook_add(uint64_t t, uint64_t id);
ct_error *hook_add_post_accumulate(uint64_t t, uint64_t id);
ct_error *function_apply(uint64_t id, uint64_t jvp, const char *name, int64_t bytes, const uint64_t *words,
                         int64_t n, int32_t materialize_grads, uint64_t *out, int32_t *recorded);
int64_t function_saved_count(uint64_t node);
ct_error *function_saved(uint64_t node, uint64_t *out);
ct_error *saved_hooks_push(uint64_t id);
void saved_hooks_pop();
int32_t anomaly_set(int32_t mode);
void install_engine();
ct_error *dual_enter(int64_t *level);
ct_error *dual_exit(int64_t level);
ct_error *tensor_edge(uint64_t t, int32_t accumulator, uint64_t *node, int64_t *index);
void node_release(uint64_t node);
uint64_t node_address(uint64_t node);
uint64_t node_sequence(uint64_t node);
ct_error *node_name(uint64_t node, char **text);
int64_t node_next(uint64_t node, uint64_t *out, int64_t m);
ct_error *node_inputs(uint64_t node, int64_t *out, int64_t m, int64_t *words);
ct_error *node_hook_add(uint64_t node, uint64_t id, int32_t before);
ct_error *node_will_run(uint64_t node, int32_t *runs);
ct_error *edges_run(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags, const uint64_t *inputs,
                    int64_t ninputs, uint64_t *out);
int64_t graph_task();
int32_t checkpoint_valid();
ct_error *queue_callback(uint64_t id);
ct_error *saved_variable_new(uint64_t t, uint64_t *out);
ct_error *saved_variable_unpack(uint64_t saved, uint64_t *out);
void saved_variable_release(uint64_t saved);
ct_error *saved_hooks_disable(const char *message, char **former);
int32_t autograd_mode(int32_t mode, int32_t on);
ct_error *version_bump(uint64_t t);
ct_error *vmap_enter(int32_t kind, int64_t size, int64_t randomness, int64_t *level);
ct_error *vmap_exit(int32_t kind);
ct_error *vmap_wrap(int32_t kind, uint64_t t, int64_t dim, int64_t level, uint64_t *out);
ct_error *vmap_unwrap(int32_t kind, uint64_t t, int64_t level, int64_t size, int64_t dim, uint64_t *out);
int32_t vmap_is_batched(uint64_t t);
int32_t vmap_active();
void sparse_checks_set(int32_t on);
int32_t sparse_checks();
ct_error *setting_get(int64_t setting, int64_t *value);
ct_error *setting_set(int64_t setting, int64_t value);
ct_error *autocast_get(int64_t device_type, int64_t *state);
ct_error *autocast_set(int64_t device_type, const int64_t *state);
void autocast_nest(int32_t by);

} // namespace ct

// cgotorch.h is the whole contract between Go and libtorch: one table of
// functions, plain C11, taken from the shim with ct_api_get.
//
// Conventions
//   - A fallible function returns ct_error*; NULL is success, and so is one whose
//     kind is NULL, which holds the warnings of the call alone. The caller frees it
//     with error_free. Outputs come last and are written on success.
//   - A handle is the address of a libtorch object as a 64-bit integer, so that
//     it may sit in memory that Go owns. "new" handles are owned by the caller
//     and go back through tensors_release or generator_release; "borrowed" ones
//     are only read during the call. Handle 0 is the undefined tensor.
//   - Arguments and results of operators are flattened into 64-bit words: a tag
//     (ct_tag), then its payload.
#ifndef CGOTORCH_H
#define CGOTORCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Raised whenever the table or the meaning of a word changes.
enum { CT_API_VERSION = 5 };

// ct_tag opens each value in a words buffer. k counts the entries that follow.
enum ct_tag {
  CT_NONE = 0,       // None
  CT_TENSOR = 1,     // handle; in results: handle, info (see ct_info)
  CT_INT = 2,        // int64; dtypes, layouts and memory formats too
  CT_DOUBLE = 3,     // IEEE bits
  CT_BOOL = 4,       // 0 or 1
  CT_COMPLEX = 5,    // real bits, imaginary bits
  CT_INTS = 6,       // k, int64...
  CT_DOUBLES = 7,    // k, bits...
  CT_BOOLS = 8,      // k, 0 or 1...
  CT_TENSORS = 9,    // k, handle...; in results: k, (handle, info)...
  CT_STRING = 10,    // bytes, then the text packed into words
  CT_DEVICE = 11,    // device type, index (-1: current)
  CT_GENERATOR = 12, // handle
  CT_SCALARS = 13,   // k, then k tagged numbers
  CT_STRINGS = 14,   // k, then k times (bytes, packed text)
  CT_DEFAULT = 15,   // the schema's default for this argument
  CT_SPILL = 16      // results only: address of a words buffer, its length;
                     // freed with words_free
};

// ct_info describes a result tensor in one word: bits 0-7 its dtype, then the
// flags, from bit 16 on the bytes of its storage (saturated).
enum ct_info {
  CT_INFO_DTYPE = 0xff,
  CT_INFO_GRAD_FN = 1 << 8,   // recorded in an autograd graph
  CT_INFO_NOT_PLAIN = 1 << 9, // not a dense CPU tensor
  CT_INFO_BYTES_SHIFT = 16
};

// ct_meta is what tensor_meta writes before sizes and strides.
enum ct_meta {
  CT_META_DTYPE,
  CT_META_DEVICE_TYPE,
  CT_META_DEVICE_INDEX,
  CT_META_LAYOUT,
  CT_META_FLAGS, // ct_meta_flag
  CT_META_NUMEL,
  CT_META_STORAGE_OFFSET,
  CT_META_NDIM, // ndim sizes follow (-1 where a nested tensor's differ), then
                // ndim strides (zeros when not strided, or nested)
  CT_META_COUNT
};
enum ct_meta_flag {
  CT_FLAG_REQUIRES_GRAD = 1,
  CT_FLAG_LEAF = 2,
  CT_FLAG_CONTIGUOUS = 4,
  CT_FLAG_CHANNELS_LAST = 8,
  CT_FLAG_RETAINS_GRAD = 16,
  CT_FLAG_INFERENCE = 32,
  CT_FLAG_CONJ = 64,
  CT_FLAG_NEG = 128,
  CT_FLAG_NESTED = 256
};

// ct_setting numbers what setting_get and setting_set reach. A bool is 0 or 1;
// those with a comment are not for the whole process, or can't be set.
enum ct_setting {
  CT_SET_DETERMINISTIC_WARN_ONLY, // get only
  CT_SET_FILL_UNINITIALIZED,
  CT_SET_INTEROP_THREADS, // once, before the first use
  CT_SET_FLUSH_DENORMAL,  // this thread's
  CT_SET_FLOAT32_MATMUL,  // 0 highest, 1 high, 2 medium
  CT_SET_WARN_ALWAYS,
  CT_SET_INFERENCE_MODE, // this thread's, get only
  CT_SET_CUDNN,
  CT_SET_CUDNN_BENCHMARK,
  CT_SET_CUDNN_BENCHMARK_LIMIT, // how many algorithms, 0 all
  CT_SET_CUDNN_DETERMINISTIC,
  CT_SET_CUDNN_TF32,
  CT_SET_CUBLAS_TF32,
  CT_SET_CUBLAS_FP16_REDUCTION,
  CT_SET_CUBLAS_BF16_REDUCTION,
  CT_SET_SDP_FLASH,
  CT_SET_SDP_MEM_EFFICIENT,
  CT_SET_SDP_MATH,
  CT_SET_SDP_CUDNN,
  CT_SET_SDP_MATH_REDUCTION,
  CT_SET_SDP_OVERRIDEABLE,
  CT_SET_SDP_PRIORITY, // the backends by their numbers, an octal digit each, the first one lowest
  CT_SET_MKLDNN,
  CT_SET_MKLDNN_DETERMINISTIC,
  CT_SET_NNPACK,
  CT_SET_HAS_MKL, // get only, as those below
  CT_SET_HAS_MKLDNN,
  CT_SET_HAS_OPENMP,
  CT_SET_HAS_LAPACK,
  CT_SET_HAS_CUDNN
};

// ct_autocast is what autocast_get and autocast_set pass.
enum ct_autocast { CT_AUTOCAST_ENABLED, CT_AUTOCAST_DTYPE, CT_AUTOCAST_CACHE, CT_AUTOCAST_COUNT };

typedef struct ct_error ct_error;

// ct_warning is a warning of libtorch, borrowed from the ct_error that holds it.
typedef struct ct_warning {
  const char *message;
  const char *file, *func; // of libtorch's source; may be NULL
  int64_t line;
  int32_t deprecation; // 0: a UserWarning
  int32_t own;         // raised on the thread of the call that error_op names
} ct_warning;

// ct_callbacks are the functions of Go that C++ calls, from the thread of a
// backward pass or from one of the engine's own. Each returns the id of a panic,
// 0 without one. Handles change owner both ways.
typedef struct ct_callbacks {
  // hook replaces a gradient: *out is 0 to keep it. grad is 0 where undefined.
  uint64_t (*hook)(uint64_t id, uint64_t grad, uint64_t *out);
  uint64_t (*post_accumulate)(uint64_t id, uint64_t tensor);
  // backward gives m gradients for the n of the outputs; needs tells which count.
  uint64_t (*backward)(uint64_t id, uint64_t node, uint64_t *grads, int64_t n, uint64_t *needs, uint64_t *out,
                       int64_t m);
  // pack names what it kept of a tensor by a new id.
  uint64_t (*pack)(uint64_t id, uint64_t tensor, uint64_t *packed);
  uint64_t (*unpack)(uint64_t packed, uint64_t *out);
  // stack describes the calling goroutine's stack, malloc'd; may be NULL.
  char *(*stack)(void);
  // node_hook may replace the n gradients of a node; others are those of its
  // outputs where it has run.
  uint64_t (*node_hook)(uint64_t id, uint64_t *grads, int64_t n, uint64_t *others, int64_t m, uint64_t *out,
                        int32_t *replaced);
  // jvp gives m tangents for the n of the inputs.
  uint64_t (*jvp)(uint64_t id, uint64_t *tangents, int64_t n, uint64_t *out, int64_t m);
  uint64_t (*run)(uint64_t id);
} ct_callbacks;

typedef struct ct_api {
  int64_t version;             // CT_API_VERSION
  const char *sources_hash;    // of the sources this shim was built from
  const char *torch_version;   // of the headers this shim was built with
  const int64_t *cpu_bytes;    // live bytes in libtorch's CPU allocator, atomic
  const int64_t *live_handles; // handles given and not yet released, atomic

  // Errors. kind is the Python exception libtorch maps it to; op may be "".
  const char *(*error_message)(const ct_error *);
  const char *(*error_kind)(const ct_error *);
  const char *(*error_op)(const ct_error *);
  void (*error_free)(ct_error *);
  // error_warning: 0 behind the last. Calls bring the warnings of their thread and
  // those raised on threads outside of all calls; warnings_take brings the latter.
  int32_t (*error_warning)(const ct_error *, int64_t i, ct_warning *out);
  ct_error *(*warnings_take)(void);

  // Operators. op_find: borrowed forever (schemas are never unloaded), with the
  // number of values it returns.
  ct_error *(*op_find)(const char *name, const char *overload, void **op, int64_t *returns);
  // op_call runs op on n words of args and writes at most m words to out; m = 0
  // drops the results (in-place operators). New handles.
  ct_error *(*op_call)(void *op, const uint64_t *args, int64_t n, uint64_t *out, int64_t m);
  // op_schema, op_names: text, freed with words_free.
  ct_error *(*op_schema)(void *op, char **text);
  ct_error *(*op_names)(char **text);
  void (*words_free)(void *);

  // Tensors.
  void (*tensors_release)(const uint64_t *handles, int64_t n);
  // tensor_new copies bytes from data (NULL: leaves it uninitialised) into a new
  // contiguous CPU tensor.
  ct_error *(*tensor_new)(int64_t dtype, const int64_t *sizes, int64_t ndim, const void *data, int64_t bytes,
                          uint64_t *out);
  // tensor_data: borrowed address of the first element; bytes of its storage
  // from there on.
  ct_error *(*tensor_data)(uint64_t t, void **data, int64_t *bytes);
  // tensor_alias: a new uint8 tensor, one dimension, on the bytes of a CPU tensor's
  // storage from begin on; it keeps that one alive, and has a storage of its own.
  ct_error *(*tensor_alias)(uint64_t t, int64_t begin, int64_t bytes, uint64_t *out);
  // tensor_on has t lie on source's storage, whatever the two dtypes are, and gives a
  // second handle of t. The caller has made sure that it lies within.
  ct_error *(*tensor_on)(uint64_t t, uint64_t source, int64_t offset, const int64_t *sizes, const int64_t *strides,
                         int64_t ndim, uint64_t *out);
  // tensor_meta writes at most m words (ct_meta, sizes, strides) and how many
  // there are.
  ct_error *(*tensor_meta)(uint64_t t, int64_t *out, int64_t m, int64_t *words);
  int64_t (*dtype_size)(int64_t dtype); // 0 for a number that is no dtype
  // Returns to the system what freed tensors left and was kept for too long; when idle
  // what malloc keeps too, which takes milliseconds. Returns how many bytes stay kept.
  int64_t (*memory_trim)(int32_t idle);

  // Autograd. backward and grad may run Go callbacks.
  ct_error *(*backward)(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags,
                        const uint64_t *inputs, int64_t ninputs);
  ct_error *(*grad)(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags, const uint64_t *inputs,
                    int64_t ninputs, uint64_t *out);
  ct_error *(*tensor_grad)(uint64_t t, uint64_t *out);       // new or 0
  ct_error *(*tensor_set_grad)(uint64_t t, uint64_t grad);   // 0 clears
  ct_error *(*tensor_grad_fn_name)(uint64_t t, char **text); // freed with words_free
  int32_t (*grad_mode)(void);                                // this thread's
  int32_t (*grad_mode_set)(int32_t on);                      // the former one
  void *(*inference_mode_enter)(int32_t on);
  void (*inference_mode_leave)(void *guard);

  // Random numbers. Generators are new; 0 names the default one of the device.
  ct_error *(*manual_seed)(uint64_t seed); // every device's default generator
  ct_error *(*generator_new)(int64_t device_type, int64_t device_index, uint64_t *out);
  ct_error *(*generator_default)(int64_t device_type, int64_t device_index, uint64_t *out);
  void (*generator_release)(uint64_t g);
  ct_error *(*generator_seed)(uint64_t g, uint64_t seed);
  ct_error *(*generator_initial_seed)(uint64_t g, uint64_t *seed);
  ct_error *(*generator_state)(uint64_t g, uint64_t *out); // new uint8 tensor
  ct_error *(*generator_set_state)(uint64_t g, uint64_t state);

  // Threads. A new number reaches each thread before its next call.
  ct_error *(*threads_set)(int64_t n);
  int64_t (*threads_get)(void);

  // Devices.
  ct_error *(*device_parse)(const char *text, int64_t *type, int64_t *index);
  const char *(*device_type_name)(int64_t type); // NULL for a number that is no type
  int64_t (*device_count)(int64_t type);         // 0 where the backend is absent
  ct_error *(*device_synchronize)(int64_t type, int64_t index);

  // Process-wide settings and facts.
  int64_t (*default_dtype)(void);
  ct_error *(*default_dtype_set)(int64_t dtype);
  ct_error *(*deterministic_set)(int32_t on, int32_t warn_only);
  int32_t (*deterministic)(void);
  ct_error *(*config_text)(char **text); // build settings, BLAS, thread pools

  // Raises the named kind of C++ exception or warning, for tests of their paths.
  ct_error *(*test_throw)(const char *kind);

  // Callbacks into Go, named by ids that Go gives out. What holds an id queues it
  // when it is destroyed, for a destructor must not enter Go: dropped_count tells
  // how many wait, dropped_ids moves at most m of them to out and returns how many.
  const int64_t *dropped_count; // atomic
  void (*callbacks_set)(const ct_callbacks *);
  int64_t (*dropped_ids)(uint64_t *out, int64_t m);
  uint64_t (*error_panic)(ct_error *); // the panic behind an error, once; 0: none
  // op_call during which C++ may call Go.
  ct_error *(*op_call_reentrant)(void *op, const uint64_t *args, int64_t n, uint64_t *out, int64_t m);
  void (*tensors_retain)(const uint64_t *handles, uint64_t *out, int64_t n); // new handles
  ct_error *(*hook_add)(uint64_t t, uint64_t id);
  ct_error *(*hook_add_post_accumulate)(uint64_t t, uint64_t id);

  // Functions written in Go. function_apply records a forward pass that is done:
  // words holds five lists, each its length and handles (inputs, outputs, inputs
  // changed in place, outputs without gradients, tensors to save). jvp names the
  // function's forward-mode derivative during the call, 0 for none. out[i] is 0
  // where output i itself goes on, else a new handle. recorded tells whether a
  // node holds id now.
  ct_error *(*function_apply)(uint64_t id, uint64_t jvp, const char *name, int64_t bytes, const uint64_t *words,
                              int64_t n, int32_t materialize_grads, uint64_t *out, int32_t *recorded);
  // function_saved_count, function_saved: the tensors that a node saved, new;
  // during the node's backward callback only.
  int64_t (*function_saved_count)(uint64_t node);
  ct_error *(*function_saved)(uint64_t node, uint64_t *out);

  // Hooks on what this thread's graphs save; the innermost pair holds.
  ct_error *(*saved_hooks_push)(uint64_t id);
  void (*saved_hooks_pop)(void);

  // Anomaly mode, for the whole process: bit 0 on, bit 1 checks for nan. Returns
  // the former setting.
  int32_t (*anomaly_set)(int32_t mode);

  // Forward-mode differentiation: one level for the process, on one thread from
  // enter to exit; other threads wait.
  ct_error *(*dual_enter)(int64_t *level);
  ct_error *(*dual_exit)(int64_t level);

  // Graph nodes. A node's handle is new and owned: node_release. tensor_edge
  // gives the node behind a tensor and which of its outputs the tensor is;
  // accumulator asks for the one that adds to a leaf's gradient. 0: none.
  ct_error *(*tensor_edge)(uint64_t t, int32_t accumulator, uint64_t *node, int64_t *index);
  void (*node_release)(uint64_t node);
  uint64_t (*node_address)(uint64_t node); // what tells nodes apart
  uint64_t (*node_sequence)(uint64_t node);
  ct_error *(*node_name)(uint64_t node, char **text);
  // node_next writes at most m edges, each a new node or 0 and its input, and
  // returns how many there are.
  int64_t (*node_next)(uint64_t node, uint64_t *out, int64_t m);
  // node_inputs: for each gradient that the node takes its dtype (-1: unknown),
  // device type and index, number of dimensions, sizes.
  ct_error *(*node_inputs)(uint64_t node, int64_t *out, int64_t m, int64_t *words);
  ct_error *(*node_hook_add)(uint64_t node, uint64_t id, int32_t before);
  ct_error *(*node_will_run)(uint64_t node, int32_t *runs); // in the pass that runs
  // edges_run is grad, or backward for out NULL, between edges: pairs of a node
  // and an index. Each root has a gradient.
  ct_error *(*edges_run)(const uint64_t *roots, int64_t n, const uint64_t *grads, int64_t flags,
                         const uint64_t *inputs, int64_t ninputs, uint64_t *out);
  int64_t (*graph_task)(void); // the pass that runs on this thread, -1: none
  int32_t (*checkpoint_valid)(void);
  ct_error *(*queue_callback)(uint64_t id); // to run after the pass

  // A tensor as nodes save theirs, hooks included: saved_variable_release.
  ct_error *(*saved_variable_new)(uint64_t t, uint64_t *out);
  ct_error *(*saved_variable_unpack)(uint64_t saved, uint64_t *out);
  void (*saved_variable_release)(uint64_t saved);
  // saved_hooks_disable refuses hooks on this thread with a message; NULL allows
  // them. former is the message before, NULL or freed with words_free.
  ct_error *(*saved_hooks_disable)(const char *message, char **former);

  // autograd_mode sets a switch of this thread (ct_autograd_mode), or reads it
  // for on = -1, and returns the former value.
  int32_t (*autograd_mode)(int32_t mode, int32_t on);
  ct_error *(*version_bump)(uint64_t t);

  // Mapping over a hidden dimension, on one thread from enter to exit (kind is a
  // ct_vmap). wrap hides a dimension, unwrap shows it again. active
  // and is_batched are of CT_VMAP_FUNC.
  ct_error *(*vmap_enter)(int32_t kind, int64_t size, int64_t randomness, int64_t *level);
  ct_error *(*vmap_exit)(int32_t kind);
  ct_error *(*vmap_wrap)(int32_t kind, uint64_t t, int64_t dim, int64_t level, uint64_t *out);
  ct_error *(*vmap_unwrap)(int32_t kind, uint64_t t, int64_t level, int64_t size, int64_t dim, uint64_t *out);
  int32_t (*vmap_is_batched)(uint64_t t);
  int32_t (*vmap_active)(void);

  // Whether sparse tensors are checked when they are made, for the whole process.
  void (*sparse_checks_set)(int32_t on);
  int32_t (*sparse_checks)(void);
  // Switches of libtorch: ct_setting.
  ct_error *(*setting_get)(int64_t setting, int64_t *value);
  ct_error *(*setting_set)(int64_t setting, int64_t value);

  // Autocast, this thread's: CT_AUTOCAST_COUNT numbers. autocast_nest counts regions
  // by 1 or -1 and drops the cached casts where none is left.
  ct_error *(*autocast_get)(int64_t device_type, int64_t *state);
  ct_error *(*autocast_set)(int64_t device_type, const int64_t *state);
  void (*autocast_nest)(int32_t by);
} ct_api;

enum ct_autograd_mode { CT_MULTITHREADING = 0, CT_FORWARD_GRAD = 1, CT_VIEW_REPLAY = 2 };
enum ct_vmap { CT_VMAP_FUNC = 0, CT_VMAP_AUTOGRAD = 1 };

// Flags of backward and grad.
enum { CT_BACKWARD_RETAIN_GRAPH = 1, CT_BACKWARD_CREATE_GRAPH = 2, CT_BACKWARD_ALLOW_UNUSED = 4 };

// ct_api_get prepares libtorch (allocator counter, CUDA where there is a driver)
// and returns the table. It is the shim's only exported symbol.
const ct_api *ct_api_get(void);

#ifdef __cplusplus
}
#endif
#endif

// Threads, devices and process-wide settings.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <c10/core/DefaultDtype.h>
#include <c10/core/ScalarTypeToTypeMeta.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <dlfcn.h>

#include "shim.h"

namespace ct {

std::atomic<uint64_t> threads_generation{0};
CT_THREAD_LOCAL constinit ThreadState this_thread{nullptr, 0};

void renew_threads() {
  const uint64_t newest = threads_generation.load(std::memory_order_acquire);
  at::init_num_threads();
  this_thread.threads_generation = newest;
}

ct_error *threads_set(int64_t n) {
  return guard("set_num_threads", [&] {
    TORCH_CHECK(n > 0, "expected a positive number of threads, got ", n);
    TORCH_CHECK(n <= max_threads, "expected at most ", max_threads, " threads, got ", n);
    at::set_num_threads(static_cast<int>(n));
    this_thread.threads_generation = threads_generation.fetch_add(1, std::memory_order_acq_rel) + 1;
  });
}

int64_t threads_get() {
  sync_threads();
  return at::get_num_threads();
}

// The hooks of CUDA are looked up once, at the first query, so its library must
// be there before. Without a driver it would cost seconds and bring nothing.
void load_cuda() {
  if (!dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL)) return;
  dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL);
}

ct_error *device_parse(const char *text, int64_t *type, int64_t *index) {
  return guard("device", [&] {
    const c10::Device d{std::string(text)};
    *type = static_cast<int64_t>(d.type());
    *index = d.index();
  });
}

const char *device_type_name(int64_t type) {
  static thread_local std::string name;
  try {
    name = c10::DeviceTypeName(device_of(type, -1).type(), true);
    return name.c_str();
  } catch (const c10::Error &) {
    return nullptr;
  }
}

int64_t device_count(int64_t type) {
  try {
    const c10::DeviceType t = device_of(type, -1).type();
    if (t == c10::DeviceType::CPU) return 1;
    if (!c10::impl::hasDeviceGuardImpl(t)) return 0;
    return c10::impl::VirtualGuardImpl(t).deviceCount();
  } catch (...) {
    return 0;
  }
}

ct_error *device_synchronize(int64_t type, int64_t index) {
  return call_guard("synchronize", [&] {
    const c10::DeviceType t = device_of(type, index).type();
    if (t == c10::DeviceType::CPU) return;
    const c10::impl::VirtualGuardImpl guard(t);
    guard.synchronizeDevice(index < 0 ? guard.getDevice().index() : static_cast<c10::DeviceIndex>(index));
  });
}

int64_t default_dtype() { return static_cast<int64_t>(c10::get_default_dtype_as_scalartype()); }

ct_error *default_dtype_set(int64_t dtype) {
  return guard("set_default_dtype", [&] {
    const at::ScalarType d = dtype_of(dtype);
    TORCH_CHECK_TYPE(at::isFloatingType(d), "only floating-point types are supported as the default type");
    c10::set_default_dtype(c10::scalarTypeToTypeMeta(d));
  });
}

ct_error *deterministic_set(int32_t on, int32_t warn_only) {
  return guard("use_deterministic_algorithms",
               [&] { at::globalContext().setDeterministicAlgorithms(on != 0, warn_only != 0); });
}

int32_t deterministic() { return at::globalContext().deterministicAlgorithms(); }

void sparse_checks_set(int32_t on) { at::globalContext().setCheckSparseTensorInvariants(on != 0); }
// 2.6 tells a bool, later ones nothing where it was not set.
int32_t sparse_checks() {
  return std::optional<bool>(at::globalContext().checkSparseTensorInvariants()).value_or(false);
}

ct_error *config_text(char **text) {
  return guard("config", [&] { *text = copy_text(at::show_config() + "\n" + at::get_parallel_info()); });
}

} // namespace ct

// Autocast: the state of the calling thread.
#include <ATen/autocast_mode.h>

#include "shim.h"

namespace ct {

namespace {

c10::DeviceType autocast_type(int64_t type) {
  const c10::DeviceType t = device_of(type, -1).type();
  TORCH_CHECK(at::autocast::is_autocast_available(t), "User specified an unsupported autocast device_type '",
              c10::DeviceTypeName(t, true), "'");
  return t;
}

} // namespace

ct_error *autocast_get(int64_t type, int64_t *state) {
  return guard("autocast", [&] {
    const c10::DeviceType t = autocast_type(type);
    state[CT_AUTOCAST_ENABLED] = at::autocast::is_autocast_enabled(t);
    state[CT_AUTOCAST_DTYPE] = static_cast<int64_t>(at::autocast::get_autocast_dtype(t));
    state[CT_AUTOCAST_CACHE] = at::autocast::is_autocast_cache_enabled();
  });
}

ct_error *autocast_set(int64_t type, const int64_t *state) {
  return guard("autocast", [&] {
    const c10::DeviceType t = autocast_type(type);
    const at::ScalarType dtype = dtype_of(state[CT_AUTOCAST_DTYPE]);
    at::autocast::set_autocast_enabled(t, state[CT_AUTOCAST_ENABLED] != 0);
    at::autocast::set_autocast_dtype(t, dtype);
    at::autocast::set_autocast_cache_enabled(state[CT_AUTOCAST_CACHE] != 0);
  });
}

void autocast_nest(int32_t by) {
  if (by > 0)
    at::autocast::increment_nesting();
  else if (at::autocast::decrement_nesting() == 0)
    at::autocast::clear_cache();
}

} // namespace ct

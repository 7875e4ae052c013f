// compat.h holds every difference between the supported libtorch versions.
#pragma once

#include <torch/version.h>

#include <cstdint>

#define CT_TORCH_AT_LEAST(major, minor)                                                                           \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

namespace ct {

// A result above 2^63. Newer versions have a kind of value for it, older ones
// refuse to make one.
template <class Value>
bool is_large_unsigned(const Value &v) {
  if constexpr (requires { v.toUInt(); })
    return v.isUnsigned();
  else
    return false;
}
template <class Value>
uint64_t large_unsigned(const Value &v) {
  if constexpr (requires { v.toUInt(); })
    return v.toUInt();
  else
    return 0;
}

} // namespace ct

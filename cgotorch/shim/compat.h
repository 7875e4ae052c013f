// compat.h holds every difference between the supported libtorch versions.
#pragma once

#include <torch/version.h>

#define CT_TORCH_AT_LEAST(major, minor)                                                                           \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

// Levels of forward-mode differentiation.
#include <torch/csrc/autograd/autograd.h>

#include "shim.h"

namespace ct {

ct_error *dual_enter(int64_t *level) {
  return guard("enter_dual_level",
               [&] { *level = static_cast<int64_t>(torch::autograd::forward_ad::enter_dual_level()); });
}

ct_error *dual_exit(int64_t level) {
  return guard("exit_dual_level", [&] { torch::autograd::forward_ad::exit_dual_level(level); });
}

} // namespace ct

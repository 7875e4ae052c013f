// The level of forward-mode differentiation. libtorch has one for the process, so
// the other threads wait for it.
#include <torch/csrc/autograd/autograd.h>

#include <mutex>

#include "shim.h"

namespace ct {

namespace {

std::mutex level_mutex;
thread_local bool inside = false;

} // namespace

ct_error *dual_enter(int64_t *level) {
  return guard("enter_dual_level", [&] {
    TORCH_CHECK(!inside, "Nested forward mode AD is not supported at the moment");
    std::unique_lock<std::mutex> lock(level_mutex);
    *level = static_cast<int64_t>(torch::autograd::forward_ad::enter_dual_level());
    lock.release();
    inside = true;
  });
}

ct_error *dual_exit(int64_t level) {
  std::unique_lock<std::mutex> lock(level_mutex, std::adopt_lock);
  inside = false;
  return guard("exit_dual_level", [&] { torch::autograd::forward_ad::exit_dual_level(level); });
}

} // namespace ct

// Callbacks into Go: who to call, and the ids that are no longer needed.
#include "callback.h"

#include <algorithm>
#include <mutex>

namespace ct {

std::atomic<int64_t> dropped_count{0};
thread_local bool AllowGo::allowed = false;

namespace {

ct_callbacks current{};

std::mutex dropped_mutex;
// Never destroyed: tensors with hooks may outlive static objects.
std::vector<uint64_t> &dropped = *new std::vector<uint64_t>;

} // namespace

const ct_callbacks &callbacks() { return current; }

void callbacks_set(const ct_callbacks *c) { current = *c; }

void drop_id(uint64_t id) {
  std::lock_guard<std::mutex> lock(dropped_mutex);
  dropped.push_back(id);
  dropped_count.fetch_add(1, std::memory_order_relaxed);
}

int64_t dropped_ids(uint64_t *out, int64_t m) {
  std::lock_guard<std::mutex> lock(dropped_mutex);
  const int64_t n = std::min<int64_t>(m, static_cast<int64_t>(dropped.size()));
  std::copy(dropped.end() - n, dropped.end(), out);
  dropped.resize(dropped.size() - n);
  dropped_count.fetch_sub(n, std::memory_order_relaxed);
  return n;
}

ct_error *op_call_reentrant(void *op, const uint64_t *args, int64_t n, uint64_t *out, int64_t m) {
  const AllowGo allow;
  return op_call(op, args, n, out, m);
}

void tensors_retain(const uint64_t *handles, uint64_t *out, int64_t n) {
  for (int64_t i = 0; i < n; i++) out[i] = give(borrow(handles[i]));
}

} // namespace ct

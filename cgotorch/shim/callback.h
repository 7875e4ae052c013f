// callback.h: how C++ calls Go.
#pragma once

#include <exception>
#include <memory>

#include "shim.h"

namespace ct {

// The functions of Go; set before the first of them can be needed.
const ct_callbacks &callbacks();

// Queues an id that nothing on this side names any more.
void drop_id(uint64_t id);

// The holder of an id.
class Id {
 public:
  explicit Id(uint64_t id) : id_(id) {}
  ~Id() {
    if (id_) drop_id(id_);
  }
  Id(const Id &) = delete;
  Id &operator=(const Id &) = delete;
  uint64_t get() const { return id_; }
  // take makes the caller the holder.
  uint64_t take() { return std::exchange(id_, 0); }

 private:
  uint64_t id_;
};

// A panic of a Go callback on its way through C++.
struct GoPanic : std::exception {
  explicit GoPanic(uint64_t panic) : id(std::make_shared<Id>(panic)) {}
  const char *what() const noexcept override { return "a Go callback panicked"; }
  std::shared_ptr<Id> id;
};

inline void check_panic(uint64_t panic) {
  if (panic) throw GoPanic(panic);
}

// An error that also tells where the forward call was made.
struct TracedError : std::exception {
  TracedError(std::exception_ptr e, std::string t) : error(std::move(e)), trace(std::move(t)) {}
  const char *what() const noexcept override { return trace.c_str(); }
  std::exception_ptr error;
  std::string trace;
};

// The tensor of a new handle, which is used up.
inline at::Tensor take(uint64_t handle) {
  if (handle == 0) return {};
  live_handles.fetch_sub(1, std::memory_order_relaxed);
  return at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(
      reinterpret_cast<c10::TensorImpl *>(handle)));
}

// Marks the calls of this thread during which Go may be entered. Anomaly mode is
// switched for the process while other threads are inside of calls that must not.
class AllowGo {
 public:
  AllowGo() : former_(std::exchange(allowed, true)) {}
  ~AllowGo() { allowed = former_; }
  AllowGo(const AllowGo &) = delete;
  static thread_local bool allowed;

 private:
  bool former_;
};

} // namespace ct

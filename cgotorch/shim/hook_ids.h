// hook_ids.h: the hooks of one tensor or node. libtorch's own lists of hooks have no
// lock and only grow, so it gets one hook from us, which has a list of its own.
#pragma once

#include <algorithm>
#include <mutex>
#include <vector>

#include "callback.h"

namespace ct {

class HookIds {
 public:
  void add(uint64_t id) {
    std::lock_guard<std::mutex> lock(mutex_);
    ids_.push_back(std::make_shared<Id>(id));
  }

  // Runs call with each hook, in the order in which they were added, and forgets
  // those that were removed. call returns what Go's callback returned.
  template <typename F>
  void each(F &&call) {
    List ids, removed;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      ids = ids_; // a hook may add another
    }
    for (auto &id : ids) {
      const uint64_t result = call(id->get());
      if (result == kRemoved)
        removed.push_back(std::move(id));
      else
        check_panic(result);
    }
    if (!removed.empty()) forget(removed);
  }

 private:
  using List = std::vector<std::shared_ptr<Id>>;

  // The result of a hook that was removed; hookRemoved in Go.
  static constexpr uint64_t kRemoved = UINT64_MAX;

  // removed is in the order of ids_. Where another pass has forgotten some of them
  // the rest waits for the next one.
  void forget(const List &removed) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto next = removed.begin();
    ids_.erase(std::remove_if(ids_.begin(), ids_.end(),
                              [&](const std::shared_ptr<Id> &id) {
                                if (next == removed.end() || *next != id) return false;
                                ++next;
                                return true;
                              }),
               ids_.end());
  }

  std::mutex mutex_;
  List ids_;
};

// Held while hooks are added to what libtorch does not lock.
inline std::mutex hook_lists;

} // namespace ct

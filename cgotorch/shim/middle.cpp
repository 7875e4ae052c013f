// Middle blocks: malloc's own, kept by size when they are freed.
//
// A step frees its activations at its end, and the next one wants the same sizes again.
// glibc puts an aligned block together anew each time: it splits a larger one, and merges
// the rest with its neighbours when it is freed.
#include "middle.h"

#include <algorithm>
#include <bit>
#include <mutex>

#include "large.h"

namespace ct {

namespace {

// The most bytes that are kept.
constexpr int64_t most_kept = 32 << 20;

// As in large.cpp: a ninth to sixteenth of a power of two.
constexpr int first_shift = std::bit_width(middle_least) - 4, last_shift = std::bit_width(large_least) - 5;
constexpr size_t classes = 8 * (last_shift - first_shift + 1);

size_t rounded(size_t bytes, int shift) { return (bytes >> shift) << shift; }

size_t number_of(size_t size) {
  const int shift = std::bit_width(size - 1) - 4;
  return 8 * static_cast<size_t>(shift - first_shift) + ((size - 1) >> shift) - 8;
}

size_t size_of(size_t number) { return (number % 8 + 9) << (number / 8 + first_shift); }

struct List {
  void *head = nullptr;
  size_t kept = 0, idle = 0; // idle: the least of kept since the last trim
  void push(void *p) {
    *static_cast<void **>(p) = head;
    head = p;
    kept++;
  }
  void *pop() {
    void *p = head;
    head = *static_cast<void **>(p);
    idle = std::min(idle, --kept);
    return p;
  }
};

// Who finds the lock held leaves the block to malloc rather than wait, so a child of
// fork is safe too.
std::mutex mutex;
List lists[classes];
int64_t kept_bytes = 0;

} // namespace

size_t middle_size(size_t bytes) {
  const int shift = std::bit_width(bytes - 1) - 4;
  return rounded(bytes - 1, shift) + (size_t{1} << shift);
}

size_t middle_held(size_t usable) { return rounded(usable, std::bit_width(usable) - 4); }

void *middle_take(size_t size) {
  const std::unique_lock<std::mutex> lock(mutex, std::try_to_lock);
  if (!lock) return nullptr;
  List &list = lists[number_of(size)];
  if (!list.head) return nullptr;
  kept_bytes -= static_cast<int64_t>(size);
  return list.pop();
}

bool middle_put(void *p, size_t size) {
  const std::unique_lock<std::mutex> lock(mutex, std::try_to_lock);
  if (!lock || kept_bytes + static_cast<int64_t>(size) > most_kept) return false;
  lists[number_of(size)].push(p);
  kept_bytes += static_cast<int64_t>(size);
  return true;
}

int64_t middle_trim(void (*release)(void *)) {
  const std::lock_guard<std::mutex> lock(mutex);
  for (size_t number = 0; number < classes; number++) {
    List &list = lists[number];
    for (size_t n = list.idle; n > 0; n--) {
      release(list.pop());
      kept_bytes -= static_cast<int64_t>(size_of(number));
    }
    list.idle = list.kept;
  }
  return kept_bytes;
}

} // namespace ct

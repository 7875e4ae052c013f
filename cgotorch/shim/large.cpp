// Large blocks: mappings of the shim's own, kept for a while when they are freed.
//
// malloc would keep them in the heaps of its threads, where they stay when nothing is
// alive; or give each back at once, so that the next one is faulted in page by page:
// eight additions of 1 MB took 4.1 ms then, of which 3.8 were the faults.
#include "large.h"

#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "shim.h"

namespace ct {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::seconds;

// A block that nobody took for this long goes back to the system; a block of a size
// that was not asked for twice in this time goes back at once: that of a data set,
// say, which no step will ask for.
constexpr seconds kept_for{5};
constexpr seconds between_sweeps{1};

// What may always be kept.
constexpr int64_t always_kept = 32 << 20;

// The system allows 65,530 mappings a process, Go's among them. Neighbours count as
// one until a block between them goes back.
constexpr size_t most_blocks = 16'384;

// Sizes are rounded up to a ninth to sixteenth of a power of two, in classes. What
// the rounding adds is never touched, so it takes no memory.
struct Class {
  size_t number, bytes;
};
constexpr int first_shift = std::bit_width(large_least) - 4, last_shift = 43;
constexpr size_t classes = 8 * (last_shift - first_shift + 1);
constexpr size_t largest = size_t{16} << last_shift;

Class class_of(size_t bytes) {
  const int shift = std::bit_width(bytes - 1) - 4;
  const size_t parts = ((bytes - 1) >> shift) + 1; // 9 to 16
  return {8 * static_cast<size_t>(shift - first_shift) + parts - 9, parts << shift};
}

const size_t page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
size_t whole_pages(size_t bytes) { return (bytes + page - 1) / page * page; }

// The byte that malloc is told to fill new memory with, for tests that look for reads
// of memory never written; -1 where it is told nothing.
int poison() {
  const char *text = std::getenv("MALLOC_PERTURB_"), *tunables = std::getenv("GLIBC_TUNABLES");
  constexpr char name[] = "glibc.malloc.perturb=";
  if (tunables)
    if (const char *found = std::strstr(tunables, name)) text = found + std::strlen(name);
  const int byte = text ? std::atoi(text) & 0xff : 0;
  return byte ? byte ^ 0xff : -1;
}

// The most bytes alive, as of the last one or two spans of time.
class RecentPeak {
 public:
  void see(int64_t bytes, Clock::time_point now) {
    if (now - since_ >= kept_for) {
      before_ = now - since_ < 2 * kept_for ? peak_ : 0;
      peak_ = 0;
      since_ = now;
    }
    peak_ = std::max(peak_, bytes);
  }
  int64_t bytes() const { return std::max(peak_, before_); }

 private:
  Clock::time_point since_{};
  int64_t peak_ = 0, before_ = 0;
};

class LargeBlocks {
 public:
  void *take(size_t bytes);
  bool put(void *p);
  int64_t trim();
  void lock() { mutex_.lock(); }
  void unlock() { mutex_.unlock(); }

 private:
  struct Kept {
    void *p;
    Clock::time_point since;
  };
  struct List {
    std::vector<Kept> kept; // the one freed last at the end
    Clock::time_point asked{}, asked_before{};
  };
  struct Gone {
    void *p;
    size_t bytes;
  };
  // What goes back to the system once the lock is released: the system takes 5 ms to
  // take 100 MB.
  struct Leaving : std::vector<Gone> {
    ~Leaving() {
      for (const Gone &g : *this) munmap(g.p, g.bytes);
    }
  };

  void *map(size_t bytes);
  void sweep(Clock::time_point now, Leaving &leaving);
  void shrink_to(int64_t bytes, Leaving &leaving);
  void drop(List &list, size_t bytes, size_t n, Leaving &leaving);
  int64_t may_keep() const;

  std::mutex mutex_;
  std::unordered_map<void *, size_t> alive_; // bytes asked for
  List lists_[classes];
  int64_t kept_ = 0;
  RecentPeak peak_;
  Clock::time_point swept_{};
};

size_t class_bytes(size_t number) { return whole_pages((number % 8 + 9) << (number / 8 + first_shift)); }

void *LargeBlocks::take(size_t bytes) {
  const Class c = class_of(bytes);
  const auto now = Clock::now();
  void *p = nullptr;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    List &list = lists_[c.number];
    list.asked_before = list.asked;
    list.asked = now;
    if (!list.kept.empty()) {
      p = list.kept.back().p;
      list.kept.pop_back();
      kept_ -= static_cast<int64_t>(class_bytes(c.number));
    } else if (alive_.size() < most_blocks) {
      p = map(class_bytes(c.number));
    }
    if (!p) return nullptr;
    alive_.emplace(p, bytes);
    cpu_bytes.fetch_add(static_cast<int64_t>(bytes), std::memory_order_relaxed);
    peak_.see(cpu_bytes.load(std::memory_order_relaxed), now);
  }
  fill_new(p, bytes);
  return p;
}

// map asks the system, and again when it has back what is kept.
void *LargeBlocks::map(size_t bytes) {
  for (bool again : {true, false}) {
    void *p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p != MAP_FAILED) return p;
    Leaving leaving;
    if (again) shrink_to(0, leaving);
  }
  return nullptr;
}

bool LargeBlocks::put(void *p) {
  const auto now = Clock::now();
  Leaving leaving;
  std::lock_guard<std::mutex> lock(mutex_);
  const auto found = alive_.find(p);
  if (found == alive_.end()) return false;
  const Class c = class_of(found->second);
  const size_t bytes = class_bytes(c.number);
  cpu_bytes.fetch_sub(static_cast<int64_t>(found->second), std::memory_order_relaxed);
  alive_.erase(found);
  List &list = lists_[c.number];
  if (now - list.asked_before < kept_for) {
    list.kept.push_back({p, now});
    kept_ += static_cast<int64_t>(bytes);
  } else {
    leaving.push_back({p, bytes});
  }
  if (now - swept_ >= between_sweeps) sweep(now, leaving);
  shrink_to(may_keep(), leaving);
  return true;
}

int64_t LargeBlocks::trim() {
  Leaving leaving;
  std::lock_guard<std::mutex> lock(mutex_);
  const auto now = Clock::now();
  sweep(now, leaving);
  shrink_to(may_keep(), leaving);
  return kept_;
}

// may_keep: with what is alive no more than what recently was, and an eighth for
// sizes that differ from step to step.
int64_t LargeBlocks::may_keep() const {
  const int64_t peak = peak_.bytes();
  return std::max(always_kept, peak + peak / 8 - cpu_bytes.load(std::memory_order_relaxed));
}

// sweep drops what was kept for too long.
void LargeBlocks::sweep(Clock::time_point now, Leaving &leaving) {
  swept_ = now;
  peak_.see(cpu_bytes.load(std::memory_order_relaxed), now);
  for (size_t number = 0; number < classes; number++) {
    List &list = lists_[number];
    size_t n = 0;
    while (n < list.kept.size() && now - list.kept[n].since >= kept_for) n++;
    drop(list, class_bytes(number), n, leaving);
  }
}

// shrink_to drops the oldest blocks until no more bytes are kept.
void LargeBlocks::shrink_to(int64_t bytes, Leaving &leaving) {
  while (kept_ > bytes) {
    size_t oldest = classes;
    for (size_t number = 0; number < classes; number++) {
      if (lists_[number].kept.empty()) continue;
      if (oldest == classes || lists_[number].kept[0].since < lists_[oldest].kept[0].since) oldest = number;
    }
    drop(lists_[oldest], class_bytes(oldest), 1, leaving);
  }
}

// drop gives up the n oldest blocks of a list.
void LargeBlocks::drop(List &list, size_t bytes, size_t n, Leaving &leaving) {
  for (size_t i = 0; i < n; i++) leaving.push_back({list.kept[i].p, bytes});
  list.kept.erase(list.kept.begin(), list.kept.begin() + static_cast<std::ptrdiff_t>(n));
  kept_ -= static_cast<int64_t>(n * bytes);
}

// Never destroyed: tensors of static storage are freed after every destructor here.
LargeBlocks &blocks() {
  static LargeBlocks &all = []() -> LargeBlocks & {
    // A child of fork that found the lock held would wait for a thread it has not.
    pthread_atfork([] { blocks().lock(); }, [] { blocks().unlock(); }, [] { blocks().unlock(); });
    return *new LargeBlocks;
  }();
  return all;
}

} // namespace

void fill_new(void *p, size_t bytes) {
  static const int byte = poison();
  if (byte >= 0) std::memset(p, byte, bytes);
}

void *large_take(size_t bytes) { return bytes <= largest ? blocks().take(bytes) : nullptr; }

bool large_put(void *p) { return reinterpret_cast<uintptr_t>(p) % page == 0 && blocks().put(p); }

int64_t large_trim() { return blocks().trim(); }

} // namespace ct

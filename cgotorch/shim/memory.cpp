// Memory of CPU tensors: counted where it is allocated, and blocks reused.
#include <c10/core/CPUAllocator.h>

#if defined(__APPLE__)
#include <malloc/malloc.h>
#else
#include <malloc.h>
#endif

#include <cstdlib>
#include <memory>

#include "large.h"
#include "middle.h"
#include "shim.h"

namespace ct {

std::atomic<int64_t> cpu_bytes{0};

namespace {

// From 2.10 on libtorch's allocator on Linux/AArch64 is mimalloc, whose blocks
// malloc can neither measure nor free, so there blocks come from malloc itself.
#if defined(__linux__) && defined(__aarch64__)
constexpr bool plain_malloc = true;
#else
constexpr bool plain_malloc = false;
#endif

size_t block_size(void *p) {
#if defined(__APPLE__)
  return malloc_size(p);
#else
  return malloc_usable_size(p);
#endif
}

c10::Allocator *base_allocator = nullptr;
c10::DeleterFnPtr base_deleter = nullptr;

// Freed blocks of up to small_classes * 64 bytes, per thread. An aligned
// allocation costs glibc about 150 ns (it splits a larger block and frees the
// rest), a third of a small operator; a reused block costs 5.
constexpr size_t small_unit = 64, small_classes = 16, small_kept = 256;

// units is the class of a block of that many bytes; malloc may have given it some
// bytes more than were asked for, which do not count.
size_t units(size_t bytes) { return bytes / small_unit; }

class SmallBlocks {
 public:
  ~SmallBlocks() {
    for (auto &list : lists_)
      while (list.head) base_deleter(list.pop());
  }
  void *take(size_t units) {
    List &list = lists_[units - 1];
    return list.head ? list.pop() : nullptr;
  }
  // put reports false where the block must be freed: enough of its size are kept.
  bool put(void *p, size_t units) {
    List &list = lists_[units - 1];
    if (list.kept >= small_kept) return false;
    list.push(p);
    return true;
  }

 private:
  struct List {
    void *head = nullptr;
    size_t kept = 0;
    void push(void *p) {
      *static_cast<void **>(p) = head;
      head = p;
      kept++;
    }
    void *pop() {
      void *p = head;
      head = *static_cast<void **>(p);
      kept--;
      return p;
    }
  };
  List lists_[small_classes];
};

// What a thread holds, in plain words: a thread_local with a constructor costs 5 ns
// more to find.
struct ThreadBlocks {
  SmallBlocks *blocks; // null before the first use and while the thread ends
  bool gone;
};
CT_THREAD_LOCAL constinit ThreadBlocks thread_blocks{nullptr, false};

SmallBlocks *first_use() {
  if (thread_blocks.gone) return nullptr;
  struct Owner {
    std::unique_ptr<SmallBlocks> blocks = std::make_unique<SmallBlocks>();
    ~Owner() { thread_blocks = {nullptr, true}; }
  };
  static thread_local Owner owner;
  return thread_blocks.blocks = owner.blocks.get();
}

SmallBlocks *small_blocks() {
  SmallBlocks *blocks = thread_blocks.blocks;
  return blocks ? blocks : first_use();
}

void count(size_t bytes) { cpu_bytes.fetch_add(static_cast<int64_t>(bytes), std::memory_order_relaxed); }
void uncount(size_t bytes) { cpu_bytes.fetch_sub(static_cast<int64_t>(bytes), std::memory_order_relaxed); }

// counted is what a block adds to cpu_bytes: its class where it has one, else what
// malloc says.
size_t counted(size_t bytes) {
  if (units(bytes) <= small_classes) return units(bytes) * small_unit;
  return bytes < large_least + small_unit ? middle_held(bytes) : bytes;
}

void counted_delete(void *p) {
  if (!p) return;
  if (large_put(p)) return;
  const size_t bytes = block_size(p), class_ = units(bytes), size = counted(bytes);
  uncount(size);
  if (class_ > 0 && class_ <= small_classes) {
    if (SmallBlocks *blocks = small_blocks(); blocks && blocks->put(p, class_)) return;
  } else if (size > middle_least && size <= large_least && middle_put(p, size)) {
    return;
  }
  base_deleter(p);
}

c10::DataPtr counted_block(void *p, size_t size) {
  count(size);
  return {p, p, &counted_delete, c10::Device(c10::DeviceType::CPU)};
}

// The allocator libtorch would use, with its live bytes counted. Sizes come from
// malloc itself, so no header shifts the data from its alignment.
class CountingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t n) override {
    if (n > 0 && n <= small_unit * small_classes) {
      const size_t class_ = units(n + small_unit - 1);
      if (SmallBlocks *blocks = small_blocks())
        if (void *p = blocks->take(class_)) return counted_block(p, class_ * small_unit);
      n = class_ * small_unit;
    } else if (n > large_least) {
      if (void *p = large_take(n)) return {p, p, &counted_delete, c10::Device(c10::DeviceType::CPU)};
    } else if (n > 0) {
      const size_t asked = n;
      n = middle_size(n);
      if (void *p = middle_take(n)) {
        fill_new(p, asked);
        return counted_block(p, n);
      }
    }
    c10::DataPtr data = allocate_base(n);
    if (data.get() && data.compare_exchange_deleter(base_deleter, &counted_delete))
      count(counted(block_size(data.get())));
    return data;
  }
  c10::DeleterFnPtr raw_deleter() const override { return &counted_delete; }
  void copy_data(void *dest, const void *src, std::size_t count) const override {
    default_copy_data(dest, src, count);
  }

 private:
  static c10::DataPtr allocate_base(size_t n) {
    if (!plain_malloc || n == 0) return base_allocator->allocate(n);
    void *p = nullptr;
    const int failed = posix_memalign(&p, small_unit, n);
    TORCH_CHECK(!failed, "DefaultCPUAllocator: can't allocate memory: you tried to allocate ", n,
                " bytes. Error code ", failed);
    return {p, p, base_deleter, c10::Device(c10::DeviceType::CPU)};
  }
};

} // namespace

void count_cpu_bytes() {
  static CountingAllocator counting;
  base_allocator = c10::GetCPUAllocator();
  base_deleter = base_allocator->raw_deleter();
  if (plain_malloc) base_deleter = &std::free;
  if (base_deleter) c10::SetCPUAllocator(&counting, 255);
}

int64_t memory_trim(int32_t idle) {
  const int64_t middle = base_deleter ? middle_trim(base_deleter) : 0;
#if defined(__GLIBC__)
  if (idle) malloc_trim(0);
#endif
  return large_trim() + middle;
}

} // namespace ct

// Memory of CPU tensors: counted where it is allocated, and small blocks reused.
#include <c10/core/CPUAllocator.h>

#if defined(__APPLE__)
#include <malloc/malloc.h>
#else
#include <malloc.h>
#endif

#include <cstdlib>

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

class SmallBlocks {
 public:
  ~SmallBlocks() {
    gone = true;
    for (auto &list : lists_)
      while (list.head) base_deleter(list.pop());
  }
  void *take(size_t n) {
    List &list = lists_[(n - 1) / small_unit];
    return list.head ? list.pop() : nullptr;
  }
  // put reports false where the block must be freed: too large, or enough of its
  // size are kept. bytes may exceed the class's size by what malloc adds.
  bool put(void *p, size_t bytes) {
    const size_t units = bytes / small_unit;
    if (units == 0 || units > small_classes || lists_[units - 1].kept >= small_kept) return false;
    lists_[units - 1].push(p);
    return true;
  }
  static thread_local bool gone; // this thread is ending

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

thread_local bool SmallBlocks::gone = false;
thread_local SmallBlocks small_blocks;

void counted_delete(void *p) {
  if (!p) return;
  const size_t bytes = block_size(p);
  cpu_bytes.fetch_sub(static_cast<int64_t>(bytes), std::memory_order_relaxed);
  if (SmallBlocks::gone || !small_blocks.put(p, bytes)) base_deleter(p);
}

// The allocator libtorch would use, with its live bytes counted. Sizes come from
// malloc itself, so no header shifts the data from its alignment.
class CountingAllocator final : public c10::Allocator {
 public:
  c10::DataPtr allocate(size_t n) override {
    const bool small = n > 0 && n <= small_unit * small_classes && !SmallBlocks::gone;
    if (void *p = small ? small_blocks.take(n) : nullptr) {
      count(p);
      return {p, p, &counted_delete, c10::Device(c10::DeviceType::CPU)};
    }
    c10::DataPtr data = allocate_base(small ? (n + small_unit - 1) / small_unit * small_unit : n);
    if (data.get() && data.compare_exchange_deleter(base_deleter, &counted_delete)) count(data.get());
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
  static void count(void *p) {
    cpu_bytes.fetch_add(static_cast<int64_t>(block_size(p)), std::memory_order_relaxed);
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

} // namespace ct

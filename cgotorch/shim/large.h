// large.h: blocks of CPU memory that are mappings of the shim's own.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ct {

// A larger block is one of these.
constexpr size_t large_least = size_t{64} << 10;

// large_take returns a block of more than large_least bytes at the start of a page,
// counted in cpu_bytes; null where the system gives none.
void *large_take(size_t bytes);

// large_put gives a block back and uncounts it. It reports false, and does nothing,
// where the block is none of large_take's.
bool large_put(void *p);

// large_trim returns to the system what was kept for too long, and how many bytes
// are kept still.
int64_t large_trim();

// fill_new writes over a kept block what malloc was told to fill new memory with, if it
// was, for tests that look for reads of memory never written.
void fill_new(void *p, size_t bytes);

} // namespace ct

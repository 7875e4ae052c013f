// middle.h: blocks of CPU memory that malloc gave, kept for a while when they are freed.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ct {

// A block of more bytes than middle_least is one of these, up to large_least.
constexpr size_t middle_least = size_t{1} << 10;

// middle_size rounds up to the size of a class, of which the block must be.
size_t middle_size(size_t bytes);

// middle_take returns a kept block of a class, or null.
void *middle_take(size_t size);

// middle_held is the size of the class that a block of that many usable bytes serves.
size_t middle_held(size_t usable);

// middle_put keeps a block for the class of that size. It reports false, and does
// nothing, where the block must be freed.
bool middle_put(void *p, size_t size);

// middle_trim frees what nobody took since the last trim, and returns how many bytes
// are kept still.
int64_t middle_trim(void (*release)(void *));

} // namespace ct

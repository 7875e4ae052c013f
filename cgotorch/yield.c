#include "yield.h"

#include <time.h>

#include "loader.h"

// The coarse clock moves in steps of 4 ms on most kernels. Two of them would be too
// long with an operator of some milliseconds after them.
#ifdef CLOCK_MONOTONIC_COARSE
#define GT_CLOCK CLOCK_MONOTONIC_COARSE
#else
#define GT_CLOCK CLOCK_MONOTONIC
#endif
enum { GT_YIELD_NS = 3000000, GT_MOST_CALLS = 32 };

static const char mark;
const ct_error *const gt_yield_mark = (const ct_error *)&mark;

_Thread_local int32_t gt_calls_left;

// Even that clock is 20 ns, so time is looked at every few calls: twice as many
// after each look that found it standing still.
static _Thread_local struct {
  int32_t asked;
  int32_t calls;
  int64_t seen_ns, yielded_ns;
} self;

void gt_yield_ask(int32_t by) {
  self.asked += by;
  gt_calls_left = self.calls = 1;
}

static int64_t now_ns(void) {
  struct timespec t;
  clock_gettime(GT_CLOCK, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

ct_error *gt_yield_due(void) {
  if (!self.asked) {
    gt_calls_left = INT32_MAX;
    return NULL;
  }
  int64_t now = now_ns();
  if (now != self.seen_ns) {
    self.calls = 1;
  } else if (self.calls < GT_MOST_CALLS) {
    self.calls *= 2;
  }
  self.seen_ns = now;
  gt_calls_left = self.calls;
  if (now - self.yielded_ns < GT_YIELD_NS) return NULL;
  self.yielded_ns = now;
  // With one thread the monitor has a core to itself, and yielding costs more.
  return gt_api->threads_get() > 1 ? (ct_error *)gt_yield_mark : NULL;
}

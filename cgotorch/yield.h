// yield.h tells Go when a thread should hand its processor over for a moment.
//
// Go's monitor takes the processor from a goroutine that has not passed through
// the scheduler for 10 ms, and looks for the next chance every 20 µs from then
// on, for as long as that goes on: it wakes a thousand times a second on a core
// that a thread of OpenMP's works on. A goroutine that yields in time leaves it
// asleep.
#ifndef GOTORCH_YIELD_H
#define GOTORCH_YIELD_H

#include "shim/cgotorch.h"

// How many calls are left on this thread before time is looked at.
extern _Thread_local int32_t gt_calls_left;
// What stands for "no error, and yield now".
extern const ct_error *const gt_yield_mark;
// gt_yield_due returns the mark when it is time, else NULL.
ct_error *gt_yield_due(void);
// gt_yield_ask adds by to the number of those who asked that this thread yield.
void gt_yield_ask(int32_t by);

// gt_or_yield passes an error on, and adds the mark to success.
static inline ct_error *gt_or_yield(ct_error *e) {
  if (--gt_calls_left > 0 || e) return e;
  return gt_yield_due();
}

#endif

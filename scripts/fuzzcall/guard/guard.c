// A library to preload that makes reads and writes beside a block of memory end
// the process at once. Blocks end where a page begins that can't be touched;
// freed ones can't be touched either until their place is used again. This holds
// for posix_memalign, from which libtorch takes tensors, and after guard_all()
// for malloc too.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, SLOT = 8 * PAGE, LARGEST = SLOT - PAGE, SLOTS = 1 << 14 };

static char *arena;
static size_t sizes[SLOTS];   // as asked for
static uint16_t queue[SLOTS]; // the free slots, the one freed longest ago first
static unsigned head, waiting;
static volatile int all;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int (*real_memalign)(void **, size_t, size_t);
static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void (*real_free)(void *);
static void *(*real_realloc)(void *, size_t);
static size_t (*real_size)(void *);

__attribute__((constructor)) static void start(void) {
  real_memalign = dlsym(RTLD_NEXT, "posix_memalign");
  real_malloc = dlsym(RTLD_NEXT, "malloc");
  real_calloc = dlsym(RTLD_NEXT, "calloc");
  real_free = dlsym(RTLD_NEXT, "free");
  real_realloc = dlsym(RTLD_NEXT, "realloc");
  real_size = dlsym(RTLD_NEXT, "malloc_usable_size");
  void *p = mmap(NULL, (size_t)SLOT * SLOTS, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) return;
  for (int i = 0; i < SLOTS; i++) queue[i] = (uint16_t)i;
  waiting = SLOTS;
  arena = p;
}

static int slot_of(const void *p) {
  if (!arena || (const char *)p < arena || (const char *)p >= arena + (size_t)SLOT * SLOTS) return -1;
  return (int)(((const char *)p - arena) / SLOT);
}

void guard_all(void) { all = 1; }

// place returns guarded zeros, or NULL where there is no room.
static void *place(size_t alignment, size_t n) {
  if (!arena || n == 0 || n > LARGEST || alignment > PAGE) return NULL;
  pthread_mutex_lock(&lock);
  int slot = -1;
  if (waiting > 0) {
    slot = queue[head++ % SLOTS];
    waiting--;
  }
  pthread_mutex_unlock(&lock);
  if (slot < 0) return NULL;
  char *first = arena + (size_t)slot * SLOT, *end = first + LARGEST;
  if (mprotect(first, LARGEST, PROT_READ | PROT_WRITE)) return NULL;
  sizes[slot] = n;
  char *p = end - (n + alignment - 1) / alignment * alignment;
  memset(p + n, 0x5a, end - (p + n));
  return p;
}

int posix_memalign(void **out, size_t alignment, size_t n) {
  void *p = place(alignment, n);
  if (!p) return real_memalign ? real_memalign(out, alignment, n) : ENOMEM;
  *out = p;
  return 0;
}

void free(void *p) {
  int slot = slot_of(p);
  if (slot < 0) {
    if (real_free) real_free(p);
    return;
  }
  char *first = arena + (size_t)slot * SLOT, *end = first + LARGEST;
  for (char *c = (char *)p + sizes[slot]; c < end; c++) {
    if (*c != 0x5a) abort(); // written to, short of the page that can't be touched
  }
  madvise(first, LARGEST, MADV_DONTNEED);
  mprotect(first, LARGEST, PROT_NONE);
  pthread_mutex_lock(&lock);
  queue[(head + waiting++) % SLOTS] = (uint16_t)slot;
  pthread_mutex_unlock(&lock);
}

// glibc's own, for what is asked for before the loader gets to start().
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);

void *malloc(size_t n) {
  void *p = all ? place(16, n) : NULL;
  return p ? p : real_malloc ? real_malloc(n) : __libc_malloc(n);
}

void *calloc(size_t m, size_t n) {
  size_t bytes;
  void *p = all && !__builtin_mul_overflow(m, n, &bytes) ? place(16, bytes) : NULL;
  return p ? p : real_calloc ? real_calloc(m, n) : __libc_calloc(m, n);
}

size_t malloc_usable_size(void *p) {
  int slot = slot_of(p);
  return slot < 0 ? real_size(p) : sizes[slot];
}

void *realloc(void *p, size_t n) {
  int slot = slot_of(p);
  if (slot < 0) return real_realloc ? real_realloc(p, n) : NULL;
  void *q = malloc(n);
  if (q) memcpy(q, p, n < sizes[slot] ? n : sizes[slot]);
  if (q) free(p);
  return q;
}

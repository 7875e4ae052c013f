#include "loader.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

const ct_api *gt_api;

char *gt_open(const char *path) {
  // libgomp reads this when it is loaded. Its own default (about 300,000 turns)
  // makes an epoch 10 to 50 times longer beside another busy process.
  setenv("GOMP_SPINCOUNT", "20000", 0);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return strdup(dlerror());
  const ct_api *(*get)(void) = (const ct_api *(*)(void))dlsym(library, "ct_api_get");
  if (!get) return strdup(dlerror());
  gt_api = get();
  return NULL;
}

#include "loader.h"

#include <dlfcn.h>
#include <string.h>

const ct_api *gt_api;

char *gt_open(const char *path) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) return strdup(dlerror());
  const ct_api *(*get)(void) = (const ct_api *(*)(void))dlsym(library, "ct_api_get");
  if (!get) return strdup(dlerror());
  gt_api = get();
  return NULL;
}

#define _GNU_SOURCE
#include "library.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#ifdef __linux__
#include <link.h>
#include <stdio.h>

// Finds the path of libtorch.so, beside the libtorch_cpu.so that is loaded.
static int find_libtorch(struct dl_phdr_info *info, size_t size, void *found) {
  (void)size;
  const char *name = info->dlpi_name ? strrchr(info->dlpi_name, '/') : NULL;
  if (!name || strcmp(name, "/libtorch_cpu.so") != 0) return 0;
  char **path = found;
  const size_t folder = (size_t)(name - info->dlpi_name);
  const size_t bytes = folder + sizeof "/libtorch.so";
  if ((*path = malloc(bytes))) snprintf(*path, bytes, "%.*s/libtorch.so", (int)folder, info->dlpi_name);
  return 1;
}

// Such libraries need libtorch.so, an empty one that stands for all parts of
// libtorch. Their own search paths are those of the machine they were built on,
// but what is loaded is found by its name.
static void load_libtorch(void) {
  char *path = NULL;
  dl_iterate_phdr(find_libtorch, &path);
  if (path) dlopen(path, RTLD_NOW | RTLD_LOCAL);
  free(path);
}
#else
static void load_libtorch(void) {}
#endif

char *gt_load_library(const char *path) {
  load_libtorch();
  return dlopen(path, RTLD_NOW | RTLD_LOCAL) ? NULL : strdup(dlerror());
}

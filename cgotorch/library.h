// library.h opens libraries that register operators with libtorch.
#ifndef GOTORCH_LIBRARY_H
#define GOTORCH_LIBRARY_H

// gt_load_library opens the library at path for good. It returns NULL, or a
// malloc'd message.
char *gt_load_library(const char *path);

#endif

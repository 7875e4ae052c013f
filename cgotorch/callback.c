#include "loader.h"

#include "_cgo_export.h"

void gt_set_callbacks(void) {
  static const ct_callbacks callbacks = {
      gotorchHook,  gotorchPostAccumulate, gotorchBackward, gotorchPack, gotorchUnpack,
      gotorchStack, gotorchNodeHook,       gotorchJvp,      gotorchRun,
  };
  gt_api->callbacks_set(&callbacks);
}

// Tensors with a hidden dimension, over which functions are mapped: functorch's,
// which torch.vmap uses, and the older kind of torch.autograd. Both are modes of
// this thread.
#include <ATen/LegacyVmapMode.h>
#include <ATen/functorch/BatchedTensorImpl.h>
#include <ATen/functorch/DynamicLayer.h>
#include <ATen/ops/_add_batch_dim.h>
#include <ATen/ops/_remove_batch_dim.h>

#include "shim.h"

namespace ct {

namespace {

namespace ft = at::functorch;

// As torch/csrc/functorch/init.cpp does it, which is in Python's library alone.
at::Tensor unwrap(const at::Tensor &t, int64_t level, int64_t size, int64_t dim) {
  const auto *batched = ft::maybeGetBatchedImpl(t);
  if (!batched || batched->level() < level) { // the same for every element
    std::vector<int64_t> sizes = t.sizes().vec();
    sizes.insert(sizes.begin() + at::maybe_wrap_dim(dim, t.dim() + 1), size);
    return t.expand(sizes);
  }
  TORCH_CHECK(batched->level() == level, "a tensor of an inner vmap left it");
  return batched->value().movedim(batched->bdim(), dim);
}

} // namespace

ct_error *vmap_enter(int32_t kind, int64_t size, int64_t randomness, int64_t *level) {
  return guard("vmap", [&] {
    if (kind == CT_VMAP_AUTOGRAD) {
      *level = at::impl::VmapMode::increment_nesting();
      return;
    }
    TORCH_CHECK_VALUE(randomness >= 0 && randomness < static_cast<int64_t>(ft::RandomnessType::END),
                      "randomness should be one of 'error', 'different', or 'same'");
    *level = ft::initAndPushDynamicLayer(ft::TransformType::Vmap, c10::SymInt(size),
                                         static_cast<ft::RandomnessType>(randomness));
  });
}

ct_error *vmap_exit(int32_t kind) {
  return guard("vmap", [&] {
    if (kind == CT_VMAP_AUTOGRAD)
      at::impl::VmapMode::decrement_nesting();
    else
      ft::popDynamicLayerAndDeleteMetadata();
  });
}

ct_error *vmap_wrap(int32_t kind, uint64_t t, int64_t dim, int64_t level, uint64_t *out) {
  return guard("vmap", [&] {
    *out = give(kind == CT_VMAP_AUTOGRAD ? at::_add_batch_dim(borrow(t), dim, level)
                                         : ft::addBatchDim(borrow(t), dim, level));
  });
}

ct_error *vmap_unwrap(int32_t kind, uint64_t t, int64_t level, int64_t size, int64_t dim, uint64_t *out) {
  return guard("vmap", [&] {
    *out = give(kind == CT_VMAP_AUTOGRAD ? at::_remove_batch_dim(borrow(t), level, size, dim)
                                         : unwrap(borrow(t), level, size, dim));
  });
}

int32_t vmap_is_batched(uint64_t t) { return ft::isBatchedTensor(borrow(t)); }

int32_t vmap_active() { return ft::maybeCurrentDynamicLayer().has_value(); }

} // namespace ct

// Tensors: made from memory, described, read and released.
#include <ATen/EmptyTensor.h>
#include <ATen/NestedTensorImpl.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include "shim.h"

namespace ct {

std::atomic<int64_t> live_handles{0};

void tensors_release(const uint64_t *handles, int64_t n) {
  int64_t released = 0;
  for (int64_t i = 0; i < n; i++) {
    if (handles[i] == 0) continue;
    c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(
        reinterpret_cast<c10::TensorImpl *>(handles[i]));
    released++;
  }
  live_handles.fetch_sub(released, std::memory_order_relaxed);
}

ct_error *tensor_new(int64_t dtype, const int64_t *sizes, int64_t ndim, const void *data, int64_t bytes,
                     uint64_t *out) {
  return guard("tensor", [&] {
    at::Tensor t = at::empty(at::IntArrayRef(sizes, ndim), at::TensorOptions().dtype(dtype_of(dtype)));
    if (data) {
      TORCH_CHECK_VALUE(static_cast<int64_t>(t.nbytes()) == bytes, "a tensor of shape ", t.sizes(), " and dtype ",
                        t.dtype(), " takes ", t.nbytes(), " bytes, ", bytes, " were given");
      std::memcpy(t.mutable_data_ptr(), data, bytes);
    }
    *out = give(std::move(t));
  });
}

ct_error *tensor_data(uint64_t handle, void **data, int64_t *bytes) {
  return guard("data", [&] {
    const at::Tensor t = borrow(handle);
    TORCH_CHECK(!vmap_is_batched(handle), "vmap: elements can't be read while a function is mapped over them");
    TORCH_CHECK(t.has_storage(), "a tensor of layout ", t.layout(), " has no storage");
    *data = t.data_ptr();
    *bytes = static_cast<int64_t>(t.storage().nbytes()) - t.storage_offset() * static_cast<int64_t>(t.itemsize());
  });
}

ct_error *tensor_alias(uint64_t handle, int64_t begin, int64_t bytes, uint64_t *out) {
  return guard("alias", [&] {
    const at::Tensor t = borrow(handle);
    TORCH_CHECK(t.has_storage() && t.device().is_cpu(), "only a CPU tensor's memory can be shared");
    const auto have = static_cast<int64_t>(t.storage().nbytes());
    TORCH_CHECK(begin >= 0 && bytes >= 0 && begin <= have && bytes <= have - begin, bytes, " bytes from ", begin,
                " on are more than a storage of ", have, " holds");
    auto *first = static_cast<char *>(t.storage().mutable_data()) + begin;
    *out = give(at::from_blob(first, {bytes}, [t](void *) {}, at::TensorOptions().dtype(at::kByte)));
  });
}

ct_error *tensor_on(uint64_t handle, uint64_t source, int64_t offset, const int64_t *sizes, const int64_t *strides,
                    int64_t ndim, uint64_t *out) {
  return guard("set_", [&] {
    const auto n = static_cast<size_t>(ndim);
    at::Tensor t = borrow(handle);
    t.set_(borrow(source).storage(), offset, {sizes, n}, {strides, n});
    *out = give(std::move(t));
  });
}

ct_error *tensor_meta(uint64_t handle, int64_t *out, int64_t m, int64_t *words) {
  return guard("meta", [&] {
    const at::Tensor t = borrow(handle);
    TORCH_CHECK(t.defined(), "the tensor is undefined");
    const auto *nested = at::native::get_nested_tensor_impl_or_null(t);
    const bool strided = t.layout() == at::kStrided && !nested;
    int64_t flags = 0;
    if (t.requires_grad()) flags |= CT_FLAG_REQUIRES_GRAD;
    if (t.is_leaf()) flags |= CT_FLAG_LEAF;
    if ((strided || nested) && t.is_contiguous()) flags |= CT_FLAG_CONTIGUOUS;
    if (strided && t.dim() == 4 && t.is_contiguous(at::MemoryFormat::ChannelsLast)) flags |= CT_FLAG_CHANNELS_LAST;
    if (t.retains_grad()) flags |= CT_FLAG_RETAINS_GRAD;
    if (t.is_inference()) flags |= CT_FLAG_INFERENCE;
    if (t.is_conj()) flags |= CT_FLAG_CONJ;
    if (t.is_neg()) flags |= CT_FLAG_NEG;
    if (nested) flags |= CT_FLAG_NESTED;
    const int64_t ndim = t.dim();
    const int64_t head[CT_META_COUNT] = {static_cast<int64_t>(t.scalar_type()),
                                         static_cast<int64_t>(t.device().type()),
                                         t.device().index(),
                                         static_cast<int64_t>(t.layout()),
                                         flags,
                                         t.numel(),
                                         strided ? t.storage_offset() : 0,
                                         ndim};
    int64_t k = 0;
    for (; k < CT_META_COUNT && k < m; k++) out[k] = head[k];
    for (int64_t d = 0; d < ndim && k < m; d++) out[k++] = nested ? nested->opt_size(d).value_or(-1) : t.size(d);
    for (int64_t d = 0; d < ndim && k < m; d++) out[k++] = strided ? t.stride(d) : 0;
    *words = CT_META_COUNT + 2 * ndim;
  });
}

int64_t dtype_size(int64_t dtype) {
  try {
    return static_cast<int64_t>(c10::elementSize(dtype_of(dtype)));
  } catch (const c10::Error &) {
    return 0;
  }
}

} // namespace ct

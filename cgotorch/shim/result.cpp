// Results: flattened into words, tensors with what Go needs to know of them.
#include <ATen/core/jit_type.h>
#include <c10/core/ScalarTypeToTypeMeta.h>

#include <cstdlib>
#include <new>

#include "op.h"

namespace ct {

namespace {

uint64_t info_of(const at::Tensor &t) {
  if (!t.defined()) return 0;
  const c10::TensorImpl *impl = t.unsafeGetTensorImpl();
  uint64_t info = static_cast<uint64_t>(c10::typeMetaToScalarType(impl->dtype()));
  const auto *meta = impl->autograd_meta();
  if (meta && t.grad_fn()) info |= CT_INFO_GRAD_FN;
  if (!impl->has_storage() || !impl->is_cpu()) return info | CT_INFO_NOT_PLAIN;
  const uint64_t bytes = impl->unsafe_storage().nbytes();
  return info | std::min<uint64_t>(bytes, (uint64_t{1} << 47) - 1) << CT_INFO_BYTES_SHIFT;
}

// Writer flattens results. What does not fit goes to a buffer of its own.
class Writer {
 public:
  Writer() = default;
  // Takes back the handles of results that were not delivered.
  ~Writer() { tensors_release(given_.data(), static_cast<int64_t>(given_.size())); }
  Writer(const Writer &) = delete;
  void word(uint64_t w) { words_.push_back(w); }
  void real(double d) {
    uint64_t bits;
    std::memcpy(&bits, &d, sizeof bits);
    word(bits);
  }
  void tensor(at::Tensor t) {
    const uint64_t info = info_of(t);
    given_.push_back(give(std::move(t)));
    word(given_.back());
    word(info);
  }
  void scalar(const at::Scalar &s) {
    if (s.isBoolean()) {
      word(CT_BOOL);
      word(s.toBool());
    } else if (s.isIntegral(false)) {
      word(CT_INT);
      word(s.type() == at::kUInt64 ? s.toUInt64() : static_cast<uint64_t>(s.toLong()));
    } else if (s.isComplex()) {
      const auto c = s.toComplexDouble();
      word(CT_COMPLEX);
      real(c.real());
      real(c.imag());
    } else {
      word(CT_DOUBLE);
      real(s.toDouble());
    }
  }
  void text(const std::string &s) {
    word(s.size());
    const size_t at = words_.size();
    words_.resize(at + (s.size() + 7) / 8);
    std::memcpy(words_.data() + at, s.data(), s.size());
  }
  void value(c10::IValue &&v) {
    if (v.isTensor()) {
      word(CT_TENSOR);
      tensor(std::move(v).toTensor());
    } else if (v.isNone()) {
      word(CT_NONE);
    } else if (v.isScalar()) {
      scalar(v.toScalar());
    } else if (is_large_unsigned(v)) {
      word(CT_INT);
      word(large_unsigned(v));
    } else if (v.isTensorList()) {
      auto list = std::move(v).toTensorVector();
      word(CT_TENSORS);
      word(list.size());
      for (auto &t : list) tensor(std::move(t));
    } else if (v.isIntList()) {
      word(CT_INTS);
      const auto list = v.toIntVector();
      word(list.size());
      for (int64_t i : list) word(static_cast<uint64_t>(i));
    } else if (v.isDoubleList()) {
      word(CT_DOUBLES);
      const auto list = v.toDoubleVector();
      word(list.size());
      for (double d : list) real(d);
    } else if (v.isBoolList()) {
      word(CT_BOOLS);
      const auto list = v.toBoolList();
      word(list.size());
      for (bool b : list) word(b);
    } else if (v.isString()) {
      word(CT_STRING);
      text(v.toStringRef());
    } else if (v.isDevice()) {
      word(CT_DEVICE);
      word(static_cast<uint64_t>(v.toDevice().type()));
      word(static_cast<uint64_t>(static_cast<int64_t>(v.toDevice().index())));
    } else {
      TORCH_CHECK_NOT_IMPLEMENTED(false, "a result of type ", v.tagKind(), " cannot be passed to Go");
    }
  }
  void deliver(uint64_t *out, int64_t m) {
    if (static_cast<int64_t>(words_.size()) <= m) {
      std::memcpy(out, words_.data(), words_.size() * sizeof(uint64_t));
      given_.clear();
      return;
    }
    TORCH_CHECK(m >= 3, "the result buffer holds ", m, " words, at least 3 are needed");
    void *spill = std::malloc(words_.size() * sizeof(uint64_t));
    if (!spill) throw std::bad_alloc();
    std::memcpy(spill, words_.data(), words_.size() * sizeof(uint64_t));
    out[0] = CT_SPILL;
    out[1] = reinterpret_cast<uint64_t>(spill);
    out[2] = words_.size();
    given_.clear();
  }

 private:
  std::vector<uint64_t> words_;
  std::vector<uint64_t> given_;
};

} // namespace

void give_result(at::Tensor t, uint64_t *out) {
  out[0] = CT_TENSOR;
  out[2] = info_of(t);
  out[1] = give(std::move(t));
}

void give_results(torch::jit::Stack &stack, uint64_t *out, int64_t m) {
  if (stack.size() == 1 && stack[0].isTensor() && m >= 3) { // nearly every operator
    give_result(std::move(stack[0]).toTensor(), out);
    return;
  }
  Writer w;
  for (auto &v : stack) w.value(std::move(v));
  w.deliver(out, m);
}

} // namespace ct

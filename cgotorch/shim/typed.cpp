// Unboxed calls. Boxing costs a small operator 100 to 200 ns, a fifth of it, so
// operators of the commonest C++ signatures are called through
// TypedOperatorHandle. A signature is one row of the table at the end; an
// operator whose kernel has another one stays boxed.
#include <ATen/core/IListRef.h>
#include <ATen/core/jit_type.h>

#include <array>
#include <tuple>

#include "op.h"

namespace ct {

namespace {

// A tensor that is only read during the call, without touching its reference
// count; or one of its own, for a number.
class BorrowedTensor {
 public:
  BorrowedTensor() = default;
  ~BorrowedTensor() {
    if (!owned_) tensor_.unsafeReleaseTensorImpl();
  }
  BorrowedTensor(const BorrowedTensor &) = delete;
  void borrow(uint64_t handle) {
    if (handle == 0) return;
    tensor_ = at::Tensor(c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>::reclaim(
        reinterpret_cast<c10::TensorImpl *>(handle)));
    owned_ = false;
  }
  void own(at::Tensor t) { tensor_ = std::move(t); }
  at::Tensor &get() { return tensor_; }

 private:
  at::Tensor tensor_;
  bool owned_ = true;
};

// Slot<T> reads one argument of C++ type T: from the words, or, left out, from
// the schema's default.
template <class T>
struct Slot;

// What every slot does first: NULL once the words end, else the tag.
struct Place {
  const Op &op;
  size_t i;
  Reader &r;

  const c10::IValue &fallback() const {
    const auto &d = op.handle.schema().arguments()[i].default_value();
    if (!d) missing(op, i);
    return *d;
  }
  [[noreturn]] void wrong(uint64_t tag) const { wrong_type(op, i, tag); }
};

template <>
struct Slot<const at::Tensor &> {
  BorrowedTensor t;
  void read(const Place &p) {
    if (p.r.done()) missing(p.op, p.i);
    const uint64_t tag = p.r.word();
    if (tag == CT_TENSOR)
      t.borrow(p.r.word());
    else if (is_number(tag))
      t.own(wrapped_number(p.r.scalar(tag)));
    else
      p.wrong(tag);
  }
  const at::Tensor &get() { return t.get(); }
};

template <>
struct Slot<at::Tensor &> {
  BorrowedTensor t;
  void read(const Place &p) {
    if (p.r.done()) missing(p.op, p.i);
    const uint64_t tag = p.r.word();
    if (tag != CT_TENSOR) p.wrong(tag);
    t.borrow(p.r.word());
  }
  at::Tensor &get() { return t.get(); }
};

template <>
struct Slot<const std::optional<at::Tensor> &> {
  std::optional<at::Tensor> t;
  void read(const Place &p) {
    if (p.r.done()) return;
    const uint64_t tag = p.r.word();
    if (tag == CT_TENSOR)
      t = borrow(p.r.word());
    else if (is_number(tag))
      t = wrapped_number(p.r.scalar(tag));
    else if (tag != CT_NONE && tag != CT_DEFAULT)
      p.wrong(tag);
  }
  const std::optional<at::Tensor> &get() { return t; }
};

template <>
struct Slot<const at::Scalar &> {
  at::Scalar s;
  void read(const Place &p) {
    const uint64_t tag = p.r.done() ? uint64_t{CT_DEFAULT} : p.r.word();
    if (tag == CT_DEFAULT)
      s = p.fallback().toScalar();
    else if (is_number(tag))
      s = p.r.scalar(tag);
    else
      p.wrong(tag);
  }
  const at::Scalar &get() { return s; }
};

// Numbers of a fixed C++ type, optional or not.
template <class T, class Parse>
void read_number(const Place &p, T &value, Parse parse) {
  const uint64_t tag = p.r.done() ? uint64_t{CT_DEFAULT} : p.r.word();
  if (tag == CT_DEFAULT)
    value = p.fallback().template to<T>();
  else if (!parse(tag, value))
    p.wrong(tag);
}

template <>
struct Slot<int64_t> {
  int64_t v = 0;
  void read(const Place &p) {
    read_number(p, v, [&](uint64_t tag, int64_t &value) {
      if (tag != CT_INT) return false;
      value = p.r.integer();
      return true;
    });
  }
  int64_t get() { return v; }
};

template <>
struct Slot<c10::SymInt> : Slot<int64_t> {
  c10::SymInt get() { return c10::SymInt(v); }
};

template <>
struct Slot<double> {
  double v = 0;
  void read(const Place &p) {
    read_number(p, v, [&](uint64_t tag, double &value) {
      if (tag == CT_DOUBLE)
        value = p.r.real();
      else if (tag == CT_INT)
        value = static_cast<double>(p.r.integer());
      else
        return false;
      return true;
    });
  }
  double get() { return v; }
};

template <>
struct Slot<bool> {
  bool v = false;
  void read(const Place &p) {
    read_number(p, v, [&](uint64_t tag, bool &value) {
      if (tag != CT_BOOL) return false;
      value = p.r.word() != 0;
      return true;
    });
  }
  bool get() { return v; }
};

// An optional int64 and what travels as one.
template <class T>
struct OptionalIntSlot {
  std::optional<int64_t> v;
  void read(const Place &p) {
    const uint64_t tag = p.r.done() ? uint64_t{CT_DEFAULT} : p.r.word();
    if (tag == CT_DEFAULT) {
      const c10::IValue &d = p.fallback();
      if (!d.isNone()) v = d.toInt();
    } else if (tag == CT_INT)
      v = checked_int(p.op, p.i, p.r.integer());
    else if (tag != CT_NONE)
      p.wrong(tag);
  }
  std::optional<T> get() { return v ? std::optional<T>(static_cast<T>(*v)) : std::nullopt; }
};
template <>
struct Slot<std::optional<at::ScalarType>> : OptionalIntSlot<at::ScalarType> {};
template <>
struct Slot<std::optional<at::MemoryFormat>> : OptionalIntSlot<at::MemoryFormat> {};
template <>
struct Slot<std::optional<c10::SymInt>> : OptionalIntSlot<c10::SymInt> {};
template <>
struct Slot<std::optional<int64_t>> : OptionalIntSlot<int64_t> {};

// A list of ints, read in place where the words hold it.
template <>
struct Slot<at::IntArrayRef> {
  at::IntArrayRef list;
  c10::SmallVector<int64_t, 6> own;
  bool none = false;
  void read(const Place &p) {
    const uint64_t tag = p.r.done() ? uint64_t{CT_DEFAULT} : p.r.word();
    switch (tag) {
      case CT_INTS: {
        const uint64_t k = p.r.word();
        list = at::IntArrayRef(reinterpret_cast<const int64_t *>(p.r.take(k)), k);
        return;
      }
      case CT_INT:
        own.assign(std::max(p.op.args[p.i].fixed, 1), p.r.integer());
        break;
      case CT_DEFAULT: {
        const c10::IValue &d = p.fallback();
        if ((none = d.isNone())) return;
        const auto ints = d.toIntVector();
        own.assign(ints.begin(), ints.end());
        break;
      }
      case CT_NONE:
        if ((none = p.op.args[p.i].optional)) return;
        [[fallthrough]];
      default:
        p.wrong(tag);
    }
    list = own;
  }
  at::IntArrayRef get() { return list; }
};

template <>
struct Slot<c10::SymIntArrayRef> : Slot<at::IntArrayRef> {
  // Throws for the one bit pattern that a SymInt cannot hold.
  c10::SymIntArrayRef get() { return c10::fromIntArrayRefSlow(list); }
};

template <>
struct Slot<at::OptionalIntArrayRef> : Slot<at::IntArrayRef> {
  at::OptionalIntArrayRef get() { return none ? at::OptionalIntArrayRef() : at::OptionalIntArrayRef(list); }
};

template <>
struct Slot<at::TensorList> {
  c10::SmallVector<at::Tensor, 8> list;
  void read(const Place &p) {
    if (p.r.done()) missing(p.op, p.i);
    const uint64_t tag = p.r.word();
    if (tag != CT_TENSORS) p.wrong(tag);
    const uint64_t k = p.r.word();
    const uint64_t *handles = p.r.take(k);
    list.reserve(k);
    for (uint64_t j = 0; j < k; j++) list.push_back(borrow(handles[j]));
  }
  at::TensorList get() { return at::TensorList(list.data(), list.size()); }
};

template <>
struct Slot<const at::ITensorListRef &> : Slot<at::TensorList> {
  at::ITensorListRef get() { return at::ITensorListRef(at::TensorList(list.data(), list.size())); }
};

template <class R, class... A, size_t... I>
at::Tensor run_slots(const Op &op, Reader &r, std::index_sequence<I...>) {
  std::tuple<Slot<A>...> slots;
  (std::get<I>(slots).read(Place{op, I, r}), ...);
  r.check_done(op);
  const auto &handle = *static_cast<const c10::TypedOperatorHandle<R(A...)> *>(op.typed_handle);
  return handle.call(std::get<I>(slots).get()...);
}

template <class R, class... A>
at::Tensor run(const Op &op, Reader &r) {
  return run_slots<R, A...>(op, r, std::index_sequence_for<A...>{});
}

template <class R, class... A>
void bind(Op &op) {
  // Throws where the kernel's signature is another one.
  op.typed_handle = new c10::TypedOperatorHandle<R(A...)>(op.handle.typed<R(A...)>());
  op.run = &run<R, A...>;
}

// One character for the C++ type of a schema's argument.
char letter(const c10::Argument &argument) {
  const c10::TypePtr type = argument.real_type();
  const bool optional = type->kind() == c10::TypeKind::OptionalType;
  const c10::TypePtr inner = optional ? type->castRaw<c10::OptionalType>()->getElementType() : type;
  switch (inner->kind()) {
    case c10::TypeKind::TensorType:
      if (argument.alias_info() && argument.alias_info()->isWrite()) return optional ? '?' : 'w';
      return optional ? 'o' : 't';
    case c10::TypeKind::NumberType:
      return optional ? '?' : 's';
    case c10::TypeKind::IntType:
      return optional ? 'k' : 'i';
    case c10::TypeKind::SymIntType:
      return optional ? 'J' : 'I';
    case c10::TypeKind::FloatType:
      return optional ? '?' : 'f';
    case c10::TypeKind::BoolType:
      return optional ? '?' : 'b';
    case c10::TypeKind::ScalarTypeType:
      return optional ? 'd' : '?';
    case c10::TypeKind::MemoryFormatType:
      return optional ? 'm' : '?';
    case c10::TypeKind::ListType:
      switch (inner->castRaw<c10::ListType>()->getElementType()->kind()) {
        case c10::TypeKind::IntType:
          return optional ? 'P' : 'L';
        case c10::TypeKind::SymIntType:
          return optional ? '?' : 'S';
        case c10::TypeKind::TensorType:
          return optional ? '?' : 'l';
        default:
          return '?';
      }
    default:
      return '?';
  }
}

std::string signature(const c10::FunctionSchema &schema) {
  if (schema.returns().size() != 1 || schema.is_vararg()) return "?";
  std::string s;
  for (const auto &argument : schema.arguments()) s += letter(argument);
  return s + letter(schema.returns()[0]);
}

using T = const at::Tensor &;
using W = at::Tensor &;
using O = const std::optional<at::Tensor> &;
using N = const at::Scalar &;
using D = std::optional<at::ScalarType>;
using M = std::optional<at::MemoryFormat>;
using J = std::optional<c10::SymInt>;
using I = c10::SymInt;
using S = c10::SymIntArrayRef;
using L = at::IntArrayRef;
using P = at::OptionalIntArrayRef;
using R = at::Tensor;

struct Row {
  const char *signature;
  void (*bind)(Op &);
};

const Row rows[] = {
    {"tt", bind<R, T>},                                    // relu, neg, exp, detach, t
    {"ww", bind<W, W>},                                    // relu_, zero_
    {"ttt", bind<R, T, T>},                                // mul, mm, eq, matmul
    {"wtw", bind<W, W, T>},                                // mul_
    {"ttst", bind<R, T, T, N>},                            // add, sub, lerp.Scalar
    {"wtsw", bind<W, W, T, N>},                            // add_, lerp_.Scalar
    {"tttst", bind<R, T, T, T, N>},                        // addcmul, addcdiv
    {"wttsw", bind<W, W, T, T, N>},                        // addcmul_, addcdiv_
    {"tst", bind<R, T, N>},                                // pow.Tensor_Scalar, eq.Scalar
    {"wsw", bind<W, W, N>},                                // mul_.Scalar, fill_
    {"tttt", bind<R, T, T, T>},                            // where, lerp.Tensor
    {"ttot", bind<R, T, T, O>},                            // linear
    {"tttsst", bind<R, T, T, T, N, N>},                    // addmm
    {"tSt", bind<R, T, S>},                                // view, reshape
    {"tLt", bind<R, T, L>},                                // permute
    {"tSbt", bind<R, T, S, bool>},                         // expand
    {"tit", bind<R, T, int64_t>},                          // unsqueeze, squeeze.dim
    {"tiit", bind<R, T, int64_t, int64_t>},                // transpose.int, flatten
    {"tiIt", bind<R, T, int64_t, I>},                      // select.int
    {"tiJJIt", bind<R, T, int64_t, J, J, I>},              // slice
    {"tdt", bind<R, T, D>},                                // sum, mean
    {"tPbdt", bind<R, T, P, bool, D>},                     // sum.dim_IntList, mean.dim
    {"tidt", bind<R, T, int64_t, D>},                      // softmax.int
    {"tmt", bind<R, T, M>},                                // clone
    {"tkbt", bind<R, T, std::optional<int64_t>, bool>},    // argmax
    {"wbw", bind<W, W, bool>},                             // requires_grad_
    {"wtbw", bind<W, W, T, bool>},                         // copy_
    {"tfbt", bind<R, T, double, bool>},                    // dropout
    {"ttoiIft", bind<R, T, T, O, int64_t, I, double>},     // cross_entropy_loss
    {"lit", bind<R, at::TensorList, int64_t>},             // stack
    {"lit", bind<R, const at::ITensorListRef &, int64_t>}, // cat
};

} // namespace

void find_typed(Op &op) {
  const std::string s = signature(op.handle.schema());
  for (const Row &row : rows) {
    if (s != row.signature) continue;
    try {
      row.bind(op);
      return;
    } catch (const c10::Error &) {
      // The kernel has another C++ signature under the same schema types.
    }
  }
}

} // namespace ct

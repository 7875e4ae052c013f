// Operators: looked up once, called through the dispatcher's boxed entry.
#include <ATen/ScalarOps.h>
#include <ATen/core/Generator.h>
#include <ATen/core/jit_type.h>
#include <c10/core/ScalarTypeToTypeMeta.h>

#include <sstream>

#include "op.h"

namespace ct {

namespace {

Kind list_kind(const c10::Type &element) {
  switch (element.kind()) {
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType:
      return Kind::Ints;
    case c10::TypeKind::FloatType:
      return Kind::Floats;
    case c10::TypeKind::BoolType:
      return Kind::Bools;
    case c10::TypeKind::TensorType:
      return Kind::Tensors;
    case c10::TypeKind::OptionalType:
      return Kind::OptionalTensors;
    case c10::TypeKind::NumberType:
      return Kind::Scalars;
    case c10::TypeKind::StringType:
      return Kind::Strings;
    default:
      return Kind::Other;
  }
}

Kind kind_of(const c10::Type &type) {
  switch (type.kind()) {
    case c10::TypeKind::TensorType:
      return Kind::Tensor;
    case c10::TypeKind::IntType:
    case c10::TypeKind::SymIntType:
      return Kind::Int;
    case c10::TypeKind::FloatType:
    case c10::TypeKind::SymFloatType:
      return Kind::Float;
    case c10::TypeKind::BoolType:
    case c10::TypeKind::SymBoolType:
      return Kind::Bool;
    case c10::TypeKind::NumberType:
      return Kind::Scalar;
    case c10::TypeKind::StringType:
      return Kind::String;
    case c10::TypeKind::DeviceObjType:
      return Kind::Device;
    case c10::TypeKind::GeneratorType:
      return Kind::Generator;
    case c10::TypeKind::ListType:
      return list_kind(*type.castRaw<c10::ListType>()->getElementType());
    default:
      return Kind::Other;
  }
}

// Enumerations travel as ints; only the real type tells them apart.
int32_t limit_of(c10::TypePtr type) {
  if (type->kind() == c10::TypeKind::OptionalType) type = type->castRaw<c10::OptionalType>()->getElementType();
  switch (type->kind()) {
    case c10::TypeKind::ScalarTypeType:
      return static_cast<int32_t>(at::ScalarType::Undefined);
    case c10::TypeKind::LayoutType:
      return static_cast<int32_t>(at::Layout::NumOptions);
    case c10::TypeKind::MemoryFormatType:
      return static_cast<int32_t>(at::MemoryFormat::NumOptions);
    default:
      return 0;
  }
}

Arg describe(const c10::Argument &argument) {
  const c10::Type *type = argument.type().get();
  const bool optional = type->kind() == c10::TypeKind::OptionalType;
  if (optional) type = type->castRaw<c10::OptionalType>()->getElementType().get();
  return {kind_of(*type), optional, argument.N().value_or(0), limit_of(argument.real_type())};
}

c10::IValue tensors_value(Reader &r, bool optional) {
  const uint64_t k = r.length();
  const uint64_t *handles = r.take(k);
  if (optional) {
    c10::List<std::optional<at::Tensor>> list;
    list.reserve(k);
    for (uint64_t i = 0; i < k; i++) {
      if (handles[i])
        list.push_back(borrow(handles[i]));
      else
        list.push_back(std::nullopt);
    }
    return list;
  }
  c10::List<at::Tensor> list;
  list.reserve(k);
  for (uint64_t i = 0; i < k; i++) list.push_back(borrow(handles[i]));
  return list;
}

c10::IValue ints_value(Reader &r) {
  const uint64_t k = r.length();
  return at::IntArrayRef(reinterpret_cast<const int64_t *>(r.take(k)), k);
}

c10::IValue list_value(const Op &op, size_t i, const Arg &arg, uint64_t tag, Reader &r) {
  switch (arg.kind) {
    case Kind::Ints:
      if (tag == CT_INTS) return ints_value(r);
      if (tag == CT_INT) return c10::IValue(std::vector<int64_t>(std::max(arg.fixed, 1), r.integer()));
      break;
    case Kind::Floats: {
      if (tag != CT_DOUBLES && tag != CT_INTS) break;
      const uint64_t k = r.length();
      c10::List<double> list;
      list.reserve(k);
      for (uint64_t j = 0; j < k; j++)
        list.push_back(tag == CT_INTS ? static_cast<double>(r.integer()) : r.real());
      return list;
    }
    case Kind::Bools: {
      if (tag != CT_BOOLS) break;
      const uint64_t k = r.length();
      c10::List<bool> list;
      list.reserve(k);
      for (uint64_t j = 0; j < k; j++) list.push_back(r.word() != 0);
      return list;
    }
    case Kind::Tensors:
    case Kind::OptionalTensors:
      if (tag == CT_TENSORS) return tensors_value(r, arg.kind == Kind::OptionalTensors);
      break;
    case Kind::Scalars: {
      if (tag != CT_SCALARS) break;
      const uint64_t k = r.length();
      c10::impl::GenericList list(c10::NumberType::get());
      for (uint64_t j = 0; j < k; j++) list.push_back(c10::IValue(r.scalar(r.word())));
      return list;
    }
    case Kind::Strings: {
      if (tag != CT_STRINGS) break;
      const uint64_t k = r.length();
      c10::List<std::string> list;
      for (uint64_t j = 0; j < k; j++) list.push_back(r.text());
      return list;
    }
    default:
      break;
  }
  wrong_type(op, i, tag);
}

c10::IValue value(const Op &op, size_t i, const Arg &arg, Reader &r) {
  const uint64_t tag = r.word();
  if (tag == CT_DEFAULT) {
    const auto &d = op.handle.schema().arguments()[i].default_value();
    if (!d) wrong_type(op, i, tag);
    return *d;
  }
  if (tag == CT_NONE) {
    if (!arg.optional) wrong_type(op, i, tag);
    return {};
  }
  switch (arg.kind) {
    case Kind::Tensor:
      if (tag == CT_TENSOR) return borrow(r.word());
      if (is_number(tag)) return wrapped_number(r.scalar(tag));
      break;
    case Kind::Int:
      if (tag == CT_INT) return checked_int(op, i, r.integer());
      break;
    case Kind::Float:
      if (tag == CT_DOUBLE) return r.real();
      if (tag == CT_INT) return static_cast<double>(r.integer());
      break;
    case Kind::Bool:
      if (tag == CT_BOOL) return r.word() != 0;
      break;
    case Kind::Scalar:
      if (is_number(tag)) return r.scalar(tag);
      break;
    case Kind::String:
      if (tag == CT_STRING) return r.text();
      break;
    case Kind::Device:
      if (tag == CT_DEVICE) {
        const int64_t type = r.integer();
        return device_of(type, r.integer());
      }
      break;
    case Kind::Generator:
      if (tag == CT_GENERATOR)
        return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(
            reinterpret_cast<c10::GeneratorImpl *>(r.word())));
      break;
    default:
      return list_value(op, i, arg, tag, r);
  }
  wrong_type(op, i, tag);
}

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

void give_result(at::Tensor t, uint64_t *out) {
  out[0] = CT_TENSOR;
  out[2] = info_of(t);
  out[1] = give(std::move(t));
}

// StackLease lends a call its stack of values. Calls nest where an operator calls
// back into Go; each depth keeps its stack, so that no call allocates one.
class StackLease {
 public:
  StackLease() : pool_(pool()) {
    if (pool_.depth == pool_.stacks.size()) pool_.stacks.push_back(std::make_unique<torch::jit::Stack>());
    stack_ = pool_.stacks[pool_.depth++].get();
  }
  ~StackLease() {
    stack_->clear();
    pool_.depth--;
  }
  StackLease(const StackLease &) = delete;
  torch::jit::Stack &stack() const { return *stack_; }

 private:
  struct Pool {
    std::vector<std::unique_ptr<torch::jit::Stack>> stacks;
    size_t depth = 0;
  };
  static Pool &pool() {
    static thread_local Pool p;
    return p;
  }
  Pool &pool_;
  torch::jit::Stack *stack_;
};

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

const char *tag_name(uint64_t tag) {
  static const char *const names[] = {
      "None",         "Tensor",          "int",           "float",           "bool", "complex",
      "list of ints", "list of floats",  "list of bools", "list of Tensors", "str",  "torch.device",
      "Generator",    "list of numbers", "list of str",   "default",         "spill"};
  return tag < sizeof(names) / sizeof(names[0]) ? names[tag] : "unknown value";
}

[[noreturn]] void wrong_type(const Op &op, size_t i, uint64_t tag) {
  const auto &argument = op.handle.schema().arguments()[i];
  std::string name = op.handle.schema().name();
  name = name.substr(name.rfind(':') + 1);
  std::ostringstream expected;
  expected << *argument.type();
  TORCH_CHECK_TYPE(false, name, "(): argument '", argument.name(), "' (position ", i + 1, ") must be ",
                   expected.str(), ", not ", tag_name(tag));
}

[[noreturn]] void missing(const Op &op, size_t i) {
  TORCH_CHECK_TYPE(false, "missing a value for argument '", op.handle.schema().arguments()[i].name(),
                   "' (position ", i + 1, ")");
}

int64_t checked_int(const Op &op, size_t i, int64_t v) {
  const int32_t limit = op.args[i].limit;
  TORCH_CHECK_VALUE(!limit || (v >= 0 && v < limit), "libtorch ", TORCH_VERSION, " has no ",
                    op.handle.schema().arguments()[i].name(), " of number ", v, " (position ", i + 1, ")");
  return v;
}

// A Python number where a tensor is expected: zero-dimensional, and weaker than
// tensors in type promotion.
at::Tensor wrapped_number(const at::Scalar &s) {
  at::Tensor t = at::scalar_to_tensor(s);
  t.unsafeGetTensorImpl()->set_wrapped_number(true);
  return t;
}

ct_error *op_find(const char *name, const char *overload, void **out, int64_t *returns) {
  return guard(name, [&] {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    TORCH_CHECK(found, "libtorch ", TORCH_VERSION, " has no operator ", name, *overload ? "." : "", overload);
    Op *op = new Op{*found, *overload ? std::string(name) + "." + overload : name, {}, nullptr, nullptr};
    for (const auto &argument : found->schema().arguments()) op->args.push_back(describe(argument));
    find_typed(*op);
    *returns = static_cast<int64_t>(found->schema().returns().size());
    *out = op;
  });
}

ct_error *op_call(void *handle, const uint64_t *args, int64_t n, uint64_t *out, int64_t m) {
  const Op &op = *static_cast<const Op *>(handle);
  return guard(op.name.c_str(), [&] {
    sync_threads();
    Reader r(args, n);
    if (op.run) {
      at::Tensor t = op.run(op, r);
      if (m == 0) return;
      TORCH_CHECK(m >= 3, "the result buffer holds ", m, " words, at least 3 are needed");
      give_result(std::move(t), out);
      return;
    }
    const StackLease lease;
    torch::jit::Stack &stack = lease.stack();
    for (size_t i = 0; i < op.args.size(); i++) {
      if (!r.done()) {
        stack.push_back(value(op, i, op.args[i], r));
        continue;
      }
      const auto &d = op.handle.schema().arguments()[i].default_value();
      if (!d) missing(op, i);
      stack.push_back(*d);
    }
    r.check_done(op);
    op.handle.callBoxed(stack);
    if (m == 0) return;
    if (stack.size() == 1 && stack[0].isTensor() && m >= 3) { // nearly every operator
      give_result(std::move(stack[0]).toTensor(), out);
      return;
    }
    Writer w;
    for (auto &v : stack) w.value(std::move(v));
    w.deliver(out, m);
  });
}

ct_error *op_schema(void *handle, char **text) {
  const Op &op = *static_cast<const Op *>(handle);
  return guard(op.name.c_str(), [&] {
    std::ostringstream s;
    s << op.handle.schema();
    *text = copy_text(s.str());
  });
}

ct_error *op_names(char **text) {
  return guard("op_names", [&] {
    std::string all;
    for (const auto &n : c10::Dispatcher::singleton().getAllOpNames()) {
      all += n.name;
      if (!n.overload_name.empty()) all += "." + n.overload_name;
      all += '\n';
    }
    *text = copy_text(all);
  });
}

} // namespace ct

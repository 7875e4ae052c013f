// Arguments: what a schema expects of each, and how it is read from a call's words.
#include <ATen/ScalarOps.h>
#include <ATen/core/Generator.h>
#include <ATen/core/jit_type.h>

#include <sstream>

#include "op.h"

namespace ct {

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

} // namespace

Arg describe(const c10::Argument &argument) {
  const c10::Type *type = argument.type().get();
  const bool optional = type->kind() == c10::TypeKind::OptionalType;
  if (optional) type = type->castRaw<c10::OptionalType>()->getElementType().get();
  return {kind_of(*type), optional, argument.N().value_or(0), limit_of(argument.real_type())};
}

namespace {

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

} // namespace

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

} // namespace ct

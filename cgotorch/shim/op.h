// op.h: operators as the shim keeps them, and the reader of a call's words.
#pragma once

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>

#include "shim.h"

namespace ct {

// Kind is what a schema expects of one argument, flattened for a quick switch.
enum class Kind : uint8_t {
  Tensor,
  Int,
  Float,
  Bool,
  Scalar,
  String,
  Device,
  Generator,
  Ints,
  Floats,
  Bools,
  Tensors,
  OptionalTensors,
  Scalars,
  Strings,
  Other
};

struct Arg {
  Kind kind;
  bool optional;
  int32_t fixed; // N of a list like int[2]: one number stands for N; else 0
  int32_t limit; // of an enumeration like a dtype: how many values it has; else 0
};

class Reader;

struct Op {
  c10::OperatorHandle handle;
  std::string name;
  std::vector<Arg> args;
  // An operator of a common C++ signature is called without boxing (typed.cpp):
  // run calls typed_handle's operator. NULL: boxed.
  at::Tensor (*run)(const Op &, Reader &) = nullptr;
  const void *typed_handle = nullptr;
};

// Gives op its unboxed call where its signature is a common one.
void find_typed(Op &op);

// What the boxed and the unboxed calls share.
const char *tag_name(uint64_t tag);
[[noreturn]] void wrong_type(const Op &op, size_t i, uint64_t tag);
[[noreturn]] void missing(const Op &op, size_t i);
// An integer argument, which libtorch does not check where it is an enumeration.
int64_t checked_int(const Op &op, size_t i, int64_t v);
at::Tensor wrapped_number(const at::Scalar &s);

// An argument as the schema describes it, and its value from the words.
Arg describe(const c10::Argument &argument);
c10::IValue value(const Op &op, size_t i, const Arg &arg, Reader &r);

// What a call returned, as words in out (m of them); one tensor takes three.
void give_result(at::Tensor t, uint64_t *out);
void give_results(torch::jit::Stack &stack, uint64_t *out, int64_t m);

// Reader walks the words of one call.
class Reader {
 public:
  Reader(const uint64_t *words, int64_t n) : p_(words), end_(words + n) {}

  bool done() const { return p_ == end_; }
  void check_done(const Op &op) const {
    TORCH_CHECK_TYPE(done(), "takes ", op.args.size(), " arguments but more were given");
  }
  uint64_t word() {
    TORCH_CHECK(p_ < end_, "the argument buffer ends within an argument");
    return *p_++;
  }
  int64_t integer() { return static_cast<int64_t>(word()); }
  double real() {
    const uint64_t bits = word();
    double d;
    std::memcpy(&d, &bits, sizeof d);
    return d;
  }
  // The length of a list, each of whose values takes at least one word.
  uint64_t length() {
    const uint64_t k = word();
    TORCH_CHECK(k <= static_cast<uint64_t>(end_ - p_), "the argument buffer ends within a list");
    return k;
  }
  const uint64_t *take(uint64_t k) {
    TORCH_CHECK(k <= static_cast<uint64_t>(end_ - p_), "the argument buffer ends within a list");
    const uint64_t *at = p_;
    p_ += k;
    return at;
  }
  std::string text() {
    const uint64_t bytes = word();
    const uint64_t *at = take(bytes / 8 + (bytes % 8 != 0));
    return std::string(reinterpret_cast<const char *>(at), bytes);
  }
  at::Scalar scalar(uint64_t tag) {
    switch (tag) {
      case CT_INT:
        return at::Scalar(integer());
      case CT_DOUBLE:
        return at::Scalar(real());
      case CT_BOOL:
        return at::Scalar(word() != 0);
      case CT_COMPLEX: {
        const double re = real();
        return at::Scalar(c10::complex<double>(re, real()));
      }
      default:
        TORCH_CHECK_TYPE(false, "expected a number, not ", tag_name(tag));
    }
  }

 private:
  const uint64_t *p_;
  const uint64_t *end_;
};

inline bool is_number(uint64_t tag) { return tag >= CT_INT && tag <= CT_COMPLEX; }

} // namespace ct

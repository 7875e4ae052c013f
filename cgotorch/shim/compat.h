// compat.h holds every difference between the supported libtorch versions.
#pragma once

#include <torch/version.h>

#include <cstdint>
#include <type_traits>

#define CT_TORCH_AT_LEAST(major, minor)                                                                           \
  (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

// Graph nodes are held by shared_ptr up to 2.11, by intrusive_ptr in 2.15, whose
// declaration of Node moved to a header of its own.
#if __has_include(<torch/csrc/autograd/node.h>)
#define CT_NODE_INTRUSIVE 1
#define CT_NODE_PTR(T) c10::intrusive_ptr<T>
#define CT_MAKE_NODE(T, ...) c10::make_intrusive<T>(__VA_ARGS__)
// A node whose last reference goes gives up what it holds here; its memory may
// wait for weak references.
#define CT_NODE_RELEASE(...)                                                                                      \
  void release_resources() override {                                                                             \
    torch::autograd::Node::release_resources();                                                                   \
    __VA_ARGS__                                                                                                   \
  }
#else
#define CT_NODE_INTRUSIVE 0
#define CT_NODE_PTR(T) std::shared_ptr<T>
// deleteNode takes long graphs apart without recursion.
#define CT_MAKE_NODE(T, ...) std::shared_ptr<T>(new T(__VA_ARGS__), torch::autograd::deleteNode)
#define CT_NODE_RELEASE(...)
#endif

// _wrap_outputs also returns the node it attached where nodes have creation hooks.
#if __has_include(<torch/csrc/autograd/node_creation_hook.h>)
#define CT_WRAP_OUTPUTS(...)                                                                                      \
  [&] {                                                                                                           \
    CT_NODE_PTR(torch::autograd::Node) attached;                                                                  \
    return torch::autograd::_wrap_outputs(__VA_ARGS__, attached);                                                 \
  }()
#else
// pure_view is unknown to 2.6: the last argument's type decides, where it depends
// on the template.
#define CT_WRAP_OUTPUTS(a, b, c, d, e, f, g, h, pure_view)                                                        \
  [&](const auto &as_self, auto view) {                                                                           \
    if constexpr (requires { torch::autograd::_wrap_outputs(a, b, c, d, e, f, g, as_self, view); })               \
      return torch::autograd::_wrap_outputs(a, b, c, d, e, f, g, as_self, view);                                  \
    else                                                                                                          \
      return torch::autograd::_wrap_outputs(a, b, c, d, e, f, g, as_self);                                        \
  }(h, pure_view)
#endif

namespace ct {

// A result above 2^63. Newer versions have a kind of value for it, older ones
// refuse to make one.
template <class Value>
bool is_large_unsigned(const Value &v) {
  if constexpr (requires { v.toUInt(); })
    return v.isUnsigned();
  else
    return false;
}
template <class Value>
uint64_t large_unsigned(const Value &v) {
  if constexpr (requires { v.toUInt(); })
    return v.toUInt();
  else
    return 0;
}

// Whether cuBLAS may reduce in few bits: a bool at first, then an enumeration whose
// 0 is full permission.
template <class Option>
bool allows_reduction(Option option) {
  if constexpr (std::is_same_v<Option, bool>)
    return option;
  else
    return static_cast<int>(option) == 0;
}

} // namespace ct

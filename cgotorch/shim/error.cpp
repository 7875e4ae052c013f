#include <cstdlib>
#include <new>
#include <thread>
#include <utility>

#include "callback.h"

namespace ct {

namespace {

ct_error *make(const char *kind, const char *op, std::string message) {
  return new ct_error{std::move(message), kind, op ? op : ""};
}

// The error as it was thrown, and after its message the place of the forward call.
ct_error *traced_error(const char *op, const TracedError &e) {
  try {
    std::rethrow_exception(e.error);
  } catch (...) {
    ct_error *error = current_exception_error(op);
    error->message += e.trace;
    return error;
  }
}

} // namespace

ct_error *current_exception_error(const char *op) {
  // The Python exception of each libtorch error, as torch/csrc/Exceptions.h maps them.
  try {
    throw;
  } catch (const GoPanic &e) {
    ct_error *error = make("GoPanic", op, e.what());
    error->panic = e.id->take();
    return error;
  } catch (const TracedError &e) {
    return traced_error(op, e);
  } catch (const c10::IndexError &e) {
    return make("IndexError", op, e.what_without_backtrace());
  } catch (const c10::ValueError &e) {
    return make("ValueError", op, e.what_without_backtrace());
  } catch (const c10::TypeError &e) {
    return make("TypeError", op, e.what_without_backtrace());
  } catch (const c10::NotImplementedError &e) {
    return make("NotImplementedError", op, e.what_without_backtrace());
  } catch (const c10::LinAlgError &e) {
    return make("LinAlgError", op, e.what_without_backtrace());
  } catch (const c10::OutOfMemoryError &e) {
    return make("OutOfMemoryError", op, e.what_without_backtrace());
  } catch (const c10::Error &e) {
    return make("RuntimeError", op, e.what_without_backtrace());
  } catch (const std::bad_alloc &e) {
    return make("OutOfMemoryError", op, std::string("out of memory (") + e.what() + ")");
  } catch (const std::exception &e) {
    return make("RuntimeError", op, e.what());
  } catch (...) {
    return make("RuntimeError", op, "unknown C++ exception");
  }
}

const char *error_message(const ct_error *e) { return e->message.c_str(); }
const char *error_kind(const ct_error *e) { return e->kind; }
const char *error_op(const ct_error *e) { return e->op.c_str(); }
uint64_t error_panic(ct_error *e) { return std::exchange(e->panic, 0); }
void error_free(ct_error *e) { delete e; }

ct_error *test_throw(const char *kind) {
  return call_guard("test_throw", [&] {
    const std::string k = kind;
    if (k.starts_with("warning")) TORCH_WARN("a warning");
    if (k == "warning deprecation") TORCH_WARN_DEPRECATION("a deprecation");
    if (k == "warning once") {
      TORCH_WARN_ONCE("a warning given once");
    }
    if (k == "warning thread") std::thread([] { TORCH_WARN("a warning of another thread"); }).join();
    if (k.starts_with("warning") && k != "warning error") return;
    if (k == "bad_alloc") throw std::bad_alloc();
    if (k == "unknown") throw 42;
    if (k == "std") throw std::runtime_error("a standard exception");
    if (k == "index") TORCH_CHECK_INDEX(false, "an index error");
    if (k == "value") TORCH_CHECK_VALUE(false, "a value error");
    if (k == "type") TORCH_CHECK_TYPE(false, "a type error");
    if (k == "notimplemented") TORCH_CHECK_NOT_IMPLEMENTED(false, "not implemented");
    TORCH_CHECK(false, "a c10 error of kind ", k);
  });
}

char *copy_text(const std::string &s) {
  char *text = static_cast<char *>(std::malloc(s.size() + 1));
  if (!text) throw std::bad_alloc();
  std::memcpy(text, s.c_str(), s.size() + 1);
  return text;
}

void words_free(void *p) { std::free(p); }

} // namespace ct

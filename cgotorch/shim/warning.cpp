// Warnings: kept in the call that raises them, for Go to handle when it is back.
#include <mutex>
#include <new>
#include <typeinfo>
#include <variant>

#include "shim.h"

namespace ct {

std::atomic<int64_t> stray_warnings{0};

namespace {

// Those raised outside of all calls: by OpenMP's workers, by destructors.
std::mutex stray_mutex;
std::vector<Warned> &strays = *new std::vector<Warned>; // never destroyed, as threads may outlive static objects

class Collector final : public c10::WarningHandler {
 public:
  void process(const c10::Warning &w) override {
    if (Call *call = this_thread.call) return call->keep(w);
    std::lock_guard<std::mutex> lock(stray_mutex);
    strays.push_back({w, false});
    stray_warnings.fetch_add(1, std::memory_order_relaxed);
  }
};
static_assert(sizeof(Collector) == sizeof(c10::WarningHandler), "it takes the base handler's place in memory");

} // namespace

// A handler is set for one thread, and libtorch starts threads of its own. But each
// thread without one uses the same object, so that is replaced: no call has to set
// anything. libtorch reaches it through its table of virtual functions alone.
void collect_warnings() {
  namespace wu = c10::WarningUtils;
  c10::WarningHandler *former = wu::get_warning_handler();
  wu::set_warning_handler(nullptr);
  c10::WarningHandler *base = wu::get_warning_handler();
  wu::set_warning_handler(former);
  // Another's object, in a process that had libtorch before, keeps its own ways.
  if (typeid(*base) == typeid(c10::WarningHandler)) new (base) Collector;
}

ct_error *Call::report(const char *op, ct_error *error) {
  if (stray_warnings.load(std::memory_order_relaxed) != 0) {
    std::lock_guard<std::mutex> lock(stray_mutex);
    warnings_.insert(warnings_.end(), strays.begin(), strays.end());
    strays.clear();
    stray_warnings.store(0, std::memory_order_relaxed);
  }
  if (warnings_.empty()) return error; // another call took them
  if (!error) error = new ct_error{{}, nullptr, op ? op : ""};
  error->warnings = std::move(warnings_);
  return error;
}

int32_t error_warning(const ct_error *e, int64_t i, ct_warning *out) {
  if (i < 0 || static_cast<size_t>(i) >= e->warnings.size()) return 0;
  const auto &[w, own] = e->warnings[i];
  const auto &place = w.source_location();
  const bool deprecation = std::holds_alternative<c10::DeprecationWarning>(w.type());
  *out = {w.msg().c_str(), place.file, place.function, place.line, deprecation, own};
  return 1;
}

ct_error *warnings_take() {
  return call_guard("", [] {});
}

} // namespace ct

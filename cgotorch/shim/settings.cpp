// Switches of libtorch that are numbers.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

#include <cfloat>

#include "shim.h"

// libgomp's, which libtorch brings: the shim is compiled without OpenMP.
extern "C" __attribute__((weak)) void GOMP_parallel(void (*f)(void *), void *data, unsigned threads,
                                                    unsigned flags);

namespace ct {

namespace {

// One switch: how it is read, and how it is set. NULL: it can't be set.
struct Setting {
  int64_t (*get)(at::Context &);
  void (*set)(at::Context &, int64_t);
};

// A bool of at::Context with a getter and a setter.
#define CT_SWITCH(getter, setter)                                                                                 \
  {[](at::Context &c) -> int64_t { return c.getter(); }, [](at::Context &c, int64_t v) { c.setter(v != 0); }}
#define CT_FACT(expression) {[]([[maybe_unused]] at::Context &c) -> int64_t { return expression; }, nullptr}

// Has this thread's OpenMP workers keep denormal numbers. A worker takes the
// processor's state over from the thread that starts it, and would flush for ever where
// that was inside of a region that flushes. So each change starts those that are not
// there, or sets them right.
void workers_keep_denormals() {
  if (!GOMP_parallel || at::in_parallel_region()) return;
  sync_threads();
  GOMP_parallel([](void *) { at::globalContext().setFlushDenormal(false); }, nullptr,
                static_cast<unsigned>(at::get_num_threads()), 0);
}

// libtorch tells whether denormal numbers are flushed by flushing one.
bool flushes_denormal() {
  volatile double smallest = DBL_MIN;
  return smallest / 2 == 0;
}

void set_float32_matmul(at::Context &c, int64_t v) {
  static const char *const names[] = {"highest", "high", "medium"};
  TORCH_CHECK_VALUE(v >= 0 && v < 3, v, " is no precision of float32 matrix products");
  c.setFloat32MatmulPrecision(names[v]);
}

int64_t sdp_priority(at::Context &c) {
  int64_t digits = 0, place = 1;
  for (at::SDPBackend b : c.sDPPriorityOrder()) {
    digits += static_cast<int64_t>(b) * place;
    place *= 8;
  }
  return digits;
}

void set_sdp_priority(at::Context &c, int64_t digits) {
  std::vector<int64_t> order;
  for (int i = 0; i < at::num_sdp_backends; i++, digits /= 8) order.push_back(digits % 8);
  c.setSDPPriorityOrder(order);
}

// In the order of ct_setting.
const Setting settings[] = {
    CT_FACT(c.deterministicAlgorithmsWarnOnly()),
    CT_SWITCH(deterministicFillUninitializedMemory, setDeterministicFillUninitializedMemory),
    {[](at::Context &) -> int64_t { return static_cast<int64_t>(at::get_num_interop_threads()); },
     [](at::Context &, int64_t n) {
       TORCH_CHECK(n > 0 && n <= max_threads, "expected 1 to ", max_threads, " threads, got ", n);
       at::set_num_interop_threads(static_cast<int>(n));
     }},
    {[](at::Context &) -> int64_t { return flushes_denormal(); },
     [](at::Context &c, int64_t v) {
       workers_keep_denormals();
       TORCH_CHECK(c.setFlushDenormal(v != 0), "this processor can't flush denormal numbers");
     }},
    {[](at::Context &c) { return static_cast<int64_t>(c.float32MatmulPrecision()); }, set_float32_matmul},
    {[](at::Context &) -> int64_t { return c10::WarningUtils::get_warnAlways(); },
     [](at::Context &, int64_t v) { c10::WarningUtils::set_warnAlways(v != 0); }},
    CT_FACT(c10::InferenceMode::is_enabled()),
    CT_SWITCH(userEnabledCuDNN, setUserEnabledCuDNN),
    CT_SWITCH(benchmarkCuDNN, setBenchmarkCuDNN),
    {[](at::Context &c) -> int64_t { return c.benchmarkLimitCuDNN(); },
     [](at::Context &c, int64_t v) {
       TORCH_CHECK_VALUE(v >= 0 && v <= std::numeric_limits<int>::max(), "a limit of ", v, " is out of range");
       c.setBenchmarkLimitCuDNN(static_cast<int>(v));
     }},
    CT_SWITCH(deterministicCuDNN, setDeterministicCuDNN),
    CT_SWITCH(allowTF32CuDNN, setAllowTF32CuDNN),
    CT_SWITCH(allowTF32CuBLAS, setAllowTF32CuBLAS),
    {[](at::Context &c) -> int64_t { return allows_reduction(c.allowFP16ReductionCuBLAS()); },
     [](at::Context &c, int64_t v) { c.setAllowFP16ReductionCuBLAS(v != 0); }},
    {[](at::Context &c) -> int64_t { return allows_reduction(c.allowBF16ReductionCuBLAS()); },
     [](at::Context &c, int64_t v) { c.setAllowBF16ReductionCuBLAS(v != 0); }},
    CT_SWITCH(userEnabledFlashSDP, setSDPUseFlash),
    CT_SWITCH(userEnabledMemEfficientSDP, setSDPUseMemEfficient),
    CT_SWITCH(userEnabledMathSDP, setSDPUseMath),
    CT_SWITCH(userEnabledCuDNNSDP, setSDPUseCuDNN),
    CT_SWITCH(allowFP16BF16ReductionMathSDP, setAllowFP16BF16ReductionMathSDP),
    CT_SWITCH(userEnabledOverrideableSDP, setSDPUseOverrideable),
    {sdp_priority, set_sdp_priority},
    CT_SWITCH(userEnabledMkldnn, setUserEnabledMkldnn),
    CT_SWITCH(deterministicMkldnn, setDeterministicMkldnn),
    CT_SWITCH(userEnabledNNPACK, setUserEnabledNNPACK),
    CT_FACT(c.hasMKL()),
    CT_FACT(c.hasMKLDNN()),
    CT_FACT(c.hasOpenMP()),
    CT_FACT(c.hasLAPACK()),
    CT_FACT(c.hasCuDNN()),
};

#undef CT_SWITCH
#undef CT_FACT

static_assert(sizeof(settings) / sizeof(settings[0]) == CT_SET_HAS_CUDNN + 1);

const Setting &setting_of(int64_t setting) {
  TORCH_CHECK_VALUE(setting >= 0 && setting <= CT_SET_HAS_CUDNN, setting, " is no setting");
  return settings[setting];
}

} // namespace

ct_error *setting_get(int64_t setting, int64_t *value) {
  return call_guard("get", [&] { *value = setting_of(setting).get(at::globalContext()); });
}

ct_error *setting_set(int64_t setting, int64_t value) {
  return call_guard("set", [&] {
    const Setting &s = setting_of(setting);
    TORCH_CHECK(s.set, "the setting can only be read");
    s.set(at::globalContext(), value);
  });
}

} // namespace ct

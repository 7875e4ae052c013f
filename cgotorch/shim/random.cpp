// Generators and seeding.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <mutex>

#include "shim.h"

namespace ct {

namespace {

at::Generator borrow_generator(uint64_t g) {
  return at::Generator(
      c10::intrusive_ptr<c10::GeneratorImpl>::reclaim_copy(reinterpret_cast<c10::GeneratorImpl *>(g)));
}

uint64_t give_generator(at::Generator g) { return reinterpret_cast<uint64_t>(g.unsafeReleaseGeneratorImpl()); }

} // namespace

ct_error *manual_seed(uint64_t seed) {
  return call_guard("manual_seed", [&] { at::manual_seed(seed); });
}

ct_error *generator_new(int64_t type, int64_t index, uint64_t *out) {
  return guard("Generator", [&] {
    const c10::Device d = device_of(type, index);
    if (d.is_cpu()) {
      *out = give_generator(at::detail::createCPUGenerator());
      return;
    }
    *out = give_generator(at::globalContext().getAcceleratorHooksInterface(d.type()).getNewGenerator(d.index()));
  });
}

ct_error *generator_default(int64_t type, int64_t index, uint64_t *out) {
  return guard("default_generator",
               [&] { *out = give_generator(at::globalContext().defaultGenerator(device_of(type, index))); });
}

void generator_release(uint64_t g) {
  c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(reinterpret_cast<c10::GeneratorImpl *>(g));
}

ct_error *generator_seed(uint64_t handle, uint64_t seed) {
  return guard("manual_seed", [&] {
    at::Generator g = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_current_seed(seed);
  });
}

ct_error *generator_initial_seed(uint64_t handle, uint64_t *seed) {
  return guard("initial_seed", [&] {
    at::Generator g = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(g.mutex());
    *seed = g.current_seed();
  });
}

ct_error *generator_state(uint64_t handle, uint64_t *out) {
  return guard("get_state", [&] {
    at::Generator g = borrow_generator(handle);
    std::lock_guard<std::mutex> lock(g.mutex());
    *out = give(g.get_state());
  });
}

ct_error *generator_set_state(uint64_t handle, uint64_t state) {
  return guard("set_state", [&] {
    at::Generator g = borrow_generator(handle);
    const at::Tensor s = borrow(state);
    TORCH_CHECK_TYPE(s.layout() == at::kStrided && s.device().is_cpu() && s.scalar_type() == at::kByte,
                     "expected a torch.ByteTensor");
    std::lock_guard<std::mutex> lock(g.mutex());
    g.set_state(s);
  });
}

} // namespace ct

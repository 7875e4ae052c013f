// Operators: looked up once, called through the dispatcher.
#include <memory>
#include <sstream>

#include "op.h"

namespace ct {

namespace {

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
    static CT_THREAD_LOCAL Pool p;
    return p;
  }
  Pool &pool_;
  torch::jit::Stack *stack_;
};

} // namespace

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
  return call_guard(op.name.c_str(), [&] {
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
    give_results(stack, out, m);
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

// The C++ side of the benchmark: what the same libtorch takes with nothing
// between it and the program. usage: bench -row NAME[;NAME...] -threads N
//
// Prints one JSON line per row: its samples in nanoseconds per call, in seconds per
// epoch, or in page faults per step.

#include <sys/resource.h>
#include <torch/torch.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using torch::Tensor;

constexpr int kBatches = 7;         // samples per row
constexpr int kCalls = 10'000;      // calls per sample
constexpr int kBackwardCalls = 500; // a backward starts threads and takes longer
constexpr int kSteps = 938;         // 60,000 pictures in batches of 64
constexpr int kBatch = 64;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void print_row(const std::string &row, int threads, const char *unit, const std::vector<double> &samples) {
  std::cout << "{\"side\": \"cpp\", \"row\": \"" << row << "\", \"threads\": " << threads << ", \"unit\": \""
            << unit << "\", \"samples\": [";
  for (size_t i = 0; i < samples.size(); ++i) std::cout << (i ? ", " : "") << samples[i];
  std::cout << "]}" << std::endl;
}

std::vector<double> time_calls(int calls, const std::function<void(int)> &run) {
  run(calls / 5);
  std::vector<double> samples;
  for (int i = 0; i < kBatches; ++i) {
    auto start = Clock::now();
    run(calls);
    samples.push_back(seconds_since(start) / calls * 1e9);
  }
  return samples;
}

template <typename Op>
std::function<std::vector<double>()> op(Op one, int calls = kCalls) {
  return [=] {
    return time_calls(calls, [&](int n) {
      for (int i = 0; i < n; ++i) one();
    });
  };
}

std::map<std::string, std::function<std::vector<double>()>> operators() {
  auto x = torch::rand({2, 2});
  auto y = torch::rand({2, 2});
  auto p = torch::rand({2, 2}).requires_grad_();
  auto zero = torch::zeros({2, 2});
  return {
      {"add", op([=] { auto z = x.add(y); })},
      {"add_grad", op([=] { auto z = p.add(y); })},
      {"add_", op([=] { x.add_(zero); })},
      {"mm", op([=] { auto z = x.mm(y); })},
      {"view", op([=] { auto z = x.view({4}); })},
      {"sum", op([=] { auto z = x.sum(); })},
      {"index", op([=] {
         using namespace torch::indexing;
         auto z = x.index({Slice(), 1});
       })},
      {"cat", op([=] { auto z = torch::cat({x, y}); })},
      {"mul_sum_backward", op(
                               [=] {
                                 Tensor(p).mutable_grad() = Tensor();
                                 p.mul(y).sum().backward();
                               },
                               kBackwardCalls)},
  };
}

struct Net : torch::nn::Module {
  torch::nn::Linear fc1{nullptr}, fc2{nullptr};
  torch::nn::ReLU relu1;
  Net() {
    fc1 = register_module("fc1", torch::nn::Linear(784, 512));
    relu1 = register_module("relu1", torch::nn::ReLU());
    fc2 = register_module("fc2", torch::nn::Linear(512, 10));
  }
  Tensor forward(Tensor x) {
    x = x.view({-1, 28 * 28});
    return fc2(relu1(fc1(x)));
  }
};

long page_faults() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_minflt;
}

struct Epoch {
  double seconds, faults; // faults: of a step
};

// One epoch of the article's network over tensors that are at hand already.
Epoch train_epoch(int steps) {
  torch::manual_seed(0);
  Net net;
  torch::nn::CrossEntropyLoss criterion;
  torch::optim::SGD optimizer(net.parameters(), torch::optim::SGDOptions(0.01).momentum(0.9));
  auto inputs = torch::rand({steps * kBatch, 1, 28, 28});
  auto labels = torch::randint(10, {steps * kBatch}, torch::kInt64);
  double running_loss = 0;
  const long faults = page_faults();
  auto start = Clock::now();
  for (int i = 0; i < steps; ++i) {
    optimizer.zero_grad();
    auto loss = criterion(net.forward(inputs.narrow(0, i * kBatch, kBatch)), labels.narrow(0, i * kBatch, kBatch));
    loss.backward();
    optimizer.step();
    running_loss += loss.item<double>();
  }
  return {seconds_since(start), static_cast<double>(page_faults() - faults) / steps};
}

std::vector<double> train() {
  train_epoch(20);
  return {train_epoch(kSteps).seconds, train_epoch(kSteps).seconds};
}

std::vector<double> faults() {
  train_epoch(20);
  train_epoch(kSteps);
  return {train_epoch(kSteps).faults};
}

std::vector<std::string> split(const std::string &names) {
  std::vector<std::string> out;
  std::istringstream in(names);
  for (std::string name; std::getline(in, name, ';');) out.push_back(name);
  return out;
}

} // namespace

int main(int argc, char **argv) {
  std::string rows;
  int threads = 1;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string flag = argv[i];
    if (flag == "-row") rows = argv[i + 1];
    if (flag == "-threads") threads = std::atoi(argv[i + 1]);
  }
  torch::set_num_threads(threads);
  auto table = operators();
  for (const auto &row : split(rows)) {
    if (row == "train") {
      print_row(row, threads, "s", train());
    } else if (row == "faults") {
      print_row(row, threads, "faults", faults());
    } else if (auto found = table.find(row); found != table.end()) {
      print_row(row, threads, "ns", found->second());
    } else {
      std::cerr << "bench: no row " << row << "\n";
      return 2;
    }
  }
}

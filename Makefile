# gotorch: PyTorch for Go programs. `make help` lists what there is.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# A folder with MNIST's four files, or torchvision's data folder. Without one
# examples/mnist searches the cache, downloads, or renders digits.
MNIST_DATA ?= $(firstword $(wildcard ../shared/data/mnist))
# Flags of the program, such as MNIST_FLAGS='-epochs 2 -threads 1'.
MNIST_FLAGS ?=
# Flags of go test, such as TEST_FLAGS='-run Scope -v'.
TEST_FLAGS ?=
FUZZ_TIME ?= 5s
FUZZ_CALL_TIME ?= 1m

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: mnist
mnist: setup ## train the article's network on MNIST (MNIST_FLAGS, MNIST_DATA)
	@mkdir -p build
	go build -o build/mnist ./examples/mnist
	build/mnist $(if $(MNIST_DATA),-data $(MNIST_DATA)) $(MNIST_FLAGS)

.PHONY: setup
setup: ## find or download libtorch and build the shim for it
	go run ./cmd/gotorch setup

.PHONY: test
test: setup ## run every test, then those of what is concurrent under the race detector
	go test $(TEST_FLAGS) ./...
	go test -race $(TEST_FLAGS) ./torch/... ./data/... ./vision/... ./nn ./optim/... ./examples/...

.PHONY: test-python
test-python: ## run the tests that need a Python with torch
	scripts/test-python.sh

.PHONY: crash-test
crash-test: setup ## kill 200 processes while they save a checkpoint, and load what they leave
	GOTORCH_TEST_KILLS=200 go test -count=1 -run Killed -timeout 20m ./checkpoint

.PHONY: fuzz
fuzz: setup ## run each fuzz target for FUZZ_TIME (5s, or 100000x: so many mutated inputs)
	scripts/fuzz.sh $(FUZZ_TIME)

.PHONY: fuzz-call
fuzz-call: ## call random operators for FUZZ_CALL_TIME (FUZZ_CALL_FLAGS), and ask Python about each crash
	scripts/fuzzcall.sh -time $(FUZZ_CALL_TIME) $(FUZZ_CALL_FLAGS)

.PHONY: parity
parity: ## compare with Python bit for bit, live on this machine
	scripts/parity.sh $(PARITY_FLAGS)

.PHONY: module-parity
module-parity: ## compare every sample of PyTorch's module database (make parity draws some)
	scripts/parity.sh -run '^(module_db|optim_db)/' -samples 0 $(PARITY_FLAGS)

.PHONY: conformance
conformance: ## replay PyTorch's operator database, bit for bit (CONFORMANCE_FLAGS)
	scripts/conformance.sh $(CONFORMANCE_FLAGS)

.PHONY: bench
bench: ## measure Go, Python and C++ side by side
	scripts/bench.sh $(BENCH_FLAGS)

.PHONY: lint
lint: ## go mod tidy, gofmt, go vet, staticcheck, clang-format
	go mod tidy -diff
	go -C tools mod tidy -diff
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	go vet ./...
	go tool -modfile=tools/go.mod staticcheck ./...
	scripts/clang-format.sh --dry-run -Werror

.PHONY: format
format: ## format Go and C++
	gofmt -w .
	scripts/clang-format.sh -i

.PHONY: generate
generate: ## make the generated files anew
	go generate ./...

.PHONY: doctor
doctor: ## say whether training works here, and what to do where not
	go run ./cmd/gotorch doctor

.PHONY: clean
clean: ## remove what was built in this folder (the cache stays)
	rm -rf build bench.json mnist.png

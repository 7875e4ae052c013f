#!/usr/bin/env bash
# usage: bench.sh [flags of bench/compare.py]
#
# Measures Go, Python and C++ side by side on the same libtorch. TORCH names its
# version, MNIST_DATA a folder with MNIST's files.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
source "$here/common.sh"

bin=$root/build/bench
mkdir -p "$bin"
"$here/bench/cpp/build.sh" "$LIBTORCH" "$bin/bench_cpp"
go build -C "$root" -o "$bin/bench_go" ./scripts/bench
"$python" "$here/bench/compare.py" --go "$bin/bench_go" --cpp "$bin/bench_cpp" --python "$python" \
  --data "$data" --json "$root/bench.json" "$@"

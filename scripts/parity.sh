#!/usr/bin/env bash
# usage: parity.sh [flags of scripts/parity]
#
# Compares Go with Python bit for bit on the same libtorch, and the keywords of Go's
# constructors and functions with Python's. TORCH names its
# version, MNIST_DATA a folder with MNIST's files.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
source "$here/common.sh"

bin=$root/build/parity
mkdir -p "$bin"
go build -C "$root" -o "$bin/parity" ./scripts/parity
go build -C "$root" -o "$bin/" ./examples/...
"$python" "$here"/parity/signatures.py "$here"/parity/signatures/*.json
cd "$root"
"$bin/parity" -python "$python" -scripts "$here/parity" -mnist "$bin/mnist" -examples "$bin" -data "$data" "$@"

#!/usr/bin/env bash
# usage: build.sh TORCH OUT
#
# Builds bench.cpp against the libtorch in the folder TORCH.
set -euo pipefail
torch=$1 out=$2
here=$(cd "$(dirname "$0")" && pwd)
# The C++ ABI that libtorch was built with shows in its mangled names.
abi=0
if grep -q __cxx11 "$torch/lib/libc10.so"; then abi=1; fi
# libtorch_cpu's own dependencies are found through its RUNPATH at run time, not by the linker.
${CXX:-g++} -std=c++20 -O2 "-D_GLIBCXX_USE_CXX11_ABI=$abi" \
  -isystem "$torch/include" -isystem "$torch/include/torch/csrc/api/include" \
  "$here/bench.cpp" -o "$out" \
  -L"$torch/lib" "-Wl,-rpath,$torch/lib" -Wl,--no-as-needed -ltorch_cpu -ltorch -lc10 -Wl,--unresolved-symbols=ignore-in-shared-libs

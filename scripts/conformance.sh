#!/usr/bin/env bash
# usage: conformance.sh [flags of scripts/conformance]
#
# Replays PyTorch's own operator database and compares bits. Without flags it takes
# some samples of each entry, others each day; `-samples 0` takes all. TORCH names
# Python's version of torch.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
source "$here/common.sh"

bin=$root/build/conformance
mkdir -p "$bin"
# What op_db needs beside torch; the environment of the other scripts stays as it is.
if [ ! -e "$bin/python/.complete" ]; then
  rm -rf "$bin/python"
  "$python" -I -m pip install --quiet --disable-pip-version-check --no-deps --target "$bin/python" \
    expecttest==0.3.0 safetensors==0.6.2 packaging==25.0
  touch "$bin/python/.complete"
fi
go build -C "$root" -o "$bin/conformance" ./scripts/conformance
# Memory is handed out full of another byte than record.py sets for Python, small
# blocks and large ones too: what a result takes from it shows.
export GLIBC_TUNABLES=glibc.malloc.perturb=60:glibc.malloc.tcache_count=0:glibc.malloc.mmap_max=0
PYTHONPATH=$bin/python exec "$bin/conformance" -python "$python" -script "$here/conformance/record.py" "$@"

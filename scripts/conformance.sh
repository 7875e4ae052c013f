#!/usr/bin/env bash
# usage: conformance.sh [flags of scripts/conformance/record.py]
#
# Replays PyTorch's own operator database through torch.Call and compares bits.
# Without flags it takes a sample whose seed is the day's; `--samples 0` runs
# everything. TORCH names Python's version of torch.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
source "$here/common.sh"

bin=$root/build/conformance
mkdir -p "$bin"
# What op_db needs beside torch; the environment of the other scripts stays as it is.
if [ ! -e "$bin/python/.complete" ]; then
  rm -rf "$bin/python"
  "$python" -m pip install --quiet --disable-pip-version-check --no-deps --target "$bin/python" \
    expecttest==0.3.0 safetensors==0.6.2 packaging==25.0
  touch "$bin/python/.complete"
fi
if [ $# -eq 0 ]; then
  set -- --samples 3 --entries 60 --seed "$(date -u +%Y%m%d)"
fi
go build -C "$root" -o "$bin/conformance" ./scripts/conformance
rm -rf "$bin/recorded"
echo "record.py $*"
PYTHONPATH=$bin/python "$python" "$here/conformance/record.py" "$bin/recorded" "$@"
"$bin/conformance" "$bin/recorded"

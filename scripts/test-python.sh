#!/usr/bin/env bash
# usage: test-python.sh
#
# Runs the Go tests that need what only a Python with torch and torchvision brings:
# operators of torchvision's library; the files that Go writes for Python and Python for Go,
# a fixed set, and states that are drawn anew each day (GOTORCH_TEST_SEED=20261231 repeats a
# day's); runs that one side begins and the other ends.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
source "$here/common.sh"

# Newer versions call it _C_stable.so.
libraries=("$("$here/python.sh" "${TORCH:-2.15.0}" torchvision)"/_C*.so)
export GOTORCH_TEST_TORCHVISION=${libraries[0]}
GOTORCH_TEST_PYTHON=$("$here/python.sh" 2.11.0):$("$here/python.sh" 2.15.0)
export GOTORCH_TEST_PYTHON
report=$(go test -C "$root" -count=1 -v -run 'BringsOperators|PythonLoads|AndGoWhatPythonWrites' "$@" ./torch ./checkpoint ./optim ./optim/lrscheduler ./internal/roundtrip) || { echo "$report"; exit 1; }
echo "$report"
if grep -q -- '--- SKIP' <<<"$report"; then
  echo "$0: a test was skipped, though all it needs is here" >&2
  exit 1
fi

#!/usr/bin/env bash
# usage: fuzz.sh TIME
#
# Runs each fuzz target of the module for TIME (5s, say), or for so many mutated inputs
# (100000x): go test takes only one at a time.
set -euo pipefail
time=${1:?usage: fuzz.sh TIME}
cd "$(dirname "$0")/.."
git grep -l '^func Fuzz' -- '*_test.go' | while read -r file; do
  sed -nE 's/^func (Fuzz[A-Za-z0-9_]*)\(.*/\1/p' "$file" | while read -r target; do
    echo "== $(dirname "$file") $target"
    # Without the limit the minimiser takes up most of a short run.
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 1x "./$(dirname "$file")"
  done
done

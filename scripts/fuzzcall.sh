#!/usr/bin/env bash
# usage: fuzzcall.sh [flags of scripts/fuzzcall]
#
# Calls random operators with random arguments, on the libtorch inside Python's
# torch, and asks that Python about each crash. TORCH names its version.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
source "$here/common.sh"

bin=$root/build/fuzzcall
mkdir -p "$bin"
go build -C "$root" -o "$bin/fuzzcall" ./scripts/fuzzcall
"${CC:-cc}" -O1 -Wall -Wextra -shared -fPIC -o "$bin/guard.so" "$here/fuzzcall/guard/guard.c" -ldl -lpthread
cd "$root"
"$bin/fuzzcall" -guard "$bin/guard.so" -python "$python" "$@"

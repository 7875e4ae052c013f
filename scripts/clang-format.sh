#!/usr/bin/env bash
# usage: clang-format.sh FLAGS
#
# Runs the pinned clang-format over the repository's C and C++. It lives in a
# virtual environment of its own under the user's cache: releases format
# differently, so the system's will not do.
set -euo pipefail
version=19.1.7
root=$(dirname "$(cd "$(dirname "$0")" && pwd)")
venv=${XDG_CACHE_HOME:-$HOME/.cache}/gotorch/venv/clang-format-$version

if [ ! -e "$venv/.complete" ]; then
  rm -rf "$venv"
  "${PYTHON:-python3}" -I -m venv "$venv"
  "$venv/bin/python" -I -m pip install --quiet --disable-pip-version-check "clang-format==$version"
  touch "$venv/.complete"
fi
cd "$root"
git ls-files -z '*.c' '*.h' '*.cpp' | xargs -0 "$venv/bin/clang-format" "$@"

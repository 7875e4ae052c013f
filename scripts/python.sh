#!/usr/bin/env bash
# usage: python.sh VERSION [MODULE]
#
# Prints the path of a Python that has torch VERSION (2.15.0, say), the
# torchvision that fits it, numpy and safetensors; or the folder of one of them. They live in a virtual environment under
# the user's cache; the user's own Python is read, never changed. A virtual
# environment holds absolute paths, so it cannot be built aside and renamed:
# the marker file .complete is written last, and an environment without it is
# thrown away.
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  echo "usage: $0 VERSION [MODULE]" >&2
  exit 2
fi
version=$1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/gotorch/venv
venv=$cache/torch-$version
mkdir -p "$cache"

# Two scripts that start together must not fill one folder.
exec 9>"$cache/torch-$version.lock"
if command -v flock >/dev/null; then
  flock 9
fi

if [ ! -e "$venv/.complete" ]; then
  base=${PYTHON:-python3}
  if ! "$base" -I -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
    echo "$0: $base must be Python 3.10 or newer with venv and pip; set PYTHON to one" >&2
    exit 1
  fi
  echo "installing torch $version for Python into $venv (several GB, once)" >&2
  rm -rf "$venv"
  "$base" -I -m venv "$venv" >&2
  if ! "$venv/bin/python" -I -m pip install --disable-pip-version-check "torch==$version" torchvision numpy safetensors >&2; then
    rm -rf "$venv"
    echo "$0: pip could not install torch $version" >&2
    exit 1
  fi
  touch "$venv/.complete"
fi
# An environment of an earlier day may lack it.
if ! compgen -G "$venv/lib/python3*/site-packages/safetensors" >/dev/null; then
  "$venv/bin/python" -I -m pip install --disable-pip-version-check safetensors >&2
fi
if [ $# -eq 2 ]; then
  # Importing torch takes seconds; finding it does not.
  "$venv/bin/python" -I -c 'import importlib.util, sys; print(importlib.util.find_spec(sys.argv[1]).submodule_search_locations[0])' "$2"
else
  echo "$venv/bin/python"
fi

# Sourced by parity.sh and bench.sh: sets python, data and the shim to use.
# shellcheck shell=bash

python=$("$here/python.sh" "${TORCH:-2.15.0}")

# A folder beside the repository serves where none is named; the last resort is
# none, and what needs the files is then left out and said to be.
data=${MNIST_DATA:-}
if [ -z "$data" ]; then
  for folder in "$root/../shared/data/mnist" "${XDG_CACHE_HOME:-$HOME/.cache}/gotorch/mnist"; do
    if [ -d "$folder" ]; then
      data=$folder
      break
    fi
  done
fi

# Both sides use the libtorch inside Python's torch, so no difference between
# builds can hide or cause one. Its shim lives in a cache of its own: set-up
# remembers the last one it made, and the user's must stay what it was.
LIBTORCH=$("$here/python.sh" "${TORCH:-2.15.0}" torch)
export LIBTORCH
mkdir -p "$root/build"
go build -C "$root" -o "$root/build/gotorch" ./cmd/gotorch
gotorch() {
  XDG_CACHE_HOME=${XDG_CACHE_HOME:-$HOME/.cache}/gotorch/scripts "$root/build/gotorch" "$@"
}
gotorch setup >&2
eval "$(gotorch env | grep '^GOTORCH_SHIM=')"
export GOTORCH_SHIM

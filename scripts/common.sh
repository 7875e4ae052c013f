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
# builds can hide or cause one.
torch_lib=$("$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])')
export LIBTORCH=$torch_lib
go run -C "$root" ./cmd/gotorch setup >&2

"""Lists the public names that Python's torch offers, for docs/coverage.md.

    PYTHON scripts/names.py > internal/gencoverage/names.txt

A line is a name: torch.abs, torch.Tensor.abs, torch.linalg.det. What starts with
an underscore and modules themselves are left out.
"""

import importlib
import inspect
import warnings

import torch

warnings.simplefilter("ignore")

MODULES = [
    "torch",
    "torch.linalg",
    "torch.fft",
    "torch.special",
    "torch.sparse",
    "torch.signal.windows",
    "torch.nested",
    "torch.random",
    "torch.amp",
    "torch.autograd",
    "torch.autograd.functional",
    "torch.autograd.forward_ad",
    "torch.autograd.graph",
    "torch.utils.checkpoint",
]

CONSTANTS = (torch.dtype, torch.layout, torch.memory_format, torch.qscheme)


def public(owner):
    """The names that __all__ lists, and those of what was defined there or in C++."""
    names = set(getattr(owner, "__all__", ()))
    for name in dir(owner):
        value = getattr(owner, name)
        home = getattr(value, "__module__", None)
        if isinstance(value, CONSTANTS) or home in (owner.__name__, "torch.functional"):
            names.add(name)
        elif callable(value) and (home is None or home.startswith("torch" if owner is torch else "torch._C")):
            names.add(name)
    return [n for n in names if not n.startswith("_") and not inspect.ismodule(getattr(owner, n, None))]


def main():
    print("# Made by scripts/names.py from torch", torch.__version__.split("+")[0])
    names = {"torch.Tensor." + n for n in dir(torch.Tensor) if not n.startswith("_")}
    for module in MODULES:
        names |= {f"{module}.{n}" for n in public(importlib.import_module(module))}
    print("\n".join(sorted(names)))


if __name__ == "__main__":
    main()

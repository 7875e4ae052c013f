"""Lists the public names that Python's torch and torchvision offer, for docs/coverage.md.

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
    "torch.nn",
    "torch.nn.attention",
    "torch.nn.functional",
    "torch.nn.init",
    "torch.nn.utils",
    "torch.nn.utils.fusion",
    "torch.nn.utils.parametrizations",
    "torch.nn.utils.parametrize",
    "torch.nn.utils.prune",
    "torch.nn.utils.rnn",
    "torch.nn.utils.stateless",
    "torch.optim",
    "torch.optim.lr_scheduler",
    "torch.optim.swa_utils",
    "torch.utils.data",
    "torchvision.datasets",
    "torchvision.transforms",
    "torchvision.transforms.v2",
]

# Classes whose methods are listed too.
CLASSES = [torch.Tensor, torch.nn.Module, torch.optim.Optimizer]

CONSTANTS = (torch.dtype, torch.layout, torch.memory_format, torch.qscheme)


def public(owner):
    """The names that __all__ lists, and those of what was defined there or in C++."""
    names = set(getattr(owner, "__all__", ()))
    for name in dir(owner):
        value = getattr(owner, name)
        home = getattr(value, "__module__", None)
        if isinstance(value, CONSTANTS) or home in (owner.__name__, "torch.functional"):
            names.add(name)
        elif callable(value) and (home is None or home.startswith("torch" if owner is torch else ("torch._C", owner.__name__ + "."))):
            names.add(name)
        elif owner is torch.nn.functional and inspect.isbuiltin(value):
            names.add(name)  # torch's own, such as conv2d
        elif home == "torch._jit_internal" and getattr(value, "__name__", "") == "fn" and name in owner.__dict__:
            names.add(name)  # two functions behind one name, told apart by return_indices
    return [n for n in names if not n.startswith("_") and not inspect.ismodule(getattr(owner, n, None))]


def public_name(c):
    return {torch.nn.Module: "torch.nn.Module", torch.optim.Optimizer: "torch.optim.Optimizer"}.get(c, "torch.Tensor")


def main():
    print("# Made by scripts/names.py from torch", torch.__version__.split("+")[0])
    names = {f"{public_name(c)}.{n}" for c in CLASSES for n in dir(c) if not n.startswith("_")}
    for module in MODULES:
        names |= {f"{module}.{n}" for n in public(importlib.import_module(module))}
    print("\n".join(sorted(names)))


if __name__ == "__main__":
    main()

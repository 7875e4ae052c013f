"""Writes layers.json: what torch 2.15.0 prints for the layers of internal/cases, their state_dict, and initial weights
from seed 0. The weights are drawn by uniform_, whose bits depend on no processor, or are constants.

usage: go test -v ./internal/cases -run Golden -list-layers | python layers.py
"""
import hashlib
import json
import math
import os
import re
import sys

import torch
from torch import nn

assert torch.__version__.startswith("2.15.0"), torch.__version__


def met(m, *sizes):
    """A lazy layer after its first input."""
    m(torch.zeros(sizes))
    return m


def describe(text):
    torch.manual_seed(0)
    m = eval(text, {"math": math, "torch": torch, "nn": nn, "met": met})
    digest = hashlib.sha256()
    for name, value in m.state_dict().items():
        digest.update(name.encode())
        digest.update(value.contiguous().numpy().tobytes())
    return {
        "print": str(m),
        "state": [[k, list(v.shape), str(v.dtype)] for k, v in m.state_dict().items()],
        "sha256": digest.hexdigest(),
        "next": torch.empty((), dtype=torch.int64).random_().item(),
    }


texts = sorted({line.strip() for line in sys.stdin if re.match(r"nn\.|met\(", line)})
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json"), "w") as f:
    json.dump({text: describe(text) for text in texts}, f, indent=1)
    f.write("\n")

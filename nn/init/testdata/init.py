"""Writes init.json: what torch 2.15.0's nn.init makes of seed 0 where no processor changes it: numbers drawn by
uniform_, constants, and gains.

usage: python init.py
"""
import hashlib
import json
import math
import os

import torch
from torch.nn import init

assert torch.__version__.startswith("2.15.0"), torch.__version__

SHAPES = [(30, 20), (7, 9), (8, 4, 3, 3), (3, 2)]
DRAWN = {
    "uniform": lambda w: init.uniform_(w),
    "uniform range": lambda w: init.uniform_(w, -2.0, 3.0),
    "uniform generator": lambda w: init.uniform_(w, generator=torch.Generator().manual_seed(5)),
    "xavier": lambda w: init.xavier_uniform_(w),
    "xavier gain": lambda w: init.xavier_uniform_(w, init.calculate_gain("tanh")),
    "kaiming": lambda w: init.kaiming_uniform_(w),
    "kaiming slope": lambda w: init.kaiming_uniform_(w, a=math.sqrt(5)),
    "kaiming fan_out relu": lambda w: init.kaiming_uniform_(w, mode="fan_out", nonlinearity="relu"),
    "kaiming generator": lambda w: init.kaiming_uniform_(w, generator=torch.Generator().manual_seed(5)),
}
FIXED = {
    "constant": ((2, 3), lambda w: init.constant_(w, 0.25)),
    "ones": ((2,), init.ones_),
    "zeros": ((2,), init.zeros_),
    "eye": ((2, 3), init.eye_),
    "eye tall": ((3, 2), init.eye_),
    "dirac 3": ((2, 3, 3), init.dirac_),
    "dirac 4": ((3, 2, 2, 3), init.dirac_),
    "dirac 5": ((1, 2, 1, 2, 3), init.dirac_),
    "dirac groups": ((4, 2, 3), lambda w: init.dirac_(w, groups=2)),
}
GAINS = ["linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid"]
GAINS += ["tanh", "relu", "leaky_relu", "selu"]


def drawn(fill):
    out = []
    for shape in SHAPES:
        torch.manual_seed(0)
        w = fill(torch.empty(shape))
        out.append(hashlib.sha256(w.numpy().tobytes()).hexdigest())
    return out


golden = {
    "torch": torch.__version__,
    "shapes": SHAPES,
    "drawn": {name: drawn(fill) for name, fill in DRAWN.items()},
    "fixed": {
        name: {"shape": shape, "values": fill(torch.full(shape, 9.0)).flatten().tolist()}
        for name, (shape, fill) in FIXED.items()
    },
    "gains": {name: init.calculate_gain(name) for name in GAINS},
    "slopes": {repr(a): init.calculate_gain("leaky_relu", a) for a in (0.0, 0.2, 1.0, math.sqrt(5))},
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "init.json"), "w") as f:
    json.dump(golden, f, indent=1)
    f.write("\n")

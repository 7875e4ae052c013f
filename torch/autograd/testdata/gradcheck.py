"""What gradcheck of torch 2.15.0 says about functions with wrong gradients.

The functions multiply and add small numbers only, so that no processor changes
a digit. Run with that version: python gradcheck.py > gradcheck.json
"""

import json

import torch
from torch.autograd import gradcheck, gradgradcheck


def function(forward, backward):
    class Made(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return forward(x)

        @staticmethod
        def backward(ctx, g):
            return backward(ctx.saved_tensors[0], g)

    return Made.apply


def square(backward):
    return function(lambda x: x * x, backward)


functions = {
    "wrong factor": square(lambda x, g: g * x * 3),
    "not multiplied by the gradient": square(lambda x, g: x * 2),
    "right": square(lambda x, g: g * x * 2),
    "sum with a wrong factor": function(lambda x: x.sum(), lambda x, g: g * torch.ones_like(x) * 2),
}

x = torch.tensor([1.0, 2.0, -3.0], dtype=torch.float64, requires_grad=True)
out = {"torch": torch.__version__.split("+")[0]}
for name, f in functions.items():
    try:
        out[name] = "" if gradcheck(f, (x,)) else "false"
    except RuntimeError as e:
        out[name] = str(e)


class WrongSecond(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (x + x.detach())


assert gradcheck(WrongSecond.apply, (x,))
try:
    gradgradcheck(WrongSecond.apply, (x,), (torch.ones(3, dtype=torch.float64, requires_grad=True),))
except RuntimeError as e:
    out["wrong second derivative"] = str(e)
print(json.dumps(out, indent=1))

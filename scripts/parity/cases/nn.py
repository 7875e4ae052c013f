"""The layers and functions of torch.nn that internal/cases lists: initial weights, printed form, two training passes
with gradients, state, evaluation."""
import math

import torch
import torch.nn.functional as F
from reference import MODULES, REFUSALS, case
from torch import nn

from .surface import argument


def inputs(words):
    """Draws a case's inputs as internal/cases does: floating ones require a gradient unless const stands before."""
    out = []
    for word in filter(None, (w.strip() for w in words.split(";"))):
        constant = word.startswith("const ")
        t = argument(word.removeprefix("const "))
        if not constant and (t.is_floating_point() or t.is_complex()):
            t.requires_grad_()
        out.append(t)
    return out


def met(m, *sizes):
    """A lazy layer after its first input."""
    m(torch.zeros(sizes))
    return m


def flat(v):
    """Lists the tensors inside a value."""
    if isinstance(v, torch.Tensor):
        return [v]
    return [] if v is None else [t for x in v for t in flat(x)]


def run(row, m, a):
    names = {"math": math, "torch": torch, "nn": nn, "F": F, "a": a, "m": m}
    if row["call"]:
        return flat(eval(row["call"], names))
    return flat(m(*a) if m is not None else eval(row["python"], names))


def turn(r, prefix, row, m, a):
    differentiated(r, prefix, run(row, m, a), m, a)


def differentiated(r, prefix, outputs, m, a):
    """Records outputs, gradients and the state after them."""
    r.tensors(prefix + "output ", ((str(i), y) for i, y in enumerate(outputs)))
    parts = [(y * torch.rand(y.shape)).sum() for y in outputs if y.requires_grad]
    if parts:
        loss = parts[0]
        for part in parts[1:]:
            loss = loss + part
        loss.backward()
    r.tensors(prefix + "input grad ", ((str(i), x.grad) for i, x in enumerate(a) if x.grad is not None))
    if m is not None:
        r.tensors(prefix + "grad ", ((name, p.grad) for name, p in m.named_parameters() if p.grad is not None))
        r.tensors(prefix + "state ", m.state_dict().items())


for module in MODULES:

    @case(module["name"])
    def nn_case(r, row=module):
        torch.manual_seed(0)
        if not row["layer"]:
            turn(r, "", row, None, inputs(row["args"]))
            r.draws()
            return
        m = eval(row["python"], {"math": math, "torch": torch, "nn": nn, "met": met})
        r.text("print", str(m))
        r.tensors("initial ", m.state_dict().items())
        a = inputs(row["args"])
        turn(r, "first ", row, m, a)
        turn(r, "second ", row, m, a)
        m.eval()
        r.tensors("eval output ", ((str(i), y) for i, y in enumerate(run(row, m, a))))
        r.draws()


for refusal in REFUSALS:

    @case(refusal["name"])
    def refusal_case(r, row=refusal):
        try:
            eval(row["python"], {"math": math, "torch": torch, "nn": nn, "F": F, "a": inputs(row["args"])})
        except Exception as e:
            r.text("refusal", type(e).__name__ + ": " + str(e).split("\n")[0])

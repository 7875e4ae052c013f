"""Expressions that the Go side sends, each beside its own call."""
import torch
from reference import EXPRESSIONS, case


def argument(words):
    """Draws one argument as arguments.go does; the kinds are listed there."""
    kind, *words = words.split()
    transposed = words[-1:] == ["t"]
    if transposed:
        words = words[:-1]
    limit = 0
    if words[-2:-1] == ["<"]:
        limit, words = int(words[-1]), words[:-2]
    t = drawn(kind, [int(w) for w in words], limit)
    return t.transpose(-1, -2).contiguous().transpose(-1, -2) if transposed else t


def drawn(kind, shape, limit):
    if kind == "positive":
        return torch.rand(shape) + 0.1
    if kind == "unit":
        return torch.rand(shape)
    if kind == "spd":
        m = torch.randn(shape, dtype=torch.float64)
        return m @ m.transpose(-1, -2) + torch.eye(shape[-1], dtype=torch.float64)
    if kind == "index":
        return torch.randint(0, limit, shape)
    if kind == "bool":
        return torch.randint(0, 2, shape).to(torch.bool)
    dtype = getattr(torch, kind)
    if dtype.is_floating_point or dtype.is_complex:
        return torch.randn(shape, dtype=dtype)
    if dtype.is_signed:
        return torch.randint(-4, 5, shape, dtype=dtype)
    return torch.randint(0, 9, shape, dtype=dtype)


def any_layout(r, key, t):
    """Records a tensor's bits; of one that isn't dense numbers, its text and the bits of what it holds."""
    if t.layout == torch.strided and not t.is_quantized and not t.is_nested:
        r.tensor(key, t)
        return
    r.text(key, str(t))
    if t.is_quantized:
        r.tensor(key + " int_repr", t.int_repr())
        r.tensor(key + " dequantized", t.dequantize())
    elif t.is_nested:
        for i, part in enumerate(t.unbind()):
            any_layout(r, f"{key} part {i}", part)
    elif t.layout == torch.sparse_coo:
        r.tensor(key + " values", t._values())
    elif t.is_mkldnn:
        r.tensor(key + " dense", t.to_dense())
    else:
        r.tensor(key + " values", t.values())


def record(r, key, v):
    if isinstance(v, torch.Tensor):
        any_layout(r, key, v.detach())
    elif isinstance(v, bool):
        r.text(key, str(v).lower())
    elif isinstance(v, (int, str)):
        r.text(key, str(v))
    elif isinstance(v, float):
        r.number(key, v)
    elif all(type(x) is int for x in v):
        r.text(key, "[" + " ".join(map(str, v)) + "]")
    else:
        for i, x in enumerate(v):
            record(r, f"{key} {i}", x)


for expression in EXPRESSIONS:

    @case(expression["name"])
    def surface(r, expression=expression):
        torch.manual_seed(0)
        a = [argument(words) for words in expression["args"].split(";") if words]
        record(r, "value", eval(expression["python"], {"torch": torch, "a": a}))
        r.draws()

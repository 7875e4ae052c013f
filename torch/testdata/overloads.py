"""Records which overload Python's torch.ops picks for a name, for call_any_test.go.

    python overloads.py > overloads.json     (made with torch 2.15.0)

For every operator of aten with several overloads: the overload picked for each
row of ROWS, "-" where none takes the arguments, "?" for one that only TorchScript
has, or that takes a number as a bool or a tensor as a list, which Call refuses. No row holds None, which
Python takes for any tensor and Call does not.
"""

import json

import torch

T = "T"  # a tensor
N = "N"  # an integer tensor without dimensions
F = "F"  # a float one
ROWS = [
    [[T], {}],
    [[T, T], {}],
    [[T, 2], {}],
    [[T, 2.5], {}],
    [[2, T], {}],
    [[T, T, T], {}],
    [[T, T, 2], {}],
    [[T, 2, T], {}],
    [[T, 0, T, T], {}],
    [[T, 0, T, 1.5], {}],
    [[T, [0]], {}],
    [[T, [1, 1]], {}],
    [[T, 0, 1], {}],
    [[T, 1.5, 2.5], {}],
    [[[T, T]], {}],
    [[[T, T], [T, T]], {}],
    [[[T, T], 2], {}],
    [[[T, T], [1.0, 2.0]], {}],
    [[[2, 3]], {}],
    [[2], {}],
    [[0, 5], {}],
    [[T, T], {"out": T}],
    [[T], {"dim": 0}],
    [[T], {"other": 2}],
    [[T, T], {"rounding_mode": "floor"}],
    [[T, "floor"], {}],
    [[T, N], {}],
    [[T, F], {}],
    [[F, F], {}],
    [[N, N], {}],
    [[T, N, N], {}],
]


def value(v):
    if not isinstance(v, list) and v in (T, N, F):
        return {T: torch.ones(2), N: torch.tensor(1), F: torch.tensor(1.5)}[v]
    return [value(x) for x in v] if isinstance(v, list) else v


SCHEMAS = {
    (s.name, s.overload_name or "default"): s for s in torch._C._jit_get_all_schemas()
}


def lenient(name, overload, args):
    types = [str(a.type) for a in SCHEMAS[name, overload].arguments]
    return any(
        t in ("bool", "Optional[bool]") or ("List" in t and a in (T, N, F))
        for t, a in zip(types, args)
    )


def picked(name, args, kwargs, dispatched):
    try:
        overload = torch._C._jit_resolve_packet(
            name, *[value(a) for a in args], **{k: value(v) for k, v in kwargs.items()}
        )
    except RuntimeError:
        return "-"
    full = name if overload == "default" else name + "." + overload
    if full not in dispatched or lenient(name, overload, args):
        return "?"
    return overload


def main():
    dispatched = set(torch._C._dispatch_get_all_op_names())
    names = {}
    for full in dispatched:
        if full.startswith("aten::"):
            names[full.split(".")[0]] = names.get(full.split(".")[0], 0) + 1
    out = {}
    for name in sorted(n for n, count in names.items() if count > 1):
        rows = [picked(name, *row, dispatched) for row in ROWS]
        if any(r not in "-?" for r in rows):
            out[name] = " ".join(rows)
    print(json.dumps({"torch": torch.__version__, "rows": ROWS, "picked": out}, indent=0))


main()

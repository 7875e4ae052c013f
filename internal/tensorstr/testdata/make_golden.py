"""Writes golden.json: tensors and what Python's repr makes of them.

Usage: python make_golden.py > golden.json   (torch 2.15.0)

Values are exact: floats as C99 hex, integers as decimal text. Of a summarised
tensor only the shown elements are listed (of a sparse one all, and those of
its parts; of a quantized one those it stands for), and a recipe tells how the whole is
made: ((start + step*i) % mod) / div for the i-th element, i from 0, in integers
(div: one float64 division), then cast to the dtype.
"""

import json

import torch
from torch import _tensor_str

CASES = []
INF, NAN = float("inf"), float("nan")


def exact(v):
    if isinstance(v, bool):
        return "true" if v else "false"
    if isinstance(v, int):
        return str(v)
    if isinstance(v, complex):
        return exact(v.real) + " " + exact(v.imag)
    return v.hex() if v == v and abs(v) != INF else str(v)


def dtype_name(dtype):
    return str(dtype).removeprefix("torch.")


def shown(t):
    """The elements that repr looks at, flat."""
    t = t.detach()
    if t.numel() == 0:
        return []
    if t.numel() > _tensor_str.PRINT_OPTS.threshold:
        if t.dim() and not _tensor_str.PRINT_OPTS.edgeitems:
            return []
        wide = t.half() if "float8" in str(t.dtype) else t
        t = _tensor_str.get_summarized_data(wide)
    return [exact(v) for v in t.reshape(-1).tolist()]


def describe(t):
    if t.is_quantized:
        return {**describe(t.dequantize()), "dtype": dtype_name(t.dtype)}
    return {
        "shape": list(t.shape),
        "dtype": dtype_name(t.dtype),
        "values": None if t.is_meta else shown(t),
    }


def add(name, t, recipe=None, options=None, default=torch.float32, build=None):
    torch.set_default_dtype(default)
    with torch._tensor_str.printoptions(**(options or {})):
        case = {"name": name, "want": repr(t), **case_facts(t)}
        if not case.get("sparse") and not case.get("nested"):
            case.update(describe(t))
    torch.set_default_dtype(torch.float32)
    if default is not torch.float32:
        case["default_dtype"] = dtype_name(default)
    if options:
        case["options"] = options
    if recipe:
        case["recipe"] = recipe
    CASES.append(case)


def case_facts(t):
    facts = {}
    if t.device.type != "cpu":
        facts["device"] = str(t.device)
    if t.grad_fn is not None:
        facts["grad_fn"] = type(t.grad_fn).__name__
    if t.requires_grad:
        facts["requires_grad"] = True
    if t.layout != torch.strided:
        facts["layout"] = dtype_name(t.layout)
    if t.layout in SPARSE_PARTS:
        facts["shape"], facts["dtype"] = list(t.shape), dtype_name(t.dtype)
        facts["values"] = shown(t.to_dense())
        facts["sparse"] = {
            "nnz": t._nnz(),
            "parts": [
                {"name": n.strip("_"), **describe(getattr(t, n)())}
                for n in SPARSE_PARTS[t.layout]
            ],
        }
    if t.is_quantized:
        facts["quantized"] = quantizer(t)
    if t.is_nested:
        with torch.no_grad():  # as repr does
            parts = t.unbind()
        facts["nested"] = {"texts": [str(p) for p in parts], "parts": [describe(p) for p in parts]}
    return facts


def quantizer(t):
    """What repr says of a scheme, and the numbers to quantize by again."""
    if t.qscheme() == torch.per_tensor_affine:
        scale, zero_point, names = t.q_scale(), t.q_zero_point(), ("scale", "zero_point")
        numbers = {"scales": [scale], "zero_points": [zero_point]}
    else:
        scale, zero_point, names = t.q_per_channel_scales(), t.q_per_channel_zero_points(), ("scale", "zero_point")
        numbers = {"scales": scale.tolist(), "zero_points": zero_point.tolist(), "axis": t.q_per_channel_axis()}
    texts = ["quantization_scheme=%s" % t.qscheme()]
    texts += ["%s=%s" % pair for pair in zip(names, (scale, zero_point))]
    if "axis" in numbers:
        texts.append("axis=%d" % numbers["axis"])
    return {"texts": texts, **numbers}


SPARSE_PARTS = {
    torch.sparse_coo: ("_indices", "_values"),
    torch.sparse_csr: ("crow_indices", "col_indices", "values"),
    torch.sparse_csc: ("ccol_indices", "row_indices", "values"),
    torch.sparse_bsr: ("crow_indices", "col_indices", "values"),
    torch.sparse_bsc: ("ccol_indices", "row_indices", "values"),
}


def made(shape, dtype, start=0, step=1, mod=1 << 40, div=1):
    n = 1
    for d in shape:
        n *= d
    t = (torch.arange(n, dtype=torch.int64) * step + start) % mod
    if div != 1:
        t = t.double() / div
    recipe = {"start": start, "step": step, "mod": mod, "div": div}
    return t.to(dtype).reshape(shape), recipe


HALVES = (torch.float16, torch.bfloat16)
FLOATS = (torch.float32, torch.float64) + HALVES
FLOAT8 = (
    torch.float8_e4m3fn,
    torch.float8_e5m2,
    torch.float8_e4m3fnuz,
    torch.float8_e5m2fnuz,
)
INTS = (torch.int8, torch.int16, torch.int32, torch.int64, torch.uint8)
UINTS = (torch.uint16, torch.uint32, torch.uint64)

# Lists of numbers, each printed in every floating dtype.
FLOAT_LISTS = {
    "whole": [1.0, 2.0, 3.0],
    "zeros": [0.0, 0.0],
    "negative zero": [-0.0, 0.0, 1.0],
    "negative zero, fractions": [-0.0, 0.5],
    "fractions": [0.5, -1.25, 3.125],
    "thirds": [1 / 3, 2 / 3, 1.0],
    "rounding ties": [0.03125, 0.09375, 2.5, 0.00048828125],
    "nan among whole": [NAN, 1.0, 20.0],
    "inf among whole": [INF, -INF, 1.0],
    "inf among fractions": [INF, -INF, 0.5],
    "only non-finite": [NAN, INF, -INF],
    "nan and zero": [NAN, 0.0],
    "ratio of exactly 1000": [1.0, 1000.0],
    "ratio above 1000": [0.5, 501.0],
    "ratio above 1000, with nan": [0.5, 501.0, NAN, -INF, 0.0],
    "below 1e-4": [6.103515625e-05, 0.0001220703125],
    "tiny and zero": [0.0, 6.103515625e-05],
    "large whole": [60000.0, 59968.0, -57344.0],
    "widths differ": [-100.5, 2.25, 30.125, 0.0],
    "one": [7.0],
    "negative one": [-0.5],
}
for name, values in FLOAT_LISTS.items():
    for dtype in FLOATS:
        add(f"{name} {dtype_name(dtype)}", torch.tensor(values, dtype=dtype))
for dtype in FLOAT8:
    for name in ("whole", "fractions", "nan among whole", "ratio above 1000", "zeros"):
        t = torch.tensor(FLOAT_LISTS[name]).to(dtype)
        add(f"{name} {dtype_name(dtype)}", t)
add("float8_e8m0fnu", torch.tensor([1.0, 2.0, 0.5]).to(torch.float8_e8m0fnu))
add("float8_e8m0fnu limits", torch.tensor([2.0**-127, 2.0**127, NAN]).to(torch.float8_e8m0fnu))
for dtype in (torch.float32, torch.float64):
    for name, values in {
        "above 1e8": [1.0e8, 100000008.0],
        "exactly 1e8": [1.0e8, 99999992.0],
        "three-digit exponent": [1e-38, 1e38],
        "subnormal": [2.0**-140, 2.0**-139],
        "max": [3.4028234663852886e38],
        "1e-4": [0.00010001659393310547, 0.5 / 8],
    }.items():
        add(f"{name} {dtype_name(dtype)}", torch.tensor(values, dtype=dtype))
add("float64 exponents", torch.tensor([1e-300, 1e300, 5e-324], dtype=torch.float64))
add("float64 max", torch.tensor([1.7976931348623157e308], dtype=torch.float64))
add("ratio overflows", torch.tensor([1e-200, 1e200], dtype=torch.float64))

# Scalars.
for dtype in FLOATS:
    for v in (0.0, -0.0, 1.0, -2.5, 1e-5, 65504.0, NAN, -INF, 3.14159):
        add(f"scalar {v} {dtype_name(dtype)}", torch.tensor(v, dtype=dtype))
for dtype in INTS + UINTS:
    info = torch.iinfo(dtype)
    add(f"scalar max {dtype_name(dtype)}", torch.tensor(info.max, dtype=dtype))
    add(f"limits {dtype_name(dtype)}", torch.tensor([info.min, 0, info.max], dtype=dtype))
    add(f"matrix {dtype_name(dtype)}", *made((3, 4), dtype, step=7, mod=101))
for v in (True, False):
    add(f"scalar {v}", torch.tensor(v))
add("bools", torch.tensor([True, False, True]))
add("true bools", torch.tensor([True, True]))
add("bool matrix", torch.tensor([[True, False], [False, False]]))

# Complex.
for dtype in (torch.complex64, torch.complex128, torch.complex32):
    for name, values in {
        "whole": [1 + 2j, -3 - 4j],
        "fractions": [0.5 + 1.5j, -0.25 + 100j],
        "non-finite": [complex(NAN, INF), complex(-INF, NAN), 1 + 1j],
        "negative zeros": [complex(-0.0, -0.0), complex(0.0, -0.0), 1 - 1j],
        "scientific parts": [complex(0.0001220703125, 1), complex(1, 2000)],
        "zeros": [0j, 0j],
        "wide": [complex(i, 10.5 * i) for i in range(20)],
    }.items():
        t = torch.tensor(values, dtype=torch.complex128).to(dtype)
        add(f"complex {name} {dtype_name(dtype)}", t)
add("complex scalar", torch.tensor(1.5 - 2.25j))
add("complex scalar, double", torch.tensor(-1j, dtype=torch.complex128))
add("complex matrix", torch.tensor([[1j, 2 + 0j], [3.5j, -4 + 0j]]))
add(
    "complex summarised",
    torch.complex(
        made((40, 40), torch.float32)[0], made((40, 40), torch.float32, div=8)[0]
    ),
)
add("conjugate view", torch.tensor([1 + 2j, 3 - 4j]).conj())

# Empty.
for dtype in (torch.float32, torch.float64, torch.int64, torch.bool, torch.complex64,
              torch.float16, torch.uint8):
    for shape in ((0,), (0, 3), (2, 0), (2, 0, 3)):
        add(f"empty {shape} {dtype_name(dtype)}", torch.empty(shape, dtype=dtype))

# Shapes: lines, wrapping, blank lines between blocks.
for dtype in (torch.float32, torch.int64, torch.float16, torch.float64, torch.bool):
    for shape in ((1, 1), (2, 3), (2, 2, 2), (2, 1, 2, 2), (1, 1, 1, 1, 2), (1,), (3, 1)):
        add(f"{shape} {dtype_name(dtype)}", *made(shape, dtype, div=4))
for n in (9, 10, 11, 12, 20, 21, 22, 23, 50, 100, 1000):
    add(f"row of {n}, fractions", *made((n,), torch.float32, div=8))
    add(f"row of {n}, int64", *made((n,), torch.int64, start=-5))
for shape in ((3, 30), (2, 2, 25), (100, 10), (1, 1000)):
    add(f"wrapped {shape}", *made(shape, torch.float32, div=16, mod=997))

# Summaries.
for dtype in (torch.float32, torch.int64, torch.float64, torch.int32, torch.bool,
              torch.bfloat16, torch.uint8):
    for shape in ((1001,), (40, 40), (7, 200), (6, 200), (2000, 1), (5, 8, 50), (11, 11, 11),
                  (1, 2, 3, 400), (1, 1, 1001)):
        add(f"summary {shape} {dtype_name(dtype)}", *made(shape, dtype, div=1, mod=211))
for shape in ((1001,), (40, 40), (10, 10, 20)):
    add(f"summary {shape}, fractions", *made(shape, torch.float32, div=7, mod=1009))
    add(f"summary {shape}, signs", *made(shape, torch.float32, start=-600, div=4, mod=1 << 40))
add("summary of four dimensions", *made((8, 8, 8, 8), torch.float32, start=-9, div=8, mod=97))
for dtype in FLOAT8:
    add(f"summary {dtype_name(dtype)}", *made((1100,), dtype, mod=7))
for dtype in UINTS:
    add(f"summary {dtype_name(dtype)}", *made((1100,), dtype))
spike = made((1100,), torch.float32)[0]
spike[500] = 1e30
add("the middle does not choose the notation", spike)

# Options.
eighths, eighths_recipe = made((4, 12), torch.float32, div=8)
large, large_recipe = made((26, 40), torch.float32, div=8)
for options in (
    {"precision": 0}, {"precision": 2}, {"precision": 10}, {"linewidth": 40},
    {"linewidth": 200}, {"linewidth": 1}, {"threshold": 10}, {"threshold": 10, "edgeitems": 1},
    {"sci_mode": True}, {"sci_mode": False}, {"sci_mode": True, "precision": 0},
    {"threshold": 0, "edgeitems": 2, "precision": 1},
):
    add(f"options {options}", eighths, eighths_recipe, options)
for options in ({"edgeitems": 0}, {"edgeitems": 1}, {"edgeitems": 5},
                {"edgeitems": 14, "linewidth": 60}, {"threshold": 2000}):
    add(f"large, options {options}", large, large_recipe, options)
add("edgeitems 0, a row", *made((1100,), torch.int32), {"edgeitems": 0})
add("edgeitems 0, small", torch.tensor([1, 2]), options={"edgeitems": 0})
add("edgeitems 0, scalar, threshold 0", torch.tensor(3.5), options={"edgeitems": 0, "threshold": 0})
whole = torch.tensor([1.0, 20.0, NAN, INF, 0.0])
add("sci_mode on, whole", whole, options={"sci_mode": True})
add("sci_mode off, tiny", torch.tensor([1e-6, 1e6]), options={"sci_mode": False})
add("sci_mode on, zeros", torch.zeros(3), options={"sci_mode": True})
add("sci_mode on, complex", torch.tensor([1 + 2j, 0j]), options={"sci_mode": True})

# Suffixes.
leaf = torch.tensor([1.0, 2.0], requires_grad=True)
add("requires_grad", leaf)
add("grad_fn add", leaf + 1)
add("grad_fn mul, scalar", (leaf * 2).sum())
add("grad_fn mm", torch.ones(2, 2, requires_grad=True) @ torch.ones(2, 2))
add("detached", (leaf * 2).detach())
add("requires_grad, float64", torch.tensor([1.5], dtype=torch.float64, requires_grad=True))
add("requires_grad, empty", torch.empty(0, 2, requires_grad=True))
add("parameter-like matrix", torch.ones(3, 4, requires_grad=True))
for n in range(5, 14):
    row = made((n,), torch.float64, div=2)[0].requires_grad_()
    add(f"suffixes wrap at {n}", row)
    add(f"suffixes wrap at {n}, grad_fn", row + 1)
for default in (torch.float64, torch.float16, torch.bfloat16):
    for dtype in (torch.float32, torch.float64, torch.float16, torch.complex64,
                  torch.complex128, torch.int64):
        add(f"default {dtype_name(default)}, {dtype_name(dtype)}",
            torch.ones(2, dtype=dtype), default=default)
    add(f"default {dtype_name(default)}, empty", torch.empty(0, dtype=default), default=default)
    add(f"default {dtype_name(default)}, empty int64", torch.empty(0, dtype=torch.int64),
        default=default)
add("meta", torch.empty(2, 3, device="meta"))
add("meta, int64", torch.empty(2, dtype=torch.int64, device="meta"))
add("meta, scalar, requires_grad", torch.empty((), device="meta", requires_grad=True))

# Sparse layouts.
dense = torch.tensor([[0.0, 1.5, 0.0], [2.5, 0.0, 0.0]])
add("coo", dense.to_sparse())
add("coo, empty", torch.zeros(2, 3).to_sparse())
add("coo, float64", dense.double().to_sparse())
add("coo, requires_grad", dense.to_sparse().requires_grad_())
add("coo, int32", dense.int().to_sparse())
add("csr", dense.to_sparse_csr())
add("csc", dense.to_sparse_csc())
square = torch.tensor([[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 2, 3], [0, 0, 4, 5]])
add("bsr", square.to_sparse_bsr((2, 2)))
add("bsc, float64", square.double().to_sparse_bsc((2, 2)))

# Quantized tensors.
eighths = torch.arange(-6, 6).reshape(3, 4) / 8
for dtype in (torch.qint8, torch.quint8, torch.qint32):
    add(f"{dtype_name(dtype)}", torch.quantize_per_tensor(eighths, 0.125, 6, dtype))
add("qint8, long scale", torch.quantize_per_tensor(eighths, 1 / 3, 0, torch.qint8))
add("qint32, small scale", torch.quantize_per_tensor(eighths, 1e-5, -3, torch.qint32))
add("qint8, whole scale", torch.quantize_per_tensor(eighths * 100, 2.0, 0, torch.qint8))
add("qint8, scalar", torch.quantize_per_tensor(torch.tensor(0.5), 0.1, 0, torch.qint8))
add("qint8, empty", torch.quantize_per_tensor(torch.empty(0, 3), 0.1, 0, torch.qint8))
add("qint8, narrow", torch.quantize_per_tensor(eighths, 0.125, 0, torch.qint8), options={"linewidth": 40})
channels = torch.quantize_per_channel(
    eighths, torch.tensor([0.125, 0.5, 0.25]), torch.tensor([3, 0, 1]), 0, torch.qint8
)
add("qint8, channels", channels)
add("qint8, channels, precision", channels, options={"precision": 2})

# Nested tensors.
rows = [torch.arange(3.0), torch.tensor([0.5])]
add("nested", torch.nested.nested_tensor(rows))
add("nested, three dimensions", torch.nested.nested_tensor([torch.ones(2, 2, 3), torch.zeros(2, 1, 3)]))
add("nested, float64", torch.nested.nested_tensor(rows, dtype=torch.float64))
add("nested, requires_grad", torch.nested.nested_tensor(rows, requires_grad=True))
add("nested, of nothing", torch.nested.nested_tensor([]))

lines = ",\n".join(json.dumps(case) for case in CASES)
print(f'{{"torch": "{torch.__version__}", "cases": [\n{lines}\n]}}')

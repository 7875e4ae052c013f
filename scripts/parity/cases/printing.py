"""print(tensor) and repr: a table of kinds of numbers, dtypes and shapes, and the suffixes."""
import torch
from reference import case

SHAPES = ((), (0,), (2, 0), (1,), (3,), (20,), (1001,), (1, 1), (4, 3), (30, 40), (2, 3, 4), (7, 1, 1, 2), (11, 10, 10))


def special(shape):
    """Finite numbers with nan and both infinities between them."""
    t = torch.randn(shape)
    flat = t.view(-1)
    for i, value in ((1, float("nan")), (2, float("inf")), (4, float("-inf"))):
        if flat.numel() > i:
            flat[i] = value
    return t


FLOATS = {
    "zeros": torch.zeros,
    "rand": torch.rand,
    "randn": torch.randn,
    "small": lambda shape: torch.rand(shape) * 1e-5,
    "large": lambda shape: torch.randn(shape) * 1e6,
    "huge": lambda shape: torch.randn(shape) * 1e20,
    "wide": lambda shape: torch.randn(shape).mul(6).exp(),
    "whole": lambda shape: torch.randint(-50, 50, shape).float(),
    "special": special,
}
INTEGERS = {
    "digits": lambda shape: torch.randint(10, shape),
    "signed": lambda shape: torch.randint(-1000, 1000, shape),
    "big": lambda shape: torch.randint(-(1 << 40), 1 << 40, shape),
}
HALVES = {"rand": torch.rand, "randn": torch.randn, "special": special}

TABLE = [
    (FLOATS, torch.float32, SHAPES),
    (FLOATS, torch.float64, ((), (3,), (4, 3), (1001,))),
    (HALVES, torch.float16, ((), (3,), (4, 3), (1001,))),
    (HALVES, torch.bfloat16, ((), (3,), (4, 3), (1001,))),
    (INTEGERS, torch.int64, SHAPES),
    ({"digits": INTEGERS["digits"]}, torch.uint8, ((), (0,), (3,), (4, 3), (1001,))),
    ({"digits": INTEGERS["digits"]}, torch.int8, ((), (3,), (4, 3))),
    ({"digits": INTEGERS["digits"]}, torch.int16, ((), (3,), (4, 3))),
    ({"signed": INTEGERS["signed"]}, torch.int32, ((), (0,), (3,), (4, 3), (1001,))),
    ({"digits": lambda shape: torch.randint(2, shape)}, torch.bool, ((), (0,), (3,), (4, 3), (1001,))),
]

for kinds, dtype, shapes in TABLE:
    dtype_name = str(dtype).removeprefix("torch.")
    for kind, make in kinds.items():

        @case("print/%s %s" % (dtype_name, kind))
        def printing(r, make=make, dtype=dtype, shapes=shapes):
            torch.manual_seed(0)
            for shape in shapes:
                t = make(shape).to(dtype)
                r.text("x".join(map(str, shape)) or "scalar", str(t))


def complex_numbers(shape):
    return torch.complex(torch.randn(shape), torch.randn(shape))


# Each is made after manual_seed(0).
SINGLES = {
    "complex scalar": lambda: complex_numbers(()),
    "complex row": lambda: complex_numbers((3,)),
    "complex matrix": lambda: complex_numbers((4, 3)),
    "complex many": lambda: complex_numbers((1001,)),
    "complex128": lambda: complex_numbers((4,)).to(torch.complex128),
    "complex whole": lambda: torch.complex(torch.tensor([1.0, 2.0, -3.0]), torch.tensor([0.0, -1.0, 4.0])),
    "complex special": lambda: torch.complex(torch.tensor([float("nan"), 2.0]), torch.tensor([float("inf"), -1.0])),
    "requires_grad": lambda: torch.rand(3).requires_grad_(),
    "requires_grad float64": lambda: torch.rand(3, dtype=torch.float64).requires_grad_(),
    "requires_grad scalar": lambda: torch.rand(()).requires_grad_(),
    "grad_fn mul": lambda: torch.rand(3).requires_grad_() * 2,
    "grad_fn add": lambda: torch.rand(2, 2).requires_grad_() + 1,
    "grad_fn sum": lambda: torch.rand(3).requires_grad_().sum(),
    "grad_fn view": lambda: torch.rand(4).requires_grad_().view(2, 2),
    "grad_fn select": lambda: torch.rand(4, 3).requires_grad_()[1],
    "grad_fn mm": lambda: torch.rand(2, 2).requires_grad_().mm(torch.rand(2, 2)),
    "grad_fn relu": lambda: torch.randn(3).requires_grad_().relu(),
    "grad_fn long": lambda: torch.rand(12).requires_grad_() * 1e-3,
    "transposed": lambda: torch.rand(4, 3).t(),
    "permuted": lambda: torch.rand(2, 3, 4).permute(2, 0, 1),
    "every second": lambda: torch.rand(10)[::2],
    "negative zero": lambda: torch.tensor([-0.0, 0.0, 1.0]),
    "only nan": lambda: torch.full((3,), float("nan")),
    "only inf": lambda: torch.full((2, 2), float("-inf")),
    "whole and nan": lambda: torch.tensor([1.0, float("nan"), 300.0]),
    "one over three": lambda: torch.tensor([1 / 3], dtype=torch.float64),
    "whole limit": lambda: torch.tensor([1e8, 1.0]),
    "whole beyond limit": lambda: torch.tensor([1e9, 1.0]),
    "ratio of a thousand": lambda: torch.tensor([0.0011, 1.2]),
    "ratio above a thousand": lambda: torch.tensor([0.0011, 1.3]),
    "tiny": lambda: torch.tensor([1e-45, 1e-38]),
    "largest": lambda: torch.tensor([3.4028234663852886e38]),
    "largest int64": lambda: torch.tensor([9223372036854775807, -9223372036854775808]),
    "wide float64": lambda: torch.tensor([1e-300, 1e300], dtype=torch.float64),
    "arange": lambda: torch.arange(24).reshape(2, 3, 4),
    "linspace": lambda: torch.linspace(0, 1, 11),
    "eye": lambda: torch.eye(3),
    "six dimensions": lambda: torch.rand(1, 2, 1, 2, 1, 2),
    "empty three dimensions": lambda: torch.empty(2, 0, 3),
    "empty int64": lambda: torch.empty(0, dtype=torch.int64),
    "empty float64": lambda: torch.empty(0, dtype=torch.float64),
    "summarised matrix": lambda: torch.rand(1001, 7),
    "summarised wide": lambda: torch.rand(3, 1001),
    "summarised large": lambda: torch.randn(8, 7, 9, 10) * 1000,
    "summarised grad_fn": lambda: torch.rand(2000).requires_grad_() * 2,
}



def sparse_sample(*shape):
    """Numbers from 0 to 1 with what is below a half made zero."""
    t = torch.rand(shape)
    return t * (t > 0.5)


def quantized(t, scale, zero_point, dtype):
    return torch.quantize_per_tensor(t, scale, zero_point, dtype)


def by_channel(t, scales, zero_points, axis, dtype):
    return torch.quantize_per_channel(t, torch.as_tensor(scales), torch.as_tensor(zero_points), axis, dtype)


def nested(*parts, **options):
    return torch.nested.nested_tensor(list(parts), **options)


INT32 = {"dtype": torch.int32}

# Tensors that are printed by their parts.
LAYOUTS = {
    "sparse_coo": lambda: sparse_sample(3, 4).to_sparse(),
    "sparse_coo float64": lambda: sparse_sample(3, 4).double().to_sparse(),
    "sparse_coo uncoalesced": lambda: torch.sparse_coo_tensor(torch.randint(0, 3, (2, 5)), torch.rand(5), (3, 3)),
    "sparse_coo of rows": lambda: sparse_sample(4, 3).to_sparse(1),
    "sparse_coo of matrices": lambda: sparse_sample(3, 2, 2).to_sparse(1),
    "sparse_coo requires_grad": lambda: sparse_sample(3, 4).to_sparse().requires_grad_(),
    "sparse_coo grad_fn": lambda: torch.rand(2, 2).requires_grad_().to_sparse(),
    "sparse_coo of bool": lambda: (torch.rand(5) > 0.5).to_sparse(),
    "sparse_coo complex": lambda: complex_numbers((3,)).to_sparse(),
    "sparse_coo empty": lambda: torch.sparse_coo_tensor((2, 3)),
    "sparse_coo of nothing": lambda: torch.sparse_coo_tensor((0, 3), dtype=torch.int32),
    "sparse_coo scalar": lambda: torch.rand(()).to_sparse(),
    "sparse_coo summarised": lambda: sparse_sample(50, 50).to_sparse(),
    "sparse_csr": lambda: sparse_sample(3, 4).to_sparse_csr(),
    "sparse_csr batch": lambda: torch.rand(2, 2, 3).to_sparse_csr(),
    "sparse_csr int32": lambda: torch.sparse_csr_tensor(
        torch.tensor([0, 1, 2], **INT32), torch.tensor([1, 0], **INT32), torch.tensor([5, 6], **INT32), (2, 3)
    ),
    "sparse_csr empty": lambda: torch.zeros(2, 3).to_sparse_csr(),
    "sparse_csr requires_grad": lambda: sparse_sample(3, 4).to_sparse_csr().requires_grad_(),
    "sparse_csr summarised": lambda: sparse_sample(50, 50).to_sparse_csr(),
    "sparse_csc": lambda: sparse_sample(3, 4).double().to_sparse_csc(),
    "sparse_bsr": lambda: sparse_sample(4, 4).to_sparse_bsr((2, 2)),
    "sparse_bsc": lambda: sparse_sample(4, 4).to_sparse_bsc((1, 2)),
    "sparse meta": lambda: torch.sparse_coo_tensor((2, 3), device="meta"),
    "mkldnn": lambda: torch.rand(3, 4).to_mkldnn(),
    "mkldnn summarised": lambda: torch.rand(40, 40).to_mkldnn(),
    "quantized": lambda: quantized(torch.randn(2, 3), 0.1, 10, torch.quint8),
    "quantized long scale": lambda: quantized(torch.randn(3), 1 / 3, 0, torch.qint8),
    "quantized small scale": lambda: quantized(torch.randn(3), 1e-7, -5, torch.qint32),
    "quantized whole scale": lambda: quantized(torch.randn(2, 2) * 10, 2, 0, torch.qint8),
    "quantized scalar": lambda: quantized(torch.randn(()), 0.1, 0, torch.qint8),
    "quantized empty": lambda: quantized(torch.empty(0, 2), 0.1, 0, torch.qint8),
    "quantized summarised": lambda: quantized(torch.randn(60, 70), 0.1, 10, torch.quint8),
    "quantized view": lambda: quantized(torch.randn(4, 3), 0.1, 10, torch.quint8).t(),
    "quantized channels": lambda: by_channel(torch.randn(2, 3), [0.05, 0.2], [0, 3], 0, torch.qint8),
    "quantized many channels": lambda: by_channel(
        torch.randn(20, 3), torch.rand(20) + 0.1, torch.randint(9, (20,)), 0, torch.qint8
    ),
    "quantized channels float zero points": lambda: by_channel(
        torch.randn(4, 2), [0.1, 0.2], [0.0, 3.0], 1, torch.quint4x2
    ),
    "nested": lambda: nested(torch.rand(2, 3), torch.rand(1, 3)),
    "nested three dimensions": lambda: nested(torch.rand(2, 2, 3), torch.rand(2, 1, 2)),
    "nested empty": lambda: nested(),
    "nested of scalars": lambda: nested(torch.rand(()), torch.rand(())),
    "nested float64": lambda: nested(torch.rand(3), torch.rand(2), dtype=torch.float64, requires_grad=True),
    "nested grad_fn": lambda: torch.nested.as_nested_tensor([torch.rand(3).requires_grad_(), torch.rand(2)]),
    "nested summarised": lambda: nested(torch.rand(1001), torch.rand(2)),
}

for single_name, make in {**SINGLES, **LAYOUTS}.items():

    @case("print/" + single_name)
    def single(r, make=make):
        torch.manual_seed(0)
        t = make()
        r.text("str", str(t))
        r.text("repr", repr(t))

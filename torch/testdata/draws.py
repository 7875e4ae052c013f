"""Makes draws.json: random draws and tables that draws_test.go compares with.

    python draws.py > draws.json

The draws are those whose bits do not depend on the processor: no normal and no
exponential numbers, which vector units round differently.
"""
import json
import sys

import torch


def generator(seed):
    return torch.Generator().manual_seed(seed)


def raw(t):
    return t.contiguous().view(torch.uint8).flatten().tolist() if t.numel() else []


draws = {}


def draw(name, t):
    draws[name] = {"dtype": str(t.dtype), "shape": list(t.shape), "bytes": raw(t)}


for seed in (0, 1, -5, 2**40):
    draw(f"rand {seed}", torch.rand(7, generator=generator(seed)))
    draw(f"rand float64 {seed}", torch.rand(3, 2, dtype=torch.float64, generator=generator(seed)))
    draw(f"rand bfloat16 {seed}", torch.rand(20, dtype=torch.bfloat16, generator=generator(seed)))
    draw(f"randint {seed}", torch.randint(-3, 1000, (4, 3), generator=generator(seed)))
    draw(f"randint wide {seed}", torch.randint(0, 2**40, (5,), generator=generator(seed)))
    draw(f"randint uint8 {seed}", torch.randint(0, 256, (9,), dtype=torch.uint8, generator=generator(seed)))
    draw(f"randperm {seed}", torch.randperm(30, generator=generator(seed)))
    draw(f"randperm int32 {seed}", torch.randperm(11, dtype=torch.int32, generator=generator(seed)))
    draw(f"random_ float32 {seed}", torch.empty(9).random_(generator=generator(seed)))
    draw(f"random_ int64 {seed}", torch.empty(9, dtype=torch.int64).random_(generator=generator(seed)))
    draw(f"random_ bool {seed}", torch.empty(40, dtype=torch.bool).random_(generator=generator(seed)))
    draw(f"random_ range {seed}", torch.empty(9, dtype=torch.int16).random_(-7, 8, generator=generator(seed)))
    draw(f"multinomial {seed}", torch.multinomial(torch.tensor([1.0, 2.0, 4.0, 0.0]), 6, True, generator=generator(seed)))

torch.manual_seed(42)
draw("default rand", torch.rand(4))
draw("default randint", torch.randint(0, 10, (4,)))
draw("default rand_like", torch.rand_like(torch.zeros(2, 3)))

state = generator(3).get_state()


def signed(d):
    try:
        return d.is_signed
    except RuntimeError:
        return None  # of quantized dtypes and bits


dtypes = {
    str(d): {"itemsize": d.itemsize, "floating": d.is_floating_point, "complex": d.is_complex, "signed": signed(d)}
    for d in vars(torch).values()
    if isinstance(d, torch.dtype)
}

json.dump(
    {
        "torch": torch.__version__.split("+")[0],
        "draws": draws,
        "fresh_seed": torch.Generator().initial_seed(),
        "negative_seed": generator(-5).initial_seed(),
        "state": raw(state),
        "dtypes": dict(sorted(dtypes.items())),
        "layouts": sorted({str(v) for v in vars(torch).values() if isinstance(v, torch.layout)}),
        "memory_formats": sorted({str(v) for v in vars(torch).values() if isinstance(v, torch.memory_format)}),
    },
    sys.stdout,
    separators=(",", ":"),
)

"""Writes *.safetensors beside this script, as Python's writer makes them.

torch 2.15.0, safetensors 0.8.0. The i-th element of a tensor is its index (of a
bool tensor: whether the index is odd), so that a test can build it again.
"""

import pathlib

import torch
from safetensors.torch import save_file

HERE = pathlib.Path(__file__).parent
DTYPES = [
    "float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8",
    "uint8", "uint16", "uint32", "uint64", "bool", "float8_e4m3fn", "float8_e5m2",
    "float8_e4m3fnuz", "float8_e5m2fnuz", "float8_e8m0fnu", "complex64",
]


def counted(shape, dtype):
    index = torch.arange(torch.Size(shape).numel())
    index = index % 2 == 1 if dtype is torch.bool else index
    return index.reshape(shape).to(dtype)


def write(name, tensors, metadata=None):
    save_file(tensors, HERE / f"{name}.safetensors", metadata)


write("dtypes", {d: counted((2, 3), getattr(torch, d)) for d in DTYPES})
write("empty", {})
write("metadata_only", {}, {"format": "pt"})
write(
    "shapes",
    {
        "scalar": counted((), torch.float32),
        "row": counted((5,), torch.float32),
        "none": counted((0, 3), torch.float32),
        "deep": counted((1, 2, 1, 3), torch.int16),
        "byte": counted((3,), torch.uint8),
    },
    {"format": "pt"},
)
write(
    "names",
    {
        name: counted((1,), torch.float32)
        for name in (
            "", "a.weight", "a.bias", "A", "a10", "a2", "é", "語\U0001f600", "<&>",
            "\"\\/", "\b\t\n\v\f\r\x00\x1f\x7f", "\u2028\u2029",
        )
    },
    {"\"\n\u2028": "\\\x01é"},
)

"""Writes *.npy beside this script, as NumPy makes them.

NumPy 2.4.6. The i-th number of an array, in C's order, is its index (of booleans:
whether the index is odd), so that a test can build it again. A file's name holds dtype,
order of the dims and shape; swapped ones have the highest byte first, and are written
by Go otherwise.
"""

import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
DTYPES = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]


def counted(shape, dtype):
    index = np.arange(int(np.prod(shape)))
    index = index % 2 == 1 if dtype == "b1" else index
    return index.reshape(shape).astype(dtype)


def write(name, array, version=None):
    with open(HERE / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version=version)


def shape_text(shape):
    return "x".join(map(str, shape)) or "scalar"


for dtype in DTYPES:
    write(f"{dtype}_C_2x3", counted((2, 3), dtype))
for dtype in ["i2", "f8", "c8"]:
    write(f"{dtype}_swapped_2x3", counted((2, 3), dtype).astype(f">{dtype}"))
for shape in [(), (5,), (0, 3), (1, 2, 1, 3), (1000,)]:
    write(f"f4_C_{shape_text(shape)}", counted(shape, "f4"))
for shape in [(2, 3), (4, 1, 3)]:
    write(f"f4_F_{shape_text(shape)}", np.asfortranarray(counted(shape, "f4")))
write("f4_version2_2x3", counted((2, 3), "f4"), (2, 0))
write("f4_version3_2x3", counted((2, 3), "f4"), (3, 0))
np.save(HERE / "refused_objects.npy", np.array([1, "a"], dtype=object), allow_pickle=True)
np.save(HERE / "refused_text.npy", np.array(["a", "bc"]))
np.save(HERE / "refused_records.npy", np.zeros(2, dtype=[("x", "f4"), ("y", "i4")]))
np.save(HERE / "refused_dates.npy", np.array(["2026-01-01"], dtype="M8[D]"))

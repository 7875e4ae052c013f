"""Writes *.npz beside this script, as NumPy 2.4.6 makes them."""

import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent
ARRAYS = {"weight": np.arange(6, dtype="f4").reshape(2, 3), "layer/bias": np.arange(3, dtype=">i4"), "none": np.zeros((0, 2), "?")}

np.savez(HERE / "stored.npz", **ARRAYS)
np.savez_compressed(HERE / "deflated.npz", **ARRAYS, zeros=np.zeros(10_000, "f8"))
np.savez(HERE / "unnamed.npz", np.arange(2.0), np.arange(3.0))

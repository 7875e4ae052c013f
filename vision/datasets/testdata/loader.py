"""Writes loader.json: what a DataLoader makes of a small MNIST with random transforms.

usage: python loader.py > loader.json    (made with torch 2.15.0 and its torchvision)

The values are draws of the Mersenne twister and exact IEEE operations, which no processor and no supported version
changes. Image i has the pixels (37 * p + 11 * i) % 256 for p in 0 … 29, 6 rows of 5, and the label i % 10.
"""
import json
import struct
import sys
import tempfile
from pathlib import Path

import torch
from torchvision import datasets, transforms as T

N, H, W = 11, 6, 5
root = tempfile.mkdtemp()
raw = Path(root) / "MNIST" / "raw"
raw.mkdir(parents=True)
images = bytes((37 * p + 11 * i) % 256 for i in range(N) for p in range(H * W))
for split in ("train", "t10k"):
    (raw / f"{split}-images-idx3-ubyte").write_bytes(struct.pack(">IIII", 0x803, N, H, W) + images)
    (raw / f"{split}-labels-idx1-ubyte").write_bytes(struct.pack(">II", 0x801, N) + bytes(i % 10 for i in range(N)))

normalize = T.Normalize((0.1307,), (0.3081,))
cases = {
    "plain": T.Compose([T.ToTensor(), normalize]),
    "random": T.Compose([T.RandomCrop((6, 5), padding=1), T.RandomHorizontalFlip(), T.ToTensor(), normalize]),
}
out = {"torch": torch.__version__.split("+")[0], "cases": {}}
for name, transform in cases.items():
    torch.manual_seed(3)
    loader = torch.utils.data.DataLoader(datasets.MNIST(root, transform=transform), batch_size=4, shuffle=True)
    out["cases"][name] = [
        {"shape": list(x.shape), "bits": x.view(torch.int32).flatten().tolist(), "labels": y.tolist()}
        for _ in range(2)
        for x, y in loader
    ]
json.dump(out, sys.stdout)

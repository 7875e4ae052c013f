"""Makes from_python.json: what Python prints for the rows of ../from-python.md.

usage: python from_python.py > from_python.json    (torch 2.15.0, torchvision, safetensors)
Runs the document's Python from top to bottom; each section begins with the
operands of the first block. A row's printed form is null where it is a
statement, or an object that only Python prints. Parameters are printed as the
tensors that they are.
"""
import ast
import copy
import json
import os
import re
import sys
import tempfile
import warnings

import numpy as np
import safetensors.torch
import torch
import torch.utils.data
from torch import nn
from PIL import Image
from torch.nn.utils import prune
from torchvision import transforms
from torchvision.transforms.functional import pil_to_tensor

HERE = os.path.dirname(os.path.abspath(__file__))
ROW = re.compile(r"\| `(.+)` \| (`.+`) \|")


def printed(value):
    """Python's form, with lists and numbers as Go writes them too."""
    if isinstance(value, (list, tuple)):
        parts = [printed(v) for v in value]
        return None if None in parts else "[" + ", ".join(parts) + "]"
    if isinstance(value, nn.Parameter):
        return str(value).removeprefix("Parameter containing:\n")
    if isinstance(value, bool) or isinstance(value, (torch.Tensor, torch.dtype, torch.device, str, nn.Module)):
        return str(value)
    if isinstance(value, (int, float)):
        return "%g" % value
    return None


def run(code, names):
    try:
        ast.parse(code, mode="eval")
    except SyntaxError:
        exec(code, names)
        return None
    return printed(eval(code, names))


def fresh(folder):
    names = {"torch": torch, "copy": copy, "prune": prune, "warnings": warnings, "nn": nn, "np": np, "safetensors": safetensors,
             "transforms": transforms, "Image": Image, "pil_to_tensor": pil_to_tensor,
             "path": os.path.join(folder, "net.safetensors"), "checkpoint": os.path.join(folder, "net.pt"), "print": lambda *values: None}
    names.update({name: getattr(torch.utils.data, name) for name in torch.utils.data.__all__})
    return names


def main():
    text = open(os.path.join(HERE, "..", "from-python.md"), encoding="utf-8").read()
    rows, operands = [], ""
    with tempfile.TemporaryDirectory() as folder:
        for section in text.split("\n## "):
            names = fresh(folder)
            exec(operands, names)
            for block, line in re.findall(r"```python\n(.*?)```|^(\| `[^\n]*)$", section, re.S | re.M):
                operands = operands or block
                if block:
                    exec(block, names)
                    continue
                python, go = ROW.fullmatch(line).groups()
                rows.append({"row": line, "go": go.strip("`").split("`<br>`"), "printed": run(python, names)})
    sys.stdout.write("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n")


main()

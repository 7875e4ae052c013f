"""Makes shaping.json: what PyTorch makes of the calls in shaping_test.go.

    python shaping.py > shaping.json

The test names its cases with the Python expressions evaluated here. The tensors
hold small integers, so the file is the same on every processor.
"""
import json
import pathlib
import re
import sys

import torch
import torch.nn.functional as F

x = torch.arange(24).reshape(2, 3, 4)
m = torch.arange(12).reshape(3, 4)
n = torch.arange(8).reshape(4, 2) - 3
v = torch.tensor([3, 1, 2])
w = torch.tensor([0, 2, 1])
s = torch.tensor(7)
e = torch.zeros(0, 3, dtype=torch.int64)
d = m.double() / 4
f = m.T.float()
i = torch.tensor([[0, 2, 1, 1], [2, 0, 0, 1]])
mask = m % 3 == 0
inf = float("inf")


def flat(t):
    return {"dtype": str(t.dtype), "shape": list(t.shape), "data": t.reshape(-1).tolist()}


def main():
    source = (pathlib.Path(__file__).parents[1] / "shaping_test.go").read_text()
    made = {}
    for text in re.findall(r'^\t\t?{?"py: (.*?)"', source, re.M):
        result = eval(text)
        made[text] = [flat(t) for t in (result if isinstance(result, (tuple, list)) else [result])]
    print(len(made), "cases", file=sys.stderr)
    lines = ",\n".join(json.dumps(k) + ": " + json.dumps(r) for k, r in made.items())
    print('{"torch": "%s", "cases": {\n%s\n}}' % (torch.__version__.split("+")[0], lines))


main()

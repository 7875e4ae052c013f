"""Writes resnets.json: what torchvision's ResNets print and hold, with the draws of integers after them.

usage: resnets.py > resnets.json
"""
import json

import torch
from torchvision.models import resnet

RESNETS = {
    "resnet18": lambda: resnet.resnet18(num_classes=10),
    "resnet34": lambda: resnet.resnet34(),
    "resnet50": lambda: resnet.resnet50(),
    "resnext50_32x4d": lambda: resnet.resnext50_32x4d(replace_stride_with_dilation=[False, True, True]),
}
found = {}
for name, make in RESNETS.items():
    torch.manual_seed(0)
    net = make()
    found[name] = {
        "print": str(net),
        "state": [[key, list(t.shape)] for key, t in net.state_dict().items()],
        "next": torch.randint(1 << 40, (1,)).item(),
    }
print(json.dumps(found, indent=0))

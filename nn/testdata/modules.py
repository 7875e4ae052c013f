"""Writes modules.json: what torch 2.15.0 prints for module trees, their state_dict keys, parameters, and initial
weights from seed 0. The weights are drawn by uniform_, whose bits depend on no processor, or are constants.

usage: python modules.py
"""
import hashlib
import json
import os
from collections import OrderedDict

import torch
from torch import nn

assert torch.__version__.startswith("2.15.0"), torch.__version__


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 512)
        self.relu1 = nn.ReLU()
        self.fc2 = nn.Linear(512, 10)


class Block(nn.Module):
    def __init__(self, channels, out, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(out, out, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        if stride != 1 or channels != out:
            self.downsample = nn.Sequential(nn.Conv2d(channels, out, 1, stride=stride, bias=False), nn.BatchNorm2d(out))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1)
        self.layers = nn.ModuleList([Block(4, 4), Block(4, 4), Block(4, 8, 2)])
        self.avg_pool = nn.AdaptiveAvgPool2d((1, 1))
        self.flatten = nn.Flatten()
        self.fc = nn.Linear(8, 10)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 4), nn.Tanh())
        self.decoder = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 16), nn.Sigmoid())


class Tied(nn.Module):
    """One layer in two places, and one parameter in two layers."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.again = self.first
        self.other = nn.Linear(4, 4)
        self.other.weight = self.first.weight


class Own(nn.Module):
    """Parameters and buffers of its own, declared after and between modules."""

    def __init__(self):
        super().__init__()
        self.register_buffer("offset", torch.zeros(3))
        self.fc = nn.Linear(3, 3)
        self.scale = nn.Parameter(torch.ones(3))
        self.register_buffer("mask", torch.ones(2, 2), persistent=False)
        self.register_buffer("steps", torch.tensor(0))
        self.shift = nn.Parameter(torch.zeros(1))
        self.missing = None


class Mlp(nn.Sequential):
    def __init__(self, *sizes):
        super().__init__(*(nn.Linear(i, o) for i, o in zip(sizes, sizes[1:])))


class Heads(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = Mlp(4, 3, 3)
        self.heads = nn.ModuleDict({"age": nn.Linear(3, 1), "name": nn.Sequential(nn.Linear(3, 2), nn.LogSoftmax(-1))})
        self.weights = nn.ParameterList([nn.Parameter(torch.ones(2, 3)), nn.Parameter(torch.zeros(4))])


class Grid(nn.Module):
    def __init__(self):
        super().__init__()
        self.rows = nn.ModuleList([nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2)]), nn.ModuleList([nn.Linear(2, 2)])])
        self.empty = nn.ModuleList()


class Wrapper(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner
        self.criterion = nn.CrossEntropyLoss(weight=torch.ones(3))


class Documented(nn.Module):
    """An extra_repr of several lines."""

    def __init__(self, inner):
        super().__init__()
        if inner is not None:
            self.inner = inner

    def extra_repr(self):
        return "first=1\nsecond=2"


class Labelled(nn.Module):
    """An extra_repr of one line beside a module."""

    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(1, 1)

    def extra_repr(self):
        return "label=x"


TREES = {
    "Net": Net,
    "Sequential": lambda: nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8, 2)),
    "Sequential empty": lambda: nn.Sequential(),
    "Sequential nested": lambda: nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.Sequential(nn.Linear(2, 1))), nn.Tanh()),
    "Sequential named": lambda: nn.Sequential(OrderedDict(conv=nn.Conv2d(1, 2, 3), act=nn.ReLU())),
    "Block": lambda: Block(3, 6, 2),
    "ResNet": ResNet,
    "Autoencoder": Autoencoder,
    "Tied": Tied,
    "Own": Own,
    "Mlp": lambda: Mlp(5, 4, 3),
    "Heads": Heads,
    "Grid": Grid,
    "Wrapper": lambda: Wrapper(Net()),
    "Documented": lambda: Documented(nn.ReLU()),
    "Documented alone": lambda: Documented(None),
    "Labelled": Labelled,
}


def describe(make):
    torch.manual_seed(0)
    m = make()
    digest = hashlib.sha256()
    for name, value in m.state_dict().items():
        digest.update(name.encode())
        digest.update(value.contiguous().numpy().tobytes())
    return {
        "print": str(m),
        "state": [[k, list(v.shape), str(v.dtype)] for k, v in m.state_dict().items()],
        "parameters": [k for k, _ in m.named_parameters()],
        "buffers": [k for k, _ in m.named_buffers()],
        "modules": [k for k, _ in m.named_modules()],
        "sha256": digest.hexdigest(),
        "next": torch.empty((), dtype=torch.int64).random_().item(),
    }


def refusals():
    """What load_state_dict says where a state does not fit."""
    net = lambda: nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
    good = {k: v for k, v in net().state_dict().items() if k != "1.num_batches_tracked"}
    states = {
        "fits without counter": good,
        "missing": {k: v for k, v in good.items() if k != "0.bias"},
        "unexpected": {**good, "z": torch.ones(1), "2.weight": torch.ones(1)},
        "size": {**good, "0.weight": torch.ones(2, 3), "1.bias": torch.ones(())},
        "all": {"0.weight": torch.ones(1), "z": torch.ones(1)},
    }
    out = {}
    for name, state in states.items():
        for strict in (True, False):
            try:
                net().load_state_dict(OrderedDict(state), strict=strict)
                message = ""
            except RuntimeError as e:
                message = str(e)
            out["%s %s" % (name, "strict" if strict else "loose")] = message
    return out


if __name__ == "__main__":
    golden = {
        "torch": torch.__version__,
        "trees": {name: describe(make) for name, make in TREES.items()},
        "refusals": refusals(),
    }
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "modules.json"), "w") as f:
        json.dump(golden, f, indent=1)
        f.write("\n")

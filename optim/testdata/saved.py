"""The optimizers of saved_test.go in Python.

python saved.py THEIRS OURS OUT

Saves each optimizer and its parameters after some steps to THEIRS/NAME.pt and goes on; loads Go's
OURS/NAME.pt into a fresh one and goes on with that. OUT gets how both ended, as JSON:
{"whole": {NAME: the elements of the parameters}, "resumed": ...}, elements by their hexadecimal form.
"""

import json
import sys

import torch
from torch import optim as O

SAVED, ALL = 3, 6

OPTIMIZERS = {
    "ASGD": lambda p: O.ASGD(p, 0.01, t0=2),
    "Adadelta": lambda p: O.Adadelta(p, 1.0),
    "Adafactor": lambda p: O.Adafactor(p, 0.01),
    "Adagrad": lambda p: O.Adagrad(p, 0.1),
    "Adam": lambda p: O.Adam(p, 0.01, amsgrad=True),
    "AdamW": lambda p: O.AdamW(p, 0.01),
    "Adamax": lambda p: O.Adamax(p, 0.01),
    "LBFGS": lambda p: O.LBFGS(p, 0.1, max_iter=2),
    "Muon": lambda p: O.Muon(p, 0.01),
    "NAdam": lambda p: O.NAdam(p, 0.01),
    "RAdam": lambda p: O.RAdam(p, 0.01),
    "RMSprop": lambda p: O.RMSprop(p, 0.01, momentum=0.5, centered=True),
    "Rprop": lambda p: O.Rprop(p, 0.01),
    "SGD": lambda p: O.SGD(p, 0.1, momentum=0.9),
    "SparseAdam": lambda p: O.SparseAdam(p, 0.01),
}


def fresh(name):
    params = [(torch.arange(6.0) / 8).reshape(3, 2), (torch.arange(4.0) / 4 - 1).reshape(2, 2)]
    for p in params:
        p.requires_grad_()
    return params, OPTIMIZERS[name](params)


def run(name, params, optimizer, first, last):
    for step in range(first, last):

        def closure():
            for p in params:
                p.grad = p.detach() * (0.5 + step) + 0.25
                if name == "SparseAdam":
                    p.grad = p.grad.to_sparse()
            return params[0].detach().sum()

        optimizer.step(closure)
    return [x.hex() for p in params for x in p.detach().flatten().tolist()]


def main():
    theirs, ours, out = sys.argv[1:]
    torch.set_num_threads(1)
    whole, resumed = {}, {}
    for name in OPTIMIZERS:
        params, optimizer = fresh(name)
        run(name, params, optimizer, 0, SAVED)
        torch.save({"params": [p.detach() for p in params], "optimizer": optimizer.state_dict()}, f"{theirs}/{name}.pt")
        whole[name] = run(name, params, optimizer, SAVED, ALL)

        params, optimizer = fresh(name)
        saved = torch.load(f"{ours}/{name}.pt", weights_only=True)
        with torch.no_grad():
            for p, q in zip(params, saved["params"]):
                p.copy_(q)
        optimizer.load_state_dict(saved["optimizer"])
        resumed[name] = run(name, params, optimizer, SAVED, ALL)
    with open(out, "w") as file:
        json.dump({"whole": whole, "resumed": resumed}, file)


main()

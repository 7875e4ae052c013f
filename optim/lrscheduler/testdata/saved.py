"""The schedules of saved_test.go in Python.

python saved.py THEIRS OURS OUT

Saves each schedule after some steps to THEIRS/NAME.pt and goes on; loads Go's OURS/NAME.pt into a
fresh one and goes on with that. OUT gets both, as JSON: {"whole": {NAME: rates}, "resumed": ...},
rates by their hexadecimal form.
"""

import json
import sys
import warnings

import torch
from torch.optim import lr_scheduler as L
from torch.optim.swa_utils import SWALR

SAVED, ALL = 4, 9

SCHEDULERS = {
    "LambdaLR": lambda o: L.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
    "MultiplicativeLR": lambda o: L.MultiplicativeLR(o, lambda epoch: 0.75),
    "StepLR": lambda o: L.StepLR(o, 3, gamma=0.7),
    "MultiStepLR": lambda o: L.MultiStepLR(o, [2, 5, 5], gamma=0.7),
    "ConstantLR": lambda o: L.ConstantLR(o, total_iters=6),
    "LinearLR": lambda o: L.LinearLR(o, total_iters=7),
    "ExponentialLR": lambda o: L.ExponentialLR(o, 0.9),
    "PolynomialLR": lambda o: L.PolynomialLR(o, total_iters=8, power=2.0),
    "CosineAnnealingLR": lambda o: L.CosineAnnealingLR(o, 6),
    "CosineAnnealingWarmRestarts": lambda o: L.CosineAnnealingWarmRestarts(o, 3, T_mult=2),
    "OneCycleLR": lambda o: L.OneCycleLR(o, 1.0, total_steps=12, three_phase=True),
    "CyclicLR": lambda o: L.CyclicLR(o, 0.1, 0.5, step_size_up=3, mode="triangular2"),
    "SWALR": lambda o: SWALR(o, 0.05, anneal_epochs=6),
    "SequentialLR": lambda o: L.SequentialLR(o, [L.ConstantLR(o, total_iters=2), L.ExponentialLR(o, 0.9), L.MultiStepLR(o, [1, 4])], [3, 6]),
    "ChainedScheduler": lambda o: L.ChainedScheduler([L.LinearLR(o, total_iters=7), L.ExponentialLR(o, 0.9)]),
    "ReduceLROnPlateau": lambda o: L.ReduceLROnPlateau(o, patience=1, cooldown=1),
}


def fresh(name):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 0.3, momentum=0.9)
    return optimizer, SCHEDULERS[name](optimizer)


def run(optimizer, scheduler, first, last):
    rates = []
    for epoch in range(first, last):
        optimizer.step()
        if isinstance(scheduler, L.ReduceLROnPlateau):
            scheduler.step(1 + epoch // 4)
        else:
            scheduler.step()
        group = optimizer.param_groups[0]
        rates.append([group["lr"].hex(), float(group["momentum"]).hex()])
    return rates


def main():
    theirs, ours, out = sys.argv[1:]
    warnings.simplefilter("ignore")
    whole, resumed = {}, {}
    for name in SCHEDULERS:
        optimizer, scheduler = fresh(name)
        run(optimizer, scheduler, 0, SAVED)
        torch.save({"optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}, f"{theirs}/{name}.pt")
        whole[name] = run(optimizer, scheduler, SAVED, ALL)

        optimizer, scheduler = fresh(name)
        saved = torch.load(f"{ours}/{name}.pt", weights_only=True)
        optimizer.load_state_dict(saved["optimizer"])
        scheduler.load_state_dict(saved["scheduler"])
        resumed[name] = run(optimizer, scheduler, SAVED, ALL)
    with open(out, "w") as file:
        json.dump({"whole": whole, "resumed": resumed}, file)


main()

"""Writes golden.json: the learning rates that schedulers set, epoch by epoch.

Usage: python make_golden.py > golden.json   (torch 2.15.0)

Learning rates are C99 hex. Metrics are made of divisions, which every processor
rounds alike.
"""

import json

import torch
from torch import optim
from torch.optim import lr_scheduler

EPOCHS = 40


def optimizer(lrs):
    return optim.SGD([{"params": [torch.zeros(1, requires_grad=True)], "lr": lr} for lr in lrs], lr=1)


def metric(epoch):
    return 1 / (1 + epoch // 4) + (epoch * 7 % 11) / 100


def run(scheduler, opt, step):
    rates = []
    for epoch in range(EPOCHS):
        opt.step()
        step(scheduler, epoch)
        rates.append([group["lr"].hex() for group in opt.param_groups])
        assert scheduler.get_last_lr() == [group["lr"] for group in opt.param_groups]
    return rates


def plain(value):
    """What JSON can hold: infinities are strings."""
    return str(value) if value in (float("inf"), float("-inf")) else value


def state(scheduler):
    return {name: plain(value) for name, value in scheduler.state_dict().items()}


steps, plateaus = [], []
for size, gamma, lrs in ((1, 0.97, [0.1]), (3, 0.1, [0.1]), (7, 0.5, [0.3]), (30, 0.1, [0.1]), (4, 0.3, [0.1, 0.03])):
    opt = optimizer(lrs)
    scheduler = lr_scheduler.StepLR(opt, size, gamma)
    rates = run(scheduler, opt, lambda s, epoch: s.step())
    steps.append({"size": size, "gamma": gamma, "lrs": lrs, "rates": rates, "state": state(scheduler)})

for options in (
    {},
    {"patience": 2},
    {"mode": "max", "patience": 2},
    {"factor": 0.3, "patience": 1},
    {"patience": 1, "cooldown": 3},
    {"patience": 2, "threshold": 0.05},
    {"patience": 2, "threshold": 0.05, "threshold_mode": "abs"},
    {"mode": "max", "patience": 2, "threshold": 0.05, "threshold_mode": "abs"},
    {"patience": 0, "min_lr": 0.001},
    {"patience": 0, "min_lr": [0.01, 0.002]},
    {"patience": 0, "eps": 0.01},
):
    lrs = [0.1, 0.03]
    opt = optimizer(lrs)
    scheduler = lr_scheduler.ReduceLROnPlateau(opt, **options)
    rates = run(scheduler, opt, lambda s, epoch: s.step(metric(epoch)))
    plateaus.append({"options": options, "lrs": lrs, "rates": rates, "state": state(scheduler)})

print('{"torch": %s' % json.dumps(torch.__version__.split("+")[0]))
for name, cases in (("step", steps), ("plateau", plateaus)):
    print(', "%s": [' % name + ",\n".join(json.dumps(case) for case in cases) + "]")
print("}")

"""Every scheduler: learning rates and momentum of 100 steps, its state, the same after a state was loaded
half-way, after a group was added, and by its closed form."""
import warnings

import torch
from reference import case
from torch import optim
from torch.optim.lr_scheduler import *  # noqa: F403 the cases name them all
from torch.optim.swa_utils import SWALR  # noqa: F401

STEPS = 100


def optimizer(kind):
    groups = [{"params": [torch.zeros(1, requires_grad=True)]}, {"params": [torch.zeros(1, requires_grad=True)], "lr": 0.03}]
    if kind == "Adam":
        return optim.Adam(groups, lr=0.1)
    return optim.SGD(groups, lr=0.1, momentum=0.5)


def metric(step):
    """Falls, stays, jumps: nothing but divisions that every language rounds alike."""
    return 1 / (1 + step // 4) + (step * 7 % 11) / 100


# The name is Python's source, o the optimizer; the Go side has the same names.
SCHEDULERS = [
    "LambdaLR(o, lambda e: 0.95**e)",
    "LambdaLR(o, [lambda e: 1 / (e + 1), lambda e: e + 0.5])",
    "MultiplicativeLR(o, lambda e: 0.95 + 0.001 * e)",
    "StepLR(o, 1, gamma=0.97)",
    "StepLR(o, 7)",
    "StepLR(o, 30, gamma=0.5)",
    "MultiStepLR(o, [5, 20, 20, 60])",
    "MultiStepLR(o, [30, 10], gamma=0.7)",
    "ConstantLR(o)",
    "ConstantLR(o, factor=0.7, total_iters=12)",
    "LinearLR(o)",
    "LinearLR(o, start_factor=0.2, end_factor=0.6, total_iters=30)",
    "ExponentialLR(o, 0.9)",
    "ExponentialLR(o, 1.01)",
    "PolynomialLR(o)",
    "PolynomialLR(o, total_iters=70, power=2.5)",
    "CosineAnnealingLR(o, 10)",
    "CosineAnnealingLR(o, 33, eta_min=0.01)",
    "CosineAnnealingWarmRestarts(o, 10)",
    "CosineAnnealingWarmRestarts(o, 3, T_mult=2, eta_min=0.005)",
    "CyclicLR(o, 0.01, 0.1, step_size_up=8)",
    "CyclicLR(o, 0.01, 0.1, step_size_up=8, step_size_down=13, mode='triangular2')",
    "CyclicLR(o, [0.01, 0.02], [0.1, 0.3], step_size_up=11, mode='exp_range', gamma=0.98, base_momentum=0.6, max_momentum=0.97)",
    "CyclicLR(o, 0.01, 0.1, step_size_up=9, scale_fn=lambda x: 1 / (5**(x * 0.1)), scale_mode='iterations', cycle_momentum=False)",
    "OneCycleLR(o, 0.5, total_steps=101)",
    "OneCycleLR(o, [0.5, 0.2], epochs=13, steps_per_epoch=8, pct_start=0.2, anneal_strategy='linear', base_momentum=0.7, max_momentum=0.9)",
    "OneCycleLR(o, 0.5, total_steps=120, three_phase=True, div_factor=10.0, final_div_factor=100.0)",
    "OneCycleLR(o, 0.5, total_steps=101, cycle_momentum=False)",
    "SequentialLR(o, [ConstantLR(o, 0.1, 20), ExponentialLR(o, 0.9)], [20])",
    "SequentialLR(o, [LinearLR(o, 0.1, 1.0, 10), CosineAnnealingLR(o, 40), StepLR(o, 5)], [10, 50])",
    "ChainedScheduler([ConstantLR(o, 0.1, 20), ExponentialLR(o, 0.9)])",
    "ChainedScheduler([SequentialLR(o, [LinearLR(o), StepLR(o, 9)], [6]), MultiStepLR(o, [40])])",
    "SWALR(o, 0.05)",
    "SWALR(o, [0.05, 0.2], anneal_epochs=30, anneal_strategy='linear')",
    "ReduceLROnPlateau(o)",
    "ReduceLROnPlateau(o, patience=2)",
    "ReduceLROnPlateau(o, mode='max', patience=2)",
    "ReduceLROnPlateau(o, factor=0.3, patience=1)",
    "ReduceLROnPlateau(o, patience=1, cooldown=3)",
    "ReduceLROnPlateau(o, patience=2, threshold=0.05, threshold_mode='abs')",
    "ReduceLROnPlateau(o, mode='max', patience=2, threshold=0.05, threshold_mode='abs')",
    "ReduceLROnPlateau(o, patience=0, min_lr=[0.001, 0.002])",
    "ReduceLROnPlateau(o, patience=0, eps=0.01)",
]

CLOSED = ("StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "ExponentialLR", "PolynomialLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts")
GROWING = ("StepLR", "MultiStepLR", "ConstantLR", "LinearLR", "ExponentialLR", "PolynomialLR", "ReduceLROnPlateau(o)")


def step(opt, scheduler, i):
    opt.step()
    scheduler.step(metric(i)) if isinstance(scheduler, ReduceLROnPlateau) else scheduler.step()  # noqa: F405


def record(r, prefix, opt, scheduler):
    for i, group in enumerate(opt.param_groups):
        r.number(f"{prefix} lr {i}", group["lr"])
        r.number(f"{prefix} momentum {i}", group["betas"][0] if "betas" in group else group["momentum"])
        r.number(f"{prefix} last {i}", scheduler.get_last_lr()[i])


def record_state(r, prefix, value):
    """Every number of a state, by its place in it."""
    if isinstance(value, dict):
        for key in sorted(value, key=str):
            record_state(r, f"{prefix}.{key}", value[key])
    elif isinstance(value, (list, tuple)):
        for i, v in enumerate(value):
            record_state(r, f"{prefix}[{i}]", v)
    elif isinstance(value, (int, float)):
        r.number(prefix, float(value))
    elif value is None or isinstance(value, str):
        r.text(prefix, "None" if value is None else value)


def register(source, kind):
    def make(o):
        return eval(source, {**globals(), "o": o})

    name = source.split("(")[0]

    @case(f"scheduler/{kind} {source}")
    def run(r):
        opt = optimizer(kind)
        scheduler = make(opt)
        other = saved = None
        for i in range(STEPS):
            record(r, f"step {i}", opt, scheduler)
            if i == STEPS // 2:
                record_state(r, "state", scheduler.state_dict())
                saved = opt.state_dict(), scheduler.state_dict()
                other = optimizer(kind)
                resumed = make(other)
                other.load_state_dict(saved[0])
                resumed.load_state_dict(saved[1])
            step(opt, scheduler, i)
            if other is not None:
                step(other, resumed, i)
                record(r, f"resumed {i}", other, resumed)

    if source.startswith(GROWING):

        @case(f"scheduler/{kind} {source}, a group added")
        def grow(r):
            opt = optimizer(kind)
            scheduler = make(opt)
            for i in range(STEPS // 2):
                if i == 7:
                    opt.add_param_group({"params": [torch.zeros(1, requires_grad=True)], "lr": 0.07})
                step(opt, scheduler, i)
                record(r, f"step {i}", opt, scheduler)

    if name in CLOSED:

        @case(f"scheduler/{kind} {source}, to epochs")
        def closed(r):
            opt = optimizer(kind)
            scheduler = make(opt)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for epoch in (3, 0, 17, 99, 4, 5, 64):
                    opt.step()
                    scheduler.step(epoch)
                    record(r, f"epoch {epoch}", opt, scheduler)


for source in SCHEDULERS:
    for kind in ("SGD", "Adam"):
        register(source, kind)

"""Learning rates, bit for bit."""
import torch
from reference import case
from torch import optim
from torch.optim import lr_scheduler

EPOCHS = 40


def optimizer(lr=0.1):
    return optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)


for step_size, gamma in ((1, 0.97), (3, 0.1), (7, 0.5), (30, 0.1)):

    @case("scheduler/StepLR %d %g" % (step_size, gamma))
    def step_lr(r, step_size=step_size, gamma=gamma):
        opt = optimizer()
        scheduler = lr_scheduler.StepLR(opt, step_size, gamma)
        for epoch in range(EPOCHS):
            r.number("lr %d" % epoch, opt.param_groups[0]["lr"])
            r.number("last lr %d" % epoch, scheduler.get_last_lr()[0])
            opt.step()
            scheduler.step()


@case("scheduler/StepLR two groups")
def two_groups(r):
    opt = optim.SGD(
        [{"params": [torch.zeros(1, requires_grad=True)]}, {"params": [torch.zeros(1, requires_grad=True)], "lr": 0.03}],
        lr=0.1,
    )
    scheduler = lr_scheduler.StepLR(opt, 4, 0.3)
    for epoch in range(EPOCHS):
        for i, lr in enumerate(scheduler.get_last_lr()):
            r.number("lr %d %d" % (epoch, i), lr)
        opt.step()
        scheduler.step()


PLATEAUS = {
    "default": {},
    "patience": {"patience": 2},
    "max": {"mode": "max", "patience": 2},
    "factor": {"factor": 0.3, "patience": 1},
    "cooldown": {"patience": 1, "cooldown": 3},
    "threshold": {"patience": 2, "threshold": 0.05},
    "threshold abs": {"patience": 2, "threshold": 0.05, "threshold_mode": "abs"},
    "max threshold abs": {"mode": "max", "patience": 2, "threshold": 0.05, "threshold_mode": "abs"},
    "min_lr": {"patience": 0, "min_lr": 0.001},
    "eps": {"patience": 0, "eps": 0.01},
}

for plateau_name, options in PLATEAUS.items():

    @case("scheduler/ReduceLROnPlateau " + plateau_name)
    def plateau(r, options=options):
        opt = optimizer()
        scheduler = lr_scheduler.ReduceLROnPlateau(opt, **options)
        for epoch in range(EPOCHS):
            opt.step()
            # Falls, stays, jumps: nothing but divisions that every language rounds alike.
            scheduler.step(1 / (1 + epoch // 4) + (epoch * 7 % 11) / 100)
            r.number("lr %d" % epoch, opt.param_groups[0]["lr"])

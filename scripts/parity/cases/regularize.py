"""What users of torch write for penalties, noise on gradients and early stopping."""
import math
import sys

import torch
from reference import case

from . import utils


def l1(parameters, strength):
    return strength * sum(p.abs().sum() for p in parameters)


def l2(parameters, strength):
    return strength * sum(p.pow(2).sum() for p in parameters)


def penalty(name, of):
    @case("regularize/" + name)
    def run(r):
        m = utils.new_net()
        loss = of(list(m.parameters()))
        r.tensor("penalty", loss)
        loss.backward()
        utils.grads(r, "", m)


penalty("L1", lambda p: l1(p, 1e-3))
penalty("L2", lambda p: l2(p, 1e-3))
penalty("elastic net", lambda p: l1(p, 1e-3) + l2(p, 3e-2))


def std(eta, step):
    return math.sqrt(eta / (1 + step) ** 0.55)


@case("regularize/gradient noise")
def noise(r):
    m = utils.trained_net()
    torch.manual_seed(2)
    for step in range(3):
        for p in m.parameters():
            p.grad.add_(torch.randn_like(p.grad), alpha=std(0.3, step))
        utils.grads(r, f"step {step} ", m)
    for step in range(200):
        r.number(f"std {step}", std(0.01, step))
    r.draws()


def stopping(mode):
    @case("regularize/early stopping, " + mode)
    def run(r):
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
        plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode, patience=sys.maxsize, threshold=0.01, threshold_mode="abs")
        torch.manual_seed(3)
        for i, metric in enumerate(torch.randn(100).cumsum(0).tolist()):
            plateau.step(metric)
            r.number(f"best {i}", plateau.best)
            r.text(f"bad epochs {i}", str(plateau.num_bad_epochs))


stopping("min")
stopping("max")

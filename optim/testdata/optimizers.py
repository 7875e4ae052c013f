"""Prints, for every optimizer of conformance_test.go, a hash of what 20 steps leave.

Usage: python optimizers.py   (any torch; compared live with Go on the same one)
"""

import hashlib

import torch
from torch import optim


def make(kind, lr, **options):
    return lambda params, foreach: kind(params, lr=lr, **options, **foreach)


def sgd(**options):
    return make(optim.SGD, 0.1, **options)


def adam(**options):
    return make(optim.Adam, 0.013, **options)


def adamw(**options):
    return make(optim.AdamW, 0.013, **options)


def rmsprop(**options):
    return make(optim.RMSprop, 0.003, **options)


OPTIMIZERS = {
    "SGD": sgd(),
    "SGD momentum": sgd(momentum=0.9),
    "SGD dampening": sgd(momentum=0.9, dampening=0.3),
    "SGD nesterov": sgd(momentum=0.9, nesterov=True),
    "SGD weight_decay maximize": sgd(weight_decay=0.01, maximize=True),
    "SGD all": sgd(momentum=0.8, nesterov=True, weight_decay=0.02, maximize=True),
    "Adam": adam(),
    "Adam betas eps weight_decay": adam(betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1),
    "Adam amsgrad maximize": adam(amsgrad=True, maximize=True),
    "Adam decoupled": adam(weight_decay=0.07, decoupled_weight_decay=True),
    "AdamW": adamw(),
    "AdamW all": adamw(betas=(0.85, 0.99), weight_decay=0.05, amsgrad=True, maximize=True),
    "RMSprop": rmsprop(),
    "RMSprop momentum": rmsprop(momentum=0.9, alpha=0.9, eps=1e-6),
    "RMSprop centered weight_decay": rmsprop(centered=True, weight_decay=0.01),
    "RMSprop all": rmsprop(centered=True, weight_decay=0.01, momentum=0.9, maximize=True),
}


def parameters(dtype):
    torch.manual_seed(7)
    params = [
        torch.randn(33, 17, dtype=dtype),
        torch.randn(5, dtype=dtype),
        torch.randn((), dtype=dtype),
        torch.randn(4, 6, dtype=dtype).t(),
    ]
    return [p.detach().requires_grad_() for p in params]


def raw(tensor):
    return tensor.detach().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()


def digest(make_optimizer, dtype, foreach):
    params = parameters(dtype)
    optimizer = make_optimizer(params, foreach)
    for step in range(20):
        for i, p in enumerate(params):
            grad = torch.randn_like(p)
            if (step + i) % 7 != 6:
                p.grad = grad
        optimizer.step()
        optimizer.zero_grad()
    h = hashlib.sha256()
    for p in params:
        h.update(raw(p))
    state = optimizer.state_dict()["state"]
    for i in range(len(params)):
        for name in sorted(state.get(i, {})):
            if state[i][name] is not None:
                h.update(name.encode())
                h.update(raw(state[i][name]))
    return h.hexdigest()


for dtype in (torch.float32, torch.float64, torch.complex64, torch.bfloat16):
    for shown, foreach in (("[]", {}), ("[true]", {"foreach": True}), ("[false]", {"foreach": False})):
        for name, make_optimizer in OPTIMIZERS.items():
            print(name, dtype, shown, digest(make_optimizer, dtype, foreach))

"""The error inputs of torch.testing's optimizer database."""
import inspect
import sys
import warnings

import torch
from reference import STATES, Recorder, case

from .optim_db import internal
from .samples import Samples, as_in_go

SEED = 5


def groups_of(given):
    """The parameters of each group with the group's own settings."""
    params = given.params
    if params is None:
        params = [torch.zeros(2, 2, requires_grad=True)]
    if isinstance(params, list) and isinstance(params[0], dict):
        return [(g["params"] if isinstance(g["params"], list) else [g["params"]], {k: v for k, v in g.items() if k != "params"}) for g in params]
    return [(params, {})]


def arguments(cls, params, own, kwargs):
    """A constructor's, lr among them, which has no default in Go."""
    lr = inspect.signature(cls).parameters["lr"].default
    named = {"params": params, "lr": lr, **kwargs, **own}
    return as_in_go(f"torch.optim.{cls.__name__}", [(name, i, v) for i, (name, v) in enumerate(named.items())])


def refused(r, cls, given, stepping):
    params = groups_of(given)[0][0] if given.params is None else given.params
    if stepping:
        for p in params:
            p.grad = torch.ones_like(p)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            kwargs = as_in_go(f"torch.optim.{cls.__name__}", [(name, 0, v) for name, v in given.kwargs.items()])
            optimizer = cls(params, **{name: v for name, _, v in kwargs})
            if stepping:
                optimizer.step()
        except Exception as e:
            r.text("refusal", type(e).__name__ + ": " + str(e).split("\n")[0])


def register(info):
    if info.optim_error_inputs_func is None:
        return

    @case(f"optim_db/errors {info.name}")
    def run(_):
        torch.manual_seed(SEED)
        out = Samples(STATES[0], f"optim_errors {info.name}", f"torch.optim.{info.name}")
        for i, error in enumerate(info.optim_error_inputs_func(device="cpu", dtype=torch.float32)):
            given, stepping = error.optimizer_error_input, error.error_on.name == "STEP_ERROR"
            r = Recorder(f"optim_db/errors {info.name} {i} {given.desc}", sys.stdout)
            first, *others = [arguments(info.optim_cls, *g, given.kwargs) for g in groups_of(given)]
            why = f"in Python a {error.error_type.__name__}" if issubclass(error.error_type, Warning) else None
            if out.add(r.name, first, None, groups=others, steps=stepping, left_out=why):
                refused(r, info.optim_cls, given, stepping)
        out.write()


for info in internal("common_optimizers").optim_db:
    register(info)

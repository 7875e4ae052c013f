"""Every entry of torch.testing's module database with each of its samples, or some of them: initial state, printed
form, forward, backward, state; and its error inputs."""
import contextlib
import functools
import random
import sys
import typing

import torch
from reference import CONSTRUCTORS, SAMPLING, STATES, Recorder, case
from torch import nn
from torch.utils._pytree import tree_map

from .nn import differentiated, flat
from .optim_db import internal
from .samples import Samples, as_in_go, bound

DTYPES = (torch.float32, torch.float64)
SEED = 5


def leaves(v, grad):
    """v with tensors that no graph knows; with grad they ask for a gradient where they did."""
    if isinstance(v, nn.Module):
        return v
    return tree_map(lambda t: t.detach().requires_grad_(grad and t.requires_grad) if isinstance(t, torch.Tensor) else t, v)


class Call:
    """A constructor's arguments and forward's."""

    def __init__(self, cls, given, constructing=False):
        self.cls, c, f = cls, given.constructor_input, None if constructing else given.forward_input
        init = (typing.get_overloads(cls.__init__) or [cls.__init__])[0]
        self.constructor = as_in_go("torch.nn." + cls.__name__, bound(init, leaves(c.args, False), leaves(c.kwargs, False)))
        self.forward = None
        if f is not None:
            self.args, self.kwargs = leaves(f.args, True), leaves(f.kwargs, True)
            self.forward = bound(cls.forward, self.args, self.kwargs)

    def make(self):
        return self.cls(**{name: remade(v) if isinstance(v, nn.Module) else v for name, _, v in self.constructor})

    def run(self, m):
        return m(*self.args, **self.kwargs)

    def inputs(self):
        return [t for _, _, v in self.forward for t in tensors(v)]


def remade(m):
    """A module anew, which draws its weights from the sample's seed."""
    return type(m)(**{name: v for name, _, v in m.made_with})


def tensors(v):
    if isinstance(v, torch.Tensor):
        return [v]
    return [t for x in v for t in tensors(x)] if isinstance(v, (list, tuple)) else []


@contextlib.contextmanager
def remembering(cls):
    """Has modules that are arguments of others know their own."""
    init = cls.__init__

    @functools.wraps(init)
    def remember(self, *args, **kwargs):
        init(self, *args, **kwargs)
        self.made_with = bound(init, args, kwargs)

    cls.__init__ = remember
    try:
        yield
    finally:
        cls.__init__ = init


def passing(r, call, dtype, training):
    """One sample."""
    torch.manual_seed(SEED)
    m = call.make().to(dtype).train(training)
    r.text("print", str(m))
    r.text("keys", " ".join(m.state_dict()))
    if not call.cls.__name__.startswith("Lazy"):
        r.tensors("initial ", m.state_dict().items())
    differentiated(r, "", flat(call.run(m)), m, call.inputs())
    if not training:
        with torch.no_grad():
            r.tensors("no grad output ", ((str(i), y) for i, y in enumerate(flat(call.run(m)))))
    r.draws()


def refused(r, call, constructing):
    """One error input."""
    torch.manual_seed(SEED)
    try:
        m = call.make()
        if not constructing:
            call.run(m)
    except Exception as e:
        r.text("refusal", type(e).__name__ + ": " + str(e).split("\n")[0])


def drawn(all, key):
    """Some of the samples, by the seed, with their numbers."""
    numbered = list(enumerate(all))
    most, seed = SAMPLING
    if most and len(numbered) > most:
        numbered = sorted(random.Random(f"{seed} {key}").sample(numbered, most), key=lambda x: x[0])
    return numbered


def samples_of(info, dtype, training):
    torch.manual_seed(SEED)
    with remembering(nn.TransformerEncoderLayer):
        return list(info.module_inputs_func(info, device="cpu", dtype=dtype, requires_grad=True, training=training))


def errors_of(info):
    if info.module_error_inputs_func is None:
        return []
    torch.manual_seed(SEED)
    return list(info.module_error_inputs_func(info, device="cpu", dtype=torch.float32, requires_grad=False, training=True))


def register(info):
    name, cls = "module_db/" + info.name, info.module_cls

    @case(name)
    def run(_):
        out = Samples(STATES[0], name, "torch.nn." + cls.__name__)
        is_there = out.constructor in CONSTRUCTORS
        for dtype in DTYPES:
            if dtype not in info.dtypes:
                continue
            for training in (True, False):
                kind = f"{name} {str(dtype)[6:]} {'train' if training else 'eval'}"
                for i, given in drawn(samples_of(info, dtype, training), kind):
                    if not is_there:
                        out.left += 1
                        continue
                    r, call = Recorder(f"{kind} {i} {given.desc}".strip(), sys.stdout), Call(cls, given)
                    if out.add(r.name, call.constructor, call.forward, dtype=str(dtype)[6:], training=training):
                        attempt(r, passing, call, dtype, training)
        for i, error in enumerate(errors_of(info)):
            if not is_there:
                out.left += 1
                continue
            given = error.module_error_input
            r, constructing = Recorder(f"{name} error {i} {given.desc}".strip(), sys.stdout), error.error_on.name == "CONSTRUCTION_ERROR"
            call = Call(cls, given, constructing)
            if out.add(r.name, call.constructor, None if constructing else call.forward, refused=True):
                attempt(r, refused, call, constructing)
        out.write()


def attempt(r, run, *args):
    try:
        run(r, *args)
    except Exception as e:  # fails this sample alone, as on the Go side
        r.text("raised", f"{type(e).__name__}: {e}")


for info in internal("common_modules").module_db:
    register(info)

"""Every entry of torch.testing's optimizer database with each of its inputs: what 10 steps leave,
one by one, for lists and fused, in every dtype; and states that go to Go and come from there."""
import importlib
import json
import os
import sys
import types
import unittest

import torch
from reference import STATES, case


def internal(name):
    """A module of torch.testing's, which may import expecttest for tests of its own."""
    if "expecttest" not in sys.modules:
        stub = types.ModuleType("expecttest")
        stub.TestCase, stub.assert_expected_inline = unittest.TestCase, None
        sys.modules["expecttest"] = stub
    return importlib.import_module("torch.testing._internal." + name)


STEPS = 10
DTYPES = (torch.float32, torch.float64, torch.bfloat16, torch.complex64)


def parameters(info, dtype):
    """A matrix, a vector, a scalar and one that is not contiguous."""
    torch.manual_seed(7)
    sizes = [(33, 17), (5,), (), (4, 6)]
    if info.name == "Muon":
        sizes = [(33, 17), (5, 3), (1, 1), (4, 6)]
    if info.name == "SparseAdam":
        sizes[2] = (3,)
    params = [torch.randn(size, dtype=dtype) for size in sizes]
    if info.name != "LBFGS":  # it views gradients as vectors
        params[3] = params[3].t()
    return [p.detach().requires_grad_() for p in params]


def set_gradients(params, step, sparse):
    """In every step one parameter may have no gradient."""
    for i, p in enumerate(params):
        grad = torch.randn_like(p)
        p.grad = None
        if (step + i) % 7 != 6:
            p.grad = sparse_rows(grad, step) if sparse and p.dim() > 0 else grad


def sparse_rows(grad, step):
    """Some rows of a gradient, one of them twice."""
    n = grad.size(0)
    rows = torch.tensor([step % n, (step + 2) % n, step % n])
    return torch.sparse_coo_tensor(rows.unsqueeze(0), grad[rows], grad.size())


def closure(optimizer, params, sign):
    """A valley that bends."""

    def run():
        optimizer.zero_grad()
        loss = 0
        for i, p in enumerate(params):
            x = torch.view_as_real(p) if p.is_complex() else p
            loss = loss + (x - 0.3 * i).square().sum() + 0.1 * x.pow(4).sum() * (i + 1)
        loss = sign * loss
        loss.backward()
        return loss

    return run


def train(info, kwargs, optimizer, params, first, last, sparse=False):
    for step in range(first, last):
        if info.step_requires_closure:
            optimizer.step(closure(optimizer, params, -1 if kwargs.get("maximize") else 1))
        else:
            set_gradients(params, step, sparse)
            optimizer.step()


def record(r, prefix, params, optimizer):
    for i, p in enumerate(params):
        r.tensor(f"{prefix} param {i}", p)
    for index, state in sorted(optimizer.state_dict()["state"].items()):
        for key, value in sorted(state.items()):
            if value is None or key == "al":  # LBFGS's scratch
                continue
            for j, v in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(v, torch.Tensor):
                    r.tensor(f"{prefix} state {index} {key} {j}", v.to_dense() if v.is_sparse else v)
                else:
                    r.number(f"{prefix} state {index} {key} {j}", float(v))


def variants(info, kwargs):
    """Which ways the optimizer has of running, and in which dtypes."""
    ways = [("plain", {})]
    if "foreach" in info.supported_impls:
        ways.append(("foreach", {"foreach": True}))
    if "cpu" in info.supports_fused_on:
        ways.append(("fused", {"fused": True}))
    for way, flags in ways:
        for dtype in DTYPES:
            if dtype.is_complex and (way == "fused" or not info.supports_complex):
                continue
            if info.step_requires_closure and dtype == torch.bfloat16:
                continue  # the valley is too steep for it
            if way == "fused" and dtype == torch.bfloat16 and "momentum" in kwargs and not torch.__version__.startswith("2.15."):
                continue  # older kernels read a momentum that was never written: two runs differ
            yield way, flags, dtype


def encode(value):
    if isinstance(value, torch.Tensor):
        return value.tolist()
    if isinstance(value, dict):
        return {str(k): encode(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(v) for v in value]
    return value


def decode(state, params):
    """Makes tensors of what Go wrote."""
    out = {"param_groups": state["param_groups"], "state": {}}
    for index, kept in state["state"].items():
        scalars = ("func_evals", "n_iter", "prev_loss", "t")
        out["state"][int(index)] = {
            name: v if name in scalars else [torch.tensor(x, dtype=torch.float32) for x in v] if name in ("old_dirs", "old_stps", "ro") else torch.tensor(v, dtype=torch.float32)
            for name, v in kept.items()
        }
    return out


def exchange(r, info, kwargs):
    """The state after half of the steps goes to Go, and Go's comes here."""
    params = parameters(info, torch.float32)
    optimizer = info.optim_cls(params, **kwargs)
    sparse = info.only_supports_sparse_grads
    train(info, kwargs, optimizer, params, 0, STEPS // 2, sparse)
    name = r.name.replace("/", " ")
    with open(os.path.join(STATES[0], name + ".python"), "w") as f:
        json.dump({"params": encode(params), "state": encode(optimizer.state_dict())}, f)
    with open(os.path.join(STATES[0], name + ".go")) as f:
        theirs = json.load(f)
    for p, values in zip(params, theirs["params"]):
        p.data = torch.tensor(values, dtype=p.dtype)
    optimizer = info.optim_cls(params, lr=0.5)
    state = decode(theirs["state"], params)
    if info.name == "SparseAdam":
        for kept in state["state"].values():
            kept["step"] = int(kept["step"])
    optimizer.load_state_dict(state)
    train(info, kwargs, optimizer, params, STEPS // 2, STEPS, sparse)
    record(r, "exchanged", params, optimizer)


def register(info, entry):
    kwargs = entry.kwargs
    if any(isinstance(v, torch.Tensor) for v in kwargs.values()):
        return  # the Go side says why they are left out

    @case(f"optim_db/{info.name} {kwargs}")
    def run(r):
        for way, flags, dtype in variants(info, kwargs):
            params = parameters(info, dtype)
            optimizer = info.optim_cls(params, **kwargs, **flags)
            train(info, kwargs, optimizer, params, 0, STEPS, info.only_supports_sparse_grads)
            record(r, f"{way} {dtype}", params, optimizer)
        if info.supports_sparse and not kwargs.get("weight_decay"):
            params = parameters(info, torch.float32)
            optimizer = info.optim_cls(params, **kwargs)
            train(info, kwargs, optimizer, params, 0, STEPS, True)
            record(r, "sparse", params, optimizer)
        if STATES:
            exchange(r, info, kwargs)


for info in internal("common_optimizers").optim_db:
    for entry in info.optim_inputs_func(device="cpu"):
        register(info, entry)

"""torch.nn.utils, and what nn does with any module."""
import copy
import math

import torch
from reference import case
from torch import nn
from torch.nn import utils
from torch.nn.utils import parametrizations, parametrize, prune


def new_net():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(7, 5), nn.Tanh(), nn.Linear(5, 6))


def trained_net():
    m = new_net()
    m(torch.randn(4, 7)).pow(2).sum().backward()
    return m


def grads(r, prefix, m):
    r.tensors(prefix + "grad ", ((name, p.grad) for name, p in m.named_parameters()))


def state(r, prefix, m):
    r.tensors(prefix, m.state_dict().items())


for label, maximum, keywords in (
    ("norm", 0.5, {}),
    ("norm above", 1e3, {}),
    ("norm loop", 0.5, {"foreach": False}),
    ("norm 1", 0.5, {"norm_type": 1}),
    ("norm 3 loop", 0.5, {"norm_type": 3, "foreach": False}),
    ("norm inf", 0.05, {"norm_type": math.inf}),
):

    @case("utils/clip " + label)
    def clip(r, maximum=maximum, keywords=keywords):
        m = trained_net()
        r.tensor("total", utils.clip_grad_norm_(m.parameters(), maximum, **keywords))
        grads(r, "", m)


@case("utils/clip value")
def clip_value(r):
    for foreach in (True, False):
        m = trained_net()
        utils.clip_grad_value_(m.parameters(), 0.05, foreach=foreach)
        grads(r, "", m)


@case("utils/vector")
def vector(r):
    m = trained_net()
    v = utils.parameters_to_vector(m.parameters())
    r.tensor("vector", v)
    utils.vector_to_parameters(v * 2, m.parameters())
    state(r, "", m)


class containers(nn.Module):
    def __init__(self):
        super().__init__()
        self.dict = nn.ModuleDict()
        shared = nn.Linear(2, 2)
        self.list = nn.ModuleList([shared, nn.Linear(2, 2), shared])
        self.params = nn.ParameterList(
            [nn.Parameter(torch.ones(2)), nn.Parameter(torch.ones(1, 3, dtype=torch.float64))]
        )
        self.named = nn.ParameterDict({"w": nn.Parameter(torch.ones(2))})
        self.named["b"] = nn.Parameter(torch.ones([]))
        self.again = shared
        self.dict["z"] = nn.Linear(2, 1)
        self.dict["a"] = nn.Tanh()
        last = nn.Sequential()
        last.add_module("x", nn.Linear(2, 3))
        self.last = last.append(nn.ReLU()).append(nn.Linear(3, 1))


@case("utils/containers")
def all_containers(r):
    torch.manual_seed(0)
    m = containers()

    def spelled(named):
        return " ".join(name for name, _ in named)

    r.text("print", str(m))
    r.text("slice", str(m.last[1:3]))
    r.text("parameters", spelled(m.named_parameters()))
    r.text("duplicates", spelled(m.named_parameters(prefix="p", remove_duplicate=False)))
    r.text("own", spelled(m.named_parameters(recurse=False)))
    r.text("modules", spelled(m.named_modules()))
    r.text("all modules", spelled(m.named_modules(remove_duplicate=False)))
    r.text("children", spelled(m.named_children()))
    r.text("state", " ".join(m.state_dict()))
    visited = []
    m.apply(lambda inner: visited.append(type(inner).__name__))
    r.text("apply", " ".join(visited))
    layers = list(m.last)
    r.text("changed", str(nn.Sequential(layers[1], nn.Tanh(), layers[2])))


@case("utils/several hooks")
def several_hooks(r):
    torch.manual_seed(0)
    m = nn.Sequential(nn.Linear(3, 2), nn.Tanh())
    log = []

    def forward(what, by):
        def hook(_, x, y):
            log.append(what)
            return None if y is None or by == 0 else y * by

        return hook

    def backward(what, by):
        def hook(_, gi, go):
            log.append(what)
            return (gi[0] + by,)

        return hook

    m[0].register_forward_hook(forward("first", 2))
    m[0].register_forward_hook(forward("always", 0), always_call=True)
    m[0].register_forward_hook(forward("before", 3), prepend=True)
    m.register_forward_hook(forward("outer", 0.5))
    m[0].register_full_backward_hook(backward("grad", 0.25))
    m[0].register_full_backward_hook(backward("grad before", 0.5), prepend=True)
    m.register_full_backward_pre_hook(lambda _, g: (g[0] * 4,))
    x = torch.randn(4, 3, requires_grad=True)
    y = m(x)
    y.pow(2).sum().backward()
    r.tensors("values ", ((str(i), t) for i, t in enumerate((y, x.grad, m[0].weight.grad))))
    try:
        m(torch.randn(4, 9))
    except RuntimeError:
        pass
    r.text("order", "; ".join(log))


@case("utils/fuse")
def fuse(r):
    torch.manual_seed(0)
    conv, bn = nn.Conv2d(3, 4, 3, bias=False), nn.BatchNorm2d(4)
    linear, bn1 = nn.Linear(5, 4), nn.BatchNorm1d(4)
    x = torch.randn(2, 3, 5, 5)
    bn(conv(x))
    bn1(linear(torch.randn(6, 5)))
    for m in (conv, bn, linear, bn1):
        m.eval()
    fused = utils.fuse_conv_bn_eval(conv, bn)
    state(r, "conv ", fused)
    r.tensor("output", fused(x))
    state(r, "linear ", utils.fuse_linear_bn_eval(linear, bn1))
    w = utils.fuse_conv_bn_weights(
        torch.randn(3, 4, 2, 2), torch.randn(4), bn.running_mean, bn.running_var, 1e-3, None, None, True
    )
    r.tensors("transposed ", ((str(i), t) for i, t in enumerate(w)))


@case("utils/prune")
def pruned(r):
    m = new_net()

    def turn(prefix):
        m.zero_grad()
        y = m(torch.randn(4, 7))
        y.pow(2).sum().backward()
        r.tensor(prefix + "output", y)
        grads(r, prefix, m)
        state(r, prefix, m)
        r.text(prefix + "names", " ".join(m.state_dict()))

    prune.l1_unstructured(m[0], "weight", 0.3)
    turn("l1 ")
    prune.random_unstructured(m[0], "weight", 4)
    turn("random ")
    prune.ln_structured(m[0], "weight", 1, 2, 0)
    turn("structured ")
    prune.l1_unstructured(m[0], "weight", 0.5, importance_scores=torch.randn(5, 7))
    turn("scored ")
    prune.identity(m[0], "bias")
    prune.custom_from_mask(m[0], "bias", torch.tensor([0, 1, 1, 0, 1]))
    turn("bias ")
    r.text("print", str(m))
    prune.remove(m[0], "weight")
    prune.remove(m[0], "bias")
    r.tensor("removed weight", m[0].weight)
    r.tensor("removed bias", m[0].bias)
    r.draws()


@case("utils/prune structured")
def pruned_structured(r):
    torch.manual_seed(0)
    conv = nn.Conv2d(4, 6, 3)
    prune.random_structured(conv, "weight", 0.4, 1)
    state(r, "random ", conv)
    prune.ln_structured(conv, "weight", 0.34, math.inf, -4)
    state(r, "norm ", conv)
    prune.random_structured(conv, "weight", 1, 0)
    state(r, "again ", conv)
    r.draws()


@case("utils/prune global")
def pruned_global(r):
    m = new_net()
    targets = [(m[0], "weight"), (m[2], "weight"), (m[2], "bias")]
    prune.global_unstructured(targets, prune.L1Unstructured, amount=0.4)
    state(r, "first ", m)
    prune.global_unstructured(targets, prune.RandomUnstructured, amount=7)
    state(r, "second ", m)
    r.draws()


@case("utils/load errors")
def load_errors(r):
    m = nn.Sequential(nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)), nn.Linear(3, 2))
    s = m.state_dict()
    for name in ("1.bias", "0.1.running_mean", "0.0.weight"):
        del s[name]
    for name in ("extra", "1.bias.deep", "0.1.more", "0.more", "5.more.most"):
        s[name] = torch.ones(1)
    s["1.weight"] = torch.ones(2, 5)
    s["0.1.weight"] = torch.ones(1)
    for label, strict in (("strict", True), ("loose", False)):
        try:
            m.load_state_dict(s, strict=strict)
        except RuntimeError as e:
            r.text(label, str(e))


@case("utils/state hooks")
def state_hooks(r):
    torch.manual_seed(0)
    m = nn.Sequential(nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3)), nn.Linear(3, 2))
    lines = []

    def names(state):
        return " ".join(state)

    for where, inner in (("", m), ("0", m[0]), ("0.1", m[0][1])):
        inner.register_state_dict_pre_hook(lambda _, prefix, keep, w=where: lines.append("save %s before %s" % (w, prefix)))
        inner.register_state_dict_post_hook(
            lambda _, state, prefix, meta, w=where: lines.append("save %s after %s: %s" % (w, prefix, names(state)))
        )
        inner.register_load_state_dict_pre_hook(
            lambda _, state, prefix, meta, strict, missing, unexpected, errors, w=where: lines.append(
                "load %s before %s: %s; %s; %s" % (w, prefix, names(state), names(missing), names(unexpected))
            )
        )
        inner.register_load_state_dict_post_hook(
            lambda _, keys, w=where: lines.append("load %s after: %s; %s" % (w, names(keys.missing_keys), names(keys.unexpected_keys)))
        )

    def save(_, state, prefix, meta):
        state[prefix + "gamma"] = state.pop(prefix + "weight") * 2

    def load(_, state, prefix, *rest):
        if prefix + "gamma" in state:
            state[prefix + "weight"] = state.pop(prefix + "gamma") / 2

    m[0][1].register_state_dict_post_hook(save)
    handle = m[0][1].register_load_state_dict_pre_hook(load)
    saved = m.state_dict(prefix="net.")
    r.tensors("saved ", saved.items())
    saved = m.state_dict()
    del saved["1.bias"]
    saved["0.more"] = torch.ones(1)
    for label in ("hooked", "removed", "forgiven"):
        with torch.no_grad():
            for p in m.parameters():
                p.fill_(7)
        try:
            m.load_state_dict(saved)
            r.text(label, "fits")
        except RuntimeError as e:
            r.text(label, str(e))
        r.tensors(label + " ", m.named_parameters())
        handle.remove()
        if label == "removed":
            m.register_load_state_dict_post_hook(lambda _, keys: (keys.missing_keys.clear(), keys.unexpected_keys.clear()) and None)
    r.text("calls", "\n".join(lines))


@case("utils/assign")
def assign(r):
    torch.manual_seed(0)
    m = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 2))
    m[2].weight.requires_grad_(False)
    s = {name: (t.double() + 1 if t.is_floating_point() else t + 1) for name, t in m.state_dict().items()}
    s["2.bias"] = torch.ones(5)
    s["0.bias"] = torch.ones(3, dtype=torch.int64)
    before = dict(m.named_parameters())
    try:
        m.load_state_dict(s, assign=True)
    except RuntimeError as e:
        r.text("problems", str(len(str(e).splitlines())))
    for name, p in m.named_parameters():
        r.text(name, "%s %s %s" % (p.requires_grad, p is before[name], p.data_ptr() == s[name].data_ptr()))
    r.tensors("", m.state_dict().items())
    meta = nn.Linear(2, 3, device="meta")
    meta.load_state_dict({"weight": torch.ones(3, 2), "bias": torch.zeros(3)}, assign=True)
    meta(torch.ones(1, 2)).sum().backward()
    r.tensors("meta ", meta.state_dict().items())
    r.tensor("meta gradient", meta.weight.grad)


@case("utils/cached parametrizations")
def cached_parametrizations(r):
    torch.manual_seed(0)
    m, other = nn.Linear(5, 5), nn.Linear(5, 5)
    parametrizations.spectral_norm(m)
    x = torch.randn(4, 5)
    with parametrize.cached():
        y = m(m(m(x)))
    y.pow(2).sum().backward()
    r.tensor("output", y)
    grads(r, "", m)
    state(r, "", m)
    parametrize.transfer_parametrizations_and_params(m, other)
    r.text("print", str(other))
    r.tensor("other", other(x))
    state(r, "other ", other)
    r.draws()


@case("utils/functional call")
def functional_call(r):
    m = new_net()
    scale = torch.ones(1, requires_grad=True)
    tensors = {"0.weight": m[0].weight.detach() * scale, "2.bias": torch.zeros(6)}
    y = torch.func.functional_call(m, tensors, (torch.randn(4, 7),))
    y.pow(2).sum().backward()
    r.tensors("result ", (("0", y), ("1", scale.grad)))
    state(r, "", m)


@case("utils/clone")
def clone(r):
    m = new_net()
    parametrizations.spectral_norm(m[0])
    prune.l1_unstructured(m[2], "bias", 2)
    m(torch.ones(1, 7)).sum().backward()
    m.zero_grad()
    prune.remove(m[2], "bias")
    c = copy.deepcopy(m)
    for net in (c, m):
        x = torch.randn(4, 7)
        net(x).sum().backward()
        grads(r, "", net)
        state(r, "", net)
    r.text("print", str(c))


class symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).T


def in_turn(m):
    parametrize.register_parametrization(m, "weight", symmetric())
    parametrize.register_parametrization(m, "weight", symmetric())
    parametrizations.spectral_norm(m, "bias")


P = parametrizations
for label, make, register in (
    ("weight norm", lambda: nn.Linear(7, 5), lambda m: P.weight_norm(m)),
    ("weight norm of conv", lambda: nn.Conv2d(3, 4, 3), lambda m: P.weight_norm(m, dim=1)),
    ("weight norm of all", lambda: nn.Linear(7, 5), lambda m: P.weight_norm(m, dim=None)),
    ("spectral norm", lambda: nn.Linear(7, 5), lambda m: P.spectral_norm(m)),
    ("spectral norm of conv", lambda: nn.Conv2d(3, 4, 3), lambda m: P.spectral_norm(m, n_power_iterations=3, dim=1)),
    ("spectral norm of bias", lambda: nn.Linear(7, 5), lambda m: P.spectral_norm(m, "bias")),
    ("orthogonal square", lambda: nn.Linear(5, 5), lambda m: P.orthogonal(m)),
    ("orthogonal wide", lambda: nn.Linear(7, 5), lambda m: P.orthogonal(m)),
    ("orthogonal tall", lambda: nn.Linear(5, 7), lambda m: P.orthogonal(m)),
    ("orthogonal cayley", lambda: nn.Linear(7, 5), lambda m: P.orthogonal(m, orthogonal_map="cayley")),
    (
        "orthogonal matrix_exp",
        lambda: nn.Linear(5, 7),
        lambda m: P.orthogonal(m, orthogonal_map="matrix_exp", use_trivialization=False),
    ),
    ("orthogonal householder", lambda: nn.Linear(7, 5), lambda m: P.orthogonal(m, use_trivialization=False)),
    ("parametrizations in turn", lambda: nn.Linear(5, 5), in_turn),
):

    @case("utils/" + label)
    def parametrized(r, make=make, register=register):
        torch.manual_seed(0)
        m = make()
        register(m)
        r.text("print", str(m))
        x = torch.randn(4, m.in_features) if isinstance(m, nn.Linear) else torch.randn(2, 3, 6, 6)
        state(r, "initial ", m)
        for turn in ("first ", "second "):
            m.zero_grad()
            y = m(x)
            y.pow(2).sum().backward()
            r.tensor(turn + "output", y)
            grads(r, turn, m)
            with torch.no_grad():
                for p in m.parameters():
                    p.sub_(p.grad * 0.1)
            state(r, turn + "state ", m)
        m.eval()
        r.tensor("eval output", m(x))
        for name in ("weight", "bias"):
            if parametrize.is_parametrized(m, name):
                parametrize.remove_parametrizations(m, name)
                r.tensor("removed " + name, getattr(m, name))
        r.text("removed print", str(m))
        r.draws()

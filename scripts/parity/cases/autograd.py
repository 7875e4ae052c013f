"""Derivatives, functions with derivatives of their own, hooks, graphs, checkpoints."""
import functools

import torch
import torch.autograd.forward_ad as fw
from reference import case
from torch.autograd import functional, graph
from torch.utils.checkpoint import checkpoint, checkpoint_sequential


# What Go calls otherwise in libtorch's advice.
GO_TERMS = {
    "torch.autograd.set_detect_anomaly(True, check_nan=False)": "torch.DetectAnomaly and torch.CheckNaN(false)",
    "torch.autograd.set_detect_anomaly(True)": "torch.DetectAnomaly",
    "Specify retain_graph=True": "Specify torch.RetainGraph(true)",
    "Set allow_unused=True": "Set torch.AllowUnused(true)",
    "`torch.no_grad()`": "torch.NoGrad",
    "`torch.inference_mode()`": "torch.InferenceMode",
}


def said(f):
    """The error that f raises, as text, with Go's names in its advice."""
    try:
        f()
    except Exception as e:
        text = str(e).partition("\nTip:")[0].rstrip()
        for python, golang in GO_TERMS.items():
            text = text.replace(python, golang)
        return type(e).__name__ + ": " + text
    return "nothing"


def inputs(*shapes, dtype=torch.float64, grad=False):
    torch.manual_seed(0)
    return tuple(torch.randn(shape, dtype=dtype).requires_grad_(grad) for shape in shapes)


def flat(x):
    if isinstance(x, torch.Tensor):
        return [x]
    return [t for part in x for t in flat(part)]


def record(r, key, x):
    r.tensors(key + " ", ((str(i), t) for i, t in enumerate(flat(x))))


def two(x, y):
    return x.exp() * y + x.sin().sum(), (x @ y.T).tanh()


def one(x, y):
    return (x.exp() * y).sum() + x.pow(3).sum() * y.sin().sum()


for products, function in (("vjp", two), ("jvp", two), ("vhp", one), ("hvp", one)):

    @case("autograd/" + products)
    def product(r, name=products, f=function):
        x, y = inputs((2, 3), (2, 3))
        v = tuple(torch.randn(t.shape, dtype=t.dtype) for t in (f(x, y) if name == "vjp" else (x, y)))
        record(r, "value", getattr(functional, name)(f, (x, y), v))
        x, y = inputs((2, 3), (2, 3), grad=True)
        _, result = getattr(functional, name)(f, (x, y), v, create_graph=True)
        record(r, "created", result)
        record(r, "differentiated", torch.autograd.grad(sum(t.sum() for t in result), (x, y)))


for label, keywords in (
    ("", {}),
    (" vectorized", {"vectorize": True}),
    (" forward", {"vectorize": True, "strategy": "forward-mode"}),
):

    @case("autograd/jacobian" + label)
    def jacobian(r, keywords=keywords):
        x, y = inputs((2, 3), (2, 3))
        record(r, "value", functional.jacobian(two, (x, y), **keywords))
        if "strategy" not in keywords:
            x, y = inputs((2, 3), (2, 3), grad=True)
            result = functional.jacobian(two, (x, y), create_graph=True, **keywords)
            record(r, "differentiated", torch.autograd.grad(sum(t.pow(2).sum() for t in flat(result)), (x, y)))

    @case("autograd/hessian" + label)
    def hessian(r, keywords=keywords):
        x, y = inputs((2, 2), (2, 2))
        keywords = dict(keywords)
        if "strategy" in keywords:
            keywords["outer_jacobian_strategy"] = keywords.pop("strategy")
        record(r, "value", functional.hessian(one, (x, y), **keywords))


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.pow(3)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (x * x * 3)


class SwishAndSigmoid(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        s = x.sigmoid()
        y = x * s
        ctx.save_for_backward(x, s)
        ctx.scale = scale
        return y, s

    @staticmethod
    def backward(ctx, gy, gs):
        x, s = ctx.saved_tensors
        ds = s * (1 - s)
        return gy * (s + x * ds) + gs * ds, None

    @staticmethod
    def jvp(ctx, t, _):
        return t, t * 2


class DoubleInPlace(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        return x.mul_(2)

    @staticmethod
    def backward(ctx, g):
        return g * 2


class Sorted(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        values, index = x.sort()
        ctx.mark_non_differentiable(index)
        ctx.save_for_backward(index)
        return values, index

    @staticmethod
    def backward(ctx, g, _):
        (index,) = ctx.saved_tensors
        return torch.zeros_like(g).scatter(0, index, g)


class Unused(torch.autograd.Function):
    """Tells what it gets for an output that is not used."""

    @staticmethod
    def forward(ctx, x, materialize):
        ctx.set_materialize_grads(materialize)
        return x * 2, x * 3

    @staticmethod
    def backward(ctx, g, h):
        Unused.got = "None" if h is None else str(h.tolist())
        return g * 2, None


class Once(torch.autograd.Function):
    forward = Cube.forward

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (x * x * 3)


@case("autograd/function double backward")
def function_double_backward(r):
    for name, f in (("cube", lambda x: Cube.apply(x)), ("swish", lambda x: sum(SwishAndSigmoid.apply(x, None)))):
        (x,) = inputs((5,), grad=True)
        y = f(x)
        (first,) = torch.autograd.grad((y * y).sum(), x, create_graph=True)
        (second,) = torch.autograd.grad((first * first).sum(), x, create_graph=True)
        (third,) = torch.autograd.grad(second.sum(), x)
        record(r, name, [y, first, second, third])


@case("autograd/function marks")
def function_marks(r):
    (x,) = inputs((5,), grad=True)
    y = x * 3
    z = DoubleInPlace.apply(y)
    r.text("same", str(z is y) + " " + str(y._version) + " " + y.grad_fn.name())
    (z * z).sum().backward()
    record(r, "in place", [z, x.grad])
    values, index = Sorted.apply(x)
    r.text("sorted", f"{values.requires_grad} {index.requires_grad}")
    record(r, "sorted", [values, index, torch.autograd.grad((values * torch.arange(5)).sum(), x)[0]])
    for on in (True, False):
        Unused.apply(x, on)[0].sum().backward()
        r.text(f"unused {on}", Unused.got)


@case("autograd/function once differentiable")
def function_once(r):
    (x,) = inputs((3,), grad=True)
    g = torch.ones(3, dtype=torch.float64, requires_grad=True)
    (first,) = torch.autograd.grad(Once.apply(x), x, g, create_graph=True)
    record(r, "first", [first])
    r.text("second", said(lambda: first.sum().backward()))


@case("autograd/function forward mode")
def function_forward(r):
    x, v = inputs((4,), (4,))
    with fw.dual_level():
        for i, t in enumerate(SwishAndSigmoid.apply(fw.make_dual(x, v), None)):
            record(r, str(i), fw.unpack_dual(t))
        r.text("without", said(lambda: Cube.apply(fw.make_dual(x, v))))


@case("autograd/forward mode")
def forward(r):
    x, y, v, w = inputs((3, 3), (3, 3), (3, 3), (3, 3))
    with fw.dual_level():
        a, b = fw.make_dual(x, v), fw.make_dual(y, w)
        for i, t in enumerate([a @ b, a.sin() * b, torch.softmax(a, 1), a.sum(), torch.linalg.det(b), a.sort(0)[0]]):
            record(r, str(i), fw.unpack_dual(t))
        r.text("integers", said(lambda: fw.make_dual(torch.ones(2, dtype=torch.int64), v)))
        r.text("nested", said(lambda: fw.enter_dual_level()))


@case("autograd/grad")
def grad(r):
    x, y = inputs((4,), (4,), grad=True)
    z = x * x * x
    record(r, "batched", torch.autograd.grad(z, x, torch.eye(4, dtype=torch.float64), retain_graph=True, is_grads_batched=True))
    record(r, "batched function", torch.autograd.grad(Cube.apply(x), x, torch.eye(4, dtype=torch.float64), is_grads_batched=True))
    record(r, "materialized", torch.autograd.grad(z.sum(), (x, y), materialize_grads=True, retain_graph=True))
    edge = graph.get_gradient_edge(z)
    record(r, "edges", torch.autograd.grad(edge, graph.get_gradient_edge(x), torch.ones(4, dtype=torch.float64), retain_graph=True))
    record(r, "vmap", torch.vmap(lambda a, b: (a @ b, a.exp() + b))(torch.stack([x, y]), torch.stack([y, x])))


@case("autograd/grad errors")
def grad_errors(r):
    x, y = inputs((4,), (3,), grad=True)
    c = torch.ones(1, dtype=torch.complex128, requires_grad=True)
    z = x * 2
    for key, f in {
        "shape": lambda: z.backward(y),
        "scalar": lambda: z.backward(),
        "complex": lambda: (c * 2).backward(),
        "dtype": lambda: (c * 2).backward(torch.ones(1, dtype=torch.float64)),
        "no graph": lambda: torch.ones(1).backward(),
        "no inputs": lambda: z.sum().backward(inputs=[]),
        "no inputs of grad": lambda: torch.autograd.grad(z, []),
        "unused": lambda: torch.autograd.grad(z.sum(), y),
        "materialized": lambda: torch.autograd.grad(z.sum(), y, materialize_grads=True, allow_unused=False),
        "batched": lambda: torch.autograd.grad(z, x, torch.ones(2, 3), is_grads_batched=True),
        "edge": lambda: graph.get_gradient_edge(torch.ones(1)),
        "twice": lambda: [x.exp().sum().backward(retain_graph=False) for x in [x]] and [s.backward() or s.backward() for s in [x.exp().sum()]],
        "leaf in place": lambda: x.add_(1),
        "hook": lambda: torch.ones(1).register_hook(print),
        "post accumulate": lambda: z.register_post_accumulate_grad_hook(print),
        "requires_grad": lambda: z.requires_grad_(False),
        "integers": lambda: torch.ones(1, dtype=torch.int64).requires_grad_(),
        "grad itself": lambda: setattr(x, "grad", x),
        "grad of another size": lambda: setattr(x, "grad", y.detach()),
        "grad of another layout": lambda: setattr(torch.eye(2, requires_grad=True), "grad", torch.eye(2).to_sparse_csr()),
        "grad on another device": lambda: setattr(x, "grad", torch.ones(4, device="meta", dtype=torch.float64)),
        "requires_grad in vmap": lambda: torch.vmap(lambda t: t.detach().requires_grad_())(torch.ones(2)),
        "backward in vmap": lambda: torch.vmap(lambda t: t.sum().backward())(torch.ones(2)),
        "detach_": lambda: torch.ones(4, requires_grad=True).view(2, 2)[0].detach_(),
        "vjp": lambda: functional.vjp(two, (z.view(2, 2), z.view(2, 2))),
        "vjp shape": lambda: functional.vjp(lambda a: a * 2, x, y),
        "hessian": lambda: functional.hessian(lambda a: a * 2, x),
        "strict": lambda: functional.jacobian(lambda a, b: a * 2, (x, y), strict=True),
        "strict hessian": lambda: functional.hessian(lambda a: (a * 2).sum(), x, strict=True),
    }.items():
        # versions begin that of unused in other words
        r.text(key, said(f).partition("appears")[2] if key == "unused" else said(f))


@case("autograd/in place errors")
def in_place(r):
    (x,) = inputs((3,), grad=True)
    y = x.exp()
    z = y * y
    y.add_(1)
    r.text("changed", said(lambda: z.sum().backward()).partition(" Hint")[0])
    y = x.exp()
    z = y * y
    graph.increment_version(y)
    r.text("incremented", said(lambda: z.sum().backward()).partition(" Hint")[0])


@case("autograd/anomaly")
def anomaly(r):
    x = torch.zeros(2, dtype=torch.float64, requires_grad=True)

    def first_line(f):
        return said(f).split("\n")[0]

    for check in (True, False):
        with torch.autograd.set_detect_anomaly(True, check_nan=check):
            r.text(f"nan {check}", first_line(lambda: (x / x * x).sum().backward()))
    with torch.autograd.detect_anomaly():
        y = x.exp()
        z = y * y
        y.add_(1)
        r.text("in place", first_line(lambda: z.sum().backward()).partition(" Hint")[0])


@case("autograd/hooks")
def hooks(r):
    (x,) = inputs((3,), grad=True)
    log = []

    def note(what, result=None):
        def hook(*args):
            log.append(what)
            return result(*args) if result else None

        return hook

    y = x * 2
    z = y * y
    x.register_hook(note("x", lambda g: g + 1))
    x.register_post_accumulate_grad_hook(note("accumulated"))
    y.register_hook(note("y first", lambda g: g * 2))
    y.retain_grad()
    y.register_hook(note("y second"))
    z.grad_fn.register_prehook(note("before z", lambda gs: (gs[0] * 3,)))
    z.grad_fn.register_hook(note("after z", lambda gi, go: (gi[0] + go[0], gi[1])))
    y.grad_fn.register_prehook(note("before y"))
    removed = y.grad_fn.register_hook(note("removed"))
    removed.remove()
    graph.register_multi_grad_hook((x, y), lambda gs: log.append("both " + str([g is not None for g in gs])))
    graph.register_multi_grad_hook((x, y), lambda g: log.append("any"), mode="any")
    z.register_hook(lambda g: torch.autograd.Variable._execution_engine.queue_callback(lambda: log.append("done")))
    z.sum().backward(retain_graph=True)
    r.text("order", "; ".join(log))
    record(r, "grads", [x.grad, y.grad])
    log.clear()
    torch.autograd.grad(z.sum(), y)
    r.text("order of grad", "; ".join(log))


@case("autograd/hooks of a changed tensor")
def hooks_in_place(r):
    (x,) = inputs((3,), grad=True)
    log = []
    y = x * 2
    view = y[1]
    y.register_hook(lambda g: log.append(f"before {g.tolist()}"))
    view.register_hook(lambda g: log.append(f"view before {g.tolist()}"))
    y.mul_(3)
    y.register_hook(lambda g: log.append(f"after {g.tolist()}"))
    view.register_hook(lambda g: log.append(f"view after {g.tolist()}"))
    view.register_hook(lambda g: g * 2)
    (y.sum() + view * 5).backward()
    r.text("order", "; ".join(log))
    record(r, "grad", [x.grad])


@case("autograd/module hooks")
def module_hooks(r):
    torch.manual_seed(0)
    m = torch.nn.Linear(3, 2)
    log = []

    def note(what, result=None):
        def hook(module, *args):
            log.append(what)
            return result(*args) if result else None

        return hook

    m.register_forward_pre_hook(note("before forward", lambda x: (x[0] * 2,)))
    m.register_forward_hook(note("after forward", lambda x, y: y + 1))
    m.register_full_backward_pre_hook(note("before backward", lambda g: (g[0] * 3,)))
    m.register_full_backward_hook(note("after backward", lambda gi, go: (gi[0] + go[0].sum(),) if gi[0] is not None else None))
    removed = m.register_full_backward_hook(note("removed"))
    removed.remove()
    x = torch.randn(4, 3, requires_grad=True)
    y = m(x)
    y.pow(2).sum().backward()
    record(r, "values", [y, x.grad, m.weight.grad, m.bias.grad])
    m(x.detach()).sum().backward()
    r.text("order", "; ".join(log))


@case("autograd/nodes")
def nodes(r):
    x, y = inputs((3, 3), (3, 3), grad=True)
    z = ((x @ y).relu() + x.detach() * y).sort(0)[0].sum() * 2
    lines, todo = [], [z.grad_fn]
    while todo:
        n = todo.pop(0)
        following = n.next_functions
        lines.append(f"{n.name()} " + " ".join(f"{m.name()}:{i}" if m else "None" for m, i in following))
        todo += [m for m, _ in following if m]
    r.text("graph", "\n".join(lines))
    r.text("outputs", " ".join(str(t.output_nr) for t in x.unbind(0)))
    r.text("flags", " ".join(str(v) for v in (z.is_leaf, x.is_leaf, z.requires_grad, z._version, z.retains_grad, x.grad_fn)))


@case("autograd/saved tensor hooks")
def saved_hooks(r):
    (x,) = inputs((3, 2), grad=True)
    log = []

    def pack(t):
        log.append("pack " + str(tuple(t.shape)))
        return t.detach() * 2

    def unpack(t):
        log.append("unpack")
        return t

    with graph.saved_tensors_hooks(pack, unpack):
        y = (x.exp() * x).sum(0).sigmoid()
    y.sum().backward()
    r.text("order", "; ".join(log))
    record(r, "grad", [x.grad])

    def disabled():
        with graph.disable_saved_tensors_hooks("not here"), graph.save_on_cpu():
            pass

    r.text("disabled", said(disabled))


for how, options in (
    ("", {"use_reentrant": False}),
    (" to the end", {"use_reentrant": False, "early_stop": False}),
    (" reentrant", {"use_reentrant": True}),
    (" without generators", {"use_reentrant": False, "preserve_rng_state": False}),
):

    @case("autograd/checkpoint" + how)
    def checkpointed(r, options=options):
        x, w = inputs((4, 4), (4, 4), dtype=torch.float32, grad=True)
        runs = []

        def f(x, scale):
            runs.append(1)
            y = torch.nn.functional.dropout((x @ w).tanh(), 0.4)
            return y * 2, torch.nn.functional.dropout(y.exp(), 0.5)

        torch.manual_seed(3)
        a, b = checkpoint(f, x, None, **options)
        torch.rand(3)
        (a.sum() + (b * b).sum()).backward()
        record(r, "values", [a, b, x.grad, w.grad])
        r.text("runs", str(len(runs)))
        r.draws()


@case("autograd/checkpoint sequential")
def sequential(r):
    (x,) = inputs((4,), grad=True)
    y = checkpoint_sequential([torch.sin, torch.exp, torch.tanh, torch.sin, torch.cos], 2, x, use_reentrant=False)
    y.sum().backward()
    record(r, "values", [y, x.grad])


@case("autograd/checkpoint errors")
def checkpoint_errors(r):
    (x,) = inputs((4,), grad=True)

    def varying(second, **options):
        runs = []

        def f(x):
            runs.append(1)
            return x.exp() if len(runs) == 1 else second(x)

        return lambda: checkpoint(f, x, use_reentrant=False, **options).sum().backward()

    r.text("fewer", said(varying(lambda x: x + 1)))
    r.text("more", said(varying(lambda x: x.exp().exp(), early_stop=False)))
    r.text("stopped", said(varying(lambda x: x.exp().exp())))
    r.text("other shape", said(varying(lambda x: x.sum().exp())).removesuffix("\n."))
    r.text("unchecked", said(varying(lambda x: x.exp()[:1].exp(), determinism_check="none")))
    y = checkpoint(lambda x: x * 2, x, use_reentrant=True)
    r.text("grad", said(lambda: torch.autograd.grad(y.sum(), x)))
    y = checkpoint(lambda x: x.detach(), x, use_reentrant=True)
    r.text("none", said(lambda: y.sum().backward()))


def half(x, wrong):
    class Half(torch.autograd.Function):
        forward = staticmethod(lambda ctx, x: (ctx.save_for_backward(x), x * x)[1])
        backward = staticmethod(lambda ctx, g: wrong(ctx.saved_tensors[0], g))

    return Half.apply(x)


CHECKED = {
    "right": lambda x: half(x, lambda x, g: g * x.conj() * 2),
    "wrong factor": lambda x: half(x, lambda x, g: g * x.conj() * 3),
    "not multiplied": lambda x: half(x, lambda x, g: x * 2),
    "two outputs": lambda x: (x * 2, half(x, lambda x, g: g * x.conj() * 2.5)),
    "constant": lambda x: x.detach() * 2,
    "no gradient": lambda x: torch.ones(2, dtype=torch.float64),
}


def checks():
    real = torch.tensor([1.0, 2.0, -3.0], dtype=torch.float64, requires_grad=True)
    yield "real", real, {}
    yield "fast", real, {"fast_mode": True}
    yield "complex", torch.tensor([1 + 2j, -0.5 + 1j], requires_grad=True, dtype=torch.complex128), {}
    yield "complex fast", torch.tensor([1 + 2j, -0.5 + 1j], requires_grad=True, dtype=torch.complex128), {"fast_mode": True}
    yield "batched", real, {"check_batched_grad": True}


for check_name, point, check_options in checks():

    @case("autograd/gradcheck " + check_name)
    def gradcheck(r, point=point, options=check_options):
        for name, f in CHECKED.items():
            r.text(name, said(lambda: torch.autograd.gradcheck(f, point, **options)))
        r.text("forward", said(lambda: torch.autograd.gradcheck(lambda x: x.sin() * x, point, check_forward_ad=True, **options)))
        r.text("second", said(lambda: torch.autograd.gradgradcheck(lambda x: x * x * x, point, check_fwd_over_rev=True, **options)))


@case("autograd/gradcheck inputs")
def gradcheck_inputs(r):
    check = torch.autograd.gradcheck
    r.text("none", said(lambda: check(lambda x: x, torch.ones(2))))
    r.text("strides", said(lambda: check(lambda x: x, torch.ones(1, dtype=torch.float64).expand(3).requires_grad_())))
    sparse = torch.tensor([[0.0, 2.0], [3.0, 0.0]], dtype=torch.float64).to_sparse().requires_grad_()
    r.text("sparse output", said(lambda: check(lambda x: x * 2, sparse)))
    for masked in (False, True):
        r.text(f"sparse {masked}", said(lambda: check(lambda x: x.to_dense(masked_grad=masked) * 2, sparse, masked=masked)))
        r.text(f"sparse fast {masked}", said(lambda: check(lambda x: x.to_dense(masked_grad=masked) * 2, sparse, masked=masked, fast_mode=True)))


def full_matrix(dtype=torch.float64):
    rows = [[0, 2, 0, 0, 0, 0], [3, 0, -1, 0, 0, 0], [0, 0, 0, 1, 2, 3], [0, 0, 0, 4, 5, 6]]
    return torch.tensor(rows, dtype=dtype)


LAYOUTS = {
    "coo": {"layout": torch.sparse_coo},
    "csr": {"layout": torch.sparse_csr},
    "csc": {"layout": torch.sparse_csc},
    "bsr": {"layout": torch.sparse_bsr, "blocksize": (2, 3)},
    "bsc": {"layout": torch.sparse_bsc, "blocksize": (1, 3)},
}

for layout, layout_options in LAYOUTS.items():

    @case("autograd/gradcheck of layout " + layout)
    def gradcheck_layout(r, options=layout_options):
        check = torch.autograd.gradcheck
        sparse = full_matrix().to_sparse(**options).requires_grad_()
        other = torch.arange(12, dtype=torch.float64).view(6, 2).requires_grad_()
        imaginary = full_matrix(torch.complex128).mul(1 - 2j).to_sparse(**options).requires_grad_()
        deep = torch.stack([full_matrix(), full_matrix() * 2], -1).to_sparse(dense_dim=1, **options).requires_grad_()
        r.text("sparse output", said(lambda: check(lambda x: x * 2, sparse)))
        r.text("forward", said(lambda: check(lambda x: x.to_dense(), sparse, check_forward_ad=True)).partition("\n")[0])
        for masked, fast in ((m, f) for m in (False, True) for f in (False, True)):
            key = f" {masked} {fast}"

            def checked(f, *x):
                return said(lambda: check(f, x, masked=masked, fast_mode=fast))

            r.text("dense" + key, checked(lambda x: x.to_dense(masked_grad=masked) * 2, sparse))
            r.text("other mask" + key, checked(lambda x: x.to_dense(masked_grad=not masked) * 2, sparse))
            r.text("product" + key, checked(torch.sparse.mm, sparse, other).partition("\n")[0])
            r.text("complex" + key, checked(lambda x: x.to_dense(masked_grad=masked) * 2, imaginary))
            r.text("deep" + key, checked(lambda x: x.to_dense(masked_grad=masked) * 2, deep))
            r.text("wrong" + key, checked(lambda x: half(x.to_dense(masked_grad=masked), lambda x, g: g * x * 3), sparse))


@case("autograd/gradcheck of layout mkldnn")
def gradcheck_mkldnn(r):
    x = torch.tensor([1.0, 2.0, -3.0]).to_mkldnn().requires_grad_()
    for fast in (False, True):
        checked = functools.partial(torch.autograd.gradcheck, inputs=x, fast_mode=fast, eps=1e-3, atol=1e-1)
        r.text(f"right {fast}", said(lambda: checked(lambda x: x.to_dense().sin())))
        r.text(f"wrong {fast}", said(lambda: checked(lambda x: half(x.to_dense(), lambda x, g: g * x * 3))))
        r.text(f"output {fast}", said(lambda: checked(lambda x: x + x)))


@case("autograd/gradgradcheck options")
def gradgradcheck_options(r):
    x = torch.ones(2, dtype=torch.float64, requires_grad=True)
    for key, options in {
        "neither": {"check_rev_over_rev": False},
        "undefined": {"check_rev_over_rev": False, "check_fwd_over_rev": True},
        "batched": {"check_rev_over_rev": False, "check_fwd_over_rev": True, "check_undefined_grad": False, "check_batched_grad": True},
        "forward": {"check_rev_over_rev": False, "check_fwd_over_rev": True, "check_undefined_grad": False},
    }.items():
        r.text(key, said(lambda: torch.autograd.gradgradcheck(lambda x: x.sin(), x, **options)))

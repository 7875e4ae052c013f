"""Records what PyTorch's own operator database makes libtorch compute.

    record.py --list                                      op_db's entries, a line each
    record.py OUT --samples N --seed N < numbers of entries

Each sample of an entry runs forward and, where it can be differentiated, backward.
Calls are noted at three heights: at libtorch's kernels, those of the backward pass
among them; as Python calls them, before an operator made of others falls apart; and
by the entry's name in aten with the sample's own arguments, for torch.Call to choose
the overload. Gradients are noted for the latter two.

Files are named on stdout, a line of JSON each; a line on stdin asks for more.
Needs expecttest and safetensors beside torch.
"""

import argparse
import collections
import ctypes
import itertools
import json
import os
import pathlib
import random
import sys
import warnings

import safetensors.torch
import torch
from torch._dispatch.python import enable_python_dispatcher
from torch._library.custom_ops import OPDEFS
from torch._subclasses.schema_check_mode import SchemaCheckMode
from torch.testing._internal.common_methods_invocations import op_db
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from encode import PARTS, Encoder, LeftOut

DTYPES = [torch.float32, torch.float64, torch.int64, torch.bool, torch.bfloat16, torch.complex64]
SEED = 5
PART_CALLS, PART_BYTES = 1500, 48 << 20  # a file ends after the sample that goes beyond
# TorchScript has further operators, which libtorch's dispatcher doesn't hold.
DISPATCHED = {name.split(".")[0] for name in torch._C._dispatch_get_all_op_names()}

REFUSED = "by name in aten, which takes other arguments than the sample's"

# glibc fills memory with a byte as it is handed out, so that a result that holds
# memory as it was found, or is computed from it, differs between runs.
# conformance.sh sets a third byte for the side in Go.
M_PERTURB, FIRST_RUN, SECOND_RUN = -6, 0x5A, 0xA6
fill_new_memory = getattr(ctypes.CDLL(None), "mallopt", lambda option, byte: None)

# Operators known to give other bits at each run, which two runs do not always show:
# called again and again with one matrix, 2.11's gelsy gives three results.
UNSETTLED = {"aten::linalg_lstsq"} if torch.__version__.startswith("2.11.") else set()


class Recording:
    """The calls of one op_db entry, of which each is kept once."""

    def __init__(self, entry):
        self.entry, self.note = entry, ""
        self.outcomes = {}  # of every call: "" or the reason why it is left out
        self.begin_part()

    def begin_part(self):
        self.encoder, self.calls, self.pending = Encoder(), [], []
        self.left, self.samples = collections.Counter(), collections.Counter()
        self.traits, self.samples_left = collections.Counter(), collections.Counter()

    def call(self, name, func, args, kwargs, grad=False):
        """Runs func and notes its arguments, unless a call like it was noted."""
        try:
            storages = {}
            value = self.encoder.value
            call = {
                "op": name,
                "args": [value(a, storages, grad) for a in args],
                "kwargs": [[k, value(v, storages, grad)] for k, v in kwargs.items()],
            }
            key = hash(json.dumps(call))
            if key not in self.outcomes:
                self.outcomes[key] = ""
                self.pending.append((key, call, func))
        except LeftOut as e:
            key = (name, str(e))
            self.outcomes[key] = str(e)
            self.left[str(e)] += 1
        self.touched.append(key)
        return func(*args, **kwargs)

    def settle(self, sample):
        """Runs the noted calls for their results: under a dispatch mode libtorch
        conjugates nothing inside its operators, and some results are wrong."""
        for key, call, func in self.pending:
            try:
                call, (out, after, grads) = self.first_run(call, func)
                call["results"] = [self.encoder.value(r, {}, bool(grads)) for r in out]
                call["after"] = [self.encoder.value(x, {}) for x in after]
                if grads:
                    call["grads"] = [self.encoder.value(g, {}) for g in grads]
                if is_packet(call["op"]):
                    call["overload"] = self.overload(call)
                call["unsettled"] = not self.reproduced(call, func, (out, grads))
                call["sample"] = sample
                self.calls.append(call)
            except LeftOut as e:
                self.leave(key, "result: " + str(e))
            except Exception as e:
                self.leave(key, REFUSED if is_packet(call["op"]) else failure(e))
        self.pending = []

    def first_run(self, call, func):
        """A run, without gradients where autograd refuses them: of what changes a
        leaf in place, or of singular vectors, whose sign is no function's."""
        try:
            return call, self.run(call, func)
        except RuntimeError:
            call = json.loads(json.dumps(call), object_hook=without_grad)
            return call, self.run(call, func)

    def leave(self, key, reason):
        self.outcomes[key] = reason
        self.left[reason] += 1

    def reproduced(self, call, func, results):
        """Whether a second run gives the same bits, with other memory to find."""
        if call["op"].split(".")[0] in UNSETTLED:
            return False
        fill_new_memory(M_PERTURB, SECOND_RUN)
        out, _, grads = self.run(call, func)
        fill_new_memory(M_PERTURB, FIRST_RUN)
        return same_bits(tensors(results), tensors((out, grads)))

    def overload(self, call):
        """The overload that torch.ops chooses."""
        storages = {}
        args = [self.encoder.rebuild(a, storages) for a in call["args"]]
        kwargs = {k: self.encoder.rebuild(v, storages) for k, v in call["kwargs"]}
        return torch._C._jit_resolve_packet(call["op"], *args, **kwargs)

    def run(self, call, func):
        """The results, the arguments' tensors afterwards, and their gradients."""
        storages = {}
        args = [self.encoder.rebuild(a, storages) for a in call["args"]]
        kwargs = {k: self.encoder.rebuild(v, storages) for k, v in call["kwargs"]}
        leaves = tensors((args, kwargs))
        torch.default_generator.manual_seed(SEED)  # torch.manual_seed takes 1 ms, for CUDA's sake
        out = func(*args, **kwargs)
        out = out if isinstance(out, tuple) else (() if out is None else (out,))
        roots = [t for t in tensors(out) if t.requires_grad and t.layout == torch.strided]
        inputs = [t for t in leaves if t.is_leaf and t.requires_grad]
        grads = []
        if roots and inputs:
            ones = [torch.ones_like(t) for t in roots]
            grads = torch.autograd.grad(roots, inputs, ones, allow_unused=True)
        return out, leaves, grads

    def sample(self, op, sample, grad, label):
        """Runs one sample at each height."""
        self.touched = []
        reason = ""
        for mode in (Kernels, AsCalled):
            try:
                with mode(self):
                    out = op(sample.input, *sample.args, **sample.kwargs)
                    if grad and mode is Kernels:
                        differentiate(sample.output_process_fn_grad(out))
            except Exception as e:
                reason = failure(e)
        needed = len(self.touched)
        self.by_name(op, sample)
        self.settle(label)
        reasons = [r for r in map(self.outcomes.get, self.touched[:needed]) if r]
        if not reason and reasons:
            reason = reasons[0]
        if not self.touched:
            reason = reason or "no operator of libtorch"
        self.samples[label.split()[0] + (" recorded" if not reason else " left out")] += 1
        if reason:
            self.samples_left[reason] += 1
        else:
            self.traits.update(traits(sample))

    def by_name(self, op, sample):
        """Records an operator under its plain name, where torch.ops takes the sample."""
        name = aten_name(op)
        if not name:
            return
        try:
            args = (sample.input, *sample.args)
            self.call("aten::" + name, getattr(torch.ops.aten, name), args, dict(sample.kwargs), grad=True)
        except Exception:
            pass  # settle counts it, where the arguments can be written

    def full(self):
        size = sum(b.numel() for b in self.encoder.blobs.values())
        return len(self.calls) > PART_CALLS or size > PART_BYTES

    def write(self, path, last):
        """Writes what was recorded since the last part, and names it on stdout."""
        if self.encoder.blobs:
            safetensors.torch.save_file(self.encoder.blobs, path.with_suffix(".safetensors"))
        part = {
            "entry": self.entry,
            "note": self.note,
            "torch": torch.__version__,
            "seed": SEED,
            "calls": self.calls,
            "left": self.left,
            "samples": self.samples,
            "samplesLeft": self.samples_left,
            "traits": self.traits,
        }
        path.write_text(json.dumps(part))
        say({"part": str(path), "last": last})
        self.begin_part()


def is_packet(name):
    return "." not in name


def tensors(tree):
    return [t for t in tree_leaves(tree) if isinstance(t, torch.Tensor)]


def failure(e):
    """What a reader of a table can learn from an exception."""
    line = (str(e).splitlines() or [""])[0].split(" at \"")[0]
    return f"Python fails: {type(e).__name__}: {line[:90]}"


def without_grad(value):
    value.pop("grad", None)
    return value


def raw_bytes(t):
    if t.layout in PARTS:
        return torch.cat([raw_bytes(part(t.detach())) for part in PARTS[t.layout]])
    flat = t.detach().resolve_conj().resolve_neg().clone(memory_format=torch.contiguous_format).view(-1)
    return flat.view(torch.uint8)


def same_bits(a, b):
    return len(a) == len(b) and all(torch.equal(raw_bytes(x), raw_bytes(y)) for x, y in zip(a, b))


def traits(sample):
    """What the issue with a sample's tensors may be: strides, sizes, dimensions."""
    found = tensors((sample.input, sample.args, sample.kwargs))
    shapes = {tuple(t.shape) for t in found}
    yield from (
        trait
        for trait, holds in (
            ("not contiguous", any(t.layout == torch.strided and not t.is_contiguous() for t in found)),
            ("of size zero", any(t.numel() == 0 for t in found)),
            ("scalar", any(t.dim() == 0 for t in found)),
            ("broadcast", len(shapes) > 1 and broadcastable(shapes)),
            ("differentiated", any(t.requires_grad for t in found)),
        )
        if holds
    )


def broadcastable(shapes):
    try:
        torch.broadcast_shapes(*shapes)
        return True
    except RuntimeError:
        return False


def aten_name(op):
    """The entry's operator in aten, "" where it has none."""
    name = op.aten_name.removesuffix(".default")
    for prefix in ("nn.functional.", "torch.ops.aten.", "torch."):
        name = name.removeprefix(prefix)
    name = name.replace(".", "_")
    return name if "aten::" + name in DISPATCHED else ""


class Kernels(TorchDispatchMode):
    """Hands each call that reaches libtorch's kernels to a recording."""

    def __init__(self, recording, key=None):
        TorchDispatchMode.__init__(self, key)
        self.recording, self.grad = recording, key is not None

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        name = func._schema.name
        if name in torch.library._defs or name in OPDEFS:
            self.recording.left["an operator written in Python"] += 1
            return func(*args, **kwargs or {})
        name += "." + func._overloadname
        return self.recording.call(name, func, args, kwargs or {}, self.grad)


class AsCalled(Kernels, SchemaCheckMode):
    """Hands each call to a recording as Python makes it, above autograd and before
    an operator made of others falls apart. torch allows that to no mode but its own,
    of which this claims to be one."""

    def __init__(self, recording):
        Kernels.__init__(self, recording, torch._C.DispatchKey.PreDispatch)

    def __enter__(self):
        self.dispatcher = enable_python_dispatcher()
        self.dispatcher.__enter__()
        return super().__enter__()

    def __exit__(self, *exc):
        super().__exit__(*exc)
        return self.dispatcher.__exit__(*exc)


def differentiate(out):
    roots = [t for t in tensors(out) if t.requires_grad and t.layout == torch.strided]
    if roots:
        torch.autograd.backward(roots, [torch.ones_like(t) for t in roots])


def samples_of(op, dtype, grad, most, rng):
    """The samples, some drawn where there are more than most, and those with tensors
    also with the tensors made non-contiguous."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    samples = list(enumerate(op.sample_inputs("cpu", dtype, requires_grad=grad)))
    if most and len(samples) > most:
        samples = rng.sample(samples, most)
    name = str(dtype)[6:]
    for i, sample in samples:
        yield f"{name} {i}", sample
        found = tensors((sample.input, sample.args, sample.kwargs))
        if any(t.numel() > 1 for t in found) and all(t.layout == torch.strided for t in found):
            yield f"{name} {i} non-contiguous", sample.noncontiguous()


def record(op, options):
    recording = Recording(op.formatted_name)
    rng = random.Random(f"{options.seed} {op.formatted_name}")

    def flush(last):
        recording.write(options.out / f"{os.getpid()}-{next(parts)}.json", last)

    supported = op.supported_dtypes("cpu")
    if not supported & set(DTYPES):
        recording.note = "of the CPU's dtypes it takes " + (", ".join(sorted(map(str, supported))) or "none")
    for dtype in DTYPES:
        if dtype not in supported:
            continue
        grad = op.supports_autograd and dtype in op.supported_backward_dtypes("cpu")
        try:
            for label, sample in samples_of(op, dtype, grad, options.samples, rng):
                recording.sample(op, sample, grad, label)
                if recording.full():
                    flush(False)
                    sys.stdin.readline()
        except Exception as e:
            recording.left["no samples: " + failure(e)] += 1
    flush(True)


def say(message):
    os.write(protocol, (json.dumps(message) + "\n").encode())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path, nargs="?")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--samples", type=int, default=0, help="of each entry and dtype; 0 is all")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    if options.list:
        for op in op_db:
            say(op.formatted_name)
        return
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    fill_new_memory(M_PERTURB, FIRST_RUN)
    for number in iter(sys.stdin.readline, ""):
        record(op_db[int(number)], options)


# What operators print must not come between the lines of the protocol.
protocol, parts = os.dup(1), itertools.count()
os.dup2(2, 1)
main()

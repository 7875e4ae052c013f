"""Records what PyTorch's own operator database makes libtorch compute.

    record.py OUT [--ops REGEX] [--samples N] [--seed N]

Each entry of torch.testing's op_db runs its sample inputs, forward and, where it
can be differentiated, backward. Every call of an operator is written with its
arguments and results: the values to NNN.json, the bytes of the tensors' storages
to NNN.safetensors. An operator that is made of others is recorded by its name too,
with the sample's own arguments, for torch.Call to choose the overload.

Needs expecttest and safetensors beside torch.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import struct
import warnings

import safetensors.torch
import torch
from torch._library.custom_ops import OPDEFS
from torch.testing._internal.common_methods_invocations import op_db
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_flatten

DTYPES = [torch.float32, torch.float64, torch.int64, torch.bool, torch.bfloat16, torch.complex64]
MOST_BYTES = 1 << 20  # of one storage
SEED = 5
# TorchScript has further operators, which libtorch's dispatcher doesn't hold.
DISPATCHED = torch._C._dispatch_get_all_op_names()


class LeftOut(Exception):
    """A call that can't be recorded, with the reason."""


class Recording:
    """The calls of one op_db entry."""

    def __init__(self):
        self.calls, self.pending, self.blobs, self.seen = [], [], {}, set()
        self.left = collections.Counter()

    def blob(self, t):
        storage = t.untyped_storage()
        if storage.nbytes() > MOST_BYTES:
            raise LeftOut("a storage above 1 MiB")
        name = str(len(self.blobs))
        self.blobs[name] = torch.empty(0, dtype=torch.uint8).set_(storage).clone()
        return name

    def tensor(self, t, storages):
        plain = t.layout == torch.strided and not t.is_quantized and t.device.type == "cpu"
        if not plain or type(t) not in (torch.Tensor, torch.nn.Parameter):
            raise LeftOut("a tensor that is not a dense one of the CPU")
        if t.is_neg() or t._is_zerotensor():
            raise LeftOut("a tensor negated lazily or without memory")
        key = t.untyped_storage()._cdata
        if key not in storages:
            storages[key] = self.blob(t)
        return {
            "blob": storages[key],
            "dtype": str(t.dtype)[6:],
            "size": list(t.shape),
            "stride": list(t.stride()),
            "offset": t.storage_offset(),
            "conj": t.is_conj(),
        }

    def value(self, v, storages):
        if v is None:
            return None
        if isinstance(v, torch.Tensor):
            return {"t": self.tensor(v, storages)}
        if isinstance(v, (list, tuple)):
            return {"l": [self.value(x, storages) for x in v]}
        for kind, types, write in (
            ("b", bool, bool),
            ("i", int, int),
            ("f", float, to_bits),
            ("c", complex, lambda c: [to_bits(c.real), to_bits(c.imag)]),
            ("s", str, str),
            ("dtype", torch.dtype, lambda d: str(d)[6:]),
            ("device", torch.device, str),
            ("layout", torch.layout, lambda x: str(x)[6:]),
            ("format", torch.memory_format, lambda x: str(x)[6:]),
        ):
            if isinstance(v, types):
                if kind == "i" and not -(2**63) <= v < 2**63:
                    raise LeftOut("an integer beyond 64 bits")
                return {kind: write(v)}
        raise LeftOut("a value of type " + type(v).__name__)

    def key(self, name, args, kwargs):
        def leaf(x):
            if not isinstance(x, torch.Tensor):
                return repr(x)
            return x.dtype, x.shape, x.stride() if x.layout == torch.strided else None

        leaves, spec = tree_flatten((args, kwargs))
        return name, str(spec), tuple(map(leaf, leaves))

    def call(self, name, func, args, kwargs):
        """Runs func and notes its arguments, unless a call like it was noted."""
        key = self.key(name, args, kwargs)
        if key not in self.seen:
            self.seen.add(key)
            try:
                storages = {}
                call = {
                    "op": name,
                    "args": [self.value(a, storages) for a in args],
                    "kwargs": [[k, self.value(v, storages)] for k, v in kwargs.items()],
                }
                self.pending.append((call, func))
            except LeftOut as e:
                self.left[str(e)] += 1
        return func(*args, **kwargs)

    def settle(self):
        """Runs the noted calls for their results: under a dispatch mode libtorch
        conjugates nothing inside its operators, and some results are wrong."""
        for call, func in self.pending:
            try:
                out, leaves = self.run(call, func)
                call["results"] = [self.value(r, {}) for r in out]
                call["after"] = [self.value(x, {}) for x in leaves]
                junk = [torch.full((max(t.untyped_storage().nbytes(), 1),), 0xAB, dtype=torch.uint8) for t in tensors(out)]
                del junk
                again, _ = self.run(call, func)
                call["unsettled"] = not all(map(same_bits, tensors(out), tensors(again)))
                self.calls.append(call)
            except LeftOut as e:
                self.left["result: " + str(e)] += 1
            except Exception as e:
                self.left["Python refuses the call: " + type(e).__name__] += 1
        self.pending = []

    def run(self, call, func):
        storages = {}
        args = [self.rebuild(a, storages) for a in call["args"]]
        kwargs = {k: self.rebuild(v, storages) for k, v in call["kwargs"]}
        torch.manual_seed(SEED)
        out = func(*args, **kwargs)
        out = out if isinstance(out, tuple) else (() if out is None else (out,))
        return out, tensors((args, kwargs))

    def rebuild(self, v, storages):
        if v is None:
            return None
        ((kind, x),) = v.items()
        if kind == "t":
            dtype = getattr(torch, x["dtype"])
            if x["blob"] not in storages:
                storages[x["blob"]] = self.blobs[x["blob"]].clone()
            raw = storages[x["blob"]]
            base = torch.empty(0, dtype=dtype).set_(raw.untyped_storage())
            t = base.as_strided(x["size"], x["stride"], x["offset"])
            return t.conj() if x["conj"] else t
        if kind == "l":
            return [self.rebuild(e, storages) for e in x]
        if kind == "f":
            return from_bits(x)
        if kind == "c":
            return complex(*map(from_bits, x))
        if kind in ("dtype", "layout", "format"):
            return getattr(torch, x)
        return torch.device(x) if kind == "device" else x


def tensors(tree):
    return [t for t in tree_flatten(tree)[0] if isinstance(t, torch.Tensor)]


def same_bits(a, b):
    a, b = (t.detach().resolve_conj().contiguous().view(-1).view(torch.uint8) for t in (a, b))
    return torch.equal(a, b)


def to_bits(x):
    return struct.pack(">d", x).hex()


def from_bits(text):
    return struct.unpack(">d", bytes.fromhex(text))[0]


class Recorder(TorchDispatchMode):
    """Hands each call that reaches libtorch's kernels to a recording."""

    def __init__(self, recording):
        super().__init__()
        self.recording = recording

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        name = func._schema.name
        if name in torch.library._defs or name in OPDEFS:
            self.recording.left["an operator written in Python"] += 1
            return func(*args, **kwargs or {})
        if func._overloadname != "default":
            name += "." + func._overloadname
        return self.recording.call(name, func, args, kwargs or {})


def differentiate(out):
    tensors = [t for t in tree_flatten(out)[0] if isinstance(t, torch.Tensor) and t.requires_grad]
    if tensors:
        torch.autograd.backward(tensors, [torch.ones_like(t) for t in tensors])


def by_name(recording, op, sample):
    """Records an operator under its plain name, where torch.ops takes the sample."""
    if not any(n.split(".")[0] == f"aten::{op.aten_name}" for n in DISPATCHED):
        return
    packet = getattr(torch.ops.aten, op.aten_name)
    args = [a.detach() if isinstance(a, torch.Tensor) else a for a in (sample.input, *sample.args)]
    with torch.no_grad():
        try:
            recording.call("aten::" + op.aten_name, packet, args, dict(sample.kwargs))
        except (RuntimeError, TypeError, NotImplementedError, IndexError, ValueError):
            pass  # settle counts it


def record(op, most, rng):
    recording, failed = Recording(), collections.Counter()
    for dtype in DTYPES:
        if dtype not in op.supported_dtypes("cpu"):
            continue
        grad = op.supports_autograd and dtype in op.supported_backward_dtypes("cpu")
        torch.manual_seed(SEED)
        random.seed(SEED)
        try:
            samples = list(op.sample_inputs("cpu", dtype, requires_grad=grad))
        except Exception as e:
            failed["no samples: " + type(e).__name__] += 1
            continue
        if most and len(samples) > most:
            samples = rng.sample(samples, most)
        for sample in samples:
            try:
                with Recorder(recording):
                    out = op(sample.input, *sample.args, **sample.kwargs)
                    if grad:
                        differentiate(out)
            except Exception as e:
                failed["Python fails: " + type(e).__name__] += 1
            by_name(recording, op, sample)
            recording.settle()
    return recording, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--ops", default="")
    parser.add_argument("--samples", type=int, default=0, help="of each entry and dtype; 0 is all")
    parser.add_argument("--entries", type=int, default=0, help="of op_db, drawn by the seed; 0 is all")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    entries = [op for op in op_db if re.search(options.ops, op.name)]
    if options.entries and len(entries) > options.entries:
        entries = rng.sample(entries, options.entries)
    for i, op in enumerate(entries):
        recording, failed = record(op, options.samples, rng)
        if recording.blobs:
            safetensors.torch.save_file(recording.blobs, options.out / f"{i:03}.safetensors")
        entry = {
            "entry": op.formatted_name,
            "torch": torch.__version__,
            "seed": SEED,
            "calls": recording.calls,
            "left": recording.left + failed,
        }
        (options.out / f"{i:03}.json").write_text(json.dumps(entry))


main()

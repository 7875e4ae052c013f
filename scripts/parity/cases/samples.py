"""A file of calls for Go: the arguments under Python's names as JSON, and tensors' bytes beside it."""
import inspect
import json
import os
import struct
import sys
import types

from reference import CONSTRUCTORS
from torch import nn
from torch.nn.utils.rnn import PackedSequence

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "conformance"))
from encode import Encoder, LeftOut  # noqa: E402


def bound(method, args, kwargs):
    """The arguments of a method as (name, position, value)."""
    signature = inspect.signature(method)
    names = list(signature.parameters)
    named = signature.bind(None, *args, **kwargs).arguments
    return [(name, names.index(name) - 1, v) for name, v in named.items() if name != names[0]]


def as_in_go(constructor, named):
    """An int prints otherwise than the float that Go takes."""
    floats = CONSTRUCTORS[constructor]
    return [(name, position, float(v) if name in floats and type(v) is int else v) for name, position, v in named]


def pieces(o):
    """The fields that Go's struct has, in its order."""
    if o.chunking_method is None or o.acc_dtype is not None:
        raise LeftOut("options in another dtype, or without a method")
    return [o.allow_retain_graph, o.batch_chunk_size or 0, o.chunking_method, o.acc_policy]


class Samples:
    """The calls of one constructor."""

    def __init__(self, folder, name, constructor):
        self.path, self.name, self.constructor = os.path.join(folder, name.replace("/", " ")), name, constructor
        self.samples, self.left, self.encoder, self.storages = [], 0, Encoder(), {}

    def _argument(self, name, position, v):
        out = {"name": name, "position": position}
        if isinstance(v, nn.Module):
            return out | {"module": "torch.nn." + type(v).__name__, "arguments": self._arguments(v.made_with)}
        if isinstance(v, (types.FunctionType, types.BuiltinFunctionType)):
            return out | {"value": {"s": v.__name__}}
        if type(v).__name__ == "LinearCrossEntropyOptions":
            v = pieces(v)
        return out | {"value": self.encoder.value(v, self.storages, grad=True), "packed": isinstance(v, PackedSequence)}

    def _arguments(self, named):
        return [self._argument(*x) for x in named]

    def add(self, case, constructor, forward, groups=(), left_out=None, **more):
        """Takes a call, with the arguments of groups that are added, and tells whether it can be written."""
        self.storages = {}
        sample = {"case": case, "left_out": left_out, **more}
        self.samples.append(sample)
        try:
            sample["constructor"] = self._arguments(constructor)
            sample["groups"] = [self._arguments(g) for g in groups]
            sample["forward"] = None if forward is None else self._arguments(forward)
        except LeftOut as e:
            sample["left_out"] = str(e)
        return not sample["left_out"]

    def write(self):
        """Writes the calls, and the storages beside them in safetensors' format."""
        with open(self.path + ".json", "w") as f:
            json.dump({"name": self.name, "constructor": self.constructor, "left": self.left, "samples": self.samples}, f)
        head, at = {}, 0
        for name, raw in self.encoder.blobs.items():
            head[name] = {"dtype": "U8", "shape": [raw.numel()], "data_offsets": [at, at + raw.numel()]}
            at += raw.numel()
        head = json.dumps(head).encode()
        head += b" " * (-len(head) % 8)
        with open(self.path + ".safetensors", "wb") as f:
            f.write(struct.pack("<Q", len(head)) + head)
            for raw in self.encoder.blobs.values():
                f.write(raw.numpy().tobytes())

"""Writes the files of torch.save that the tests of Load read, and what Python reads of them.

usage: for v in 2.11.0 2.15.0; do $(scripts/python.sh $v) torch/testdata/saved.py torch/testdata/saved; done

       python saved.py tell FOLDER      prints what Python reads of the files there

Files whose names say a version of PyTorch were written by that one; the rest of 2.15.
What their values are is told in saved.json (see tell), which the tests compare with.
"""

import collections
import hashlib
import io
import json
import os
import pickle
import struct
import sys
import warnings
import zipfile

import torch

warnings.simplefilter("ignore")
FOLDER = sys.argv[-1]
VERSION = torch.__version__.split("+")[0]


def tell(value, seen):
    """A value as JSON: its kind, its parts, and for tensors all that can be known."""
    if isinstance(value, torch.nn.Parameter):
        return {"parameter": tell(value.data, seen), "grad": value.requires_grad, "attributes": tell(vars(value), seen)}
    if isinstance(value, torch.Tensor):
        if vars(value):
            return {"attributed": tell(value.detach().clone() if value.is_sparse else value.detach(), seen), "attributes": tell(vars(value), seen)}
        out = {"tensor": str(value.dtype), "size": list(value.shape), "layout": str(value.layout), "grad": value.requires_grad}
        if value.layout != torch.strided:
            parts = [value._indices(), value._values()] if value.layout == torch.sparse_coo else [value.values()]
            return out | {"parts": [tell(p, seen) for p in parts]}
        out |= {"stride": list(value.stride()), "offset": value.storage_offset(), "device": str(value.device)}
        if value.device.type == "meta":
            return out
        raw = bytes(value.untyped_storage())
        # A storage of nothing has no address, and so no identity.
        at = value.untyped_storage().data_ptr()
        out |= {"storage": seen.setdefault(at, len(seen)) if at else -1, "bytes": hashlib.sha256(raw).hexdigest()[:16],
                "conj": value.is_conj(), "neg": value.is_neg()}
        if value.is_quantized:
            out["scheme"] = str(value.qscheme())
            if "channel" in out["scheme"]:
                out["scales"] = [float(s) for s in value.q_per_channel_scales()]
                out["zeros"] = [float(z) for z in value.q_per_channel_zero_points()]
            else:
                out["scales"], out["zeros"] = [value.q_scale()], [value.q_zero_point()]
        return out
    if isinstance(value, dict):
        return {"dict": type(value).__name__, "items": [[tell(k, seen), tell(v, seen)] for k, v in value.items()],
                "attributes": tell(vars(value), seen) if hasattr(value, "__dict__") and vars(value) else None}
    if isinstance(value, torch.Size):
        return {"Size": list(value)}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [tell(v, seen) for v in value]}
    if isinstance(value, set):
        return {"set": sorted([tell(v, seen) for v in value], key=json.dumps)}
    if isinstance(value, (bytes, bytearray)):
        return {type(value).__name__: value.hex()}
    if isinstance(value, (torch.dtype, torch.device, torch.layout)):
        return {type(value).__name__: str(value)}
    if isinstance(value, (int, float, complex)) and not isinstance(value, bool):
        return {type(value).__name__: str(value) if isinstance(value, int) else struct.pack(">d", value).hex()
                if isinstance(value, float) else [value.real, value.imag]}
    if isinstance(value, str) and not value.isprintable():
        return {"str": value.encode("utf-8", "surrogatepass").hex()}
    return value  # None, a bool, a str


def dtypes():
    out = {}
    names = ["uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex32", "complex64",
             "complex128", "bool", "bfloat16", "bits8", "bits16", "bits1x8", "bits2x4", "bits4x2", "float8_e5m2", "float8_e4m3fn", "float8_e5m2fnuz",
             "float8_e4m3fnuz", "float8_e8m0fnu", "float4_e2m1fn_x2", "uint16", "uint32", "uint64"]
    for name in names:
        dtype = getattr(torch, name)
        raw = torch.arange(6 * dtype.itemsize, dtype=torch.uint8)
        if dtype == torch.bool:
            raw %= 2
        t = torch.empty(0, dtype=dtype)
        out[name] = t.set_(raw.untyped_storage(), 0, (2, 3), (3, 1))
    return out


def layouts():
    base = torch.arange(24.0).view(2, 3, 4)
    weight = torch.nn.Parameter(torch.ones(2))
    weight.note = "kept"
    marked = torch.arange(3)
    marked.note = [1, 2]
    z = torch.tensor([1 + 2j, 3 - 4j])
    return {
        "whole": base, "transposed": base.transpose(0, 2), "slice": base[1, ::2], "expanded": torch.ones(1, 3).expand(4, 3),
        "same": base, "scalar": torch.tensor(1.5), "empty": torch.empty(0, 3), "channels": torch.zeros(1, 2, 3, 3).to(memory_format=torch.channels_last),
        "grad": torch.ones(2, requires_grad=True), "conj": z.conj(), "neg": torch.tensor([1 + 2j, 3 - 4j]).conj().imag, "meta": torch.empty(2, 3, device="meta"),
        "parameter": torch.nn.Parameter(base[0], requires_grad=False), "noted": weight, "marked": marked,
        "two empty": [torch.empty(0), torch.empty(0, dtype=torch.int64)],
    }


def sparse():
    dense = torch.tensor([[0, 1.0, 0], [2, 0, 3]])
    coo = torch.sparse_coo_tensor([[0, 0, 1], [1, 1, 2]], [1.0, 2.0, 3.0], (2, 3))
    blocks = torch.arange(16.0).view(4, 4)
    return {"coo": coo, "coalesced": coo.coalesce(), "csr": dense.to_sparse_csr(), "csc": dense.to_sparse_csc(),
            "bsr": blocks.to_sparse_bsr((2, 2)), "bsc": blocks.to_sparse_bsc((2, 2)),
            "hybrid": torch.sparse_coo_tensor([[0, 2]], torch.ones(2, 3, dtype=torch.float64), (4, 3))}


def quantized():
    x = torch.arange(12.0).view(3, 4)
    scales, zeros = torch.tensor([0.5, 1.0, 0.25], dtype=torch.float64), torch.tensor([0, 1, 2])
    q = torch.quantize_per_tensor(x, 0.5, 3, torch.quint8)
    return {"quint8": q, "view": q.t()[1:], "qint8": torch.quantize_per_tensor(x, 0.25, -3, torch.qint8),
            "qint32": torch.quantize_per_tensor(x, 1.0, 0, torch.qint32), "quint4x2": torch.quantize_per_tensor(x, 1.0, 0, torch.quint4x2),
            "channels": torch.quantize_per_channel(x, scales, zeros, 0, torch.qint8),
            "float": torch.quantize_per_channel(x, scales.float(), zeros.float(), 0, torch.quint8)}


def values():
    shared = [1, "a"]
    return {
        "none": None, "true": True, "ints": [0, 255, 256, 65536, -1, 2**31, -(2**31) - 1, 2**63 - 1, -(2**63), 2**63, -(2**70), 0xFF80],
        "floats": [0.0, -0.0, 1e300, float("inf"), 1.5], "complex": 1 - 2j, "str": "\u00e4\U0001f600\ud800", "bytes": b"\x00\xff", "bytearray": bytearray(b"ab"),
        "tuples": ((), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)), "set": {1, "a", (2, 3)}, "emptyset": set(), "counter": collections.Counter("abb"),
        "ordered": collections.OrderedDict([("b", 1), ("a", 2)]), "size": torch.Size([2, 3]), "dtype": torch.bfloat16, "qdtype": torch.quint8,
        "device": torch.device("cuda", 1), "cpu": torch.device("cpu"), "layout": torch.sparse_csr,
        "shared": [shared, shared], "keys": {1: "int", 2.5: "float", (1, "a"): "tuple", None: "none", b"x": "bytes"},
        "many": list(range(1100)), "wide": {i: i for i in range(1001)}, "thousand": [list(range(1000)), {i: 0 for i in range(1000)}, collections.OrderedDict((i, 0) for i in range(1001))], "deep": [[[[[[{"x": [(1,)]}]]]]]],
    }


def run():
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.BatchNorm1d(4), torch.nn.ReLU(), torch.nn.Linear(4, 2, bias=False))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    net(torch.ones(5, 3)).sum().backward()
    optimizer.step()
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2)
    return {"epoch": 3, "model": net.state_dict(), "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict(),
            "rng": torch.get_rng_state()[:16].clone(), "losses": [0.5, 0.25]}


def big_endian(path, value):
    """The file that a machine with the highest byte first writes: Python's, with its numbers of 4 bytes turned round."""
    buffer = io.BytesIO()
    torch.save(value, buffer)
    source = zipfile.ZipFile(buffer)
    with zipfile.ZipFile(path, "w") as out:
        for info in source.infolist():
            raw = source.read(info)
            if info.filename.endswith("byteorder"):
                raw = b"big"
            if "/data/" in info.filename:
                raw = b"".join(raw[i : i + 4][::-1] for i in range(0, len(raw), 4))
            out.writestr(info.filename, raw)


def old_pickle(name, body, extra=()):
    """A file of the legacy format around a hand-written pickle, as PyTorch wrote before 0.4."""
    with open(os.path.join(FOLDER, name), "wb") as f:
        for value in (torch.serialization.MAGIC_NUMBER, torch.serialization.PROTOCOL_VERSION,
                      {"protocol_version": 1001, "little_endian": True, "type_sizes": {}}):
            pickle.dump(value, f, protocol=2)
        f.write(body)
        pickle.dump(["7"], f, protocol=2)
        f.write(struct.pack("<q4f", 4, 1, 2, 3, 4))


def storage(view=b"N"):
    return b"(U\x07storagectorch\nFloatStorage\nU\x017U\x03cpuK\x04" + view + b"tQ"


def old_files():
    flat = storage() + b"K\x00(K\x02K\x02t(K\x02K\x01t"
    old_pickle("old_tensor.pt", b"\x80\x02ctorch._utils\n_rebuild_tensor\n(" + flat + b"tR.")
    old_pickle("old_build.pt", b"\x80\x02ctorch\nTensor\n)\x81(" + flat + b"tb.")
    old_pickle("old_parameter.pt", b"\x80\x02ctorch.nn.parameter\nParameter\nctorch._utils\n_rebuild_tensor\n(" + flat + b"tR\x88\x86R(\x89\x89ccollections\nOrderedDict\n)Rtb.")
    old_pickle("old_view.pt", b"\x80\x02ctorch._utils\n_rebuild_tensor\n(" + storage(b"(U\x018K\x01K\x02t") + b"K\x01(K\x01t(K\x01ttR.")


def main():
    files = {"dtypes": dtypes, "layouts": layouts, "sparse": sparse, "quantized": quantized, "values": values, "run": run}
    for name, make in files.items():
        value = make()
        if VERSION.startswith("2.15") or name in ("layouts", "run"):
            suffix = "" if VERSION.startswith("2.15") else "_" + VERSION
            torch.save(value, os.path.join(FOLDER, name + suffix + ".pt"))
    if VERSION.startswith("2.15"):
        for name in ("layouts", "values", "run", "sparse", "quantized"):
            torch.save(files[name](), os.path.join(FOLDER, name + "_legacy.pt"), _use_new_zipfile_serialization=False)
        big_endian(os.path.join(FOLDER, "big.pt"), {"f": torch.arange(6.0), "i": torch.arange(3, dtype=torch.int32).view(3, 1), "c": torch.tensor([1 + 2j])})
        torch.save(torch.arange(3.0), os.path.join(FOLDER, "tensor.pt"))
        old_files()
    with open(os.path.join(FOLDER, "saved.json"), "w") as f:
        f.write(tell_all())


def tell_all():
    told = {}
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".pt"):
            told[name] = tell(torch.load(os.path.join(FOLDER, name), weights_only=True), {})
    return "{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in told.items()) + "\n}\n"


if sys.argv[1] == "tell":
    print(tell_all())
else:
    main()

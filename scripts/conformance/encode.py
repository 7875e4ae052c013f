"""Values of operators as JSON, and tensors' storages as bytes beside it.

A tensor is written as its storage's digest, its storage's number in the call, and
the view of it that the tensor is; what shared a storage shares it again when the
call is rebuilt, and what was merely equal does not.
"""

import hashlib
import struct

import torch

MOST_BYTES = 128 << 20  # of one storage


class LeftOut(Exception):
    """A value that can't be written, with the reason."""


class Encoder:
    """Writes values, and holds the storages that they name."""

    def __init__(self):
        self.blobs = {}  # storages' bytes as tensors, by digest

    def value(self, v, storages, grad=False):
        """v as JSON has it. storages are those of this call so far; grad notes
        which tensors ask for a gradient."""
        if v is None:
            return None
        if isinstance(v, torch.Tensor):
            return {"t": self.tensor(v, storages, grad)}
        if isinstance(v, (list, tuple)):
            return {"l": [self.value(x, storages, grad) for x in v]}
        for types, write in WRITERS:
            if isinstance(v, types):
                return write(v)
        raise LeftOut("a value of type " + type(v).__name__)

    def tensor(self, t, storages, grad):
        if type(t) not in (torch.Tensor, torch.nn.Parameter):
            raise LeftOut("a tensor of a subclass")
        if t.is_quantized or t.device.type != "cpu":
            raise LeftOut(f"a tensor that is quantized or not on the CPU but on {t.device.type}")
        out = {"dtype": str(t.dtype)[6:], "size": list(t.shape)}
        if grad and t.requires_grad:
            out["grad"] = True
        if t.layout in PARTS:
            parts = [self.tensor(part(t.detach()), storages, False) for part in PARTS[t.layout]]
            coalesced = t.layout == torch.sparse_coo and t.is_coalesced()
            return out | {"layout": str(t.layout)[6:], "parts": parts, "coalesced": coalesced}
        if t.layout != torch.strided:
            raise LeftOut(f"a tensor of layout {t.layout}")
        if t._is_zerotensor():
            return out | {"blob": "zero"}
        storage = t.untyped_storage()
        key = storage._cdata
        if key not in storages:
            storages[key] = {"blob": self.blob(storage), "storage": len(storages)}
        out |= storages[key] | {"stride": list(t.stride()), "offset": t.storage_offset()}
        out |= {k: True for k, on in (("conj", t.is_conj()), ("neg", t.is_neg())) if on}
        return out

    def blob(self, storage):
        if storage.nbytes() > MOST_BYTES:
            raise LeftOut(f"a storage above {MOST_BYTES >> 20} MiB")
        raw = torch.empty(0, dtype=torch.uint8).set_(storage)
        name = hashlib.blake2b(raw.numpy(), digest_size=10).hexdigest()
        if name not in self.blobs:
            self.blobs[name] = raw.clone()
        return name

    def rebuild(self, v, storages):
        """The value that value wrote."""
        if v is None:
            return None
        ((kind, x),) = v.items()
        if kind == "t":
            return self.rebuild_tensor(x, storages)
        if kind == "l":
            return [self.rebuild(e, storages) for e in x]
        return READERS.get(kind, lambda x: x)(x)

    def rebuild_tensor(self, x, storages):
        t = self.rebuild_data(x, storages)
        return t.requires_grad_() if x.get("grad") else t

    def rebuild_data(self, x, storages):
        dtype, size = getattr(torch, x["dtype"]), x["size"]
        if "parts" in x:
            parts = [self.rebuild_tensor(p, storages) for p in x["parts"]]
            if x["layout"] == "sparse_coo":
                return torch.ops.aten._sparse_coo_tensor_unsafe(
                    *parts, size, dtype=dtype, is_coalesced=x["coalesced"]
                )
            return torch.ops.aten._sparse_compressed_tensor_unsafe(
                *parts, size, dtype=dtype, layout=getattr(torch, x["layout"])
            )
        if x["blob"] == "zero":
            return torch._efficientzerotensor(size, dtype=dtype)
        if x["storage"] not in storages:
            storages[x["storage"]] = self.blobs[x["blob"]].clone()
        raw = storages[x["storage"]]
        t = torch.empty(0, dtype=dtype).set_(raw.untyped_storage(), x["offset"], size, x["stride"])
        t = t.conj() if x.get("conj") else t
        return torch._neg_view(t) if x.get("neg") else t


# What a sparse tensor is made of, in the order of its constructor.
ROWS = (torch.Tensor.crow_indices, torch.Tensor.col_indices, torch.Tensor.values)
COLUMNS = (torch.Tensor.ccol_indices, torch.Tensor.row_indices, torch.Tensor.values)
PARTS = {
    torch.sparse_coo: (torch.Tensor._indices, torch.Tensor._values),
    torch.sparse_csr: ROWS,
    torch.sparse_bsr: ROWS,
    torch.sparse_csc: COLUMNS,
    torch.sparse_bsc: COLUMNS,
}


def to_bits(x):
    return struct.pack(">d", x).hex()


def from_bits(text):
    return struct.unpack(">d", bytes.fromhex(text))[0]


def integer(v):
    if not -(2**63) <= v < 2**63:
        raise LeftOut("an integer beyond 64 bits")
    return {"i": int(v)}


WRITERS = (
    (bool, lambda v: {"b": bool(v)}),
    (int, integer),
    (float, lambda v: {"f": to_bits(v)}),
    (complex, lambda v: {"c": [to_bits(v.real), to_bits(v.imag)]}),
    (str, lambda v: {"s": str(v)}),
    (torch.dtype, lambda v: {"dtype": str(v)[6:]}),
    (torch.device, lambda v: {"device": str(v)}),
    (torch.layout, lambda v: {"layout": str(v)[6:]}),
    (torch.memory_format, lambda v: {"format": str(v)[6:]}),
)
READERS = {
    "f": from_bits,
    "c": lambda x: complex(*map(from_bits, x)),
    "dtype": lambda x: getattr(torch, x),
    "layout": lambda x: getattr(torch, x),
    "format": lambda x: getattr(torch, x),
    "device": torch.device,
}

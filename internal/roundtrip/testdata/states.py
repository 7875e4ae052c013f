"""The Python side of the round trips. usage: states.py write FOLDER SEED | states.py tell FOLDER

`write` draws state_dicts and saves them as .pt, .safetensors and .npz. `tell` prints what it reads of such files: of
every tensor the dtype, the sizes and a hash of its elements, and of those of a .pt file how they lie in memory.
"""
import hashlib
import json
import os
import random
import sys
import warnings

import numpy
import safetensors.torch
import torch

warnings.simplefilter("ignore")
STATES = 12  # of each format
DENSE = [
    getattr(torch, name)
    for name in (
        "uint8 int8 int16 int32 int64 uint16 uint32 uint64 float16 float32 float64 bfloat16 complex32 complex64 complex128 bool "
        "float8_e5m2 float8_e4m3fn float8_e5m2fnuz float8_e4m3fnuz float8_e8m0fnu"
    ).split()
]
# What the format from before PyTorch 1.6 has storages for; Python writes others and doesn't read them.
FORMER = [d for d in DENSE if d.is_complex or d.itemsize > 2 or d in (torch.uint8, torch.int8, torch.int16, torch.float16, torch.bool)]
FORMER = [d for d in FORMER if d not in (torch.complex32, torch.uint32, torch.uint64)]
SAFE = [d for d in DENSE if d not in (torch.complex32, torch.complex128)]
NUMPY = "u1 i1 <i2 >i2 <i4 >i4 <i8 >i8 <u2 <u4 <u8 <f2 >f2 <f4 >f4 <f8 >f8 <c8 >c8 <c16 b1".split()


def shape(r):
    return [r.choice((0, 1, 1, 2, 3, 5, 17)) for _ in range(r.randrange(5))]


def numel(sizes):
    n = 1
    for size in sizes:
        n *= size
    return n


def dense(r, dtype, sizes):
    data = bytearray(r.randbytes(numel(sizes) * dtype.itemsize))
    if dtype is torch.bool:
        data = bytearray(b & 1 for b in data)
    if not data:
        return torch.empty(sizes, dtype=dtype)
    return torch.frombuffer(data, dtype=torch.uint8).clone().view(dtype).view(sizes)


def laid(r, dtype, earlier):
    """A tensor that lies in memory in one of the ways that there are."""
    t = dense(r, dtype, shape(r))
    ways = ["whole", "permuted", "sliced", "expanded", "shared"]
    if dtype in (torch.float32, torch.float64):
        ways += ["conj", "neg", "grad", "coo", "csr", "quantized", "parameter"]
    way = r.choice(ways)
    if way == "permuted":
        return t.permute(r.sample(range(t.dim()), t.dim()))
    if way == "sliced":
        for dim in range(t.dim()):
            t = t.narrow(dim, t.size(dim) // 2, t.size(dim) - t.size(dim) // 2)
        return t
    if way == "expanded":
        return t.unsqueeze(0).expand(3, *t.shape)
    same = [e for e in earlier if e.layout is torch.strided and not e.is_quantized and e.dtype is dtype and not e.requires_grad]
    if way == "shared" and same:
        return r.choice(same).detach()
    if way == "conj":
        return torch.complex(t, t).conj()
    if way == "neg":
        return torch.complex(t, t).conj().imag
    if way == "grad":
        return t.requires_grad_()
    if way == "parameter":
        return torch.nn.Parameter(t, requires_grad=r.random() < 0.5)
    if way in ("coo", "csr"):
        t = dense(r, dtype, [4, 5]) * (torch.rand(4, 5) < 0.3)
        return t.to_sparse() if way == "coo" else t.to_sparse_csr()
    if way == "quantized":
        values = torch.rand(3, 4, generator=torch.Generator().manual_seed(r.randrange(1 << 30)))
        return torch.quantize_per_tensor(values, 0.25, 3, r.choice((torch.qint8, torch.quint8, torch.qint32)))
    return t


def write(folder, seed):
    for i in range(STATES):
        r = random.Random("%s %d" % (seed, i))
        state = {}
        for j, dtype in enumerate(r.choices(DENSE, k=len(DENSE))):
            state["layer%d.%s" % (j, dtype)] = laid(r, dtype, list(state.values()))
        torch.save(state, os.path.join(folder, "%d.pt" % i))
        former = {name: t for name, t in state.items() if t.is_quantized or t.dtype in FORMER}
        torch.save(former, os.path.join(folder, "%d_legacy.pt" % i), _use_new_zipfile_serialization=False)
        safe = {"layer%d.%s" % (j, d): dense(r, d, shape(r)) for j, d in enumerate(r.choices(SAFE, k=20))}
        safetensors.torch.save_file(safe, os.path.join(folder, "%d.safetensors" % i), metadata={"seed": str(seed)})
        arrays = {}
        for j, name in enumerate(r.choices(NUMPY, k=20)):
            sizes, dtype = shape(r), numpy.dtype(name)
            data = r.randbytes(numel(sizes) * dtype.itemsize)
            array = numpy.frombuffer(bytes(b & 1 for b in data) if name == "b1" else data, dtype).reshape(sizes)
            arrays["layer%d.%s" % (j, name[-2:])] = numpy.asfortranarray(array) if r.random() < 0.3 else array
        save = numpy.savez if i % 2 else numpy.savez_compressed
        save(os.path.join(folder, "%d.npz" % i), **arrays)


def digest(data):
    return hashlib.sha256(data).hexdigest()[:16]


def elements(t):
    t = t.detach().resolve_conj().resolve_neg().contiguous()
    return digest(t.reshape(-1).view(torch.uint8).numpy().tobytes() if t.numel() else b"")


def plain(t):
    return [str(t.dtype), list(t.shape), elements(t)]


def placed(t, storages):
    grad = t.requires_grad
    if t.is_quantized:
        return [str(t.dtype), plain(t.int_repr()), t.q_scale(), t.q_zero_point()]
    if t.layout is torch.sparse_coo:
        return [str(t.layout), list(t.shape), plain(t._indices()), plain(t._values())]
    if t.layout is torch.sparse_csr:
        return [str(t.layout), list(t.shape), plain(t.crow_indices()), plain(t.col_indices()), plain(t.values())]
    storage = t.untyped_storage()
    place = -1 if not storage.nbytes() else storages.setdefault(storage.data_ptr(), len(storages))
    return [*plain(t), list(t.stride()), t.storage_offset(), place, storage.nbytes(), t.is_conj(), t.is_neg(), grad]


def read(path):
    if path.endswith(".pt"):
        storages = {}
        return {name: placed(t, storages) for name, t in torch.load(path, weights_only=True).items()}
    if path.endswith(".safetensors"):
        return {name: plain(t) for name, t in safetensors.torch.load_file(path).items()}
    with numpy.load(path) as arrays:
        return {
            name: plain(torch.from_numpy(numpy.ascontiguousarray(a, a.dtype.newbyteorder("=")).reshape(a.shape)))
            for name, a in arrays.items()
        }


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], sys.argv[3])
    else:
        json.dump({name: read(os.path.join(sys.argv[2], name)) for name in sorted(os.listdir(sys.argv[2]))}, sys.stdout)

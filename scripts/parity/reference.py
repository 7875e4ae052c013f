"""The Python side of `make parity`. usage: reference.py [-list] [-run REGEXP] [-threads N] [-tables FILE] [-states FOLDER] [-samples N] [-seed N]

Runs every case whose name matches and prints what it records, one JSON line per
record. The Go side records the same things under the same names; the driver
compares them bit for bit.
"""
import argparse
import hashlib
import json
import re
import struct
import sys

import torch

CASES = {}
STATES = []  # the folder in which states go from one side to the other
EXPRESSIONS = []  # name, python and args of each, sent by the Go side
TRANSFORMS = []  # name, python and args of each, sent by the Go side
CONSTRUCTORS = {}  # Python's classes that Go has, and which of their arguments are floats there
SAMPLING = []  # how many samples of a database's entry, 0 for all, and what draws them
MODULES = []  # name, python, call, layer and args of each, sent by the Go side
REFUSALS = []  # name, python and args of each, sent by the Go side


def case(name):
    """Registers a function that takes a Recorder under a name that the Go side uses too."""

    def register(run):
        assert name not in CASES, name
        CASES[name] = run
        return run

    return register


class Recorder:
    """Writes what one case found."""

    def __init__(self, name, out):
        self.name, self.out = name, out

    def _write(self, **record):
        print(json.dumps({"case": self.name, **record}), file=self.out, flush=True)

    def tensor(self, key, t):
        """Records dtype, shape and every bit, of a sparse tensor those of its parts."""
        if t.layout is torch.sparse_coo:
            self.tensor(key + " indices", t.detach()._indices())
            self.tensor(key + " values", t.detach()._values())
            return
        data = raw_bytes(t.detach())
        self._write(
            key=key,
            dtype=str(t.dtype).removeprefix("torch."),
            shape=list(t.shape),
            sha256=hashlib.sha256(data).hexdigest(),
            head=data[:16].hex(),
        )

    def tensors(self, prefix, named):
        for key, t in named:
            self.tensor(prefix + key, t)

    def number(self, key, x):
        """Records a Python float by its bits."""
        data = struct.pack("<d", x)
        self._write(key=key, dtype="float", shape=[], sha256=hashlib.sha256(data).hexdigest(), head=data.hex())

    def text(self, key, s):
        self._write(key=key, text=s)

    def draws(self, key="draws after", generator=None):
        """Records the next draws of a generator, which tell whether the case has taken as many as it should."""
        self.tensor(key, torch.rand(4, generator=generator))


def raw_bytes(t):
    t = t.cpu().contiguous().resolve_conj().resolve_neg()
    if t.is_complex():
        t = torch.view_as_real(t)
    return t.reshape(-1).view(torch.uint8).numpy().tobytes()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("-list", action="store_true")
    ap.add_argument("-run", default="")
    ap.add_argument("-threads", type=int, default=1)
    ap.add_argument("-tables", type=argparse.FileType())
    ap.add_argument("-libtorch", default="", help="the version that the other side runs on")
    ap.add_argument("-samples", type=int, default=0, help="samples of each entry of the module database, dtype and mode; 0 is all")
    ap.add_argument("-seed", type=int, default=0, help="what draws them")
    ap.add_argument("-states", help="folder in which states go from one side to the other")
    args = ap.parse_args()
    SAMPLING.extend((args.samples, args.seed))
    if args.states:
        STATES.append(args.states)
    if args.libtorch and torch.__version__.split("+")[0] != args.libtorch:
        sys.exit(f"this is torch {torch.__version__}, the Go side runs on libtorch {args.libtorch}")
    if args.tables:
        tables = json.load(args.tables)
        EXPRESSIONS.extend(tables["expressions"])
        MODULES.extend(tables["modules"])
        REFUSALS.extend(tables["refusals"])
        TRANSFORMS.extend(tables["transforms"])
        CONSTRUCTORS.update(tables["constructors"])
    torch.set_num_threads(args.threads)
    import cases  # noqa: F401 registers them

    for name, run in CASES.items():
        if not re.search(args.run, name):
            continue
        if args.list:
            print(name)
            continue
        recorder = Recorder(name, sys.stdout)
        try:
            run(recorder)
        except Exception as e:  # fails this case alone, as on the Go side
            recorder.text("raised", f"{type(e).__name__}: {e}")


if __name__ == "__main__":
    sys.modules["reference"] = sys.modules["__main__"]
    main()

"""Compares the keywords of Go's constructors and functions with Python's own signatures.

usage: signatures.py FILE...

A keyword that Python has and Go lacks, one that Python has not, and another default are differences; with one the exit
status is 1. Go's are those of the newest Python, so an older one is not asked. The files are genkw's: for each of Python's names the arguments that Go takes, under Python's names.
"""
import importlib
import inspect
import json
import os
import re
import sys
import typing

import torch
import written_signatures

NEWEST = "2.15"
# Go's keywords that are forms of one of Python's.
OURS = {"padding_name": "padding", "activation_name": "activation", "activation_module": "activation", "cumulative_momentum": "momentum", "no_momentum": "momentum", "batch_mean": "reduction", "random_value": "value"}
# Python's that Go lacks, of all names or of one, and why.
THEIRS = {
    "torch.nn.Transformer.activation": "activation_name and activation_module",
    "torch.nn.TransformerDecoderLayer.activation": "activation_name and activation_module",
    "torch.nn.TransformerEncoderLayer.activation": "activation_name and activation_module",
    "swizzle_a": "Scaling's",
    "swizzle_b": "Scaling's",
    "size_average": "deprecated",
    "reduce": "deprecated",
    "_stacklevel": "of Python's warning",
    "capturable": "for captured graphs; a state that has it on is refused",
    "differentiable": "a step is never recorded; a state that has it on is refused",
    "optimizer": "ChainedScheduler's is that of its schedulers",
    "process_group": "there is one process",
    "_weight": "from_pretrained's, a constructor of its own",
    "_freeze": "from_pretrained's, a constructor of its own",
    "labels_getter": "a Sample says which its labels are",
    "return_indices": "a second method or function, for the result is another",
    "torch.nn.Hardtanh.max_value": "deprecated",
    "torch.nn.Hardtanh.min_value": "deprecated",
    "torch.nn.functional.gumbel_softmax.eps": "deprecated, without effect",
    "torch.nn.functional.normalize.out": "torch.DivOut writes into a tensor",
}
# What hands its keywords on, besides weights and progress, which are of a download.
FORWARDED = {f"torchvision.models.resnet{n}": "torchvision.models.resnet.ResNet" for n in (18, 34, 50, 101, 152)}


def resolve(name):
    parts = name.split(".")
    for n in range(len(parts) - 1, 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:n]))
        except ImportError:
            continue
        for part in parts[n:]:
            found = getattr(found, part)
        return found
    raise SystemExit(f"Python has no {name}")


def defaults(f):
    """The arguments of f that have defaults."""
    if inspect.isclass(f):
        f = (typing.get_overloads(f.__init__) or [f.__init__])[0]
    try:
        parameters = inspect.signature(f).parameters
        if any(p.kind is p.VAR_KEYWORD for p in parameters.values()):  # one of two, by return_indices
            parameters = inspect.signature(getattr(inspect.getmodule(f), "_" + f.__name__.lstrip("_"))).parameters
    except (ValueError, AttributeError):  # a builtin, whose doc begins with its signature
        m = re.search(r"\w+\((.*?)\)\s*->", f.__doc__ or "", re.DOTALL)
        if not m:
            return {}
        parameters = inspect.signature(eval(f"lambda {' '.join(m[1].replace('*,', '').split())}: None")).parameters
    return {p.name: p.default for p in parameters.values() if p.default is not p.empty}


def same(theirs, ours):
    """Tells whether a tag is a default of Python's."""
    if theirs is None:
        return ours in ("", "false", "torch.DefaultDType()", "torch.CPU")
    if isinstance(theirs, bool):
        return ours == str(theirs).lower()
    if isinstance(theirs, (int, float)):
        try:
            return float(eval(ours, {})) == theirs
        except (SyntaxError, NameError, TypeError):
            return False
    if isinstance(theirs, tuple):
        try:
            return eval(f"({ours.replace('math.NaN()', 'None')},)", {}) == theirs
        except (SyntaxError, NameError):
            return ours == ", ".join(map(str, theirs))
    return ours.lower() == str(theirs).lower()


def differences(name, signature):
    theirs, ours, go = defaults(resolve(FORWARDED.get(name, name))), signature["keywords"], signature["go"]
    for k in sorted(set(ours) - set(theirs)):
        if OURS.get(k) not in theirs:
            yield f"{go}: {name} has no {k}"
    for k in sorted(set(theirs) - set(ours) - set(signature["positional"])):
        if k not in THEIRS and f"{name}.{k}" not in THEIRS:
            yield f"{go} lacks {k} of {name}"
    for k in sorted(set(theirs) & set(ours)):
        if not same(theirs[k], ours[k]):
            yield f"{go}: {k} of {name} is {theirs[k]!r} unless given, not {ours[k]!r}"


if not torch.__version__.startswith(NEWEST + "."):
    print(f"signatures: not compared, for this is torch {torch.__version__} and they are those of {NEWEST}")
    sys.exit()
count = keywords = 0
found = []
for path in sys.argv[1:]:
    with open(path) as f:
        for name, signatures in json.load(f).items():
            for signature in signatures:
                count += 1
                keywords += len(signature["keywords"])
                found += differences(name, signature)
written, functions, arguments = written_signatures.compare(os.path.join(os.path.dirname(__file__), "..", ".."))
count, keywords, found = count + functions, keywords + arguments, found + written
for difference in found:
    print("DIFFERENT", difference)
print(f"signatures: {count} constructors and functions, {keywords} keywords, {len(found)} differences")
sys.exit(bool(found))

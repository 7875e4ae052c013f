"""Hands torchvision the MNIST files it wants, whatever shape the folder given has."""
import gzip
import hashlib
import os
import shutil
import tempfile


def torchvision_root(data):
    """The folder to give to torchvision.datasets.MNIST: data itself where it holds MNIST/raw, and otherwise a folder of
    our own with the .gz files of data unpacked."""
    if os.path.isdir(os.path.join(data, "MNIST", "raw")):
        return data
    archives = sorted(name for name in os.listdir(data) if name.endswith("-ubyte.gz"))
    if not archives:
        raise SystemExit("%s holds neither MNIST/raw nor the four .gz files of MNIST" % data)
    key = hashlib.sha256(os.path.realpath(data).encode()).hexdigest()[:12]
    root = os.path.join(tempfile.gettempdir(), "gotorch-mnist-%d-%s" % (os.getuid(), key))
    raw = os.path.join(root, "MNIST", "raw")
    os.makedirs(raw, exist_ok=True)
    for name in archives:
        target = os.path.join(raw, name[:-3])
        if os.path.exists(target):
            continue
        part = "%s.%d.part" % (target, os.getpid())
        with gzip.open(os.path.join(data, name)) as src, open(part, "wb") as dst:
            shutil.copyfileobj(src, dst)
        os.replace(part, target)
    return root

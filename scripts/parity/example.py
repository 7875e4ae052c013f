"""What the twins of the examples share: the flags of examples/internal/program, and the digest of a state."""
import argparse
import hashlib

import torch
from mnist_files import torchvision_root
from torchvision import datasets, transforms


def flags(epochs, batch, lr):
    """A parser with the flags that every example has; the arguments are defaults."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--epochs", type=int, default=epochs)
    ap.add_argument("--batch", type=int, default=batch)
    ap.add_argument("--lr", type=float, default=lr)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--threads", type=int, default=0)
    ap.add_argument("--device", default="cpu")
    ap.add_argument("--limit", type=int, default=0, help="end each epoch after this many steps")
    return ap


def start(args):
    """Makes the number of threads and the seed the process's, and returns the device."""
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    return torch.device(args.device)


def steps(args, epoch):
    """How many of an epoch's steps --limit leaves."""
    return min(epoch, args.limit) if args.limit else epoch


def mnist(folder):
    """The training set and the test set, whose images are float32 (1, 28, 28) from 0 to 1."""
    root = torchvision_root(folder)
    return tuple(datasets.MNIST(root, train=train, transform=transforms.ToTensor()) for train in (True, False))


def print_digest(net):
    """Prints 'sha256 HEX' over each entry's name (UTF-8) and raw little-endian bytes, in state_dict order."""
    digest = hashlib.sha256()
    for name, value in net.state_dict().items():
        digest.update(name.encode())
        digest.update(value.cpu().contiguous().numpy().tobytes())
    print("sha256", digest.hexdigest())

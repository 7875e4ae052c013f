"""Importing this package registers every case."""
from . import autograd, draws, initialisers, loaders, nn, optimizers, printing, schedulers, surface, transforms, utils  # noqa: F401

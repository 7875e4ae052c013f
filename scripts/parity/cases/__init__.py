"""Importing this package registers every case."""
from . import autograd, draws, functional, initialisers, layers, loaders, losses, optimizers, printing, schedulers, surface, transforms  # noqa: F401

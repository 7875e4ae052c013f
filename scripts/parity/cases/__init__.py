"""Importing this package registers every case."""
from . import autograd, draws, initialisers, loaders, nn, optim_db, optimizers, printing, regularize, schedulers, surface, swa, transforms, utils  # noqa: F401

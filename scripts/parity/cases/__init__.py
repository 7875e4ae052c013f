"""Importing this package registers every case."""
from . import autograd, draws, initialisers, loaders, models, nn, optim_db, optimizers, printing, schedulers, surface, swa, transforms, utils  # noqa: F401

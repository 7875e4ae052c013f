"""Importing this package registers every case."""
from . import autograd, draws, functional, initialisers, layers, loaders, losses, optim_db, optimizers, printing, schedulers, surface  # noqa: F401

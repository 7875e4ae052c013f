"""Importing this package registers every case."""
from . import autograd, draws, initialisers, loaders, models, module_db, nn, optim_db, optim_errors, optimizers, printing, regularize, schedulers, surface, swa, transforms, utils  # noqa: F401

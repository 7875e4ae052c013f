"""Importing this package registers every case."""
from . import draws, functional, initialisers, layers, loaders, losses, optimizers, printing, schedulers, surface  # noqa: F401

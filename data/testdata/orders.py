"""Makes orders.json: what Python's samplers, loaders and random_split draw.

usage: python orders.py > orders.json    (torch 2.15.0)
Only draws that no processor changes: random_, randperm, randint, rand, and the
Mersenne twister's state behind them.
"""
import hashlib
import itertools
import json

import torch
from torch.utils.data import (DataLoader, Dataset, RandomSampler, SubsetRandomSampler, WeightedRandomSampler,
                              random_split)
from torch.utils.data.distributed import DistributedSampler


def state(generator=None):
    raw = torch.get_rng_state() if generator is None else generator.get_state()
    return hashlib.sha256(raw.numpy().tobytes()).hexdigest()


class Indices(Dataset):
    """Sample i is i, or (i, a random number) with draws."""

    def __init__(self, n, draws):
        self.n, self.draws = n, draws

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return (i, torch.rand(1).item()) if self.draws else i


def loaders():
    table = itertools.product([1, 7, 64, 200], [1, 3, 32], [False, True], [False, True], [None, 5], [None, 1])
    for n, batch_size, shuffle, drop_last, generator_seed, stop_after in table:
        if n == 200 and batch_size == 1:
            continue
        for draws in [False, True] if n == 7 else [False]:
            torch.manual_seed(n + batch_size)
            g = None if generator_seed is None else torch.Generator().manual_seed(generator_seed)
            loader = DataLoader(Indices(n, draws), batch_size, shuffle, drop_last=drop_last, generator=g)
            epochs, numbers = [], []
            for _ in range(2):
                batches = []
                for batch in loader:
                    batches.append((batch[0] if draws else batch).tolist())
                    if draws:
                        numbers += batch[1].tolist()
                    if len(batches) == stop_after:
                        break
                epochs.append(batches)
            yield dict(n=n, batch_size=batch_size, shuffle=shuffle, drop_last=drop_last, generator_seed=generator_seed,
                       stop_after=stop_after or 0, draws=draws, seed=n + batch_size, len=len(loader), epochs=epochs,
                       numbers=numbers, state=state(), generator_state="" if g is None else state(g))


def samplers():
    makers = {
        "random": lambda g: RandomSampler(range(10), generator=g),
        "random_fewer": lambda g: RandomSampler(range(10), num_samples=4, generator=g),
        "random_more": lambda g: RandomSampler(range(10), num_samples=25, generator=g),
        "replacement": lambda g: RandomSampler(range(10), replacement=True, generator=g),
        "replacement_64": lambda g: RandomSampler(range(10), replacement=True, num_samples=64, generator=g),
        "replacement_70": lambda g: RandomSampler(range(10), replacement=True, num_samples=70, generator=g),
        "subset": lambda g: SubsetRandomSampler([3, 1, 4, 15, 9, 2, 6], generator=g),
        "weighted": lambda g: WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 20, generator=g),
    }
    for name, make in makers.items():
        for generator_seed in [None, 11]:
            torch.manual_seed(3)
            g = None if generator_seed is None else torch.Generator().manual_seed(generator_seed)
            sampler = make(g)
            yield dict(name=name, generator_seed=generator_seed, seed=3, len=len(sampler),
                       epochs=[list(sampler) for _ in range(2)], state=state(),
                       generator_state="" if g is None else state(g))


def splits():
    for n, lengths, generator_seed in [
        (10, [3, 7], 42), (10, [3, 7], None), (10, [10, 0], 1), (30, [0.3, 0.3, 0.4], 42), (11, [0.5, 0.25, 0.25], None),
        (7, [0.1] * 10, 2), (60000, [0.9, 0.1], 0),
    ]:
        torch.manual_seed(1)
        kwargs = {} if generator_seed is None else dict(generator=torch.Generator().manual_seed(generator_seed))
        parts = random_split(range(n), lengths, **kwargs)
        yield dict(n=n, lengths=lengths, fractions=isinstance(lengths[0], float), generator_seed=generator_seed, seed=1,
                   counts=[len(p) for p in parts], heads=[p.indices[:20] for p in parts], state=state())


def distributed():
    for n, replicas, shuffle, seed, drop_last in itertools.product([0, 1, 3, 10, 12], [1, 3, 4, 8], [False, True], [0, 7], [False, True]):
        samplers = [DistributedSampler(range(n), replicas, rank, shuffle=shuffle, seed=seed, drop_last=drop_last) for rank in range(replicas)]
        epochs = []
        for epoch in [0, 3]:
            for s in samplers:
                s.set_epoch(epoch)
            epochs.append([list(s) for s in samplers])
        yield dict(n=n, replicas=replicas, shuffle=shuffle, seed=seed, drop_last=drop_last, len=len(samplers[0]), epochs=epochs)


print(json.dumps(dict(torch=torch.__version__, loaders=list(loaders()), samplers=list(samplers()), splits=list(splits()),
                      distributed=list(distributed())),
                 separators=(",", ":")).replace('{"n"', '\n{"n"').replace('{"name"', '\n{"name"'))

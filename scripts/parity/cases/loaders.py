"""The order in which loaders and samplers hand out samples, and what they leave of the generators."""
import torch
from reference import case
from torch.utils import data
from torch.utils.data.distributed import DistributedSampler

EPOCHS = 3


def samples(n):
    """n samples whose input and target tell which they are."""
    return data.TensorDataset(torch.arange(n * 2).reshape(n, 2).float(), torch.arange(n))


def record_epochs(r, loader, epochs=EPOCHS, stop=None):
    for epoch in range(epochs):
        for i, (inputs, targets) in enumerate(loader):
            if i == stop:
                break
            r.tensor("epoch %d batch %d inputs" % (epoch, i), inputs)
            r.tensor("epoch %d batch %d targets" % (epoch, i), targets)
    r.text("batches", str(len(loader)))


def loader_case(name, n, stop=None, **options):
    @case("loader/" + name)
    def default_generator(r):
        torch.manual_seed(5)
        record_epochs(r, data.DataLoader(samples(n), **options), stop=stop)
        r.draws()

    @case("loader/generator " + name)
    def own_generator(r):
        torch.manual_seed(5)
        g = torch.Generator()
        g.manual_seed(11)
        record_epochs(r, data.DataLoader(samples(n), generator=g, **options), stop=stop)
        r.draws()
        r.draws("generator's draws after", generator=g)


loader_case("defaults", 10)
loader_case("in order", 10, batch_size=4)
loader_case("in order drop_last", 10, batch_size=4, drop_last=True)
loader_case("shuffle", 10, batch_size=4, shuffle=True)
loader_case("shuffle divides", 12, batch_size=4, shuffle=True)
loader_case("shuffle drop_last", 10, batch_size=4, shuffle=True, drop_last=True)
loader_case("shuffle one batch", 10, batch_size=64, shuffle=True)
loader_case("shuffle break", 30, stop=3, batch_size=4, shuffle=True)
loader_case("shuffle break on last", 10, stop=2, batch_size=4, shuffle=True)
loader_case("shuffle large", 3000, batch_size=64, shuffle=True)
loader_case("in order break", 30, stop=3, batch_size=4)


def sampler_case(name, make):
    @case("sampler/" + name)
    def default_generator(r):
        torch.manual_seed(5)
        sampler = make(None)
        for epoch in range(EPOCHS):
            r.text("epoch %d" % epoch, str(list(sampler)))
        r.draws()

    @case("sampler/generator " + name)
    def own_generator(r):
        torch.manual_seed(5)
        g = torch.Generator()
        g.manual_seed(11)
        sampler = make(g)
        for epoch in range(EPOCHS):
            r.text("epoch %d" % epoch, str(list(sampler)))
        r.draws()
        r.draws("generator's draws after", generator=g)


WEIGHTS = [0.1, 0.9, 0.4, 0.7, 3.0, 0.6]
sampler_case("sequential", lambda g: data.SequentialSampler(samples(10)))
sampler_case("random", lambda g: data.RandomSampler(samples(10), generator=g))
sampler_case("random num_samples", lambda g: data.RandomSampler(samples(10), num_samples=25, generator=g))
sampler_case("random replacement", lambda g: data.RandomSampler(samples(10), replacement=True, generator=g))
sampler_case(
    "random replacement num_samples",
    lambda g: data.RandomSampler(samples(10), replacement=True, num_samples=70, generator=g),
)
sampler_case("subset random", lambda g: data.SubsetRandomSampler([3, 5, 8, 13, 21], generator=g))
sampler_case("weighted", lambda g: data.WeightedRandomSampler(WEIGHTS, 12, generator=g))
sampler_case("weighted without replacement", lambda g: data.WeightedRandomSampler(WEIGHTS, 4, replacement=False, generator=g))
sampler_case("batch", lambda g: data.BatchSampler(data.RandomSampler(samples(10), generator=g), 4, drop_last=False))
sampler_case("batch drop_last", lambda g: data.BatchSampler(data.RandomSampler(samples(10), generator=g), 4, drop_last=True))


@case("dataset/random_split")
def random_split(r):
    torch.manual_seed(5)
    for i, part in enumerate(data.random_split(samples(10), [6, 3, 1])):
        r.text("lengths %d" % i, str(list(part.indices)))
    for i, part in enumerate(data.random_split(samples(11), [0.5, 0.3, 0.2])):
        r.text("fractions %d" % i, str(list(part.indices)))
    r.draws()


@case("dataset/random_split generator")
def random_split_generator(r):
    torch.manual_seed(5)
    g = torch.Generator()
    g.manual_seed(11)
    for i, part in enumerate(data.random_split(samples(10), [6, 3, 1], generator=g)):
        r.text("lengths %d" % i, str(list(part.indices)))
    r.draws()
    r.draws("generator's draws after", generator=g)


@case("dataset/subset and concat")
def subset_and_concat(r):
    torch.manual_seed(5)
    joined = data.ConcatDataset([data.Subset(samples(10), [7, 1, 4]), samples(3)])
    record_epochs(r, data.DataLoader(joined, batch_size=2, shuffle=True))
    r.draws()


@case("dataset/concat of tensors")
def concat_of_tensors(r):
    torch.manual_seed(5)
    record_epochs(r, data.DataLoader(data.ConcatDataset([samples(10), samples(3), samples(7)]), batch_size=6, shuffle=True))
    r.draws()


@case("dataset/stack")
def stack(r):
    torch.manual_seed(5)
    inputs, targets = (data.Subset(torch.arange(n * 10), range(10)) for n in (1, 2))
    record_epochs(r, data.DataLoader(data.StackDataset(inputs, targets), batch_size=4, shuffle=True))
    r.draws()


class Stream(data.IterableDataset):
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter(samples(self.n))

    def __len__(self):
        return self.n


@case("dataset/chain")
def chain(r):
    torch.manual_seed(5)
    record_epochs(r, data.DataLoader(data.ChainDataset([Stream(5), Stream(0), Stream(4)]), batch_size=2))
    r.draws()


def distributed_case(n, replicas, **options):
    name = " ".join("%s=%s" % o for o in options.items()).lower()

    @case("sampler/distributed %d over %d %s" % (n, replicas, name))
    def distributed(r):
        torch.manual_seed(5)
        for rank in range(replicas):
            s = DistributedSampler(range(n), replicas, rank, **options)
            for epoch in range(EPOCHS):
                s.set_epoch(epoch)
                r.text("rank %d epoch %d" % (rank, epoch), str(list(s)))
            r.text("rank %d length" % rank, str(len(s)))
        r.draws()


for n, replicas in ((10, 3), (12, 3), (3, 8), (0, 2)):
    for shuffle in (False, True):
        for drop_last in (False, True):
            distributed_case(n, replicas, shuffle=shuffle, seed=7, drop_last=drop_last)

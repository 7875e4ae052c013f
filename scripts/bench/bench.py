"""The Python side of the benchmark. usage: bench.py -row NAME[;NAME...] -threads N [-data DIR]

Prints one JSON line per row: its samples in nanoseconds per call, seconds per
epoch, or megabytes.
"""
import argparse
import gc
import itertools
import json
import os
import resource
import sys
import tempfile
import time

import torch
from torch import optim

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "parity"))
from models import MLP, MODELS  # noqa: E402 where the other twins are

BATCHES = 7  # samples per row
CALLS = 10_000  # calls per sample
BACKWARD_CALLS = 500  # a backward starts threads and takes longer
FUNCTION_CALLS = 1_000
OPTIMIZER_CALLS = 50
STEPS = 938  # 60,000 pictures in batches of 64
BATCH = 64
MEMORY_TURNS = 20_000
FEW_TURNS, MANY_TURNS = 10, 200
EVALUATE_SIZE, EVALUATE_BATCHES = 1_000, 10
BREAK_AFTER = 20
MODEL_WARM_UP, MODEL_SAMPLE_S = 10, 0.15
ONES_TURNS, ONES_SIZE = 60, 25_000_000
STATE_TENSORS, STATE_SIDE, STATE_SAMPLES = 125, 1000, 5  # 500 MB


def time_calls(run, calls):
    run(calls // 5)
    samples = []
    for _ in range(BATCHES):
        start = time.perf_counter()
        run(calls)
        samples.append((time.perf_counter() - start) / calls * 1e9)
    return samples


def operators():
    """Each row's loop is written out, so that Python pays for the operator and its loop and for no closure."""
    x, y = torch.rand(2, 2), torch.rand(2, 2)
    p = torch.rand(2, 2, requires_grad=True)
    zero = torch.zeros(2, 2)

    def add(n):
        for _ in range(n):
            x.add(y)

    def add_grad(n):
        for _ in range(n):
            p.add(y)

    def add_(n):
        for _ in range(n):
            x.add_(zero)

    def mm(n):
        for _ in range(n):
            x.mm(y)

    def view(n):
        for _ in range(n):
            x.view(4)

    def sum(n):
        for _ in range(n):
            x.sum()

    def index(n):
        for _ in range(n):
            x[:, 1]

    def cat(n):
        for _ in range(n):
            torch.cat((x, y))

    def mul_sum_backward(n):
        for _ in range(n):
            p.grad = None
            p.mul(y).sum().backward()

    rows = (add, add_grad, add_, mm, view, sum, index, cat)
    table = {row.__name__: lambda row=row: time_calls(row, CALLS) for row in rows}
    table["mul_sum_backward"] = lambda: time_calls(mul_sum_backward, BACKWARD_CALLS)
    return table


def expression_loop(expression):
    """A row whose name is the expression that it times, with the loop around it written out."""
    scope = {
        "torch": torch,
        "x": torch.rand(2, 2),
        "y": torch.rand(2, 2),
        "mask": torch.rand(2, 2) > 0.5,
        "index": torch.zeros(2, 2, dtype=torch.int64),
        "batch": torch.rand(2, 2, 2),
    }
    scope["pair"] = [scope["x"], scope["y"]]
    names = ", ".join(scope)
    # Names of a function's own, which Python finds faster than a module's.
    source = f"def make({names}):\n def loop(n):\n  for _ in range(n):\n   {expression}\n return loop\n"
    made = {}
    exec(source, made)
    return made["make"](**scope)


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * (x * x * 3)


def cubes(n):
    x = torch.ones(4, requires_grad=True)
    for _ in range(n):
        Cube.apply(x * torch.ones(4)).sum().backward()


class Job:
    """The article's network, loss and optimizer."""

    def __init__(self):
        torch.manual_seed(0)
        self.net = MLP()
        self.criterion = torch.nn.CrossEntropyLoss()
        self.optimizer = optim.SGD(self.net.parameters(), lr=0.01, momentum=0.9)

    def train(self, batches):
        running_loss = 0.0
        for inputs, labels in batches:
            self.optimizer.zero_grad()
            loss = self.criterion(self.net(inputs), labels)
            loss.backward()
            self.optimizer.step()
            running_loss += loss.item()
        return running_loss

    def evaluate(self, batches):
        correct = total = 0
        self.net.eval()
        with torch.no_grad():
            for images, labels in batches:
                _, predicted = torch.max(self.net(images).data, 1)
                total += labels.size(0)
                correct += (predicted == labels).sum().item()
        return 100 * correct / total


def train_epoch(steps):
    """One epoch of the article's network over tensors that are at hand already."""
    job = Job()
    inputs = torch.rand(steps * BATCH, 1, 28, 28)
    labels = torch.randint(10, (steps * BATCH,))
    start = time.perf_counter()
    job.train((inputs[i : i + BATCH], labels[i : i + BATCH]) for i in range(0, steps * BATCH, BATCH))
    return time.perf_counter() - start


def train():
    train_epoch(20)
    return [train_epoch(STEPS), train_epoch(STEPS)]


def user_dataset(root, train):
    """What a user writes who has data of their own: a Dataset over arrays, and a transform of their own after ToTensor."""
    from PIL import Image
    from torchvision import datasets, transforms

    source = datasets.MNIST(root, train=train)
    images, labels = source.data.numpy(), source.targets.numpy()

    def standardise(picture):
        return (picture - 0.1307) / 0.3081

    transform = transforms.Compose([transforms.ToTensor(), standardise])

    class Digits(torch.utils.data.Dataset):
        def __len__(self):
            return len(labels)

        def __getitem__(self, i):
            return transform(Image.fromarray(images[i])), int(labels[i])

    return Digits()


def article_dataset(root, train):
    from torchvision import datasets, transforms

    return datasets.MNIST(root, train=train, transform=transforms.Compose([transforms.ToTensor()]))


def epoch_from_files(dataset, workers, data):
    """One epoch of training and the evaluation after it, once the files are open."""
    from mnist_files import torchvision_root

    root = torchvision_root(data)
    job = Job()
    loader = torch.utils.data.DataLoader(dataset(root, True), batch_size=64, shuffle=True, num_workers=workers)
    tests = torch.utils.data.DataLoader(dataset(root, False), batch_size=1000, shuffle=False, num_workers=workers)
    start = time.perf_counter()
    job.train(loader)
    job.evaluate(tests)
    return [time.perf_counter() - start]


def resident_mb():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def rss_epochs():
    """Resident memory after epoch 1 and after epoch 6."""
    job, samples = Job(), []
    inputs = torch.rand(STEPS * BATCH, 1, 28, 28)
    labels = torch.randint(10, (STEPS * BATCH,))
    for epoch in range(1, 7):
        job.train((inputs[i : i + BATCH], labels[i : i + BATCH]) for i in range(0, STEPS * BATCH, BATCH))
        if epoch in (1, 6):
            samples.append(resident_mb())
    return samples


def rss_add():
    """The highest resident memory over many turns of x = x.add(y) on tensors of 1 MB."""
    x, y = torch.zeros(1 << 18), torch.ones(1 << 18)
    peak = 0.0
    for turn in range(MEMORY_TURNS):
        x = x.add(y)
        if turn % 100 == 0:
            peak = max(peak, resident_mb())
    return [peak]


OPTIMIZERS = {
    "step_sgd": lambda p: optim.SGD(p),
    "step_sgd_momentum": lambda p: optim.SGD(p, momentum=0.9),
    "step_rmsprop": lambda p: optim.RMSprop(p, 1e-3),
    "step_adam": lambda p: optim.Adam(p),
    "step_adamw": lambda p: optim.AdamW(p),
    "step_adamax": lambda p: optim.Adamax(p),
    "step_nadam": lambda p: optim.NAdam(p),
    "step_radam": lambda p: optim.RAdam(p),
    "step_adagrad": lambda p: optim.Adagrad(p),
    "step_adadelta": lambda p: optim.Adadelta(p),
    "step_rprop": lambda p: optim.Rprop(p),
    "step_asgd": lambda p: optim.ASGD(p),
    "step_adafactor": lambda p: optim.Adafactor(p),
    "step_sgd_momentum_fused": lambda p: optim.SGD(p, momentum=0.9, fused=True),
    "step_adam_fused": lambda p: optim.Adam(p, fused=True),
    "step_adamw_fused": lambda p: optim.AdamW(p, fused=True),
    "step_adagrad_fused": lambda p: optim.Adagrad(p, fused=True),
}


def steps(make):
    """Steps over 200 small tensors."""
    params = [torch.randn(16, 16, requires_grad=True) for _ in range(200)]
    for p in params:
        p.grad = torch.randn(16, 16)
    optimizer = make(params)

    def run(n):
        for _ in range(n):
            optimizer.step()

    return time_calls(run, OPTIMIZER_CALLS)


def time_model(make):
    """Training steps of a whole network."""
    torch.manual_seed(0)
    training = make()

    def run(n):
        for i in range(n):
            training.step(i)

    start = time.perf_counter()
    run(MODEL_WARM_UP)
    return time_calls(run, max(1, int(MODEL_WARM_UP * MODEL_SAMPLE_S / (time.perf_counter() - start))))


def loader_at_hand(n, **options):
    dataset = torch.utils.data.TensorDataset(torch.rand(n, 1, 28, 28), torch.randint(10, (n,)))
    return torch.utils.data.DataLoader(dataset, **options)


def over_turns(turn):
    samples = []
    for n in range(1, MANY_TURNS + 1):
        turn()
        if n in (FEW_TURNS, MANY_TURNS):
            samples.append(resident_mb())
    return samples


def rss_evaluate(workers):
    """Resident memory after 10 and after 200 evaluations."""
    job = Job()
    loader = loader_at_hand(EVALUATE_BATCHES * EVALUATE_SIZE, batch_size=EVALUATE_SIZE, num_workers=workers)
    return over_turns(lambda: job.evaluate(loader))


def rss_break(workers):
    """The same for training that is left before its epoch ends."""
    job = Job()
    loader = loader_at_hand(STEPS * BATCH, batch_size=BATCH, shuffle=True, num_workers=workers)
    return over_turns(lambda: job.train(itertools.islice(loader, BREAK_AFTER + 1)))


def rss_freed():
    """What stays when a data set of 184 MB, and all that was trained and evaluated with it, is freed."""
    rss_break(1)
    rss_evaluate(1)
    gc.collect()
    return [resident_mb()]


def rss_ones():
    """The most memory over turns that make 100 MB, of which nothing is kept."""
    peak = 0.0
    for _ in range(ONES_TURNS):
        torch.ones(ONES_SIZE)
        peak = max(peak, resident_mb())
    return [peak]


def faults():
    """Page faults of a training step, in the row train's second epoch."""

    def in_epoch():
        job, inputs, labels = Job(), torch.rand(STEPS * BATCH, 1, 28, 28), torch.randint(10, (STEPS * BATCH,))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
        job.train((inputs[i : i + BATCH], labels[i : i + BATCH]) for i in range(0, STEPS * BATCH, BATCH))
        return (resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) / STEPS

    train_epoch(20)
    train_epoch(STEPS)
    return [in_epoch()]


def big_state():
    return {"layers.%d.weight" % i: torch.full((STATE_SIDE, STATE_SIDE), float(i)) for i in range(STATE_TENSORS)}


def checkpoint_rows():
    """Saving and loading 500 MB, in memory where the system has such a folder. safetensors' own library maps a file."""
    import safetensors.torch

    formats = {
        "pt": (torch.save, torch.load),
        "pt_mmap": (torch.save, lambda path: torch.load(path, mmap=True)),
        "safetensors": (lambda state, path: safetensors.torch.save_file(state, path), safetensors.torch.load_file),
    }
    formats["safetensors_mmap"] = formats["safetensors"]

    def timed(run):
        samples = []
        for _ in range(STATE_SAMPLES):
            gc.collect()
            start = time.perf_counter()
            result = run()
            samples.append(time.perf_counter() - start)
            del result
        return samples

    def in_file(save, measure):
        with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
            path = os.path.join(folder, "state")
            save(big_state(), path)
            return measure(path)

    def saving(save):
        state = big_state()
        return in_file(save, lambda path: timed(lambda: save(state, path)))

    rows = {}
    for name, (save, load) in formats.items():
        rows["save_" + name] = ("s", lambda save=save: saving(save))
        rows["load_" + name] = (
            "s", lambda save=save, load=load: in_file(save, lambda path: timed(lambda: load(path)))
        )  # fmt: skip
    return rows


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("-row", required=True)
    ap.add_argument("-threads", type=int, default=1)
    ap.add_argument("-data", default="")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)

    table = {name: ("ns", run) for name, run in operators().items()}
    table["function"] = ("ns", lambda: time_calls(cubes, FUNCTION_CALLS))
    for name, make in OPTIMIZERS.items():
        table[name] = ("ns", lambda make=make: steps(make))
    for name, make in MODELS.items():
        table["model_" + name] = ("ns", lambda make=make: time_model(make))
    if any("_pt" in row or "_safetensors" in row for row in args.row.split(";")):
        table.update(checkpoint_rows())
    table["train"] = ("s", train)
    table["rss_epochs"] = ("MB", rss_epochs)
    table["rss_add"] = ("MB", rss_add)
    table["rss_ones"] = ("MB", rss_ones)
    table["rss_freed"] = ("MB", rss_freed)
    table["faults"] = ("faults", faults)
    for workers in (0, 1):
        table[f"rss_evaluate_workers{workers}"] = ("MB", lambda w=workers: rss_evaluate(w))
        table[f"rss_break_workers{workers}"] = ("MB", lambda w=workers: rss_break(w))
    for workers in (0, 2):
        table[f"article_workers{workers}"] = ("s", lambda w=workers: epoch_from_files(article_dataset, w, args.data))
        table[f"user_workers{workers}"] = ("s", lambda w=workers: epoch_from_files(user_dataset, w, args.data))
    for row in args.row.split(";"):
        unit, run = table.get(row) or ("ns", lambda expression=row: time_calls(expression_loop(expression), CALLS))
        print(json.dumps({"side": "python", "row": row, "threads": args.threads, "unit": unit, "samples": run()}), flush=True)


if __name__ == "__main__":
    main()

"""What must hold, and whether it does. Ratios are of the minima, for what disturbs a run only ever adds time; those of
whole networks, which single rounds tell to 5 %, are the median over the rounds."""
import math
import statistics
from dataclasses import dataclass

OPERATORS = ("add", "add_grad", "add_", "mm", "view", "sum", "index", "cat", "mul_sum_backward")

# Steps over 200 small tensors, by rules for one tensor, which Python has by default.
OPTIMIZERS = tuple(
    "step_" + name
    for name in (
        "sgd", "sgd_momentum", "rmsprop", "adam", "adamw", "adamax", "nadam", "radam", "adagrad", "adadelta", "rprop",
        "asgd", "adafactor",
    )
)  # fmt: skip
FUSED = ("step_sgd_momentum_fused", "step_adam_fused", "step_adamw_fused", "step_adagrad_fused")

# Training steps of whole networks: the most that one may take of Python's time. 0.8 where what Python does around
# the operators is visible.
MODELS = {
    "mlp": 0.8,
    "lenet": 1.02,
    "lstm": 1.02,
    "lstm_cell": 0.8,
    "transformer": 1.02,
    "transformer_batch4": 0.8,
    "vae": 0.8,
    "dcgan": 1.02,
    "resnet18": 1.02,
}

# Loops whose memory must not grow: after 10 turns and after 200.
FLAT = ("rss_evaluate_workers0", "rss_evaluate_workers1", "rss_break_workers0", "rss_break_workers1")

# Files of 500 MB: the most time that a row may take of Python's. safetensors' own library maps the files that it
# loads; load_safetensors, which reads, is shown beside it and has no limit.
CHECKPOINTS = {
    "save_pt": 1.0,
    "load_pt": 1.0,
    "load_pt_mmap": 1.0,
    "save_safetensors": 1.0,
    "load_safetensors": None,
    "load_safetensors_mmap": 1.0,
}
# By how much loading a file raises the peak of memory, by its size.
LOADED = {"rss_load_pt": 1.1, "rss_load_safetensors": 1.1, "rss_load_pt_mmap": 0.1, "rss_load_safetensors_mmap": 0.1}
OPEN_MS = 10


@dataclass
class Floor:
    what: str
    measured: float
    limit: float

    @property
    def verdict(self):
        return "ok" if self.measured <= self.limit else "MISS"


def geometric_mean(xs):
    return math.exp(sum(map(math.log, xs)) / len(xs))


def paired(rounds, row, threads):
    """The median over the rounds of Go's time by Python's in the same round."""
    pairs = zip(rounds.get((row, threads, "go"), ()), rounds.get((row, threads, "python"), ()))
    ratios = [statistics.median(ours) / statistics.median(theirs) for ours, theirs in pairs]
    return statistics.median(ratios) if ratios else None


def floors(results, rounds, expressions):
    """results maps (row, threads, side) to samples, rounds to a list of them for each round. Only what was measured is
    judged."""

    def ratio(row, threads, ours="go", theirs="python", their_row=None):
        a, b = results.get((row, threads, ours)), results.get((their_row or row, threads, theirs))
        return min(a) / min(b) if a and b and min(b) else None

    out = []

    def judge(what, measured, limit):
        if measured is not None:
            out.append(Floor(what, measured, limit))

    scoped = [r for row in OPERATORS if (r := ratio(row, 1))]
    unscoped = [r for row in OPERATORS if (r := ratio(row + "_unscoped", 1, their_row=row))]
    if scoped:
        judge("scoped operators / Python, geometric mean", geometric_mean(scoped), 0.75)
        judge("scoped operators / Python, worst", max(scoped), 1.0)
    if unscoped:
        judge("unscoped operators / Python, geometric mean", geometric_mean(unscoped), 1.3)
    typed = [r for row in expressions if (r := ratio(row, 1))]
    if typed:
        judge("%d expressions of the typed API / Python, geometric mean" % len(typed), geometric_mean(typed), 0.75)
        judge("expressions of the typed API / Python, worst", max(typed), 1.0)
    if objects := results.get(("expression_allocations", 1, "go")):
        judge("objects on the Go heap a call, worst expression", max(objects), 0)
    if stepped := [r for row in OPTIMIZERS if (r := ratio(row, 1))]:
        judge("steps over 200 small tensors / Python, worst", max(stepped), 0.6)
    if fused := [r for row in FUSED if (r := ratio(row, 1))]:
        judge("fused steps over 200 small tensors / Python's fused, worst", max(fused), 1.02)
    own = [r for row in FUSED if (r := ratio(row, 1, theirs="go", their_row=row.removesuffix("_fused")))]
    if own:
        judge("fused steps over 200 small tensors / ours that are not, worst", max(own), 1.0)
    for model, limit in MODELS.items():
        for threads in (1, 2):
            what = "a training step of %s / Python, %d thread%s" % (model, threads, "s" * (threads > 1))
            judge(what, paired(rounds, "model_" + model, threads), limit)
    judge("a Function in Go, forward and backward / Python", ratio("function", 1), 1.0)
    for threads, cpp_limit, python_limit, article_limit in ((1, 1.05, 0.9, 1.2), (2, 1.08, 0.95, 1.25)):
        at = ", %d threads" % threads if threads > 1 else ", 1 thread"
        judge("training with tensors at hand / C++" + at, ratio("train", threads, theirs="cpp"), cpp_limit)
        judge("training with tensors at hand / Python" + at, ratio("train", threads), python_limit)
        judge(
            "the article's epoch / C++ with tensors at hand" + at,
            ratio("article", threads, theirs="cpp", their_row="train"),
            article_limit,
        )
        judge("the same with a user's Dataset / Python" + at, ratio("user", threads, their_row="user_workers0"), 0.4)
    beside = [r for theirs in ("cpp", "python") if (r := ratio("neighbour", 2, theirs=theirs))]
    if beside:
        judge("an epoch beside a busy process / the better of C++ and Python, 2 threads", max(beside), 1.3)
    if rss := results.get(("rss_epochs", 1, "go")):
        judge("resident after epoch 6 - after epoch 1, MB", rss[1] - rss[0], 8)
    if live := results.get(("live_epochs", 1, "go")):
        judge("live tensors after epoch 6 - after epoch 1", live[1] - live[0], 0)
    if rss := results.get(("rss_add", 1, "go")):
        judge("resident over 20,000 turns of x = x.Add(y), MB", max(rss), 400)
    for row in FLAT:
        if rss := results.get((row, 1, "go")):
            judge("resident after 200 turns - after 10, MB, " + row, rss[1] - rss[0], 32)
    if rss := results.get(("rss_freed", 1, "go")):
        judge("resident when all is freed, MB", max(rss), 320)
    if rss := results.get(("rss_ones", 1, "go")):
        judge("resident over 60 turns of torch.Ones(25,000,000), MB", max(rss), 700)
    for row, limit in CHECKPOINTS.items():
        if limit:
            judge("500 MB / Python, " + row, ratio(row, 1), limit)
    if opened := results.get(("open_safetensors", 1, "go")):
        judge("opening a safetensors file of 2 GB, median, ms", statistics.median(opened), OPEN_MS)
    for row, limit in LOADED.items():
        if loaded := results.get((row, 1, "go")):
            judge("peak of memory / the file, " + row, max(loaded), limit)
    for threads in (1, 2):
        if faults := results.get(("faults", threads, "go")):
            judge("page faults of a training step, %d threads" % threads, max(faults), 2)
    return out

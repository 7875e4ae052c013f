"""Runs the Go, Python and C++ sides of the benchmark in turns and prints one table.

usage: compare.py --go PROGRAM --python PYTHON --cpp PROGRAM [--data DIR] [--rounds N] [--rows REGEXP] [--json FILE]

A round runs each side once, one after the other, so that a machine that grows
slower or faster does so for all. It refuses to measure while other processes
keep the cores busy (--anyway measures, and says so in the table and the file).
"""
import argparse
import contextlib
import itertools
import json
import os
import re
import statistics
import subprocess
import sys

import machine
from floors import CHECKPOINTS, FLAT, FUSED, LOADED, MODELS, OPERATORS, OPTIMIZERS, floors, paired

HERE = os.path.dirname(os.path.abspath(__file__))
ATTEMPTS = 5
UNSCOPED = tuple(row + "_unscoped" for row in OPERATORS)


class Group:
    """Rows that run together, in one process a side and round."""

    def __init__(self, name, threads, needs_data=False, neighbour=False, once=False, expressions=False, **rows):
        self.name, self.threads, self.rows, self.expressions = name, threads, rows, expressions
        self.needs_data, self.neighbour, self.once = needs_data, neighbour, once


GROUPS = [
    Group("operators", (1,), go=OPERATORS + UNSCOPED, python=OPERATORS, cpp=OPERATORS),
    # The expressions that the Go side lists join these.
    Group("expressions", (1,), expressions=True, go=("expression_allocations",), python=()),
    Group("function", (1,), go=("function",), python=("function",)),
    Group("optimizers", (1,), go=OPTIMIZERS + FUSED, python=OPTIMIZERS + FUSED),
    # One group each, so that the sides take turns within seconds.
    *(Group("model " + name, (1, 2), go=("model_" + name,), python=("model_" + name,)) for name in MODELS),
    Group("train", (1, 2), go=("train",), python=("train",), cpp=("train",)),
    Group("neighbour", (2,), neighbour=True, go=("train",), python=("train",), cpp=("train",)),
    Group(
        "article", (1, 2), needs_data=True, go=("article",), python=("article_workers0", "article_workers2")
    ),
    Group("user", (1, 2), needs_data=True, go=("user",), python=("user_workers0", "user_workers2")),
    # In this order: an epoch's tensors would count into what x = x.add(y) holds.
    Group("memory", (1,), once=True, go=("rss_add", "rss_epochs", "live_epochs"), python=("rss_add", "rss_epochs")),
    # One process a loop, for what each leaves behind counts.
    *(
        Group("memory, " + row, (1,), once=True, go=(row,), python=(row,))
        for row in (*FLAT, "rss_freed", "rss_ones")
    ),
    # One group each: what a row frees would be there for the next.
    *(Group("checkpoint, " + row, (1,), go=(row,), python=(row,)) for row in CHECKPOINTS),
    Group("checkpoint, open_safetensors", (1,), go=("open_safetensors",)),
    *(Group("checkpoint, " + row, (1,), once=True, go=(row,)) for row in LOADED),
    Group("memory, faults", (1, 2), once=True, go=("faults",), python=("faults",), cpp=("faults",)),
]


def command(args, side, rows, threads):
    program = {"go": [args.go], "python": [args.python, os.path.join(HERE, "bench.py")], "cpp": [args.cpp]}[side]
    flags = ["-row", ";".join(rows), "-threads", str(threads)]
    if args.data and side != "cpp":
        flags += ["-data", args.data]
    return program + flags


def measure(args, side, rows, threads):
    """Runs one side once and returns what its JSON lines say."""
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command(args, side, rows, threads), env=env, capture_output=True, text=True)
    if run.returncode:
        raise SystemExit("%s failed:\n%s" % (" ".join(run.args), run.stderr))
    return [json.loads(line) for line in run.stdout.splitlines()]


def measure_in_peace(args, side, group, threads):
    """Measures again where other processes came between; raises machine.Busy when they keep coming."""
    for attempt in range(ATTEMPTS):
        if not args.anyway:
            machine.wait_until_idle(args.max_wait)
        with machine.Disturbance() as disturbance:
            with machine.busy_neighbour() if group.neighbour else contextlib.nullcontext():
                lines = measure(args, side, group.rows[side], threads)
        if args.anyway or not disturbance.too_much:
            return lines
    raise machine.Busy(
        "other processes kept %.1f cores busy during %s of %s, %d times over" % (disturbance.others, group.name, side, ATTEMPTS)
    )


def run_group(args, group, results, rounds, units):
    sides = [side for side in group.rows if getattr(args, side)]
    for round_ in range(1 if group.once else args.rounds):
        for threads, side in itertools.product(group.threads, sides):
            print("round %d: %s, %s, threads %d" % (round_ + 1, group.name, side, threads), file=sys.stderr)
            for line in measure_in_peace(args, side, group, threads):
                row = "neighbour" if group.neighbour else line["row"]
                results.setdefault((row, threads, side), []).extend(line["samples"])
                rounds.setdefault((row, threads, side), []).append(line["samples"])
                units[row] = line["unit"]


def cell(samples):
    return "%.4g / %.4g" % (min(samples), statistics.median(samples)) if samples else ""


def against(ours, theirs):
    return "%.2f" % (min(ours) / min(theirs)) if ours and theirs and min(theirs) else ""


def reference_row(row):
    """The row of Python or C++ that a row of ours is held against."""
    if row in ("article", "user"):
        return row + "_workers0"
    return row.removesuffix("_unscoped")


def print_table(header, rows):
    widths = [max(len(str(row[i])) for row in [header, *rows]) for i in range(len(header))]
    for row in [header, *rows]:
        print("  ".join(str(value).ljust(width) for value, width in zip(row, widths)).rstrip())


def table(results, rounds, units):
    rows = []
    for row, threads in dict.fromkeys((row, threads) for row, threads, _ in results):
        ours = results.get((row, threads, "go"), [])
        python, cpp = (results.get((row, threads, side), []) for side in ("python", "cpp"))
        against_python = results.get((reference_row(row), threads, "python"), [])
        against_cpp = results.get((reference_row(row), threads, "cpp"), [])
        rows.append(
            (
                row,
                threads,
                units[row],
                cell(ours),
                cell(python),
                cell(cpp),
                against(ours, against_python),
                against(ours, against_cpp),
                "%.2f" % median if (median := paired(rounds, row, threads)) else "",
            )
        )
    return rows


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--go", default="")
    ap.add_argument("--python", default="")
    ap.add_argument("--cpp", default="")
    ap.add_argument("--data", default="", help="folder of the MNIST files; without it the rows from files are left out")
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--rows", default="", help="only groups whose name matches: %s" % ", ".join(g.name for g in GROUPS))
    ap.add_argument("--json", default="bench.json")
    ap.add_argument("--max-wait", type=int, default=120, help="seconds to wait for other processes")
    ap.add_argument("--anyway", action="store_true", help="measure beside other processes; the numbers are no report")
    args = ap.parse_args()

    names = tuple(json.loads(subprocess.check_output([args.go, "-list"]))) if args.go else ()
    for group in GROUPS:
        if group.expressions:
            group.rows = {side: names + rows for side, rows in group.rows.items()}

    results, rounds, units = {}, {}, {}
    try:
        for group in GROUPS:
            if not re.search(args.rows, group.name):
                continue
            if group.needs_data and not args.data:
                print("left out: %s, for no folder with MNIST is at hand (set MNIST_DATA)" % group.name, file=sys.stderr)
                continue
            run_group(args, group, results, rounds, units)
    except machine.Busy as busy:
        raise SystemExit("bench: %s" % busy)

    if args.anyway:
        print("MEASURED BESIDE OTHER PROCESSES: no report")
    print("min / median of each side\n")
    header = ("row", "threads", "unit", "Go", "Python", "C++", "Go/Python", "Go/C++", "Go/Python, median of rounds")
    print_table(header, table(results, rounds, units))
    judged = floors(results, rounds, names)
    print()
    print_table(("floor", "measured", "limit", ""), [(f.what, "%.3g" % f.measured, f.limit, f.verdict) for f in judged])
    report = {
        "machine": machine.describe(),
        "anyway": args.anyway,
        "rows": [
            {"row": row, "threads": threads, "side": side, "unit": units[row], "samples": samples}
            for (row, threads, side), samples in results.items()
        ],
        "floors": [{"floor": f.what, "measured": f.measured, "limit": f.limit, "verdict": f.verdict} for f in judged],
    }
    with open(args.json, "w") as f:
        json.dump(report, f, indent=1)


if __name__ == "__main__":
    main()

"""How long libgomp's threads should spin before they sleep: an epoch alone and beside busy processes.

usage: spin.py PROGRAM [--rounds N] [--threads N]

PROGRAM is a bench program that has the row "train" (the C++ side, say). Prints the
least seconds that an epoch took for each setting and number of busy neighbours.
"""
import argparse
import contextlib
import itertools
import json
import os
import subprocess
import sys

import machine

SETTINGS = [{}] + [{"GOMP_SPINCOUNT": str(n)} for n in (0, 300, 600, 1000, 2000, 5000, 20000, 100000)]
SETTINGS.append({"OMP_WAIT_POLICY": "passive"})
NEIGHBOURS = (0, 1, 2)
ATTEMPTS = 8
LIMIT_S = 60.0


def epoch(program, threads, setting, neighbours):
    """Seconds of the fastest of the program's epochs; LIMIT_S where it was stopped there. None where other processes
    kept disturbing it."""
    for _ in range(ATTEMPTS):
        with contextlib.suppress(machine.Busy):
            machine.wait_until_idle(20)
        with machine.Disturbance() as disturbance:
            with contextlib.ExitStack() as stack:
                for _ in range(neighbours):
                    stack.enter_context(machine.busy_neighbour())
                command = [program, "-row", "train", "-threads", str(threads)]
                try:
                    out = subprocess.run(
                        command, env={**os.environ, **setting}, check=True, capture_output=True, text=True, timeout=LIMIT_S
                    ).stdout
                    seconds = min(json.loads(out)["samples"])
                except subprocess.TimeoutExpired:
                    seconds = LIMIT_S
        if not disturbance.too_much:
            return seconds
    return None


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    found = {}
    for _, (i, setting), neighbours in itertools.product(range(args.rounds), enumerate(SETTINGS), NEIGHBOURS):
        seconds = epoch(args.program, args.threads, setting, neighbours)
        if seconds is not None:
            found.setdefault((i, neighbours), []).append(seconds)
        name = " ".join("%s=%s" % kv for kv in setting.items()) or "(libgomp's own)"
        print("%s, %d neighbours: %s" % (name, neighbours, found.get((i, neighbours))), file=sys.stderr, flush=True)
    print("%-28s" % "setting" + "".join("%22s" % ("%d neighbours min..max" % n) for n in NEIGHBOURS))
    for i, setting in enumerate(SETTINGS):
        name = " ".join("%s=%s" % kv for kv in setting.items()) or "(libgomp's own)"
        cells = [found.get((i, n), []) for n in NEIGHBOURS]
        print("%-28s" % name + "".join("%22s" % ("%.2f..%.2f" % (min(c), max(c)) if c else "-") for c in cells))


if __name__ == "__main__":
    main()

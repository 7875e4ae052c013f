"""Whether the machine is quiet enough to measure on, and a neighbour that makes it loud."""
import contextlib
import os
import platform
import resource
import subprocess
import sys
import time

BUSY_CORES = 0.2  # what others may use of all cores together
SAMPLE_S = 1.0


class Busy(Exception):
    """Other processes kept the cores busy for longer than we wait."""


def cpu_seconds():
    """Seconds that all cores together have been busy since the machine started."""
    with open("/proc/stat") as f:
        user, nice, system, idle, iowait, irq, softirq, steal = map(int, f.readline().split()[1:9])
    tick = os.sysconf("SC_CLK_TCK")
    return (user + nice + system + irq + softirq + steal) / tick


def busy_cores():
    """How many cores were busy over the last moment, while we slept."""
    before, start = cpu_seconds(), time.monotonic()
    time.sleep(SAMPLE_S)
    return (cpu_seconds() - before) / (time.monotonic() - start)


class Disturbance:
    """Tells how many cores processes other than our children kept busy while it was entered."""

    def __enter__(self):
        self.others, self.start = -self._others(), time.monotonic()
        return self

    def __exit__(self, *_):
        self.others = (self.others + self._others()) / (time.monotonic() - self.start)

    @staticmethod
    def _others():
        if not os.path.exists("/proc/stat"):
            return 0.0
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return cpu_seconds() - sum(u.ru_utime + u.ru_stime for u in used)

    @property
    def too_much(self):
        return self.others > BUSY_CORES


def wait_until_idle(max_wait_s):
    """Returns once the cores are idle; raises Busy after max_wait_s."""
    if not os.path.exists("/proc/stat"):
        return
    deadline = time.monotonic() + max_wait_s
    while (busy := busy_cores()) > BUSY_CORES:
        if time.monotonic() > deadline:
            raise Busy(
                "other processes keep %.1f of %d cores busy, after %d s of waiting; numbers taken now would mean nothing"
                % (busy, os.cpu_count(), max_wait_s)
            )
        time.sleep(2)


# It ends with us, even where we are killed and clean nothing up.
SPIN = """
import os, sys
while os.getppid() == int(sys.argv[1]):
    for _ in range(1_000_000):
        pass
"""


@contextlib.contextmanager
def busy_neighbour():
    """Another process that never rests, on whatever core it gets."""
    spin = subprocess.Popen([sys.executable, "-c", SPIN, str(os.getpid())])
    try:
        yield
    finally:
        spin.kill()
        spin.wait()


def describe():
    model = platform.processor()
    with contextlib.suppress(OSError), open("/proc/cpuinfo") as f:
        model = next((line.split(":", 1)[1].strip() for line in f if line.startswith("model name")), model)
    return {"cpu": model, "cores": os.cpu_count(), "system": platform.platform(terse=True)}

# Evaluates the lines of its input with torch. Prints "survived" at the end, and
# "out of memory" where a line ended so; ends by SIGPROF where one takes too long.
# Arguments: bytes, seconds, and the version that torch must have. Where memory is
# guarded (see guard/guard.c), each line runs once, and its number is printed before.
import ctypes
import os
import resource
import signal
import sys
import time

try:
    import torch

    if torch.__version__.split("+")[0] != sys.argv[3]:
        raise ImportError(f"torch is {torch.__version__}, not {sys.argv[3]}")
    torch.ones(2).add(1)
    torch.set_num_threads(1)
    for namespace in ("quantized", "onednn"):
        getattr(torch.ops, namespace)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open("/proc/self/statm") as f:
        taken = int(f.read().split()[0]) * resource.getpagesize()
    limit = taken + int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
except Exception as e:
    print(e, flush=True)
    os._exit(3)



def note(e, tell=False):
    text = f"{type(e).__name__}: {e}"
    if tell:
        print(text)
    if any(s in text for s in ("can't allocate memory", "bad_alloc", "MemoryError", "Cannot allocate memory")):
        print("out of memory")


def look(result):
    """Reads what a line returned. Printing takes elements one by one, which checks
    more than an operator does that takes them all."""
    for t in result if isinstance(result, (tuple, list)) else [result]:
        if isinstance(t, torch.Tensor) and t.numel() < 1000:
            for read in (torch.clone, repr):
                try:
                    read(t)
                except Exception as e:
                    note(e)


lines = sys.stdin.read().splitlines()
try:
    for line in lines:
        compile(line, "line", "eval")
except SyntaxError as e:
    print(e, line, flush=True)
    os._exit(3)
guarded = "LD_PRELOAD" in os.environ
if guarded:
    ctypes.CDLL(None).guard_all()
# What an operator reads or writes beside its memory is not always there to
# crash on, so the lines run more than once.
seconds = float(sys.argv[2])
if len(lines) > 1:  # memory that is corrupted by one line and found so by another
    seconds *= 4
# Time of the processor, which other processes can't take; SIGALRM is for a line
# that only waits.
end = time.process_time() + seconds / 2
for timer, number, factor in ((signal.ITIMER_PROF, signal.SIGPROF, 2), (signal.ITIMER_REAL, signal.SIGALRM, 20)):
    signal.signal(number, signal.SIG_DFL)
    signal.setitimer(timer, factor * seconds)
for turn in range(1 if guarded else 20):
    for number, line in enumerate(lines):
        if guarded:
            print("at", number, flush=True)
        try:
            look(eval(line))
        except BaseException as e:
            note(e, tell=turn == 0 and not guarded)
    if time.process_time() > end:
        break
print("survived", flush=True)

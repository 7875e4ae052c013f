// Command fuzzcall calls random operators with random arguments through
// torch.Call, in child processes, and looks for what no wrong call may do: end
// the process, hang, leave tensors over, or panic with anything but a
// *torch.Error.
//
// A child that dies is replaced. The call that ended it is made smaller, written
// as a line of Python and run there: where Python dies too, the line goes to the
// list of shared crashes, whose operators later runs leave out; where it
// survives, the crash is ours, and the exit status is 1. The calls follow from
// the seed, which is printed. scripts/fuzzcall.sh prepares what it needs.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

type options struct {
	python   string
	guard    string
	shared   string
	failures string
	seed     uint64
	from     uint64
	calls    uint64
	time     time.Duration
	limit    time.Duration
	children int
	memory   uint64
	only     string
	record   bool
}

func main() {
	var o options
	child := flag.Bool("child", false, "make the calls that come in at standard input (what the program starts itself with)")
	replay := flag.String("replay", "", "make the calls of a file that an earlier run wrote, in this process")
	verify := flag.Bool("verify", false, "run the lines of the list in Python, and fail where one survives; with -record run those of other versions, and add this one where they end Python")
	flag.StringVar(&o.python, "python", "python3", "a Python with the torch of the libtorch in use")
	flag.StringVar(&o.guard, "guard", "", "what guard/guard.c was compiled to; without it memory is never guarded")
	flag.StringVar(&o.shared, "shared", "scripts/fuzzcall/shared_crashes.txt", "list of the crashes that Python shares")
	flag.StringVar(&o.failures, "failures", "build/fuzzcall", "folder for the calls that failed")
	flag.Uint64Var(&o.seed, "seed", uint64(time.Now().UnixNano()%1e9), "what the calls follow from")
	flag.Uint64Var(&o.from, "from", 0, "index of the first call")
	flag.Uint64Var(&o.calls, "calls", 0, "how many calls; 0: until the time is over")
	flag.DurationVar(&o.time, "time", time.Minute, "how long")
	flag.DurationVar(&o.limit, "limit", 6*time.Second, "time for one call")
	flag.IntVar(&o.children, "children", 2, "processes at a time")
	flag.Uint64Var(&o.memory, "memory", 2<<30, "bytes that a child may take beyond libtorch")
	flag.StringVar(&o.only, "only", "", "call only operators whose name matches this regular expression")
	flag.BoolVar(&o.record, "record", false, "write new crashes that Python shares to the list")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var err error
	switch {
	case *child:
		err = serve(os.Stdin, os.NewFile(3, "answers"), o.memory)
	case *replay != "":
		err = replayFile(*replay, o)
	case *verify:
		err = verifyShared(ctx, o)
	default:
		err = fuzz(ctx, o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fuzzcall:", err)
		os.Exit(1)
	}
}

package spin

import (
	"bufio"
	"bytes"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Processor is the processor's name.
func Processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

// userTick is the unit of /proc/stat, which Linux gives programs as 1/100 s everywhere.
const userTick = 10 * time.Millisecond

// tolerated is how many processors others may use of those that the measurement needs;
// a variable for the tests.
var tolerated = 0.2

// others watches what programs other than ours use of the processors.
type others struct {
	start time.Time
	busy  time.Duration
	own   time.Duration
}

func watchOthers() *others {
	busy, _ := busyTime()
	return &others{time.Now(), busy, ownTime()}
}

// disturbance is an error where others left less than the measurement needs: a
// processor for each thread. The runners have been stopped.
func (o *others) disturbance(runners []*runner, threads int) error {
	busy, processors := busyTime()
	used := busy - o.busy - (ownTime() - o.own)
	for _, r := range runners {
		used -= r.cmd.ProcessState.UserTime() + r.cmd.ProcessState.SystemTime()
	}
	cores := used.Seconds() / time.Since(o.start).Seconds()
	if processors > 0 && cores > float64(processors-threads)+tolerated {
		return disturbed(cores)
	}
	return nil
}

// busyTime is what all processors together have worked since the machine started,
// and their number; 0 where the system does not tell.
func busyTime() (busy time.Duration, processors int) {
	text, _ := os.ReadFile("/proc/stat")
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) < 9 || !strings.HasPrefix(fields[0], "cpu"):
			return busy, processors
		case fields[0] != "cpu":
			processors++
			continue
		}
		for _, i := range []int{1, 2, 3, 6, 7, 8} { // all but idle and waiting for a disk
			ticks, _ := strconv.ParseInt(fields[i], 10, 64)
			busy += time.Duration(ticks) * userTick
		}
	}
	return busy, processors
}

// ownTime is what this process has worked.
func ownTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

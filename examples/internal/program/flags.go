package program

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/e0112027/gotorch/torch"
)

// Flags are the flags that every example has. A program embeds them in its own; what they
// hold before Parse are the defaults.
type Flags struct {
	Epochs  int
	Batch   int
	LR      float64
	Seed    int64
	Threads int
	Device  string
	Limit   int
	SHA256  bool
	Save    string
}

// Define defines the flags. A program that embeds them has a Define of its own, which calls
// this one.
func (f *Flags) Define(set *flag.FlagSet) {
	set.IntVar(&f.Epochs, "epochs", f.Epochs, "train this many `EPOCHS`")
	set.IntVar(&f.Batch, "batch", f.Batch, "`SAMPLES` of a step")
	set.Float64Var(&f.LR, "lr", f.LR, "learning `RATE`")
	set.Int64Var(&f.Seed, "seed", f.Seed, "`SEED` of all that is drawn at random")
	set.IntVar(&f.Threads, "threads", f.Threads, "`THREADS` an operator uses; 0: libtorch's default")
	set.StringVar(&f.Device, "device", "cpu", "`DEVICE` to train on: cpu, cuda, cuda:1")
	set.IntVar(&f.Limit, "limit", f.Limit, "end each epoch after this many `STEPS`; 0: none")
	set.BoolVar(&f.SHA256, "sha256", f.SHA256, "print the SHA-256 of the trained state last")
	set.StringVar(&f.Save, "save", f.Save, "write the trained state to `FILE`.safetensors")
}

// Check returns an error for values that no program takes. A program that takes less has a
// Check of its own, which calls this one.
func (f *Flags) Check() error {
	switch {
	case f.Epochs < 0 || f.Threads < 0 || f.Limit < 0:
		return errors.New("-epochs, -threads and -limit can't be negative")
	case f.Batch < 1:
		return errors.New("-batch must be positive")
	case !(f.LR >= 0):
		return errors.New("-lr can't be negative")
	}
	return nil
}

// Start makes the number of threads and the seed the process's, and returns the device.
func (f *Flags) Start() (torch.Device, error) {
	device, err := torch.NewDevice(f.Device)
	if err != nil {
		return torch.Device{}, err
	}
	if f.Threads > 0 {
		torch.SetNumThreads(f.Threads)
	}
	torch.ManualSeed(f.Seed)
	return device, nil
}

// Steps returns how many of an epoch's steps -limit leaves.
func (f *Flags) Steps(epoch int) int {
	if f.Limit == 0 {
		return epoch
	}
	return min(epoch, f.Limit)
}

// Defined is a program's flags.
type Defined interface {
	Define(*flag.FlagSet)
	Check() error
}

// Parse reads the arguments of the program of a name, which -h says what it does; then the
// error is [flag.ErrHelp].
func Parse(name, does string, flags Defined, args []string) error {
	set := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.Define(set)
	set.SetOutput(io.Discard) // Parse would print the error and the whole usage
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		set.SetOutput(os.Stdout)
		fmt.Printf("usage: %s [flags]\n\n%s\n", name, does)
		set.PrintDefaults()
		return err
	case err != nil:
		return fmt.Errorf("%w (%s -h lists the flags)", err, name)
	case set.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", set.Arg(0))
	}
	return flags.Check()
}

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/e0112027/gotorch/data"
	"github.com/e0112027/gotorch/nn"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
	"github.com/e0112027/gotorch/vision/datasets"
)

type flags struct {
	Data    string
	Epochs  int
	Seed    int64
	Threads int
	Device  string
	Limit   int
	SHA256  bool
	Save    string
	Plot    string
}

func parseFlags(args []string) (*flags, error) {
	f := &flags{}
	set := flag.NewFlagSet("mnist", flag.ContinueOnError)
	set.StringVar(&f.Data, "data", "", "`DIR` with MNIST's four files, or torchvision's data folder; without it the\ncache is searched, then the files are downloaded to it, and where that can't\nbe done the program renders digits itself")
	set.IntVar(&f.Epochs, "epochs", 10, "train this many `EPOCHS`")
	set.Int64Var(&f.Seed, "seed", 0, "`SEED` of weights and shuffles")
	set.IntVar(&f.Threads, "threads", 0, "`THREADS` an operator uses; 0: libtorch's default")
	set.StringVar(&f.Device, "device", "cpu", "`DEVICE` to train on: cpu, cuda, cuda:1")
	set.IntVar(&f.Limit, "limit", 0, "end each epoch after this many `STEPS`; 0: none")
	set.BoolVar(&f.SHA256, "sha256", false, "print the SHA-256 of the trained state last")
	set.StringVar(&f.Save, "save", "", "write the trained state to `FILE`.safetensors")
	set.StringVar(&f.Plot, "plot", "", "draw curves and some predictions to `FILE`.png")
	set.SetOutput(io.Discard) // Parse would print the error and the whole usage
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		set.SetOutput(os.Stdout)
		fmt.Println("usage: mnist [flags]\n\nTrains the article's network on MNIST.")
		set.PrintDefaults()
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("%w (mnist -h lists the flags)", err)
	}
	switch {
	case set.NArg() > 0:
		return nil, fmt.Errorf("unexpected argument %q", set.Arg(0))
	case f.Epochs < 0 || f.Threads < 0 || f.Limit < 0:
		return nil, errors.New("-epochs, -threads and -limit can't be negative")
	}
	return f, nil
}

func main() {
	f, err := parseFlags(os.Args[1:])
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return
		}
		fail(err, 2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Every step on one OS thread: libtorch's pool of workers belongs to it.
	err = torch.OnThread(func() error {
		return torch.Try(func() error { return run(ctx, f) })
	})
	switch {
	case ctx.Err() != nil && errors.Is(err, ctx.Err()):
		fail(errors.New("interrupted"), 130)
	case err != nil:
		fail(err, 1)
	}
}

func fail(err error, code int) {
	fmt.Fprintln(os.Stderr, "mnist:", err)
	os.Exit(code)
}

// steps is the number of steps of an epoch.
func steps(loader *data.Loader[data.Batch], limit int) int {
	if n := loader.Len(); limit == 0 || n < limit {
		return n
	}
	return limit
}

// finish does what the flags ask for after training.
func finish(f *flags, net *Net, testSet *datasets.MNIST, h history, device torch.Device) error {
	if f.Save != "" {
		if err := safetensors.SaveFile(f.Save, nn.StateDict(net).Map(), nil); err != nil {
			return err
		}
	}
	if f.Plot != "" {
		if err := h.draw(f.Plot, net, testSet, device); err != nil {
			return fmt.Errorf("drawing %s: %w", f.Plot, err)
		}
	}
	if f.SHA256 {
		fmt.Println("sha256", hexDigest(net))
	}
	return nil
}

// hexDigest hashes each entry's name and little-endian bytes, in the order of
// the state_dict.
func hexDigest(net *Net) string {
	h := sha256.New()
	for name, value := range nn.StateDict(net).All() {
		h.Write([]byte(name))
		h.Write(value.RawBytes())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// pythonFloat writes x as Python's repr does.
func pythonFloat(x float64) string {
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if e := strings.IndexByte(s, 'e'); e >= 0 {
		if exponent, _ := strconv.Atoi(s[e+1:]); exponent >= -4 && exponent < 16 {
			s = strconv.FormatFloat(x, 'f', -1, 64)
		}
	}
	if strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '-' }) < 0 {
		s += ".0"
	}
	return strings.ToLower(strings.TrimPrefix(s, "+"))
}

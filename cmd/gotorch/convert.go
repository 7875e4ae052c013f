package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/e0112027/gotorch/torch"
)

type convertCmd struct {
	In         string   `arg:"" help:"What to read: .pt, .pth, .safetensors, .safetensors.index.json or .npz."`
	Out        string   `arg:"" help:"What to write: .pt, .pth, .safetensors or .npz; with --shard-size .safetensors.index.json."`
	At         []string `name:"at" sep:"none" placeholder:"KEY" help:"Convert a part of a .pt file, such as \"model\"; give the flag again for each key on the way to it."`
	ShardSize  string   `name:"shard-size" placeholder:"SIZE" help:"Cut safetensors into files of at most so many bytes: 5GB, 500MB."`
	Compressed bool     `name:"compressed" help:"Deflate the arrays of an .npz file."`
	Drop       bool     `name:"drop" help:"Leave out what OUT can't hold, and list it."`
	Unshare    bool     `name:"unshare" help:"Write tensors that share memory each in full."`
}

// Help is shown by `gotorch convert -h`.
func (*convertCmd) Help() string {
	return `A .pt file of nested dicts becomes tensors by flat names: the keys and indices that lead to each, with dots between. What the other format has no place for (plain values, dtypes, metadata, memory that tensors share) is refused by its name, unless --drop or --unshare says what to do with it. The versions of modules that Python keeps beside a state_dict (_metadata) are left out, as they are by Python's own libraries. From .pt to .pt the values stay as they are. OUT appears under its name when it is complete.`
}

// Run converts.
func (c *convertCmd) Run(ctx context.Context, s *streams) error {
	job, err := c.plan()
	if err != nil {
		return err
	}
	quiet()
	return torch.Try(func() error { return job.run(ctx, s) })
}

// conversion is a checked command line.
type conversion struct {
	*convertCmd
	from, to format
	shard    int64 // 0 for one file
}

func (c *convertCmd) plan() (*conversion, error) {
	from, err := formatOf(c.In)
	if err != nil {
		return nil, err
	}
	to, err := formatOf(c.Out)
	if err != nil {
		return nil, err
	}
	job := &conversion{convertCmd: c, from: from, to: to}
	if c.ShardSize != "" {
		if job.shard, err = parseBytes(c.ShardSize); err != nil {
			return nil, fmt.Errorf("--shard-size: %w", err)
		}
	}
	switch {
	case from == formatNPY || to == formatNPY:
		return nil, errors.New("a .npy file holds one array; .npz holds several by name")
	case to == formatShards && job.shard == 0:
		return nil, fmt.Errorf("%s is the index of several files: give their --shard-size", c.Out)
	case to != formatShards && job.shard != 0:
		return nil, errors.New("--shard-size writes an index and the files beside it: name it NAME.safetensors.index.json")
	case c.Compressed && to != formatNPZ:
		return nil, errors.New("--compressed is for .npz files")
	case len(c.At) > 0 && from != formatTorch:
		return nil, errors.New("--at names a part of a .pt file")
	}
	return job, job.different()
}

// different refuses to write over the file that is read, which may lie in memory that is
// mapped from it.
func (j *conversion) different() error {
	in, err := os.Stat(j.In)
	if err != nil {
		return err
	}
	if out, err := os.Stat(j.Out); err == nil && os.SameFile(in, out) {
		return fmt.Errorf("%s would be written over itself", j.In)
	}
	return nil
}

func (j *conversion) run(ctx context.Context, s *streams) (err error) {
	source, err := j.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.close()) }()
	if err := j.check(source, s.err); err != nil {
		return err
	}
	bar := newProgress(filepath.Base(j.Out), source.bytes(), s.err)
	defer bar.end()
	inner := source.load
	source.load = func(t convertible) (*torch.Tensor, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tensor, err := inner(t)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", j.In, err)
		}
		bar.add(t.bytes())
		return tensor, nil
	}
	return j.write(source)
}

// check refuses what the other format can't hold, or leaves it out where that is asked for.
func (j *conversion) check(source *source, stderr io.Writer) error {
	if source.whole != nil {
		return nil
	}
	lost := source.lose(j.to)
	if len(lost) > 0 && !j.Drop {
		return fmt.Errorf("%s can't hold all of %s; --drop leaves this out:%s", j.to, j.In, listed(lost))
	}
	if shared := source.shared(); len(shared) > 0 && j.to != formatTorch && !j.Unshare {
		return fmt.Errorf("%s can't hold that tensors share memory; --unshare writes each in full:%s", j.to, listed(shared))
	}
	if len(lost) > 0 {
		fmt.Fprintf(stderr, "gotorch: left out:%s\n", listed(lost))
	}
	if len(source.tensors) == 0 {
		return fmt.Errorf("%s: it holds no tensor that %s could hold", j.In, j.to)
	}
	return source.unique()
}

// listed writes lines below a message.
func listed(lines []string) string {
	var text strings.Builder
	for _, line := range lines {
		text.WriteString("\n  " + printable(line))
	}
	return text.String()
}

// parseBytes reads a size such as 5GB, in powers of 1000, or of 1024 as 5GiB.
func parseBytes(text string) (int64, error) {
	number := strings.TrimRight(text, "kKMGTiB ")
	factor, ok := map[string]int64{
		"": 1, "B": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40,
	}[strings.TrimSpace(text[len(number):])]
	x, err := strconv.ParseFloat(number, 64)
	if n := x * float64(factor); ok && err == nil && n >= 1 && n < 1<<62 {
		return int64(n), nil
	}
	return 0, fmt.Errorf("%.50q is no size; write it like 5GB or 500MiB", text)
}

// progress is a bar on the terminal for what takes long; elsewhere it is silent.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(what string, bytes int64, w io.Writer) progress {
	const short = 100_000_000 // bytes that are written before a bar could be read
	file, ok := w.(*os.File)
	if !ok || bytes < short || !term.IsTerminal(int(file.Fd())) {
		return progress{}
	}
	return progress{progressbar.NewOptions64(bytes,
		progressbar.OptionSetWriter(file),
		progressbar.OptionSetDescription(printable(what)),
		progressbar.OptionShowBytes(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)}
}

func (p progress) add(bytes int64) {
	if p.bar != nil {
		_ = p.bar.Add64(bytes) // a terminal that went away doesn't end the work
	}
}

func (p progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

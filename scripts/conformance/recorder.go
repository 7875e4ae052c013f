package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
)

// entry is one of op_db, by its number there; names may repeat.
type entry struct {
	number int
	name   string
}

// part is a file of a recording. Until it is taken its recorder writes at most
// one more, so that the files never fill a disk.
type part struct {
	entry string
	path  string
	last  bool
	crash string // what ended the recorder instead
	ack   chan struct{}
}

// taken removes the part's files and lets its recorder go on.
func (p part) taken() {
	if p.path != "" {
		os.Remove(p.path)
		os.Remove(blobsOf(p.path))
	}
	close(p.ack)
}

func listEntries(ctx context.Context, o options, pattern *regexp.Regexp) ([]entry, error) {
	c := command(ctx, o, "--list")
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", o.python, o.script, err)
	}
	var entries []entry
	lines := json.NewDecoder(bytes.NewReader(out))
	for number := 0; ; number++ {
		var name string
		if err := lines.Decode(&name); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		if pattern.MatchString(name) {
			entries = append(entries, entry{number, name})
		}
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("no entry of op_db matches %q", pattern)
	}
	return entries, nil
}

// command is a run of record.py. It is out of reach of the terminal's Ctrl-C, of
// which this program hears and then ends it.
func command(ctx context.Context, o options, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, o.python, append([]string{o.script}, args...)...)
	c.Stderr = os.Stderr
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return c
}

// record runs o.jobs recorders over the entries and returns their parts, until all
// are recorded or ctx ends.
func record(ctx context.Context, o options, folder string, entries []entry) <-chan part {
	parts := make(chan part)
	queue := make(chan entry, len(entries))
	for _, e := range entries {
		queue <- e
	}
	close(queue)
	var jobs sync.WaitGroup
	for range o.jobs {
		jobs.Go(func() {
			for ctx.Err() == nil && len(queue) > 0 {
				runRecorder(ctx, o, folder, queue, parts)
			}
		})
	}
	go func() {
		jobs.Wait()
		close(parts)
	}()
	return parts
}

// runRecorder hands entries to one process until there is none left or it ends.
func runRecorder(ctx context.Context, o options, folder string, queue <-chan entry, parts chan<- part) {
	c := command(ctx, o, folder, "--samples", fmt.Sprint(o.samples), "--seed", fmt.Sprint(o.seed))
	in, err := c.StdinPipe()
	if err == nil {
		var out io.ReadCloser
		if out, err = c.StdoutPipe(); err == nil {
			if err = c.Start(); err == nil {
				feed(ctx, in, json.NewDecoder(bufio.NewReader(out)), queue, parts)
				in.Close()
				err = c.Wait()
			}
		}
	}
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "record.py:", err)
	}
}

// feed hands entries to a recorder and sends on what it writes, until it ends.
func feed(ctx context.Context, in io.Writer, out *json.Decoder, queue <-chan entry, parts chan<- part) {
	for e := range queue {
		if ctx.Err() != nil {
			return
		}
		fmt.Fprintln(in, e.number)
		for last := false; !last; {
			var said struct {
				Part string
				Last bool
			}
			p := part{entry: e.name, ack: make(chan struct{})}
			if err := out.Decode(&said); err != nil {
				if ctx.Err() == nil {
					p.crash, p.last = "the recorder ended: "+err.Error(), true
					parts <- p
				}
				return
			}
			p.path, p.last = said.Part, said.Last
			last = said.Last
			parts <- p
			if !last {
				select {
				case <-p.ack:
				case <-ctx.Done():
					return
				}
				fmt.Fprintln(in)
			}
		}
	}
}

// blobsOf names the file of the tensors beside a part.
func blobsOf(path string) string {
	return path[:len(path)-len(filepath.Ext(path))] + ".safetensors"
}

package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/safetensors"
)

const (
	stateTensors = 125 // of 4 MB: 500 MB
	stateSide    = 1000
	stateSamples = 5
)

// checkpointFiles are where the rows of both sides leave a state: in memory where the
// system has such a folder, for what a disk takes is not what is compared.
func checkpointFiles() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return os.TempDir()
}

// checkpointRows save and load a state of 500 MB.
func checkpointRows() map[string]row {
	rows := map[string]row{}
	for name, format := range map[string]struct {
		save func(path string, state *torch.StateDict) error
		load func(path string) (any, error)
	}{
		"pt": {
			func(path string, state *torch.StateDict) error { return torch.Save(path, state) },
			func(path string) (any, error) { return torch.Load(path) },
		},
		"pt_mmap": {
			func(path string, state *torch.StateDict) error { return torch.Save(path, state) },
			func(path string) (any, error) { return torch.Load(path, torch.Mmap(true)) },
		},
		"safetensors": {
			func(path string, state *torch.StateDict) error { return safetensors.SaveFile(path, state.Map(), nil) },
			func(path string) (any, error) { return safetensors.LoadFile(path) },
		},
		"safetensors_mmap": {
			func(path string, state *torch.StateDict) error { return safetensors.SaveFile(path, state.Map(), nil) },
			func(path string) (any, error) { return safetensors.LoadFile(path, safetensors.Mmap(true)) },
		},
	} {
		file := func(run func(path string) ([]float64, error)) func() ([]float64, error) {
			return func() ([]float64, error) { return inFile(name, format.save, run) }
		}
		rows["save_"+name] = row{"s", file(func(path string) ([]float64, error) {
			state := bigState()
			return timeFile(func() error { return format.save(path, state) })
		})}
		rows["load_"+name] = row{"s", file(func(path string) ([]float64, error) {
			return timeFile(func() error { _, err := format.load(path); return err })
		})}
		rows["write_"+name] = row{"s", func() ([]float64, error) { return nil, format.save(os.Getenv(fileVariable), bigState()) }}
		rows["rss_load_"+name] = row{"of the file", func() ([]float64, error) { return peakOfLoad(name, format.load) }}
	}
	rows["open_safetensors"] = row{"ms", openLarge}
	return rows
}

// bigState is a state of 500 MB.
func bigState() *torch.StateDict {
	state := &torch.StateDict{}
	for i := range stateTensors {
		state.Set(fmt.Sprintf("layers.%d.weight", i), torch.Full([]int{stateSide, stateSide}, float64(i)))
	}
	return state
}

// inFile saves a state, frees it and runs a row on the file.
func inFile(name string, save func(string, *torch.StateDict) error, run func(string) ([]float64, error)) ([]float64, error) {
	folder, err := os.MkdirTemp(checkpointFiles(), "gotorch-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "state."+strings.TrimSuffix(name, "_mmap"))
	if err := save(path, bigState()); err != nil {
		return nil, err
	}
	collected()
	return run(path)
}

func timeFile(run func() error) ([]float64, error) {
	var samples []float64
	for range stateSamples {
		collected()
		start := time.Now()
		if err := run(); err != nil {
			return nil, err
		}
		samples = append(samples, time.Since(start).Seconds())
	}
	return samples, nil
}

// fileVariable names the file for the process that writes it.
const fileVariable = "GOTORCH_BENCH_FILE"

// peakOfLoad is by how much loading raises the process's peak of memory, by the size of
// the file, which another process writes, for what that needs would be there to be used.
func peakOfLoad(name string, load func(string) (any, error)) ([]float64, error) {
	folder, err := os.MkdirTemp(checkpointFiles(), "gotorch-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "state."+strings.TrimSuffix(name, "_mmap"))
	write := exec.Command(os.Args[0], "-row", "write_"+name)
	write.Env = append(os.Environ(), fileVariable+"="+path)
	if out, err := write.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	before, err := statusKB("VmHWM")
	if err != nil {
		return nil, err
	}
	value, err := load(path)
	if err != nil {
		return nil, err
	}
	peak, err := statusKB("VmHWM")
	runtime.KeepAlive(value)
	return []float64{(peak - before) * 1024 / float64(info.Size())}, err
}

// statusKB reads a number of /proc/self/status.
func statusKB(name string) (float64, error) {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			return strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 64)
		}
	}
	return 0, fmt.Errorf("/proc/self/status has no %s", name)
}

// openLarge opens a file of 2 GB, of which no element is read.
func openLarge() ([]float64, error) {
	folder, err := os.MkdirTemp("", "gotorch-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "large.safetensors")
	if err := writeSparse(path, 500, 4<<20); err != nil {
		return nil, err
	}
	var samples []float64
	for range 2 * stateSamples {
		start := time.Now()
		f, err := safetensors.Open(path)
		if err != nil {
			return nil, err
		}
		samples = append(samples, float64(time.Since(start).Microseconds())/1000)
		if err := f.Close(); err != nil {
			return nil, err
		}
	}
	return samples, nil
}

// writeSparse makes a safetensors file of n tensors of bytes each that takes no room.
func writeSparse(path string, n, bytes int) error {
	var header strings.Builder
	for i := range n {
		fmt.Fprintf(&header, `"layers.%d.weight":{"dtype":"F32","shape":[%d],"data_offsets":[%d,%d]},`, i, bytes/4, i*bytes, (i+1)*bytes)
	}
	text := "{" + strings.TrimSuffix(header.String(), ",") + "}"
	begin := append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...)
	if err := os.WriteFile(path, begin, 0o600); err != nil {
		return err
	}
	return os.Truncate(path, int64(len(begin)+n*bytes))
}

// collected waits until the tensors that nothing refers to are freed.
func collected() {
	for before := -1; before != torch.LiveTensors(); {
		before = torch.LiveTensors()
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
}

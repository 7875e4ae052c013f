package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/e0112027/gotorch/cgotorch"
)

// selfTestCmd is what doctor runs in a process of its own: where libtorch does
// not fit the machine, loading or using it may end the process.
type selfTestCmd struct{}

// probe is what the self-test found, as far as it came.
type probe struct {
	Error   string   `json:"error,omitempty"` // why it came no further
	Opened  float64  `json:"open_s"`          // seconds to open shim and libtorch
	Torch   string   `json:"torch"`
	Config  string   `json:"config"` // libtorch's own description of its build
	Threads int      `json:"threads"`
	Devices []string `json:"devices"`
	Trained float64  `json:"train_s"` // seconds for training
	First   float64  `json:"first_loss"`
	Last    float64  `json:"last_loss"`
}

// Run prints the probe.
func (*selfTestCmd) Run(s *streams) error {
	var p probe
	if err := p.fill(); err != nil {
		p.Error = err.Error()
	}
	return json.NewEncoder(s.out).Encode(p)
}

func (p *probe) fill() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	start := time.Now()
	if err := cgotorch.Open(); err != nil {
		return err
	}
	p.Opened = time.Since(start).Seconds()
	p.Torch, p.Threads = cgotorch.TorchVersion(), cgotorch.NumThreads()
	if p.Config, err = cgotorch.Config(); err != nil {
		return err
	}
	if p.Devices, err = devices(); err != nil {
		return err
	}
	start = time.Now()
	p.First, p.Last, err = train()
	p.Trained = time.Since(start).Seconds()
	return err
}

// devices lists the devices that libtorch can use: cpu, then accelerators.
func devices() ([]string, error) {
	found := []string{"cpu"}
	for _, name := range []string{"cuda", "mps", "xpu"} {
		kind, _, err := cgotorch.ParseDevice(name)
		if err != nil {
			return nil, err
		}
		for i := range cgotorch.DeviceCount(kind) {
			found = append(found, fmt.Sprintf("%s:%d", name, i))
		}
	}
	return found, nil
}

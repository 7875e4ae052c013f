package checkpoint

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/e0112027/gotorch/torch"
)

// Manager keeps the checkpoints of one run in a folder: every so many steps one, the last
// few, and the best. One process at a time may save to a folder.
//
//	manager, err := checkpoint.NewManager("runs/mnist", checkpoint.Every(500), checkpoint.KeepBest(checkpoint.Max))
//	step, err := manager.Resume(run) // 0 where there is none yet
//	for ; step < steps; step++ {
//		…
//		saved, err := manager.Save(step+1, run)
//	}
//	best, err := manager.SaveBest(step, accuracy, run)
type Manager struct {
	folder string
	config managerConfig
}

// ManagerOption is an option of [NewManager].
type ManagerOption func(*managerConfig)

type managerConfig struct {
	every int
	last  int
	best  Mode
}

// Every saves at each n-th step; 1 by default. It panics unless n is positive.
func Every(n int) ManagerOption {
	requirePositive("Every", n)
	return func(c *managerConfig) { c.every = n }
}

// KeepLast keeps the last n checkpoints, beside the best one; 3 by default. It panics unless n is
// positive.
func KeepLast(n int) ManagerOption {
	requirePositive("KeepLast", n)
	return func(c *managerConfig) { c.last = n }
}

func requirePositive(option string, n int) {
	if n <= 0 {
		panic(&torch.Error{Op: "checkpoint." + option, Kind: "ValueError", Msg: fmt.Sprintf("expected a positive number, got %d", n)})
	}
}

// Mode tells which of two metrics is better.
type Mode uint8

// The modes.
const (
	Min Mode = iota // the smaller, as of a loss
	Max             // the larger, as of an accuracy
)

// KeepBest tells which metric [Manager.SaveBest] takes as better; [Min] by default.
func KeepBest(m Mode) ManagerOption { return func(c *managerConfig) { c.best = m } }

// Names in a file of a manager beside those of the run.
const (
	stepName   = "_step"
	metricName = "_metric"
	bestFile   = "best.pt"
)

var (
	stepFile = regexp.MustCompile(`^step-(\d{9,})\.pt$`)
	leftover = regexp.MustCompile(`^\.(step-\d{9,}|best)\.pt\d+$`)
)

// staleAfter is when a file that was being written counts as left by a process that was killed.
const staleAfter = time.Hour

// NewManager makes the folder where there is none. Files that a killed process left half
// written, an hour ago or more, are taken away.
func NewManager(folder string, options ...ManagerOption) (*Manager, error) {
	m := &Manager{folder: folder, config: managerConfig{every: 1, last: 3}}
	for _, option := range options {
		option(&m.config)
	}
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && leftover.MatchString(e.Name()) && time.Since(info.ModTime()) > staleAfter {
			_ = os.Remove(filepath.Join(folder, e.Name()))
		}
	}
	return m, nil
}

// Save saves the run after a step, where the step is one of [Every], and tells whether it did.
// Then it takes away the files of all but the last steps. The state may hold no name that
// begins with an underscore.
func (m *Manager) Save(step int, state State) (saved bool, err error) {
	if step < 0 {
		return false, fmt.Errorf("checkpoint: step %d is negative", step)
	}
	if step%m.config.every != 0 {
		return false, nil
	}
	if err := m.write(m.pathOf(step), state, State{stepName: step}); err != nil {
		return false, err
	}
	return true, m.prune()
}

// SaveBest saves the run where metric is better than that of all before it, also of a run that
// was resumed, and tells whether it did. The file is best.pt. A NaN is never better.
func (m *Manager) SaveBest(step int, metric float64, state State) (saved bool, err error) {
	best, err := m.bestMetric()
	if err != nil {
		return false, err
	}
	if !m.better(metric, best) {
		return false, nil
	}
	return true, m.write(m.BestPath(), state, State{stepName: step, metricName: metric})
}

func (m *Manager) better(metric, best float64) bool {
	if math.IsNaN(metric) || math.IsNaN(best) {
		return !math.IsNaN(metric)
	}
	if m.config.best == Max {
		return metric > best
	}
	return metric < best
}

// bestMetric reads the metric of best.pt, NaN where there is none or a damaged one.
func (m *Manager) bestMetric() (float64, error) {
	metric := math.NaN()
	err := Load(m.BestPath(), State{metricName: &metric}, torch.Mmap(true))
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return metric, nil
	}
	if errors.Is(err, torch.ErrFormat) {
		torch.Warn(torch.Warning{Op: "checkpoint.Manager", Message: fmt.Sprintf("%v: it is damaged, and the next best checkpoint replaces it", err)})
		return math.NaN(), nil
	}
	return 0, err
}

func (m *Manager) write(path string, state, own State) error {
	whole := State{}
	for name, value := range state {
		if name != "" && name[0] == '_' {
			return fmt.Errorf("checkpoint: the name %q begins with an underscore, as those of the manager do", name)
		}
		whole[name] = value
	}
	for name, value := range own {
		whole[name] = value
	}
	return Save(path, whole)
}

func (m *Manager) pathOf(step int) string {
	return filepath.Join(m.folder, fmt.Sprintf("step-%09d.pt", step))
}

// BestPath returns where the best checkpoint is, or will be.
func (m *Manager) BestPath() string { return filepath.Join(m.folder, bestFile) }

// Steps returns the steps of which there are files, in order.
func (m *Manager) Steps() ([]int, error) {
	entries, err := os.ReadDir(m.folder)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	var steps []int
	for _, e := range entries {
		if found := stepFile.FindStringSubmatch(e.Name()); found != nil {
			if step, err := strconv.Atoi(found[1]); err == nil {
				steps = append(steps, step)
			}
		}
	}
	slices.Sort(steps)
	return steps, nil
}

// prune takes away all but the last files.
func (m *Manager) prune() error {
	steps, err := m.Steps()
	if err != nil {
		return err
	}
	for _, step := range steps[:max(len(steps)-m.config.last, 0)] {
		if err := os.Remove(m.pathOf(step)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("checkpoint: %w", err)
		}
	}
	return nil
}

// Resume loads the latest checkpoint that is whole and returns its step; 0 where the folder has
// none. A damaged one is passed over with a warning that names it. One that is whole and does
// not fit the state is an error.
func (m *Manager) Resume(state State, options ...torch.LoadOption) (step int, err error) {
	steps, err := m.Steps()
	if err != nil {
		return 0, err
	}
	slices.SortFunc(steps, func(a, b int) int { return cmp.Compare(b, a) })
	for _, step := range steps {
		path := m.pathOf(step)
		err := Load(path, state, options...)
		if err == nil {
			return step, nil
		}
		if !errors.Is(err, torch.ErrFormat) {
			return 0, err
		}
		torch.Warn(torch.Warning{Op: "checkpoint.Manager", Message: fmt.Sprintf("%v: it is damaged, and the checkpoint before it is taken", err)})
	}
	if len(steps) > 0 {
		return 0, fmt.Errorf("checkpoint: none of the %d checkpoints in %s can be read", len(steps), m.folder)
	}
	return 0, nil
}

// LoadBest loads the best checkpoint, and returns its step and metric. The error wraps
// [fs.ErrNotExist] where there is none.
func (m *Manager) LoadBest(state State, options ...torch.LoadOption) (step int, metric float64, err error) {
	whole := State{stepName: &step, metricName: &metric}
	for name, value := range state {
		whole[name] = value
	}
	err = Load(m.BestPath(), whole, options...)
	return step, metric, err
}

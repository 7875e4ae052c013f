package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/e0112027/gotorch/torch"
)

// progress shows the entries done: as a bar on a terminal, elsewhere as a line
// each minute.
type progress struct {
	bar           *progressbar.ProgressBar
	done, entries int
	said          time.Time
}

func newProgress(entries int) *progress {
	p := &progress{entries: entries, said: time.Now()}
	if term.IsTerminal(int(os.Stderr.Fd())) {
		p.bar = progressbar.NewOptions(entries,
			progressbar.OptionSetWriter(os.Stderr),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	return p
}

func (p *progress) step(t *tally) {
	p.done++
	switch {
	case p.bar != nil:
		p.bar.Describe(fmt.Sprintf("%d calls, %d differ", t.calls, len(t.failures)))
		_ = p.bar.Add(1) // a terminal that went away doesn't end the run
	case time.Since(p.said) > time.Minute:
		p.said = time.Now()
		fmt.Fprintf(os.Stderr, "%d of %d entries, %d calls, %d differ\n", p.done, p.entries, t.calls, len(t.failures))
	}
}

func (p *progress) end() {
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}

// print writes the closing table and then the failures, since the end of a log is
// what is read.
func (t *tally) print(out io.Writer, show int) {
	for _, row := range t.summary() {
		fmt.Fprintf(out, "%-34s %9s  %s\n", row[0], row[1], row[2])
	}
	for _, reason := range byCount(t.left) {
		fmt.Fprintf(out, "calls left out %29d  %s\n", t.left[reason], reason)
	}
	for _, reason := range byCount(t.samplesLeft) {
		fmt.Fprintf(out, "samples left out %27d  %s\n", t.samplesLeft[reason], reason)
	}
	for _, name := range t.uncovered() {
		if t.why[name] == "" {
			continue // an interrupted run didn't come to it
		}
		fmt.Fprintf(out, "entry without a replayed sample: %s: %s\n", name, t.why[name])
	}
	for i, f := range slices.Concat(t.failures, t.crashes) {
		if i == show {
			fmt.Fprintf(out, "... and %d more\n", len(t.failures)+len(t.crashes)-show)
			break
		}
		fmt.Fprintln(out, f)
	}
}

// summary is the table's rows: what, how many, and a remark.
func (t *tally) summary() [][3]string {
	replayed, left := t.sampleCounts()
	names, typedNames := map[string]bool{}, map[string]bool{}
	for op := range t.called {
		names[operatorOf(op)] = true
	}
	for op := range t.typed {
		typedNames[operatorOf(op)] = true
	}
	covered := len(t.entries) - len(t.uncovered())
	row := func(what string, n int, remark string, args ...any) [3]string {
		return [3]string{what, fmt.Sprint(n), fmt.Sprintf(remark, args...)}
	}
	return [][3]string{
		row("entries of op_db", len(t.entries), "%d with samples replayed, %s", covered, percent(covered, len(t.entries))),
		row("samples", replayed+left, "%d replayed, %s", replayed, percent(replayed, replayed+left)),
		row("samples passed", replayed-len(t.failed), "%s of those replayed", percent(replayed-len(t.failed), replayed)),
		row("operators", len(names), "%d overloads", len(t.called)),
		row("of them by typed functions too", len(typedNames), "%d overloads", len(t.typed)),
		row("calls", t.calls, "each counted once, however many samples make it"),
		row("calls with gradients", t.differentiated, "of results by arguments"),
		row("calls passed", t.equal, "with Python's bits"),
		row("passed but the bits", sum(t.unsettled), "which Python itself does not reproduce; dtype, shape and strides are equal"),
		row("calls failed", len(t.failures), ""),
	}
}

// markdown is the closing table as a page.
func (t *tally) markdown(o options) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Conformance with PyTorch's operator database\n\n")
	fmt.Fprintf(&b, "Written by `make conformance CONFORMANCE_FLAGS='-samples %d -table docs/conformance.md'`\n", o.samples)
	fmt.Fprintf(&b, "with torch %s, on one machine, with one thread on each side.\n\n%s\n", torch.Version(), method)
	table(&b, []string{"What", "Count", "Remark"}, t.summary())
	fmt.Fprintf(&b, "\n## Samples by dtype\n\n")
	table(&b, []string{"dtype", "Replayed", "Left out"}, t.dtypes())
	fmt.Fprintf(&b, "\nA sample may be of several of these kinds:\n\n")
	table(&b, []string{"Replayed samples with tensors", "Count", ""}, counted(t.traits))
	fmt.Fprintf(&b, "\n## Left out\n\n")
	table(&b, []string{"Samples", "Count", ""}, counted(t.samplesLeft))
	fmt.Fprintln(&b)
	table(&b, []string{"Calls", "Count", ""}, counted(t.left))
	var uncovered [][3]string
	for _, name := range t.uncovered() {
		uncovered = append(uncovered, [3]string{code([]string{name}), t.why[name]})
	}
	fmt.Fprintln(&b)
	table(&b, []string{"Entries of op_db without a replayed sample", "Why", ""}, uncovered)
	fmt.Fprintf(&b, "\n## Results that Python does not reproduce\n\nEach call is recorded twice, with memory full of other bytes; these give other bits\n")
	fmt.Fprintf(&b, "the second time, or may, since they return memory as they find it:\n\n")
	table(&b, []string{"Operator", "Calls", ""}, counted(t.unsettled))
	fmt.Fprintf(&b, "\n## Replayed by torch.Call alone\n\n")
	var reasons [][3]string
	for _, reason := range slices.Sorted(maps.Keys(t.notTyped)) {
		ops := slices.Sorted(maps.Keys(t.notTyped[reason]))
		for i, op := range ops {
			ops[i] = strings.TrimPrefix(op, "aten::")
		}
		reasons = append(reasons, [3]string{reason, fmt.Sprint(len(ops)), code(ops)})
	}
	table(&b, []string{"Why not by a typed function", "Overloads", ""}, reasons)
	return b.Bytes()
}

const method = `Every sample of ` + "`torch.testing._internal.common_methods_invocations.op_db`" + ` runs
in Python, once as it is and once with its tensors made non-contiguous, forward and,
where it can be differentiated, backward. The calls of operators are recorded at three heights: at
libtorch's kernels, those of the backward pass among them; as Python calls them; and
by the entry's name in aten with the sample's own arguments. Each is then repeated in
Go through ` + "`torch.Call`" + ` and, where there is one, through the function of ` + "`torch/aten`" + `, the
latter two with their gradients. dtype, shape, strides and bits of every result, every
gradient and every tensor among the arguments must be equal; there is no tolerance.
A sample counts as replayed if each call that it made of libtorch was.
`

// dtypes is a row for each dtype's samples.
func (t *tally) dtypes() [][3]string {
	var rows [][3]string
	for _, dtype := range []string{"float32", "float64", "int64", "bool", "bfloat16", "complex64"} {
		rows = append(rows, [3]string{dtype, fmt.Sprint(t.samples[dtype+recorded]), fmt.Sprint(t.samples[dtype+" left out"])})
	}
	return rows
}

func table(b *bytes.Buffer, head []string, rows [][3]string) {
	if len(rows) == 0 {
		fmt.Fprintln(b, "None.")
		return
	}
	width := len(head)
	if head[width-1] == "" && rows[0][width-1] == "" {
		width--
	}
	fmt.Fprintf(b, "| %s |\n|%s\n", strings.Join(head[:width], " | "), strings.Repeat(" --- |", width))
	for _, row := range rows {
		for i, cell := range row {
			row[i] = strings.ReplaceAll(cell, "|", `\|`)
		}
		fmt.Fprintf(b, "| %s |\n", strings.Join(row[:width], " | "))
	}
}

func counted(counts map[string]int) [][3]string {
	var rows [][3]string
	for _, key := range byCount(counts) {
		rows = append(rows, [3]string{key, fmt.Sprint(counts[key])})
	}
	return rows
}

// byCount lists the keys, the most frequent first.
func byCount(counts map[string]int) []string {
	return slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
}

func code(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	return "`" + strings.Join(names, "`, `") + "`"
}

func operatorOf(op string) string {
	name, _, _ := strings.Cut(op, ".")
	return name
}

func sum(counts map[string]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

func percent(part, whole int) string {
	return fmt.Sprintf("%.2f %%", 100*float64(part)/float64(max(whole, 1)))
}

package spin

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/internal/libtorch"
	"github.com/e0112027/gotorch/internal/shimpath"
)

// TestMain is also the process of a candidate, whose steps take what the variable
// says for its setting.
func TestMain(m *testing.M) {
	library, tolerated = "", 1e9
	if how := os.Getenv("SPIN_TEST"); how != "" {
		os.Exit(fake(how))
	}
	os.Exit(m.Run())
}

func fake(how string) int {
	count := os.Getenv("GOMP_SPINCOUNT")
	threads := 2
	switch how {
	case "crash":
		fmt.Fprintln(os.Stderr, "no libtorch fits\nhere")
		return 3
	case "hang":
		time.Sleep(time.Minute)
	case "one thread":
		threads = 1
	case "no libgomp":
		library = "libnothing"
	}
	took := 5 * time.Millisecond
	for _, setting := range strings.Fields(how) { // count=milliseconds
		if of, ms, ok := strings.Cut(setting, "="); ok && of == count {
			n, _ := strconv.Atoi(ms)
			took = time.Duration(n) * time.Millisecond
		}
	}
	if err := Serve(os.Stdin, os.Stdout, threads, func() { time.Sleep(took) }); err != nil {
		return 1
	}
	return 0
}

func options(how string) Options {
	env := append(os.Environ(), "SPIN_TEST="+how, "GOMP_SPINCOUNT=7", "OMP_WAIT_POLICY=active")
	return Options{Command: []string{os.Args[0]}, Env: env, Progress: libtorch.Silent}
}

func needsTwoProcessors(t *testing.T) {
	if runtime.NumCPU() < 2 {
		t.Skip("with one processor nothing is calibrated")
	}
}

func TestMeasure(t *testing.T) {
	needsTwoProcessors(t)
	c, err := Measure(t.Context(), options("=9 1000=20 2000=2"))
	require.NoError(t, err)
	assert.EqualValues(t, "2000", c.SpinCount)
	assert.Equal(t, 2, c.Threads)
	assert.NotEmpty(t, c.Processor)
	assert.WithinDuration(t, time.Now(), c.Taken, time.Minute)
	require.Len(t, c.Table, len(candidates))
	for i, s := range c.Table {
		assert.Equal(t, candidates[i], s.SpinCount)
		want := map[shimpath.SpinCount]float64{"": 0.009, "1000": 0.02, "2000": 0.002}[s.SpinCount]
		assert.GreaterOrEqual(t, s.Alone, want)
		assert.GreaterOrEqual(t, s.Beside, want)
	}
	assert.Less(t, c.Table[2].Alone, c.Table[1].Alone)
}

func TestMeasure_SaysWhatFailed(t *testing.T) {
	needsTwoProcessors(t)
	_, err := Measure(t.Context(), options("crash"))
	assert.ErrorContains(t, err, "exit status 3: no libtorch fits")
	_, err = Measure(t.Context(), Options{Command: []string{"/nowhere"}, Progress: libtorch.Silent})
	assert.ErrorContains(t, err, "/nowhere")
	var nothing Nothing
	for how, why := range map[string]string{"one thread": "one thread", "no libgomp": "libgomp"} {
		_, err = Measure(t.Context(), options(how))
		require.ErrorAs(t, err, &nothing)
		assert.ErrorContains(t, err, why)
	}
}

func TestMeasure_EndsWithItsContext(t *testing.T) {
	needsTwoProcessors(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	interrupted := errors.New("interrupted")
	time.AfterFunc(200*time.Millisecond, func() { cancel(interrupted) })
	start := time.Now()
	_, err := Measure(ctx, options("hang"))
	assert.ErrorIs(t, err, interrupted)
	assert.Less(t, time.Since(start), 20*time.Second)
}

func TestMeasure_RefusesWhereOthersAreBusy(t *testing.T) {
	needsTwoProcessors(t)
	if _, processors := busyTime(); processors == 0 {
		t.Skip("this system does not tell what others use")
	}
	defer func(former float64) { tolerated = former }(tolerated)
	tolerated = -1e9
	_, err := Measure(t.Context(), options("=5"))
	assert.ErrorContains(t, err, "processors busy")
}

func TestSecondWorst(t *testing.T) {
	assert.Equal(t, 13.9, secondWorst([]float64{2.4, 13.9, 2.1, 2.4, 90, 2.3}), "two of six rounds were slow")
	assert.Equal(t, 2.4, secondWorst([]float64{2.4, 2.3, 2.1, 2.4, 90, 2.3}), "one was, as beside a third program")
	assert.Equal(t, 2.0, secondWorst([]float64{2}))
}

func TestChoose(t *testing.T) {
	table := func(values ...float64) (table []shimpath.Spin) {
		for i := 0; i < len(values); i += 2 {
			table = append(table, shimpath.Spin{Alone: values[i], Beside: values[i+1]})
		}
		return table
	}
	cases := map[string]struct {
		table []shimpath.Spin
		want  int
	}{
		"a Xeon, where the default is as good as any":         {table(0.87, 2.6, 1.42, 2.4, 1.25, 2.7, 1.11, 3, 0.93, 3.9, 0.89, 4.7), 0},
		"an EPYC, where less serves":                          {table(0.95, 4.93, 1.18, 2.69, 1.01, 3.58, 0.97, 3.71, 0.97, 5.1, 0.96, 9.61), 3},
		"slower by 4 %, however good beside":                  {table(1, 9, 1.04, 1), 0},
		"slower by 2 %, and better beside":                    {table(1, 9, 1.02, 8), 1},
		"the fastest is not the first, and first is too slow": {table(2, 1, 1, 5), 1},
	}
	for name, c := range cases {
		assert.Equal(t, c.want, choose(c.table), name)
	}
}

package checkpoint_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/e0112027/gotorch/checkpoint"
	"github.com/e0112027/gotorch/torch"
)

// roleVariable has the test's own program play another part: saving until it is killed, or on
// a disk that is full.
const roleVariable = "GOTORCH_TEST_ROLE"

func TestMain(m *testing.M) {
	role, path, _ := strings.Cut(os.Getenv(roleVariable), " ")
	switch role {
	case "save":
		saveForever(path)
	case "full":
		fmt.Println(saveOnAFullDisk(path))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// saveForever saves checkpoints whose parts all hold the same number, one more each time.
func saveForever(path string) {
	for i := 1.0; ; i++ {
		parts := checkpoint.State{"number": i}
		for j := range 8 {
			parts[strconv.Itoa(j)] = torch.Full([]int{20_000}, i)
		}
		if err := checkpoint.Save(path, parts); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		if i == 1 {
			fmt.Println("began")
		}
	}
}

func playing(t *testing.T, role, path string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	command := exec.Command(self, "-test.run", "^$")
	command.Env = append(os.Environ(), roleVariable+"="+role+" "+path)
	command.Stderr = os.Stderr
	return command
}

// TestSave_KilledAtAnyMomentLeavesAWholeFile kills GOTORCH_TEST_KILLS processes while they save, 8
// unless it says otherwise; `make crash-test` kills 200.
func TestSave_KilledAtAnyMomentLeavesAWholeFile(t *testing.T) {
	kills := 8
	if text := os.Getenv("GOTORCH_TEST_KILLS"); text != "" {
		var err error
		kills, err = strconv.Atoi(text)
		require.NoError(t, err)
	}
	path := filepath.Join(t.TempDir(), "run.pt")
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for range kills {
		command := playing(t, "save", path)
		out, err := command.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, command.Start())
		line, err := bufio.NewReader(out).ReadString('\n')
		require.NoError(t, err)
		require.Equal(t, "began\n", line)
		time.Sleep(time.Duration(r.IntN(40_000)) * time.Microsecond)
		require.NoError(t, command.Process.Kill())
		_ = command.Wait()

		var number float64
		parts := checkpoint.State{"number": &number}
		for j := range 8 {
			parts[strconv.Itoa(j)] = torch.Zeros(20_000)
		}
		require.NoError(t, checkpoint.Load(path, parts))
		require.Positive(t, number)
		for j := range 8 {
			x := parts[strconv.Itoa(j)].(*torch.Tensor)
			require.Equal(t, number, x.Amax().Item())
			require.Equal(t, number, x.Amin().Item())
		}
	}
}

// saveOnAFullDisk saves where files can't have more than 64 kB.
func saveOnAFullDisk(path string) error {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 1 << 16, Max: 1 << 16}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	return checkpoint.Save(path, checkpoint.State{"x": torch.Ones(1 << 16)})
}

func TestSave_OnAFullDiskLeavesTheFormerFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "run.pt")
	require.NoError(t, checkpoint.Save(path, checkpoint.State{"x": 7}))
	out, err := playing(t, "full", path).Output()
	require.NoError(t, err)
	assert.Contains(t, string(out), "checkpoint: ")
	assert.Contains(t, string(out), "file too large")
	var x int
	require.NoError(t, checkpoint.Load(path, checkpoint.State{"x": &x}))
	assert.Equal(t, 7, x)
	assert.Equal(t, []string{"run.pt"}, names(t, folder), "nothing is left beside it")
}

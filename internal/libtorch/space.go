package libtorch

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// What a download takes at its peak, measured with torch 2.15.0 and rounded
// up: the wheels twice, for pip writes aside first, and what is unpacked.
const (
	cpuSpace  = 1_500_000_000
	cudaSpace = 7_500_000_000
)

// checkSpace returns an error where the disk that holds dir has less than need
// bytes left for this user.
func checkSpace(dir string, need uint64) error {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return err
	}
	free := uint64(s.Bavail) * uint64(s.Bsize)
	if free >= need {
		return nil
	}
	return failure("free some space"+elsewhere(), "downloading libtorch needs %s, and the disk that holds %s has %s left",
		gigabytes(need), dir, gigabytes(free))
}

func gigabytes(n uint64) string {
	if n < 1e8 {
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

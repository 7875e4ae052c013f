package operator

import (
	"fmt"
	"strings"
)

// SizeString prints sizes as Python's torch.Size.
func SizeString(sizes []int) string { return "torch.Size([" + list(sizes) + "])" }

func list(ints []int) string {
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(ints)), ", "), "[]")
}

package nn

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/torch"
)

// pyBool prints a bool as Python does.
func pyBool(b bool) string {
	if b {
		return "True"
	}
	return "False"
}

// pyFloat prints a float as Python's repr: 0.1, 1.0, 1e-05, 1e+16.
func pyFloat(f float64) string {
	switch {
	case math.IsInf(f, 0) || math.IsNaN(f):
		return strings.ToLower(strings.TrimPrefix(strconv.FormatFloat(f, 'g', -1, 64), "+"))
	case f != 0 && (math.Abs(f) < 1e-4 || math.Abs(f) >= 1e16):
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	s := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// pySize prints a size as Python prints an int or a tuple of ints.
func pySize(s Size) string {
	if len(s) == 1 {
		return pyInt(s[0])
	}
	items := make([]string, len(s))
	for i, v := range s {
		items[i] = pyInt(v)
	}
	return "(" + strings.Join(items, ", ") + ")"
}

// pyInt prints a number of a size; [InputSize] is None.
func pyInt(v int) string {
	if v == InputSize {
		return "None"
	}
	return strconv.Itoa(v)
}

// refuse panics for what Python's own code refuses.
func refuse(layer, format string, args ...any) {
	panic(&torch.Error{Op: "nn." + layer, Kind: "ValueError", Msg: fmt.Sprintf(format, args...)})
}

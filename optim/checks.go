package optim

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/e0112027/gotorch/internal/settings"
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/aten"
)

// off is a flag of Python's that Go has not.
type off = settings.Off

// invalid is Python's complaint about a setting; numbers are written as Python does.
func invalid(format string, args ...any) error {
	for i, a := range args {
		if x, ok := a.(float64); ok {
			args[i] = pythonFloat(x)
		}
	}
	return &torch.Error{Op: "optim", Kind: "ValueError", Msg: fmt.Sprintf(format, args...)}
}

// pythonFloat is Python's repr of a float.
func pythonFloat(x float64) string {
	format := byte('f')
	if size := math.Abs(x); x != 0 && (size < 1e-4 || size >= 1e16) {
		format = 'e'
	}
	text := strings.ToLower(strings.TrimPrefix(strconv.FormatFloat(x, format, -1, 64), "+"))
	if format == 'f' && !strings.ContainsAny(text, ".in") {
		text += ".0"
	}
	return text
}

// negative is Python's check of a setting that is not 0.0 <= x: a NaN fails too.
func negative(x float64) bool { return !(x >= 0) }

// named is a setting with the words of Python's complaint about it.
type named struct {
	complaint string
	value     float64
}

// notNegative complains of the first setting below 0.
func notNegative(all ...named) error {
	for _, n := range all {
		if negative(n.value) {
			return invalid(n.complaint+": %v", n.value)
		}
	}
	return nil
}

// validateAdam is what Adam and its kin check.
func validateAdam(lr, eps float64, betas [2]float64, decay float64) error {
	return first(
		notNegative(named{"Invalid learning rate", lr}, named{"Invalid epsilon value", eps}),
		validateBetas(betas),
		notNegative(named{"Invalid weight_decay value", decay}),
	)
}

func validateBetas(betas [2]float64) error {
	for i, beta := range betas {
		if negative(beta) || beta >= 1 {
			return invalid("Invalid beta parameter at index %d: %v", i, beta)
		}
	}
	return nil
}

// validateFlags is what the optimizers check that have fused kernels.
func validateFlags(foreach, fused aten.Opt[bool]) error {
	lists, _ := foreach.Get()
	kernel, _ := fused.Get()
	if lists && kernel {
		return &torch.Error{Op: "optim", Kind: "RuntimeError", Msg: "`fused` and `foreach` cannot be `True` together."}
	}
	return nil
}

// first returns the first error there is.
func first(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

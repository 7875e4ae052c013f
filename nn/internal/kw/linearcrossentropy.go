package kw

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// LinearCrossEntropyOptions have a LinearCrossEntropyLoss computed in pieces of the batch,
// so that the logits (N, C) are never in memory together: a gain where there are many more
// classes than features and at least as many samples. The gradients are computed with the
// loss, which can't be differentiated twice. The zero value is Python's default.
//
// The input's dtype is float32 or float64. Where the loss smooths labels, has several
// classes at once or a target that requires a gradient or is of another dtype, it is computed
// in one piece, with a warning.
//
// See https://docs.pytorch.org/docs/stable/generated/torch.nn.LinearCrossEntropyOptions.html
type LinearCrossEntropyOptions struct {
	// AllowRetainGraph leaves the gradients of Mean and Sum for a second backward pass, at
	// the price of a copy of each.
	AllowRetainGraph bool
	// BatchChunkSize is how many samples a piece has, in place of what ChunkingMethod says;
	// 0 for none.
	BatchChunkSize int
	// ChunkingMethod is "aspect_ratio", by which a piece's logits are as large as the input,
	// "aspect_ratio:4", by which they are a quarter of that, or "auto", the same as "",
	// which is "aspect_ratio" with no more memory than the loss in one piece.
	ChunkingMethod string
	// AccPolicy is "accurate", by which the weight's gradient of a piece is a tensor of its
	// own before it is added, "compact", by which it is added at once, or "auto", the same
	// as "", which is "compact".
	AccPolicy string
}

// Check returns what is wrong with the options, "" for nothing.
func (o *LinearCrossEntropyOptions) Check() string {
	switch o.AccPolicy {
	case "", "auto", "accurate", "compact":
	default:
		return fmt.Sprintf("invalid acc_policy: %s; expected one of 'auto', 'accurate', 'compact'", quoted(o.AccPolicy))
	}
	if method := o.method(); method != "auto" && o.factor() < 1 {
		return "invalid chunking_method: " + quoted(method)
	}
	if o.BatchChunkSize < 0 {
		return fmt.Sprintf("batch_chunk_size must be positive int or None, got %d", o.BatchChunkSize)
	}
	return ""
}

func (o *LinearCrossEntropyOptions) method() string { return orAuto(o.ChunkingMethod) }

func quoted(word string) string { return "'" + word + "'" }

func orAuto(word string) string {
	if word == "" {
		return "auto"
	}
	return word
}

// factor is the 4 of "aspect_ratio:4", 0 of another word.
func (o *LinearCrossEntropyOptions) factor() int {
	rest, known := strings.CutPrefix(o.method(), "aspect_ratio")
	if !known || rest == "" {
		return map[bool]int{true: 1}[known]
	}
	digits, ok := strings.CutPrefix(rest, ":")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || strings.ContainsAny(digits, "+-") {
		return 0
	}
	return n
}

// IsAccurate tells whether the weight's gradient of a piece is a tensor of its own.
func (o *LinearCrossEntropyOptions) IsAccurate() bool { return o.AccPolicy == "accurate" }

// PieceSize is how many of n samples, with so many features and classes, a piece has. It
// returns a message where two fields contradict each other.
func (o *LinearCrossEntropyOptions) PieceSize(n, features, classes int, probabilities bool) (size int, message string) {
	method := o.method()
	if method == "auto" && o.BatchChunkSize > 0 {
		return max(1, min(o.BatchChunkSize, n)), ""
	}
	size = o.byAspectRatio(n, features, classes)
	if method == "auto" {
		method = "aspect_ratio"
		if !o.IsAccurate() {
			size = max(1, min(size, bound(n, features, classes, probabilities)))
		}
	}
	if o.BatchChunkSize > 0 && o.BatchChunkSize != size {
		return 0, fmt.Sprintf("batch_chunk_size (=%d) and chunking_method ('%s') give different chunk sizes (%[1]d vs %[3]d); pass only one.",
			o.BatchChunkSize, method, size)
	}
	return max(1, size), ""
}

// byAspectRatio has the logits of a piece as large as the input, or a share of that.
func (o *LinearCrossEntropyOptions) byAspectRatio(n, features, classes int) int {
	share := (classes + features - 1) / features
	target := (n + share - 1) / share
	size := 1
	if target > 0 {
		size = 1 << bits.Len(uint(target-1))
	}
	return min(size/max(1, o.factor()), n)
}

// bound is the greatest piece that takes no more memory than the loss in one piece.
func bound(n, features, classes int, probabilities bool) int {
	most := n * classes / (4 * features)
	if probabilities {
		most = n / 2
	}
	if most < 1 {
		return 1
	}
	return 1 << (bits.Len(uint(most)) - 1)
}

// String is how Python prints the options.
func (o *LinearCrossEntropyOptions) String() string {
	size := "None"
	if o.BatchChunkSize > 0 {
		size = strconv.Itoa(o.BatchChunkSize)
	}
	retain := map[bool]string{true: "True", false: "False"}[o.AllowRetainGraph]
	return fmt.Sprintf("LinearCrossEntropyOptions(allow_retain_graph=%s, batch_chunk_size=%s, chunking_method=%s, acc_policy=%s, acc_dtype=None)",
		retain, size, quoted(o.method()), quoted(orAuto(o.AccPolicy)))
}

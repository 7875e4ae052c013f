package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
)

// record is one thing that a case found, on either side. A tensor is known by
// its dtype, shape and the hash of its bytes; anything else by its text.
type record struct {
	Case   string `json:"case"`
	Key    string `json:"key"`
	DType  string `json:"dtype"`
	Shape  []int  `json:"shape"`
	SHA256 string `json:"sha256"`
	// Head is the first 16 bytes, which show how far apart two tensors are.
	Head string `json:"head"`
	Text string `json:"text"`
}

func (r record) equal(other record) bool {
	return r.Key == other.Key && r.DType == other.DType && slices.Equal(r.Shape, other.Shape) &&
		r.SHA256 == other.SHA256 && r.Text == other.Text
}

func (r record) String() string {
	if r.DType == "" {
		return fmt.Sprintf("%s: %s", r.Key, r.Text)
	}
	return fmt.Sprintf("%s: %s %v, sha256 %.12s, first bytes %s%s", r.Key, r.DType, r.Shape, r.SHA256, r.Head, floats(r))
}

// floats shows the first numbers of a record that holds floating-point ones.
func floats(r record) string {
	data, err := hex.DecodeString(r.Head)
	if err != nil {
		return ""
	}
	var xs []any
	switch r.DType {
	case "float32":
		for ; len(data) >= 4; data = data[4:] {
			xs = append(xs, math.Float32frombits(binary.LittleEndian.Uint32(data)))
		}
	case "float64", "float":
		for ; len(data) >= 8; data = data[8:] {
			xs = append(xs, math.Float64frombits(binary.LittleEndian.Uint64(data)))
		}
	case "int64":
		for ; len(data) >= 8; data = data[8:] {
			xs = append(xs, int64(binary.LittleEndian.Uint64(data)))
		}
	}
	if len(xs) == 0 {
		return ""
	}
	return fmt.Sprintf(" %v", xs)
}

// recorder collects what one case found on the Go side.
type recorder struct {
	name    string
	records []record
	err     error
}

// bytes records a tensor's dtype, shape and every bit.
func (r *recorder) bytes(key, dtype string, shape []int, data []byte) {
	sum := sha256.Sum256(data)
	r.records = append(r.records, record{
		Case:   r.name,
		Key:    key,
		DType:  dtype,
		Shape:  shape,
		SHA256: hex.EncodeToString(sum[:]),
		Head:   hex.EncodeToString(data[:min(len(data), 16)]),
	})
}

// number records a float64 by its bits.
func (r *recorder) number(key string, x float64) {
	r.bytes(key, "float", nil, binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
}

func (r *recorder) text(key, s string) {
	r.records = append(r.records, record{Case: r.name, Key: key, Text: s})
}

// Package roundtrip holds the test that files of state_dicts go from Python to Go and back
// with every bit: .pt, .safetensors and .npz, of every dtype and layout, drawn anew each day.
package roundtrip

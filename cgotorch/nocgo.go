//go:build !cgo

package cgotorch

// What the compiler says where cgo is off.
var _ = cgo_is_needed__set_CGO_ENABLED_to_1_and_install_a_C_compiler

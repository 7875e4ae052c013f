package cgotorch

// #include "loader.h"
import "C"

// Setting numbers a switch of libtorch, as ct_setting in cgotorch.h, which tells
// what each holds.
type Setting int

// The settings, in the order of ct_setting.
const (
	DeterministicWarnOnly Setting = iota
	FillUninitialized
	InteropThreads
	FlushDenormal
	Float32Matmul
	WarnAlways
	InferenceModeOn
	CUDNN
	CUDNNBenchmark
	CUDNNBenchmarkLimit
	CUDNNDeterministic
	CUDNNTF32
	CUBLASTF32
	CUBLASFP16Reduction
	CUBLASBF16Reduction
	SDPFlash
	SDPMemEfficient
	SDPMath
	SDPCUDNN
	SDPMathReduction
	Mkldnn
	MkldnnDeterministic
	NNPACK
	HasMKL
	HasMkldnn
	HasOpenMP
	HasLAPACK
	HasCUDNN
)

// Get returns a setting's value; a bool is 0 or 1.
func (s Setting) Get() (int, error) {
	var value C.int64_t
	err := asError(C.gt_setting_get(C.int64_t(s), &value))
	return int(value), err
}

// Set changes a setting.
func (s Setting) Set(value int) error {
	return asError(C.gt_setting_set(C.int64_t(s), C.int64_t(value)))
}

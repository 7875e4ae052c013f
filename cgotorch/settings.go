package cgotorch

// #include "loader.h"
import "C"

// Setting is a switch of libtorch.
type Setting int

// The settings; ct_setting in cgotorch.h tells what each holds.
const (
	DeterministicWarnOnly Setting = C.CT_SET_DETERMINISTIC_WARN_ONLY
	FillUninitialized     Setting = C.CT_SET_FILL_UNINITIALIZED
	InteropThreads        Setting = C.CT_SET_INTEROP_THREADS
	FlushDenormal         Setting = C.CT_SET_FLUSH_DENORMAL
	Float32Matmul         Setting = C.CT_SET_FLOAT32_MATMUL
	WarnAlways            Setting = C.CT_SET_WARN_ALWAYS
	InferenceModeOn       Setting = C.CT_SET_INFERENCE_MODE
	CUDNN                 Setting = C.CT_SET_CUDNN
	CUDNNBenchmark        Setting = C.CT_SET_CUDNN_BENCHMARK
	CUDNNBenchmarkLimit   Setting = C.CT_SET_CUDNN_BENCHMARK_LIMIT
	CUDNNDeterministic    Setting = C.CT_SET_CUDNN_DETERMINISTIC
	CUDNNTF32             Setting = C.CT_SET_CUDNN_TF32
	CUBLASTF32            Setting = C.CT_SET_CUBLAS_TF32
	CUBLASFP16Reduction   Setting = C.CT_SET_CUBLAS_FP16_REDUCTION
	CUBLASBF16Reduction   Setting = C.CT_SET_CUBLAS_BF16_REDUCTION
	SDPFlash              Setting = C.CT_SET_SDP_FLASH
	SDPMemEfficient       Setting = C.CT_SET_SDP_MEM_EFFICIENT
	SDPMath               Setting = C.CT_SET_SDP_MATH
	SDPCUDNN              Setting = C.CT_SET_SDP_CUDNN
	SDPMathReduction      Setting = C.CT_SET_SDP_MATH_REDUCTION
	SDPOverrideable       Setting = C.CT_SET_SDP_OVERRIDEABLE
	SDPPriority           Setting = C.CT_SET_SDP_PRIORITY
	Mkldnn                Setting = C.CT_SET_MKLDNN
	MkldnnDeterministic   Setting = C.CT_SET_MKLDNN_DETERMINISTIC
	NNPACK                Setting = C.CT_SET_NNPACK
	HasMKL                Setting = C.CT_SET_HAS_MKL
	HasMkldnn             Setting = C.CT_SET_HAS_MKLDNN
	HasOpenMP             Setting = C.CT_SET_HAS_OPENMP
	HasLAPACK             Setting = C.CT_SET_HAS_LAPACK
	HasCUDNN              Setting = C.CT_SET_HAS_CUDNN
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

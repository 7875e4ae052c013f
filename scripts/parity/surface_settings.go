package main

import (
	"github.com/e0112027/gotorch/torch"
	"github.com/e0112027/gotorch/torch/backends"
)

// settingsExpressions read the switches of a fresh process, and change some.
var settingsExpressions = []expression{
	{"torch.get_float32_matmul_precision()", "", func([]*torch.Tensor) any { return string(torch.Float32MatmulPrecision()) }},
	{"[torch.use_deterministic_algorithms(True, warn_only=True), torch.get_deterministic_debug_mode(), torch.use_deterministic_algorithms(False)][1]", "", func([]*torch.Tensor) any {
		torch.UseDeterministicAlgorithms(true, true)
		defer torch.UseDeterministicAlgorithms(false, false)
		return int(torch.DeterministicDebugMode())
	}},
	{"[torch.set_deterministic_debug_mode(2), torch.is_deterministic_algorithms_warn_only_enabled(), torch.set_deterministic_debug_mode(0)][1]", "", func([]*torch.Tensor) any {
		torch.SetDeterministicDebugMode(torch.DeterministicError)
		defer torch.SetDeterministicDebugMode(torch.DeterministicDefault)
		return torch.IsDeterministicAlgorithmsWarnOnlyEnabled()
	}},
	{"[torch.use_deterministic_algorithms(True), torch.empty(9), torch.empty(4, dtype=torch.int16), torch.use_deterministic_algorithms(False)][1:3]", "", func([]*torch.Tensor) any {
		torch.UseDeterministicAlgorithms(true, false)
		defer torch.UseDeterministicAlgorithms(false, false)
		return list(torch.Empty(9), torch.Empty(4, torch.Int16))
	}},
	{"[torch.set_flush_denormal(True), a[0] * 1e-310, torch.set_flush_denormal(False), a[0] * 1e-310][1::2]", "float64 5", func(a []*torch.Tensor) any {
		flushed := torch.WithFlushDenormalResult(true, func() *torch.Tensor { return a[0].Mul(1e-310) })
		return list(flushed, a[0].Mul(1e-310))
	}},
	{"torch.is_warn_always_enabled()", "", func([]*torch.Tensor) any { return torch.IsWarnAlwaysEnabled() }},
	{"torch.inference_mode()(torch.is_inference_mode_enabled)()", "", func([]*torch.Tensor) any {
		return torch.InferenceModeResult(torch.IsInferenceModeEnabled)
	}},
	{"torch.is_anomaly_enabled()", "", func([]*torch.Tensor) any { return torch.IsAnomalyEnabled() }},
	{"torch.is_anomaly_check_nan_enabled()", "", func([]*torch.Tensor) any { return torch.IsAnomalyCheckNaNEnabled() }},
	{"torch.backends.cudnn.enabled", "", func([]*torch.Tensor) any { return backends.CUDNNEnabled.On() }},
	{"torch.backends.cudnn.benchmark", "", func([]*torch.Tensor) any { return backends.CUDNNBenchmark.On() }},
	{"torch.backends.cudnn.benchmark_limit", "", func([]*torch.Tensor) any { return backends.CUDNNBenchmarkLimit() }},
	{"torch.backends.cudnn.allow_tf32", "", func([]*torch.Tensor) any { return backends.CUDNNAllowTF32.On() }},
	{"torch.backends.cuda.matmul.allow_tf32", "", func([]*torch.Tensor) any { return backends.CUDAMatmulAllowTF32.On() }},
	{"torch.backends.cuda.math_sdp_enabled()", "", func([]*torch.Tensor) any { return backends.CUDAMathSDP.On() }},
	{"torch.backends.mkldnn.enabled", "", func([]*torch.Tensor) any { return backends.MkldnnEnabled.On() }},
	{"torch.backends.mkl.is_available()", "", func([]*torch.Tensor) any { return backends.HasMKL() }},
	{"torch.backends.mkldnn.is_available()", "", func([]*torch.Tensor) any { return backends.HasMkldnn() }},
	{"torch.has_lapack", "", func([]*torch.Tensor) any { return backends.HasLAPACK() }},
}

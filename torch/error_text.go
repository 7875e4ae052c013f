package torch

import (
	"cmp"
	"regexp"
	"strings"
)

// kernelTable is what libtorch appends where an operator has no kernel for its
// inputs: some fifty lines of its own source files.
var kernelTable = regexp.MustCompile(`(?s)\n\n\w+: (fallthrough )?registered at .*`)

const (
	noCUDA = "no CUDA device can be used: this libtorch is built without CUDA, or finds no driver or GPU; torch.CUDAIsAvailable tells, and gotorch doctor lists the devices"
	noMeta = " tells no shape for tensors on torch.Meta: PyTorch works it out in Python"
)

// cudaRefusals are libtorch's words where CUDA is asked for and not there.
var cudaRefusals = regexp.MustCompile(`^Could not run '.*' with arguments from the 'CUDA' backend` +
	`|^PyTorch is not linked with support for cuda devices` +
	`|^Cannot get CUDA generator without ATen_cuda library`)

// metaRefusals are libtorch's words where an operator, which the first of them name,
// has no kernel for [Meta].
var metaRefusals = regexp.MustCompile(`^(?:(\S+): attempted to run this operator with Meta tensors, but there was no fake impl` +
	`|convolution_overrideable not implemented)`)

// plainText is libtorch's message without what only helps those who build libtorch,
// and with the reason where that lies in what this process lacks.
func plainText(message string, inputs []*Tensor) string {
	if cudaRefusals.MatchString(message) && !CUDAIsAvailable() {
		return noCUDA
	}
	if m := metaRefusals.FindStringSubmatch(message); m != nil && anyOn(Meta, inputs) {
		return cmp.Or(m[1], "the convolution") + noMeta
	}
	return goTerms.Replace(typeMetas.ReplaceAllStringFunc(kernelTable.ReplaceAllString(message, ""), dtypeOfMeta))
}

// goTerms turns the remedies that libtorch names into those that a Go program has.
var goTerms = strings.NewReplacer(
	"torch.autograd.set_detect_anomaly(True, check_nan=False)", "torch.DetectAnomaly and torch.CheckNaN(false)",
	"torch.autograd.set_detect_anomaly(True)", "torch.DetectAnomaly",
	"Specify retain_graph=True", "Specify torch.RetainGraph(true)",
	"Set allow_unused=True", "Set torch.AllowUnused(true)",
	"`torch.no_grad()`", "torch.NoGrad",
	"`torch.inference_mode()`", "torch.InferenceMode",
)

// typeMetas are dtypes by C++'s names.
var typeMetas = regexp.MustCompile(`(\bdtype '?|\bbut got )(float|double|long int|long|int|short int|short|signed char|unsigned char|bool|c10::Half|c10::BFloat16)\b`)

var metaDTypes = map[string]DType{
	"float": Float32, "double": Float64, "long int": Int64, "long": Int64, "int": Int32, "short int": Int16, "short": Int16,
	"signed char": Int8, "unsigned char": UInt8, "bool": Bool, "c10::Half": Float16, "c10::BFloat16": BFloat16,
}

func dtypeOfMeta(text string) string {
	m := typeMetas.FindStringSubmatch(text)
	return m[1] + metaDTypes[m[2]].String()
}

func anyOn(d Device, tensors []*Tensor) bool {
	for _, t := range tensors {
		if t != nil && t.handle != 0 && t.isOn(d) {
			return true
		}
	}
	return false
}

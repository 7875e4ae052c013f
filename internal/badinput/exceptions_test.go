package badinput

// leftOut names functions that are not called, with the reason. Those whose name
// begins with Set change the whole process, and are not called either; nor are the
// methods GetWith of datasets, which only loaders call.
var leftOut = map[string]string{
	"aten.QuantizedLstmCell":           crashes,
	"aten.QuantizedGruCell":            crashes,
	"aten.QuantizedRnnReluCell":        crashes,
	"aten.QuantizedRnnTanhCell":        crashes,
	"torch.Apply":                      "needs a Function",
	"torch.Checkpoint":                 "needs a function",
	"torch.FromImage":                  "needs an image",
	"torch.Tensor.Format":              "needs a fmt.State",
	"torch.Tensor.UnsafeMemory":        "needs a Memory to fill",
	"torch.LoadLibrary":                "opens files",
	"torch.ManualSeed":                 "changes the whole process",
	"torch.NewExecutor":                "starts threads",
	"torch.UseDeterministicAlgorithms": "changes the whole process",
}

// crashesBelowNewest names functions of torch/aten with an argument that ends the
// process on 2.11, in Python too.
var crashesBelowNewest = map[string]string{
	"AlignTensors":         "torch.ops.aten.align_tensors([])",
	"AlignToEllipsisIdx":   "torch.ops.aten.align_to.ellipsis_idx(torch.ones(2, 3), [], 99)",
	"NativeChannelShuffle": "torch.ops.aten.native_channel_shuffle(torch.ones(2, 3, device='meta'), 0)",
	"SlowConv3d":           "torch.ops.aten.slow_conv3d(torch.ones(2, 3), torch.ones(2, 3), [])",
	"SlowConv3dForward":    "torch.ops.aten.slow_conv3d_forward(torch.ones(2, 3), torch.ones(2, 3), [], None, [0], [0])",
}

// mayTake names functions that may be given a closed tensor, with the reason.
// Those that make options may be given anything: the function that takes the
// option looks at it.
var mayTake = map[string]string{
	"torch.Kwarg":                  "makes an argument of Call, which looks at it",
	"torch.Tensor.DType":           knownInGo,
	"torch.Tensor.GoString":        "tells that the tensor is closed",
	"torch.Tensor.IsComplex":       knownInGo,
	"torch.Tensor.IsFloatingPoint": knownInGo,
	"torch.Tensor.IsQuantized":     knownInGo,
	"torch.Tensor.IsSigned":        knownInGo,
	"torch.Tensor.Scope":           knownInGo,
}

const knownInGo = "known without libtorch"

const crashes = "ends the process, in Python too: see scripts/fuzzcall/shared_crashes.txt"

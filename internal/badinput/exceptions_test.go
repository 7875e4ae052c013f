package badinput

// leftOut names functions that are not called, with the reason.
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
	"torch.SetDefaultDType":            "changes the whole process",
	"torch.SetNumThreads":              "changes the whole process",
	"torch.SetRNGState":                "changes the whole process",
	"torch.UseDeterministicAlgorithms": "changes the whole process",
}

// mayTake names functions that may be given a closed tensor or any value, with
// the reason.
var mayTake = map[string]string{
	"functional.PosWeight":  option,
	"functional.Weight":     option,
	"torch.AWeights":        option,
	"torch.Alpha":           option,
	"torch.Beta":            option,
	"torch.FWeights":        option,
	"torch.Gradient":        option,
	"torch.Inputs":          option,
	"torch.Kwarg":           option,
	"torch.P":               option,
	"torch.SampleWeight":    option,
	"torch.Value":           option,
	"torch.Tensor.DType":    "known without libtorch",
	"torch.Tensor.GoString": "tells that the tensor is closed",
	"torch.Tensor.Scope":    "known without libtorch",
}

const option = "makes an option, which the function that takes it looks at"

// noShapes names functions whose error may leave the shapes out, with the reason.
var noShapes = map[string]string{
	"torch.Tensor.Index":           "indices are sorted out before the tensor is looked at",
	"torch.Tensor.SetIndex":        "indices are sorted out before the tensor is looked at",
	"torch.Tensor.ReshapeAs":       "the other tensor's sizes are read first",
	"torch.Tensor.ViewAs":          "the other tensor's sizes are read first",
	"torch.Tensor.SetGrad":         "a closed gradient is refused first",
	"torch.Tensor.Where":           "the condition is the operator's first argument",
	"functional.BCE":               loss,
	"functional.BCEWithLogits":     loss,
	"functional.MSE":               loss,
	"torch.SparseBSCTensor":        sparse,
	"torch.SparseBSRTensor":        sparse,
	"torch.SparseCOOTensor":        sparse,
	"torch.SparseCSCTensor":        sparse,
	"torch.SparseCSRTensor":        sparse,
	"torch.SparseCompressedTensor": sparse,
}

const loss = "the two sizes, which the reason tells, are compared before any operator is called"

const sparse = "values are converted before the operator is called"

const crashes = "ends the process, in Python too: see scripts/fuzzcall/shared_crashes.txt"

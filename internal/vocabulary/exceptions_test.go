package vocabulary

// Reasons that serve several words.
const (
	told      = "the option sets what the method tells"
	formula   = "a letter of the function's formula, as in Python: it means what its own function says"
	converted = "the method converts to what the option names"
	closed    = "the same keyword; a list of options that is closed in one package can't hold another's"
	keyword   = "one keyword in Python too, for the same thing: "
)

// sharedWords are options that share their word with something else, with the reason.
var sharedWords = map[string]string{
	"ATol":          keyword + "an absolute tolerance; that of linalg may be a tensor, one for each matrix",
	"Alpha":         formula,
	"Append":        keyword + "both put something behind",
	"BFloat16":      converted,
	"Bool":          converted,
	"CUDA":          converted,
	"DType":         closed,
	"DenseDim":      told,
	"Dim":           closed,
	"Device":        closed,
	"Eps":           keyword + "a small number that keeps a divisor from 0; only ReduceLROnPlateau's is the least change",
	"Foreach":       closed,
	"Groups":        keyword + "groups of channels; an optimizer's are told by their method",
	"In":            "the same of an operator that is called by hand",
	"IsCoalesced":   told,
	"Max":           "Python's mode=\"max\", of a scheduler that looks for a metric's",
	"Method":        "an algorithm's name, and a way of pruning",
	"Mode":          "Python's mode= tells how something is done, its mode() is a statistic",
	"Momentum":      keyword + "how much of a new value counts, or of an old one, as each says",
	"N":             formula,
	"P":             formula + ", a probability or a norm",
	"Padding":       keyword + "what is added at the sides",
	"PinMemory":     "the option makes what the method makes of a tensor that is there",
	"Prepend":       keyword + "both put something before what is there",
	"RTol":          keyword + "a relative tolerance; that of linalg may be a tensor, one for each matrix",
	"RequiresGrad":  told,
	"SparseDim":     told,
	"Strict":        keyword + "what is missing is an error",
	"Threshold":     "Python's keyword of a scheduler, and its function",
	"Train":         "torchvision's keyword, of a split, and Python's method, of a mode",
	"Training":      told,
	"Transform":     "the option takes what the type is",
	"Transpose":     "both swap rows and columns",
	"Value":         keyword + "a number that takes part",
	"WithGenerator": closed,
}

// constructors are functions that return an object and are called otherwise.
var constructors = map[string]string{
	"datasets.ReadIDX":             "reads a file, as os.ReadFile does",
	"linalg.Lstsq":                 "computes, and returns several tensors by name",
	"nn.InTraining":                "spells the value of a field that is embedded",
	"nn.Named":                     "names a module",
	"nn.OnBackward":                "registers a hook, whose handle it returns",
	"nn.OnBackwardPre":             "see nn.OnBackward",
	"nn.OnForward":                 "see nn.OnBackward",
	"nn.OnForwardPre":              "see nn.OnBackward",
	"nn.StateDict":                 "tells a module's state",
	"parametrize.Of":               "tells what is there",
	"prune.ByL1":                   "spells an argument of GlobalUnstructured",
	"prune.ByRandom":               "see prune.ByL1",
	"safetensors.Decode":           "decodes bytes, as the packages of encoding do",
	"safetensors.Open":             "opens a file, as os.Open does",
	"torch.DefaultGenerator":       "tells what is there",
	"torch.DefaultPrintOptions":    "tells what is there",
	"torch.DeterministicDebugMode": "tells what is set",
	"torch.FInfo":                  "Python's finfo, of one of a few objects that are there",
	"torch.Float32MatmulPrecision": "tells what is set",
	"torch.GetGradientEdge":        "a function in Python",
	"torch.IInfo":                  "Python's iinfo, of one of a few objects that are there",
	"torch.Kwarg":                  "spells an argument of Call",
	"torch.OnceDifferentiable":     "a decorator in Python",
	"torch.RegisterAnyGradHook":    "a function in Python",
	"torch.RegisterMultiGradHook":  "a function in Python",
	"torch.Slice":                  "spells an index, with its kin",
	"torch.SliceFrom":              "see torch.Slice",
	"torch.SliceStep":              "see torch.Slice",
	"torch.SliceTo":                "see torch.Slice",
}

// getters keep Get.
var getters = map[string]string{
	"GetBatch":        "a dataset's Get for many indices",
	"GetBuffer":       "as GetParameter",
	"GetGradientEdge": "GradientEdge is the type",
	"GetParameter":    "Parameter makes one",
	"GetScale":        "Scale scales",
	"GetSubmodule":    "as GetParameter",
	"GetWith":         "a dataset's Get with a loader's worker",
}

// withoutTwin are functions that take another without a result, and have no twin.
var withoutTwin = map[string]string{
	"nn.Apply":            "runs it once for each module",
	"torch.QueueCallback": "runs it later",
}

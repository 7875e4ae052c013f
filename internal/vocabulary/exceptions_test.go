package vocabulary

// Reasons that serve several words.
const (
	told      = "the option sets what the method tells"
	formula   = "a letter of the function's formula, as in Python: it means what its own function says"
	converted = "the method converts to what the option names"
	keyword   = "one keyword in Python too, for the same thing: "
)

// sharedWords are options that share their word with something else, with the reason.
var sharedWords = map[string]string{
	"ATol":          keyword + "an absolute tolerance; that of linalg may be a tensor, one for each matrix",
	"Alpha":         formula,
	"At":            "a place: of a value in a file's dicts, of a module in a list",
	"Assign":        "of a load, and of one parametrized parameter: both put a value in the place of another",
	"Append":        keyword + "both put something behind",
	"BFloat16":      converted,
	"Bool":          converted,
	"CUDA":          converted,
	"Center":        "Python's keyword of a spectrogram, whether frames are centred, and of a turn, the point that stays",
	"DType":         "nn's lists of options are closed in nn, so that a type of torch can't be in them",
	"Dim":           keyword + "a dimension; of a parametrization it is one of a weight",
	"DenseDim":      told,
	"Device":        "nn's lists of options are closed in nn, so that a type of torch can't be in them",
	"Eps":           keyword + "a small number that keeps a divisor from 0",
	"Scale":         "of attention, a factor; of a GradScaler the method that multiplies a loss",
	"Expand":        "Python's keyword of a rotation, which makes the picture larger, and a tensor's method",
	"Foreach":       keyword + "whether lists of tensors are computed with in one call; a Batch tells it",
	"Groups":        keyword + "groups of channels; an optimizer's are told by their method",
	"In":            "the same of an operator that is called by hand",
	"Interpolation": keyword + "how what lies between is found: between the elements of a quantile, between pixels",
	"IsCoalesced":   told,
	"K":             formula,
	"KeepDim":       "nn's lists of options are closed in nn, so that a type of torch can't be in them",
	"LR":            told,
	"Method":        keyword + "how something is done; pruning's is a type, which a program implements",
	"Mmap":          keyword + "tensors that lie in a mapping of their file; of safetensors, whose options are its own",
	"Mode":          keyword + "how something is done; a tensor's mode is its most frequent value, in Python too",
	"Beta":          formula,
	"Init":          "a letter of PReLU's formula spelt out, its first slope; torch.Init opens libtorch",
	"OutputSize":    keyword + "the size that comes out; an int where it can only be one",
	"Upper":         keyword + "the upper one: of RReLU's bounds, of two triangles",
	"N":             formula,
	"Nonlinearity":  keyword + "the function that bounds what a layer returns",
	"NormType":      keyword + "which norm is bounded",
	"P":             formula + ", a probability or a norm",
	"PinMemory":     "the option makes what the method makes of a tensor that is there",
	"Prepend":       keyword + "both put something before",
	"RTol":          keyword + "a relative tolerance; that of linalg may be a tensor, one for each matrix",
	"RequiresGrad":  told,
	"SparseDim":     told,
	"Strict":        keyword + "what is missing is an error",
	"Threshold":     "Python's keyword of a scheduler, and its function",
	"Train":         "torchvision's keyword, of a split, and Python's method, of a mode",
	"Training":      told,
	"Transform":     "the option takes what the type is",
	"Transpose":     "both swap rows and columns",
	"Value":         keyword + "what is filled in; torch's are the results of a call by name",
	"WithGenerator": "the same in each package, whose lists of options are closed",
}

// constructors are functions that return an object and are called otherwise.
var constructors = map[string]string{
	"datasets.ReadIDX":             "reads a file, as os.ReadFile does",
	"linalg.Lstsq":                 "computes, and returns several tensors by name",
	"nn.InTraining":                "tells a module's mode where it is made",
	"nn.Named":                     "names a module",
	"nn.OnBackward":                "registers a hook, whose handle it returns",
	"nn.OnBackwardPre":             "see nn.OnBackward",
	"nn.OnForward":                 "see nn.OnBackward",
	"nn.OnForwardPre":              "see nn.OnBackward",
	"nn.OnLoadStateDict":           "see nn.OnBackward",
	"nn.OnLoadStateDictPre":        "see nn.OnBackward",
	"nn.OnStateDict":               "see nn.OnBackward",
	"nn.OnStateDictPre":            "see nn.OnBackward",
	"parametrize.Of":               "tells a parameter's parametrizations",
	"prune.ByL1":                   "spells a method of pruning",
	"prune.ByRandom":               "see prune.ByL1",
	"rnn.PackPaddedSequence":       "a function in Python",
	"rnn.PackSequence":             "a function in Python",
	"safetensors.Decode":           "decodes bytes, as the packages of encoding do",
	"safetensors.Open":             "opens a file, as os.Open does",
	"npz.Open":                     "opens a file, as os.Open does",
	"npz.OpenReader":               "opens a file, as archive/zip does",
	"npy.ReadInfo":                 "reads what a file says, and makes nothing",
	"swa.EMAAvgFn":                 "Python's get_ema_avg_fn: an average as a function",
	"swa.EMAMultiAvgFn":            "see swa.EMAAvgFn",
	"swa.SWAAvgFn":                 "see swa.EMAAvgFn",
	"swa.SWAMultiAvgFn":            "see swa.EMAAvgFn",
	"torch.DefaultGenerator":       "tells what is there",
	"torch.DefaultPrintOptions":    "tells what is there",
	"torch.DeterministicDebugMode": "tells what is set",
	"torch.FInfo":                  "Python's finfo, of one of a few objects that are there",
	"torch.Float32MatmulPrecision": "tells what is set",
	"torch.GetGradientEdge":        "a function in Python",
	"torch.IInfo":                  "Python's iinfo, of one of a few objects that are there",
	"torch.LoadStateDict":          "reads a file, as torch.load does in Python",
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
	"GetBuffer":       "see GetParameter",
	"GetParameter":    "Parameter makes one; this finds it by its name",
	"GetSubmodule":    "see GetParameter",
	"GetBatch":        "a dataset's Get for many indices",
	"GetGradientEdge": "GradientEdge is the type",
	"GetScale":        "Scale scales",
	"GetWith":         "a dataset's Get with a loader's worker",
}

// withoutTwin are functions that take another without a result, and have no twin.
var withoutTwin = map[string]string{
	"nn.Apply":            "runs it once for each module",
	"torch.QueueCallback": "runs it later",
}

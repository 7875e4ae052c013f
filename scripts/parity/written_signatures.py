"""Compares the arguments of functions whose options genkw does not write with Python's signatures; signatures.py runs it.

For each of Python's functions: Go's, and where each of Python's arguments is there, in Python's order. "." is an
argument at its place, a name is an option, one after "-" is why it is left out.
"""
import importlib
import inspect
import os
import re

WHY = {
    "batches": "NewLoaderWith takes it",
    "device": "the model's own",
    "fork": "workers are goroutines",
    "memory": "a scope owns what a loader makes",
    "closure": "Go takes a function",
    "priority": "the order of libtorch's own preference",
    "all": "a target holds its module, name and scores",
    "method": "the method is a value with its arguments",
    "turns": "in_order=False has no counterpart: batches come in order",
    "wait": "the context's deadline",
}
FUNCTIONS = {
    "torch.nn.init": ("nn/init", {
        "uniform_": "Uniform_ . . . WithGenerator",
        "normal_": "Normal_ . . . WithGenerator",
        "trunc_normal_": "TruncNormal_ . . . . . WithGenerator",
        "constant_": "Constant_ . .",
        "ones_": "Ones_ .",
        "zeros_": "Zeros_ .",
        "eye_": "Eye_ .",
        "dirac_": "Dirac_ . Groups",
        "xavier_uniform_": "XavierUniform_ . . WithGenerator",
        "xavier_normal_": "XavierNormal_ . . WithGenerator",
        "kaiming_uniform_": "KaimingUniform_ . Slope FanMode Nonlinearity WithGenerator",
        "kaiming_normal_": "KaimingNormal_ . Slope FanMode Nonlinearity WithGenerator",
        "orthogonal_": "Orthogonal_ . . WithGenerator",
        "sparse_": "Sparse_ . . . WithGenerator",
        "calculate_gain": "Gain . .",
    }),
    "torch.nn.utils": ("nn/utils", {
        "clip_grad_norm_": "ClipGradNorm_ . . NormType ErrorIfNonfinite Foreach",
        "clip_grad_value_": "ClipGradValue_ . . Foreach",
        "get_total_norm": "TotalNorm . NormType ErrorIfNonfinite Foreach",
        "clip_grads_with_norm_": "ClipGradsWithNorm_ . . . Foreach",
        "parameters_to_vector": "ParametersToVector .",
        "vector_to_parameters": "VectorToParameters . .",
        "fuse_conv_bn_eval": "FuseConvBNEval . . Transpose",
        "fuse_conv_bn_weights": "FuseConvBNWeights . . . . . . . Transpose",
        "fuse_linear_bn_eval": "FuseLinearBNEval . .",
        "fuse_linear_bn_weights": "FuseLinearBNWeights . . . . . . .",
        "skip_init": "SkipInit . -closure -closure",
    }),
    "torch.nn.utils.prune": ("nn/utils/prune", {
        "random_unstructured": "RandomUnstructured . . .",
        "l1_unstructured": "L1Unstructured . . . ImportanceScores",
        "random_structured": "RandomStructured . . . .",
        "ln_structured": "LnStructured . . . . . ImportanceScores",
        "global_unstructured": "GlobalUnstructured . . -all -method",
        "custom_from_mask": "CustomFromMask . . .",
        "remove": "Remove . .",
        "is_pruned": "IsPruned .",
        "identity": "Identity . .",
    }),
    "torch.nn.utils.parametrizations": ("nn/utils/parametrizations", {
        "orthogonal": "Orthogonal . . OrthogonalMap UseTrivialization",
        "spectral_norm": "SpectralNorm . . NPowerIterations Eps Dim",
        "weight_norm": "WeightNorm . . Dim",
    }),
    "torch.nn.utils.parametrize": ("nn/utils/parametrize", {
        "register_parametrization": "RegisterParametrization . . . Unsafe",
        "remove_parametrizations": "RemoveParametrizations . . LeaveParametrized",
        "is_parametrized": "IsParametrized . .",
    }),
    "torch.nn.attention": ("nn/attention", {"sdpa_kernel": "SDPAKernel . -priority"}),
    "torch.optim.swa_utils": ("optim/swa", {
        "AveragedModel": "NewAveragedModel . -device AvgFn MultiAvgFn UseBuffers",
        "update_bn": "UpdateBN . . -device",
        "get_ema_avg_fn": "EMAAvgFn .",
        "get_ema_multi_avg_fn": "EMAMultiAvgFn .",
        "get_swa_avg_fn": "SWAAvgFn",
        "get_swa_multi_avg_fn": "SWAMultiAvgFn",
    }),
    "torch.utils.data": ("data", {
        "DataLoader": "NewLoader . BatchSize Shuffle WithSampler WithBatchSampler Workers -batches -memory DropLast -wait"
        " -fork -fork WithGenerator Prefetch -fork -memory -turns",
        "RandomSampler": "NewRandomSampler . Replacement NumSamples WithGenerator",
        "WeightedRandomSampler": "NewWeightedRandomSampler . . Replacement WithGenerator",
        "SubsetRandomSampler": "NewSubsetRandomSampler . WithGenerator",
        "SequentialSampler": "NewSequentialSampler .",
        "BatchSampler": "NewBatchSampler . . .",
        "random_split": "RandomSplit . . WithGenerator",
        "Subset": "NewSubset . .",
        "TensorDataset": "NewTensorDataset .",
        "ConcatDataset": "NewConcatDataset .",
    }),
}


def exported(folder):
    """The names of a Go package's functions and types."""
    text = "\n".join(open(os.path.join(folder, f)).read() for f in sorted(os.listdir(folder)) if f.endswith(".go") and not f.endswith("_test.go"))
    return set(re.findall(r"^(?:func|type) ([A-Z]\w*)", text, re.MULTILINE))


def compare(root):
    """The differences, and how many functions and arguments there are."""
    found, functions, arguments = [], 0, 0
    for module, (folder, table) in FUNCTIONS.items():
        go = exported(os.path.join(root, folder))
        for name, text in table.items():
            f, (ours, *places) = getattr(importlib.import_module(module), name), text.split()
            theirs = list(inspect.signature(f).parameters)
            functions, arguments = functions + 1, arguments + len(theirs)
            if len(theirs) != len(places):
                found.append(f"{folder}.{ours} knows {len(places)} arguments of {module}.{name}, which has {len(theirs)}: {', '.join(theirs)}")
            for word in (ours, *places):
                if word[0] == "-" and word[1:] not in WHY:
                    found.append(f"{module}.{name}: no reason {word}")
                if word[0] not in ".-" and word not in go:
                    found.append(f"{folder} has no {word}, for {module}.{name}")
    return found, functions, arguments

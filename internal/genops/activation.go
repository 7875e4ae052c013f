package main

// activation are the activation functions without options.
var activation = []operator{
	{name: "ReLU", op: "relu", doc: "each element, 0 where it is negative.", twin: inPlace, page: "torch.nn.functional.relu"},
	{name: "ReLU6", op: "relu6", doc: "each element, kept between 0 and 6.", twin: inPlace, page: "torch.nn.functional.relu6"},
	{name: "Sigmoid", op: "sigmoid", doc: "1/(1 + exp(-x)) for each element x. Integers give floats.", twin: inPlace},
	{name: "SiLU", op: "silu", doc: "x * sigmoid(x) for each element x.", twin: inPlace, page: "torch.nn.functional.silu"},
	{name: "Mish", op: "mish", doc: "x * tanh(softplus(x)) for each element x.", twin: inPlace, page: "torch.nn.functional.mish"},
	{name: "SELU", op: "selu", doc: "the scaled exponential linear unit of each element, with the two constants of https://arxiv.org/abs/1706.02515.", twin: inPlace, page: "torch.nn.functional.selu"},
	{name: "HardSigmoid", op: "hardsigmoid", doc: "x/6 + 1/2 for each element x, kept between 0 and 1.", twin: inPlace, page: "torch.nn.functional.hardsigmoid"},
	{name: "HardSwish", op: "hardswish", doc: "x * hardsigmoid(x) for each element x.", twin: inPlace, page: "torch.nn.functional.hardswish"},
	{name: "LogSigmoid", op: "log_sigmoid", doc: "log(sigmoid(x)) for each element x.", page: "torch.nn.functional.logsigmoid"},
}

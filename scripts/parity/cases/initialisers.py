"""Every initialiser of nn.init on a matrix and on a convolution's weight, where it takes one."""
import torch
from reference import case
from torch.nn import init

INITIALISERS = {
    "uniform_": lambda w: init.uniform_(w),
    "uniform_ range": lambda w: init.uniform_(w, -2.0, 3.0),
    "normal_": lambda w: init.normal_(w),
    "normal_ mean std": lambda w: init.normal_(w, 1.0, 0.02),
    "trunc_normal_": lambda w: init.trunc_normal_(w),
    "trunc_normal_ narrow": lambda w: init.trunc_normal_(w, mean=0.1, std=0.5, a=-0.3, b=0.4),
    "constant_": lambda w: init.constant_(w, 0.3),
    "ones_": lambda w: init.ones_(w),
    "zeros_": lambda w: init.zeros_(w),
    "xavier_uniform_": lambda w: init.xavier_uniform_(w),
    "xavier_uniform_ gain": lambda w: init.xavier_uniform_(w, gain=init.calculate_gain("relu")),
    "xavier_normal_": lambda w: init.xavier_normal_(w),
    "xavier_normal_ gain": lambda w: init.xavier_normal_(w, gain=init.calculate_gain("tanh")),
    "kaiming_uniform_": lambda w: init.kaiming_uniform_(w),
    "kaiming_uniform_ a": lambda w: init.kaiming_uniform_(w, a=5**0.5),
    "kaiming_uniform_ fan_out relu": lambda w: init.kaiming_uniform_(w, mode="fan_out", nonlinearity="relu"),
    "kaiming_normal_": lambda w: init.kaiming_normal_(w),
    "kaiming_normal_ fan_out relu": lambda w: init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu"),
    "orthogonal_": lambda w: init.orthogonal_(w),
    "orthogonal_ gain": lambda w: init.orthogonal_(w, gain=1.5),
}
MATRIX_ONLY = {
    "eye_": lambda w: init.eye_(w),
    "sparse_": lambda w: init.sparse_(w, sparsity=0.3),
}
CONVOLUTION_ONLY = {
    "dirac_": lambda w: init.dirac_(w),
    "dirac_ groups": lambda w: init.dirac_(w, groups=2),
}
GAINS = ("linear", "conv2d", "sigmoid", "tanh", "relu", "leaky_relu", "selu")


def initialiser(name, f, *shapes):
    @case("init/" + name)
    def run(r):
        for shape in shapes:
            torch.manual_seed(0)
            w = torch.empty(shape)
            f(w)
            r.tensor("x".join(map(str, shape)), w)
            r.draws("draws after " + "x".join(map(str, shape)))


for init_name, fill in INITIALISERS.items():
    initialiser(init_name, fill, (30, 20), (7, 9), (8, 4, 3, 3), (3, 2))
for init_name, fill in MATRIX_ONLY.items():
    initialiser(init_name, fill, (30, 20), (7, 9))
for init_name, fill in CONVOLUTION_ONLY.items():
    initialiser(init_name, fill, (8, 4, 3, 3))


@case("init/calculate_gain")
def gains(r):
    for nonlinearity in GAINS:
        r.number(nonlinearity, float(init.calculate_gain(nonlinearity)))
    r.number("leaky_relu 0.2", init.calculate_gain("leaky_relu", 0.2))

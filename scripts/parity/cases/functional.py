"""Functional forms, called as users call them, mostly with defaults."""
import torch
import torch.nn.functional as F
from reference import case

# name -> function, shapes of its arguments
FUNCTIONS = {
    "linear": (lambda x, w, b: F.linear(x, w, b), [(8, 5), (3, 5), (3,)]),
    "linear without bias": (lambda x, w: F.linear(x, w), [(8, 5), (3, 5)]),
    "conv2d": (lambda x, w, b: F.conv2d(x, w, b, stride=2, padding=1), [(2, 3, 9, 8), (4, 3, 3, 3), (4,)]),
    "relu": (lambda x: F.relu(x), [(8, 5)]),
    "sigmoid": (lambda x: F.sigmoid(x), [(8, 5)]),
    "tanh": (lambda x: F.tanh(x), [(8, 5)]),
    "softmax": (lambda x: F.softmax(x, dim=1), [(8, 5)]),
    "log_softmax": (lambda x: F.log_softmax(x, dim=1), [(8, 5)]),
    "max_pool2d": (lambda x: F.max_pool2d(x, 2), [(2, 3, 8, 6)]),
    "avg_pool2d": (lambda x: F.avg_pool2d(x, 3, stride=1, padding=1), [(2, 3, 8, 6)]),
    "adaptive_avg_pool2d": (lambda x: F.adaptive_avg_pool2d(x, (2, 3)), [(2, 3, 8, 6)]),
    "dropout": (lambda x: F.dropout(x, 0.4), [(8, 5)]),
    "dropout in evaluation": (lambda x: F.dropout(x, 0.4, training=False), [(8, 5)]),
    "mse_loss": (lambda x, y: F.mse_loss(x, y), [(8, 5), (8, 5)]),
    "binary_cross_entropy": (lambda x, y: F.binary_cross_entropy(x.sigmoid(), y.sigmoid()), [(8, 5), (8, 5)]),
    "binary_cross_entropy_with_logits": (
        lambda x, y: F.binary_cross_entropy_with_logits(x, y.sigmoid()),
        [(8, 5), (8, 5)],
    ),
    "cross_entropy": (lambda x, y: F.cross_entropy(x, y.softmax(1), label_smoothing=0.1), [(8, 5), (8, 5)]),
    "nll_loss": (lambda x: F.nll_loss(F.log_softmax(x, dim=1), torch.randint(5, (8,))), [(8, 5)]),
    "batch_norm": (
        lambda x, mean, var, w, b: F.batch_norm(x, mean.detach(), var.detach().exp(), w, b, training=False, eps=1e-3),
        [(8, 5), (5,), (5,), (5,), (5,)],
    ),
}

for function_name, (f, shapes) in FUNCTIONS.items():

    @case("functional/" + function_name)
    def functional(r, f=f, shapes=shapes):
        torch.manual_seed(0)
        args = [torch.randn(shape, requires_grad=True) for shape in shapes]
        y = f(*args)
        r.tensor("value", y)
        (y * torch.rand(y.shape)).sum().backward()
        r.tensors("grad ", ((str(i), a.grad) for i, a in enumerate(args) if a.grad is not None))
        r.draws()

"""Every layer: initial weights, printed form, two training passes with gradients, state, evaluation."""
import torch
from reference import case
from torch import nn

# name -> how to make the layer, shape of its input
LAYERS = {
    "Linear": (lambda: nn.Linear(20, 30), (8, 20)),
    "Linear one sample": (lambda: nn.Linear(5, 3), (5,)),
    "Linear 3d": (lambda: nn.Linear(20, 7), (4, 3, 20)),
    "Linear without bias": (lambda: nn.Linear(20, 30, bias=False), (8, 20)),
    "Linear article": (lambda: nn.Linear(784, 512), (64, 784)),
    "Conv2d": (lambda: nn.Conv2d(3, 8, 3), (4, 3, 12, 10)),
    "Conv2d one picture": (lambda: nn.Conv2d(3, 8, 3), (3, 12, 10)),
    "Conv2d rectangle": (lambda: nn.Conv2d(3, 8, (3, 5)), (4, 3, 12, 10)),
    "Conv2d stride padding": (lambda: nn.Conv2d(3, 8, 3, stride=2, padding=1), (4, 3, 12, 10)),
    "Conv2d pairs": (lambda: nn.Conv2d(3, 8, (3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2)), (4, 3, 12, 10)),
    "Conv2d dilation": (lambda: nn.Conv2d(3, 8, 3, dilation=2), (4, 3, 12, 10)),
    "Conv2d groups": (lambda: nn.Conv2d(4, 8, 3, groups=2), (4, 4, 12, 10)),
    "Conv2d without bias": (lambda: nn.Conv2d(3, 8, 3, bias=False), (4, 3, 12, 10)),
    "Conv2d same": (lambda: nn.Conv2d(3, 8, 4, padding="same"), (4, 3, 12, 10)),
    "Conv2d valid": (lambda: nn.Conv2d(3, 8, 3, padding="valid"), (4, 3, 12, 10)),
    "Conv2d reflect": (lambda: nn.Conv2d(3, 8, 3, padding=1, padding_mode="reflect"), (4, 3, 12, 10)),
    "Conv2d replicate": (lambda: nn.Conv2d(3, 8, 3, padding=1, padding_mode="replicate"), (4, 3, 12, 10)),
    "Conv2d circular": (lambda: nn.Conv2d(3, 8, 3, padding=1, padding_mode="circular"), (4, 3, 12, 10)),
    "BatchNorm1d": (lambda: nn.BatchNorm1d(6), (8, 6)),
    "BatchNorm1d 3d": (lambda: nn.BatchNorm1d(6), (8, 6, 5)),
    "BatchNorm1d eps momentum": (lambda: nn.BatchNorm1d(6, eps=1e-3, momentum=0.3), (8, 6)),
    "BatchNorm1d cumulative": (lambda: nn.BatchNorm1d(6, momentum=None), (8, 6)),
    "BatchNorm1d without affine": (lambda: nn.BatchNorm1d(6, affine=False), (8, 6)),
    "BatchNorm1d without statistics": (lambda: nn.BatchNorm1d(6, track_running_stats=False), (8, 6)),
    "BatchNorm2d": (lambda: nn.BatchNorm2d(6), (4, 6, 5, 7)),
    "BatchNorm2d eps momentum": (lambda: nn.BatchNorm2d(6, eps=1e-3, momentum=0.3), (4, 6, 5, 7)),
    "BatchNorm2d cumulative": (lambda: nn.BatchNorm2d(6, momentum=None), (4, 6, 5, 7)),
    "BatchNorm2d without affine": (lambda: nn.BatchNorm2d(6, affine=False), (4, 6, 5, 7)),
    "BatchNorm2d without statistics": (lambda: nn.BatchNorm2d(6, track_running_stats=False), (4, 6, 5, 7)),
    "Dropout": (lambda: nn.Dropout(), (16, 20)),
    "Dropout p": (lambda: nn.Dropout(0.2), (16, 20)),
    "Dropout all": (lambda: nn.Dropout(1.0), (16, 20)),
    "Dropout inplace": (lambda: nn.Sequential(nn.Linear(20, 20), nn.Dropout(0.3, inplace=True)), (16, 20)),
    "ReLU": (lambda: nn.ReLU(), (16, 20)),
    "ReLU inplace": (lambda: nn.Sequential(nn.Linear(20, 20), nn.ReLU(inplace=True)), (16, 20)),
    "Sigmoid": (lambda: nn.Sigmoid(), (16, 20)),
    "Tanh": (lambda: nn.Tanh(), (16, 20)),
    "Softmax": (lambda: nn.Softmax(dim=1), (16, 20)),
    "Softmax last": (lambda: nn.Softmax(dim=-1), (3, 4, 5)),
    "LogSoftmax": (lambda: nn.LogSoftmax(dim=1), (16, 20)),
    "LogSoftmax first": (lambda: nn.LogSoftmax(dim=0), (3, 4, 5)),
    "MaxPool2d": (lambda: nn.MaxPool2d(2), (4, 3, 12, 10)),
    "MaxPool2d options": (lambda: nn.MaxPool2d(3, stride=2, padding=1, dilation=2, ceil_mode=True), (4, 3, 13, 11)),
    "MaxPool2d rectangle": (lambda: nn.MaxPool2d((3, 2), stride=(2, 1)), (4, 3, 12, 10)),
    "AvgPool2d": (lambda: nn.AvgPool2d(2), (4, 3, 12, 10)),
    "AvgPool2d options": (lambda: nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True, count_include_pad=False), (4, 3, 12, 10)),
    "AvgPool2d divisor": (lambda: nn.AvgPool2d((3, 2), stride=(2, 1), divisor_override=5), (4, 3, 12, 10)),
    "AdaptiveAvgPool2d": (lambda: nn.AdaptiveAvgPool2d(3), (4, 3, 12, 10)),
    "AdaptiveAvgPool2d rectangle": (lambda: nn.AdaptiveAvgPool2d((5, 3)), (4, 3, 12, 10)),
    "Flatten": (lambda: nn.Flatten(), (4, 3, 12, 10)),
    "Flatten dims": (lambda: nn.Flatten(2, -1), (4, 3, 12, 10)),
    "Sequential": (
        lambda: nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Dropout(0.25),
            nn.Linear(8 * 7 * 7, 10),
        ),
        (8, 1, 14, 14),
    ),
}


def record_module(r, module, shape):
    r.text("print", str(module))
    r.tensors("initial ", module.state_dict().items())
    x = torch.randn(shape, requires_grad=True)
    for turn in ("first ", "second "):
        y = module(x)
        r.tensor(turn + "output", y)
        (y * torch.rand(y.shape)).sum().backward()
        r.tensor(turn + "input grad", x.grad)
        r.tensors(turn + "grad ", ((name, p.grad) for name, p in module.named_parameters()))
        r.tensors(turn + "state ", module.state_dict().items())
    module.eval()
    r.tensor("eval output", module(x))
    r.draws()


for layer_name, (make, shape) in LAYERS.items():

    @case("layer/" + layer_name)
    def layer(r, make=make, shape=shape):
        torch.manual_seed(0)
        record_module(r, make(), shape)

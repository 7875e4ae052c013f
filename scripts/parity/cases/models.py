"""Whole networks over 20 steps: initial state, every loss, the state and the optimizers' after them; and torchvision's
ResNets as they are made."""
import torch
from models import MODELS
from reference import case
from torch import nn
from torchvision.models import resnet

STEPS = 20


def register(name, make, threads):
    @case(f"models/{name} threads {threads}")
    def run(r):
        before = torch.get_num_threads()
        torch.set_num_threads(threads)
        torch.manual_seed(0)
        training = make()
        record(r, "initial", training.nets)
        for i in range(STEPS):
            for j, loss in enumerate(training.step(i)):
                r.number(f"loss {i} {j}", loss)
        record(r, "final", training.nets)
        for n, optimizer in enumerate(training.optimizers):
            for index, state in sorted(optimizer.state_dict()["state"].items()):
                for key, value in sorted(state.items()):
                    r.tensor(f"optimizer {n} state {index} {key}", torch.as_tensor(value))
        r.draws()
        torch.set_num_threads(before)


def record(r, prefix, nets):
    for n, net in enumerate(nets):
        r.tensors(f"{prefix} {n} ", net.state_dict().items())


for model, maker in MODELS.items():
    for count in (1, 2):
        register(model, maker, count)


def group_norm(channels):
    return nn.GroupNorm(4, channels)


RESNETS = {
    "resnet18": lambda: resnet.resnet18(),
    "resnet34 zero_init_residual": lambda: resnet.resnet34(num_classes=5, zero_init_residual=True),
    "resnet50 norm_layer": lambda: resnet.resnet50(num_classes=5, norm_layer=group_norm, zero_init_residual=True),
    "resnext50_32x4d": lambda: resnet.resnext50_32x4d(num_classes=5),
    "wide_resnet50_2 dilated": lambda: resnet.wide_resnet50_2(
        num_classes=5, replace_stride_with_dilation=[False, True, True]
    ),
    "resnet101": lambda: resnet.resnet101(num_classes=5),
    "resnet152": lambda: resnet.resnet152(num_classes=5),
    "blocks of a kind": lambda: resnet.ResNet(resnet.Bottleneck, [1, 2, 1, 1], num_classes=5),
}


def register_resnet(name, make):
    @case("vision/models/" + name)
    def run(r):
        torch.manual_seed(0)
        net = make()
        r.tensors("initial ", net.state_dict().items())
        x = torch.rand(2, 3, 64, 64)
        net(x).square().sum().backward()
        r.tensors("grad ", ((name, p.grad) for name, p in net.named_parameters()))
        net.eval()
        with torch.no_grad():
            r.tensor("evaluated", net(x))


for resnet_name, make_resnet in RESNETS.items():
    register_resnet(resnet_name, make_resnet)

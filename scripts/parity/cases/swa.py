"""Averages of weights over training, and batch norms' statistics of them."""
import torch
from reference import case
from torch import nn, optim
from torch.optim import swa_utils

AVERAGES = {
    "swa": {},
    "swa with buffers": {"use_buffers": True},
    "swa for lists": {"multi_avg_fn": swa_utils.get_swa_multi_avg_fn()},
    "ema": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.9)},
    "ema with buffers": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.9), "use_buffers": True},
    "ema one by one": {"avg_fn": swa_utils.get_ema_avg_fn(0.8)},
}


def register(name, options):
    @case("swa/" + name)
    def run(r):
        torch.manual_seed(0)
        net = nn.Sequential(nn.Linear(10, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 3))
        inputs, labels = torch.randn(4, 32, 10), torch.randint(3, (4, 32))
        optimizer = optim.AdamW(net.parameters(), lr=0.01)
        average = swa_utils.AveragedModel(net, **options)
        for step in range(10):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(inputs[step % 4]), labels[step % 4]).backward()
            optimizer.step()
            average.update_parameters(net)
        r.tensors("averaged ", sorted(average.state_dict().items()))
        average.eval()
        swa_utils.update_bn(list(inputs), average)
        r.tensors("normalised ", sorted(average.state_dict().items()))
        r.tensor("output", average(inputs[0]))


for name, options in AVERAGES.items():
    register(name, options)

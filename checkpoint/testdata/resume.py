"""The run of checkpoint_test.go in Python.

python resume.py whole OPTIMIZER STEPS FILE OUT   trains, saves after so many steps, and goes on
python resume.py resume OPTIMIZER FILE OUT        goes on from a file, Go's or Python's

OUT gets the losses and the final weights as JSON: losses by their hexadecimal form, weights by the
SHA-256 of their bytes.
"""

import hashlib
import json
import sys

import torch
from torch import nn

OPTIMIZERS = {
    "SGD": lambda p: torch.optim.SGD(p, 0.1, momentum=0.9),
    "Adam": lambda p: torch.optim.Adam(p, 0.01),
    "AdamW": lambda p: torch.optim.AdamW(p, 0.01, amsgrad=True),
    "RMSprop": lambda p: torch.optim.RMSprop(p, 0.01, momentum=0.5, centered=True),
}
EPOCHS, SAMPLES, BATCH = 5, 40, 8


class Points(torch.utils.data.Dataset):
    def __len__(self):
        return SAMPLES

    def __getitem__(self, i):
        return torch.randn(4, generator=torch.Generator().manual_seed(i)), i % 3


class Run:
    def __init__(self, optimizer):
        torch.manual_seed(3)
        self.net = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(), nn.Linear(8, 3))
        self.optimizer = OPTIMIZERS[optimizer](self.net.parameters())
        self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, 2, gamma=0.5)
        self.generator = torch.Generator().manual_seed(8)
        self.loader = torch.utils.data.DataLoader(Points(), batch_size=BATCH, shuffle=True, generator=self.generator)
        self.epoch, self.losses, self.skip = 0, [], 0

    def train(self, after=lambda taken, began: None):
        while self.epoch < EPOCHS:
            # What the epoch finds as it begins, and how many batches were taken: with both it can
            # be begun again and passed over. The default generator goes on where training left it.
            began = {"generator": self.generator.get_state(), "default_generator": torch.get_rng_state()}
            batches = iter(self.loader)
            rng = torch.get_rng_state()
            for _ in range(self.skip):
                next(batches)
            if self.skip:
                torch.set_rng_state(self.rng)
            else:
                torch.set_rng_state(rng)
            taken, self.skip = self.skip, 0
            for x, y in batches:
                taken += 1
                self.optimizer.zero_grad()
                loss = nn.functional.cross_entropy(self.net(x), y)
                loss.backward()
                self.optimizer.step()
                self.losses.append(loss.item())
                after(taken, began)
            self.scheduler.step()
            self.epoch += 1

    def save(self, path, taken, began):
        torch.save(
            {
                "net": self.net.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "scheduler": self.scheduler.state_dict(),
                "loader": {"batches": taken, "length": len(self.loader), **began},
                "rng": torch.get_rng_state(),
                "epoch": self.epoch,
                "losses": self.losses,
            },
            path,
        )

    def load(self, path):
        saved = torch.load(path, weights_only=True)
        self.net.load_state_dict(saved["net"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.scheduler.load_state_dict(saved["scheduler"])
        self.generator.set_state(saved["loader"]["generator"])
        self.skip, self.rng = saved["loader"]["batches"], saved["rng"]
        torch.set_rng_state(saved["rng"])
        self.epoch, self.losses = saved["epoch"], saved["losses"]

    def write(self, path):
        weights = {name: hashlib.sha256(x.contiguous().numpy().tobytes()).hexdigest() for name, x in self.net.state_dict().items()}
        with open(path, "w") as out:
            json.dump({"losses": [x.hex() for x in self.losses], "weights": weights}, out)


def main():
    torch.set_num_threads(1)
    command, optimizer, *rest = sys.argv[1:]
    run = Run(optimizer)
    if command == "whole":
        steps, path, out = int(rest[0]), rest[1], rest[2]
        run.train(lambda taken, began: run.save(path, taken, began) if len(run.losses) == steps else None)
    else:
        path, out = rest
        run.load(path)
        run.train()
    run.write(out)


main()

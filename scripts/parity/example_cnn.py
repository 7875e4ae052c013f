"""The reference that examples/cnn must equal to the last bit.

usage: example_cnn.py --data DIR [flags of example.py]
Prints the network, a line per epoch, and, last, the digest of the state.
"""
import time

import torch
from example import flags, mnist, print_digest, start, steps
from torch import nn

CLASSES, DROPPED, DECAY = 10, 0.25, 0.5

ap = flags(epochs=6, batch=64, lr=0.002)
ap.add_argument("--data", required=True)
args = ap.parse_args()
device = start(args)


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2, bias=False),
            nn.BatchNorm2d(6),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(6, 16, 5, bias=False),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.classifier = nn.Sequential(
            nn.Flatten(),
            nn.Linear(16 * 5 * 5, 120),
            nn.ReLU(),
            nn.Dropout(DROPPED),
            nn.Linear(120, 84),
            nn.ReLU(),
            nn.Dropout(DROPPED),
            nn.Linear(84, CLASSES),
        )

    def forward(self, x):
        return self.classifier(self.features(x))


def train_epoch(net, optimizer, loader, count):
    total = 0.0
    net.train()
    for i, (inputs, labels) in enumerate(loader):
        if i >= count:
            break
        optimizer.zero_grad()
        loss = criterion(net(inputs.to(device)), labels.to(device))
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total


def mistakes(net, loader):
    net.eval()
    with torch.no_grad():
        return sum((net(images.to(device)).argmax(1).cpu() != labels).sum().item() for images, labels in loader)


train_set, test_set = mnist(args.data)
net = LeNet().to(device)
print(net)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, DECAY)
loader = torch.utils.data.DataLoader(train_set, batch_size=args.batch, shuffle=True)
test_loader = torch.utils.data.DataLoader(test_set, batch_size=1000)
count = steps(args, len(loader))
for epoch in range(args.epochs):
    began = time.perf_counter()
    loss = train_epoch(net, optimizer, loader, count) / count
    scheduler.step()
    trained = time.perf_counter()
    accuracy = 100 * (len(test_set) - mistakes(net, test_loader)) / len(test_set)
    print("epoch %d loss %r accuracy %.2f %% train_s %.2f eval_s %.2f" % (epoch + 1, loss, accuracy, trained - began, time.perf_counter() - trained))
print("Training complete!")
print_digest(net)

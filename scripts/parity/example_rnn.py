"""The reference that examples/rnn must equal to the last bit.

usage: example_rnn.py --text FILE [--epochs N] [--seed N] [--threads N] [--limit STEPS] [--temperature T]
Prints the network, a line per epoch, a sample, and, last, 'sha256 HEX' over every state_dict entry's name (UTF-8) and
raw little-endian bytes, in state_dict order.
"""
import argparse
import hashlib
import time

import torch
from torch import nn

ap = argparse.ArgumentParser()
ap.add_argument("--text", required=True)
ap.add_argument("--epochs", type=int, default=20)
ap.add_argument("--seed", type=int, default=0)
ap.add_argument("--threads", type=int, default=0)
ap.add_argument("--limit", type=int, default=0, help="stop each epoch after this many steps")
ap.add_argument("--temperature", type=float, default=0.5)
args = ap.parse_args()
if args.threads:
    torch.set_num_threads(args.threads)

WIDTH, HIDDEN, BATCH, LENGTH = 64, 128, 32, 64


class Net(nn.Module):
    def __init__(self, characters):
        super().__init__()
        self.embedding = nn.Embedding(characters, WIDTH)
        self.lstm = nn.LSTM(WIDTH, HIDDEN, num_layers=2, batch_first=True, dropout=0.1)
        self.fc = nn.Linear(HIDDEN, characters)

    def forward(self, x, state=None):
        y, state = self.lstm(self.embedding(x), state)
        return self.fc(y), state


with open(args.text, encoding="utf-8", newline="") as f:
    text = f.read()
characters = sorted(set(text))
index = {c: i for i, c in enumerate(characters)}
columns = len(text) // BATCH
rows = torch.tensor([index[c] for c in text[: BATCH * columns]]).view(BATCH, columns)
torch.manual_seed(args.seed)
net = Net(len(characters))
print(net)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=0.004)
steps = (columns - 1) // LENGTH
if args.limit:
    steps = min(steps, args.limit)
for epoch in range(args.epochs):
    start, total, state = time.perf_counter(), 0.0, None
    net.train()
    for step in range(steps):
        inputs = rows[:, step * LENGTH : (step + 1) * LENGTH]
        targets = rows[:, step * LENGTH + 1 : (step + 1) * LENGTH + 1]
        optimizer.zero_grad()
        logits, (h, c) = net(inputs, state)
        loss = criterion(logits.flatten(0, 1), targets.flatten(0, 1))
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1)
        optimizer.step()
        total += loss.item()
        state = h.detach(), c.detach()
    print("epoch %d loss %.6f train_s %.2f" % (epoch + 1, total / max(steps, 1), time.perf_counter() - start))
print("Training complete!")

net.eval()
sample, state, following = "", None, index[text[0]]
with torch.no_grad():
    for _ in range(300):
        sample += characters[following]
        logits, state = net(torch.tensor([following]), state)
        following = torch.multinomial((logits[0] / args.temperature).softmax(0), 1).item()
print(sample)

digest = hashlib.sha256()
for name, value in net.state_dict().items():
    digest.update(name.encode())
    digest.update(value.contiguous().numpy().tobytes())
print("sha256", digest.hexdigest())

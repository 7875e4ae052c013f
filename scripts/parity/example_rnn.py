"""The reference that examples/rnn must equal to the last bit.

usage: example_rnn.py --text FILE [--temperature T] [flags of example.py]
Prints the network, a line per epoch, a sample, and, last, the digest of the state.
"""
import time

import torch
from example import flags, print_digest, start, steps
from torch import nn

ap = flags(epochs=20, batch=32, lr=0.004)
ap.add_argument("--text", required=True)
ap.add_argument("--temperature", type=float, default=0.5)
args = ap.parse_args()
device = start(args)

WIDTH, HIDDEN, LENGTH = 64, 128, 64


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
columns = len(text) // args.batch
rows = torch.tensor([index[c] for c in text[: args.batch * columns]]).view(args.batch, columns).to(device)
net = Net(len(characters)).to(device)
print(net)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)
count = steps(args, (columns - 1) // LENGTH)
for epoch in range(args.epochs):
    began, total, state = time.perf_counter(), 0.0, None
    net.train()
    for step in range(count):
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
    print("epoch %d loss %.6f train_s %.2f" % (epoch + 1, total / max(count, 1), time.perf_counter() - began))
print("Training complete!")

net.eval()
sample, state, following = "", None, index[text[0]]
with torch.no_grad():
    for _ in range(300):
        sample += characters[following]
        logits, state = net(torch.tensor([following], device=device), state)
        following = torch.multinomial((logits[0] / args.temperature).softmax(0), 1).item()
print(sample)

print_digest(net)

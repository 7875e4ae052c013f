"""The reference that examples/transformer must equal to the last bit.

usage: example_transformer.py --text FILE [--prompt TEXT] [--length N] [--temperature T] [--top-k K] [--cache true|false]
                              [flags of example.py]
Prints the network, a line per epoch, what it writes, and, last, the digest of the state; the time of a character on
standard error.
"""
import sys
import time

import torch
import torch.nn.functional as F
from example import flags, print_digest, start, steps
from torch import nn

ap = flags(epochs=20, batch=8, lr=0.003)
ap.add_argument("--text", required=True)
ap.add_argument("--prompt", default="A tensor ")
ap.add_argument("--length", type=int, default=400)
ap.add_argument("--temperature", type=float, default=0.7)
ap.add_argument("--top-k", type=int, default=20)
ap.add_argument("--cache", type=lambda s: s == "true", default=True)
args = ap.parse_args()
device = start(args)

WIDTH, HEADS, LAYERS, WINDOW, DROPOUT = 128, 4, 2, 64, 0.1


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x, past):
        query, keys, values = self.qkv(x).unflatten(-1, (3, HEADS, WIDTH // HEADS)).permute(2, 0, 3, 1, 4).unbind()
        if past is not None:
            keys, values = past.extend(keys, values)
        seen = F.scaled_dot_product_attention(query, keys, values, is_causal=query.size(2) > 1)
        return self.drop(self.out(seen.transpose(1, 2).flatten(2, 3)))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1 = nn.LayerNorm(WIDTH)
        self.attention = Attention()
        self.norm2 = nn.LayerNorm(WIDTH)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(), nn.Linear(4 * WIDTH, WIDTH), nn.Dropout(DROPOUT))

    def forward(self, x, past):
        x = x + self.attention(self.norm1(x), past)
        return x + self.mlp(self.norm2(x))


class GPT(nn.Module):
    def __init__(self, characters):
        super().__init__()
        self.characters = nn.Embedding(characters, WIDTH)
        self.positions = nn.Embedding(WINDOW, WIDTH)
        self.drop = nn.Dropout(DROPOUT)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(WIDTH, characters)

    def forward(self, x, cache=None):
        read = cache[0].read if cache else 0
        h = self.drop(self.characters(x) + self.positions(torch.arange(read, read + x.size(1), device=x.device)))
        for i, block in enumerate(self.blocks):
            h = block(h, cache[i] if cache else None)
        return self.head(self.norm(h))


class Pair:
    """Has room for the keys and values of one block."""

    def __init__(self):
        self.keys, self.values = torch.zeros(2, 1, HEADS, WINDOW, WIDTH // HEADS, device=device).unbind()
        self.read = 0

    def extend(self, keys, values):
        start, self.read = self.read, self.read + keys.size(2)
        self.keys[:, :, start : self.read] = keys
        self.values[:, :, start : self.read] = values
        return self.keys[:, :, : self.read], self.values[:, :, : self.read]


with open(args.text, encoding="utf-8", newline="") as f:
    content = f.read()
alphabet = sorted(set(content))
index = {c: i for i, c in enumerate(alphabet)}
indices = torch.tensor([index[c] for c in content], device=device)
held = len(indices) // 10
learned, held_out = indices[:-held], indices[-held:]

net = GPT(len(alphabet)).to(device)
print(net)
optimizer = torch.optim.AdamW(net.parameters(), lr=args.lr)
count = steps(args, len(learned) // (args.batch * WINDOW))
scheduler = torch.optim.lr_scheduler.OneCycleLR(
    optimizer, args.lr, total_steps=max(args.epochs * count, 1), pct_start=0.1, cycle_momentum=False
)


def loss_of(windows):
    return F.cross_entropy(net(windows[:, :-1]).flatten(0, 1), windows[:, 1:].flatten(0, 1))


def evaluate():
    net.eval()
    with torch.no_grad():
        starts = torch.arange((len(held_out) - 1) // WINDOW, device=device).mul(WINDOW).unsqueeze(1)
        return loss_of(held_out[starts + torch.arange(WINDOW + 1, device=device)]).item()


def write(prompt):
    net.eval()
    cache = [Pair() for _ in range(LAYERS)] if args.cache else None
    written, begin = [index[c] for c in prompt], 0
    for _ in range(args.length):
        if len(written) - begin > WINDOW:
            begin = len(written) - WINDOW // 2
            for pair in cache or ():
                pair.read = 0
        unread = written[begin + (cache[0].read if cache else 0) :]
        with torch.no_grad():
            logits = net(torch.tensor([unread], device=device), cache)[0, -1] / args.temperature
            if args.top_k:
                likeliest, _ = logits.topk(min(args.top_k, len(logits)))
                logits = logits.masked_fill(logits < likeliest[-1], float("-inf"))
            written.append(torch.multinomial(logits.softmax(0), 1).item())
    return "".join(alphabet[i] for i in written)


for epoch in range(args.epochs):
    began, total = time.perf_counter(), 0.0
    net.train()
    for _ in range(count):
        starts = torch.randint(0, len(learned) - WINDOW, (args.batch, 1)).to(device)
        optimizer.zero_grad()
        loss = loss_of(learned[starts + torch.arange(WINDOW + 1, device=device)])
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1)
        optimizer.step()
        scheduler.step()
        total += loss.item()
    seconds = time.perf_counter() - began
    print("epoch %d loss %r held_out %r train_s %.2f" % (epoch + 1, total / max(count, 1), evaluate(), seconds))
print("Training complete!")
began = time.perf_counter()
print(write(args.prompt))
print("%.3f ms a character" % ((time.perf_counter() - began) * 1000 / max(args.length, 1)), file=sys.stderr)

print_digest(net)

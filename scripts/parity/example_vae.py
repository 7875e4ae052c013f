"""The reference that examples/vae must equal to the last bit.

usage: example_vae.py --data DIR [--latent N] [flags of example.py]
Prints the network, a line per epoch, 'samples HEX' over the samples' bytes, and, last, the digest of the state.
"""
import hashlib
import time

import torch
import torch.nn.functional as F
from example import flags, mnist, print_digest, start, steps
from torch import nn

PIXELS, HIDDEN, SAMPLES = 784, 400, 100

ap = flags(epochs=10, batch=128, lr=0.001)
ap.add_argument("--data", required=True)
ap.add_argument("--latent", type=int, default=2)
args = ap.parse_args()
device = start(args)


class VAE(nn.Module):
    def __init__(self, latent):
        super().__init__()
        self.fc1 = nn.Linear(PIXELS, HIDDEN)
        self.fc21 = nn.Linear(HIDDEN, latent)
        self.fc22 = nn.Linear(HIDDEN, latent)
        self.fc3 = nn.Linear(latent, HIDDEN)
        self.fc4 = nn.Linear(HIDDEN, PIXELS)

    def encode(self, x):
        h = F.relu(self.fc1(x.view(-1, PIXELS)))
        return self.fc21(h), self.fc22(h)

    def decode(self, z):
        return torch.sigmoid(self.fc4(F.relu(self.fc3(z)))).view(-1, 1, 28, 28)

    def loss(self, x):
        mean, log_var = self.encode(x)
        deviation = torch.exp(0.5 * log_var)
        z = mean + torch.randn_like(deviation) * deviation
        bce = F.binary_cross_entropy(self.decode(z), x, reduction="sum")
        kld = -0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())
        return bce + kld


train_set, test_set = mnist(args.data)
net = VAE(args.latent).to(device)
print(net)
optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)
loader = torch.utils.data.DataLoader(train_set, batch_size=args.batch, shuffle=True)
test_loader = torch.utils.data.DataLoader(test_set, batch_size=1000)
count = steps(args, len(loader))
for epoch in range(args.epochs):
    began, total, seen = time.perf_counter(), 0.0, 0
    for i, (images, _) in enumerate(loader):
        if i >= count:
            break
        optimizer.zero_grad()
        loss = net.loss(images.to(device))
        loss.backward()
        optimizer.step()
        total += loss.item()
        seen += len(images)
    trained = time.perf_counter()
    with torch.no_grad():
        test_loss = sum(net.loss(images.to(device)).item() for images, _ in test_loader)
    print("epoch %d loss %r test %r train_s %.2f eval_s %.2f" % (
        epoch + 1, total / seen, test_loss / len(test_set), trained - began, time.perf_counter() - trained))
print("Training complete!")
with torch.no_grad():
    drawn = net.decode(torch.randn(SAMPLES, args.latent).to(device))
print("samples", hashlib.sha256(drawn.cpu().numpy().tobytes()).hexdigest())
print_digest(net)

"""The reference that examples/gan must equal to the last bit.

usage: example_gan.py --data DIR [flags of example.py]
DIR holds the four original MNIST files (.gz) or torchvision's MNIST/raw folder. Prints the networks, a line per epoch,
'digits HEX' over the bytes of the digits painted last, and, last, the digest of the state.
"""
import hashlib
import time

import torch
from example import flags, print_digest, start, steps
from mnist_files import torchvision_root
from torch import nn
from torchvision import datasets, transforms

ap = flags(epochs=5, batch=64, lr=0.0002)
ap.add_argument("--data", required=True)
args = ap.parse_args()
device = start(args)

NOISE, CHANNELS, SHOWN = 64, 32, 16


class GAN(nn.Module):
    def __init__(self):
        super().__init__()
        self.generator = nn.Sequential(
            nn.ConvTranspose2d(NOISE, 2 * CHANNELS, 7, bias=False),
            nn.BatchNorm2d(2 * CHANNELS),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * CHANNELS, CHANNELS, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(CHANNELS),
            nn.ReLU(),
            nn.ConvTranspose2d(CHANNELS, 1, 4, stride=2, padding=1, bias=False),
            nn.Tanh(),
        )
        self.discriminator = nn.Sequential(
            nn.Conv2d(1, CHANNELS, 4, stride=2, padding=1, bias=False),
            nn.LeakyReLU(0.2),
            nn.Conv2d(CHANNELS, 2 * CHANNELS, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(2 * CHANNELS),
            nn.LeakyReLU(0.2),
            nn.Conv2d(2 * CHANNELS, 1, 7, bias=False),
            nn.Sigmoid(),
        )
        self.apply(initialise)

    def paint(self, noise):
        self.generator.eval()
        with torch.no_grad():
            images = (self.generator(noise) + 1) / 2
        self.generator.train()
        return images


def initialise(m):
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(m.weight, 0, 0.02)
    elif isinstance(m, nn.BatchNorm2d):
        nn.init.normal_(m.weight, 1, 0.02)
        nn.init.zeros_(m.bias)


trainset = datasets.MNIST(torchvision_root(args.data), train=True, download=False, transform=transforms.ToTensor())
loader = torch.utils.data.DataLoader(trainset, batch_size=args.batch, shuffle=True)
gan = GAN().to(device)
print(gan)
criterion = nn.BCELoss()
generator_adam = torch.optim.Adam(gan.generator.parameters(), lr=args.lr, betas=(0.5, 0.999))
discriminator_adam = torch.optim.Adam(gan.discriminator.parameters(), lr=args.lr, betas=(0.5, 0.999))
fixed = torch.randn(SHOWN, NOISE, 1, 1).to(device)
painted = gan.paint(fixed)


def step(real):
    n = real.size(0)
    is_real, is_fake = torch.ones(n, device=device), torch.zeros(n, device=device)

    discriminator_adam.zero_grad()
    of_real = gan.discriminator(real).view(-1)
    loss_real = criterion(of_real, is_real)
    loss_real.backward()
    fake = gan.generator(torch.randn(n, NOISE, 1, 1).to(device))
    of_fake = gan.discriminator(fake.detach()).view(-1)
    loss_fake = criterion(of_fake, is_fake)
    loss_fake.backward()
    discriminator_adam.step()

    generator_adam.zero_grad()
    loss_generator = criterion(gan.discriminator(fake).view(-1), is_real)
    loss_generator.backward()
    generator_adam.step()
    return (loss_real + loss_fake).item(), loss_generator.item(), of_real.mean().item(), of_fake.mean().item()


count = steps(args, len(loader))
for epoch in range(args.epochs):
    began, sums = time.perf_counter(), [0.0] * 4
    for i, (images, _) in enumerate(loader, 1):
        sums = [a + b for a, b in zip(sums, step(images.to(device) * 2 - 1))]
        if i == count:
            break
    means = tuple(x / max(count, 1) for x in sums)
    seconds = time.perf_counter() - began
    print("epoch %d loss_d %r loss_g %r d_real %r d_fake %r train_s %.2f" % (epoch + 1, *means, seconds))
    painted = gan.paint(fixed)
print("Training complete!")
print("digits", hashlib.sha256(painted.cpu().contiguous().numpy().tobytes()).hexdigest())

print_digest(gan)

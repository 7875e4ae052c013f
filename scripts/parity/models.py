"""Whole networks and how each is trained, at fixed sizes: what parity compares bits of and the benchmark times. Their
twins are in internal/models, under the same names."""
import torch
from torch import nn, optim
from torch.nn import functional as F

BATCHES = 4  # which steps take in turn
CHARACTERS, EMBEDDED, HIDDEN = 100, 64, 128
TEXT_BATCH, TEXT_LENGTH = 16, 32
WORDS, WIDTH, HEADS = 1000, 128, 4
PICTURES, LATENT, NOISE = 64, 20, 64


class Training:
    """Networks in training: step(i) takes the i-th step and returns its losses."""

    def __init__(self, nets, optimizers, step):
        self.nets, self.optimizers, self._step = nets, optimizers, step

    def step(self, i):
        return [loss.item() for loss in self._step(i)]


def supervised(net, optimizer, loss_of):
    """Trains one network by a loss of the i-th step."""

    def step(i):
        optimizer.zero_grad()
        loss = loss_of(i)
        loss.backward()
        optimizer.step()
        return (loss,)

    return Training([net], [optimizer], step)


class MLP(nn.Module):
    """The article's network."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 512)
        self.relu1 = nn.ReLU()
        self.fc2 = nn.Linear(512, 10)

    def forward(self, x):
        x = x.view(-1, 28 * 28)
        return self.fc2(self.relu1(self.fc1(x)))


class LeNet(nn.Module):
    """LeNet-5 with batch norms and dropout."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.bn1 = nn.BatchNorm2d(6)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.bn2 = nn.BatchNorm2d(16)
        self.pool = nn.MaxPool2d(2)
        self.relu = nn.ReLU()
        self.fc1 = nn.Linear(400, 120)
        self.dropout = nn.Dropout(0.25)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)

    def forward(self, x):
        x = self.pool(self.relu(self.bn1(self.conv1(x))))
        x = self.pool(self.relu(self.bn2(self.conv2(x))))
        x = self.dropout(self.relu(self.fc1(x.flatten(1))))
        return self.fc3(self.relu(self.fc2(x)))


def classify(net, optimizer, *shape):
    """Trains a network to tell ten classes of pictures apart."""
    inputs = torch.rand(BATCHES, *shape)
    labels = torch.randint(10, (BATCHES, shape[0]))
    criterion = nn.CrossEntropyLoss()
    return supervised(net, optimizer, lambda i: criterion(net(inputs[i % BATCHES]), labels[i % BATCHES]))


def mlp():
    net = MLP()
    return classify(net, optim.SGD(net.parameters(), lr=0.01, momentum=0.9), 64, 1, 28, 28)


def lenet():
    net = LeNet()
    return classify(net, optim.SGD(net.parameters(), lr=0.01, momentum=0.9), 64, 1, 28, 28)


def resnet18():
    import torchvision

    net = torchvision.models.resnet18(num_classes=10)
    return classify(net, optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4), 32, 3, 32, 32)


class LanguageModel(nn.Module):
    """Predicts the next character by an LSTM."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(CHARACTERS, EMBEDDED)
        self.lstm = nn.LSTM(EMBEDDED, HIDDEN, batch_first=True)
        self.fc = nn.Linear(HIDDEN, CHARACTERS)

    def forward(self, x, state):
        y, last = self.lstm(self.embedding(x), state)
        return self.fc(y), last


class CellModel(nn.Module):
    """A LanguageModel that steps a cell."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(CHARACTERS, EMBEDDED)
        self.cell = nn.LSTMCell(EMBEDDED, HIDDEN)
        self.fc = nn.Linear(HIDDEN, CHARACTERS)

    def forward(self, x, state):
        x = self.embedding(x)
        outputs = []
        for t in range(x.size(1)):
            state = self.cell(x[:, t], state)
            outputs.append(state[0])
        return self.fc(torch.stack(outputs, 1)), state


def language(net):
    """Trains a network to go on with texts, each step from the state of the one before."""
    parameters = list(net.parameters())
    optimizer = optim.Adam(parameters, lr=0.004)
    texts = torch.randint(CHARACTERS, (BATCHES, TEXT_BATCH, TEXT_LENGTH + 1))
    criterion = nn.CrossEntropyLoss()
    state = None

    def step(i):
        nonlocal state
        text = texts[i % BATCHES]
        optimizer.zero_grad()
        logits, (h, c) = net(text[:, :-1], state)
        loss = criterion(logits.flatten(0, 1), text[:, 1:].flatten(0, 1))
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1)
        optimizer.step()
        state = h.detach(), c.detach()
        return (loss,)

    return Training([net], [optimizer], step)


class TextClassifier(nn.Module):
    """Tells four classes of texts apart by a Transformer's encoder."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(WORDS, WIDTH)
        self.position = nn.Parameter(torch.zeros(TEXT_LENGTH, WIDTH))
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(WIDTH, HEADS, 2 * WIDTH, batch_first=True), 2)
        self.fc = nn.Linear(WIDTH, 4)

    def forward(self, x):
        x = self.encoder(self.embedding(x) + self.position)
        return self.fc(x.mean(1))


def transformer(n):
    net = TextClassifier()
    texts, labels = torch.randint(WORDS, (BATCHES, n, TEXT_LENGTH)), torch.randint(4, (BATCHES, n))
    criterion = nn.CrossEntropyLoss()
    optimizer = optim.AdamW(net.parameters(), lr=1e-3)
    return supervised(net, optimizer, lambda i: criterion(net(texts[i % BATCHES]), labels[i % BATCHES]))


class VAE(nn.Module):
    """The variational autoencoder of https://github.com/pytorch/examples/tree/main/vae."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 400)
        self.fc21 = nn.Linear(400, LATENT)
        self.fc22 = nn.Linear(400, LATENT)
        self.fc3 = nn.Linear(LATENT, 400)
        self.fc4 = nn.Linear(400, 784)

    def forward(self, x):
        h = F.relu(self.fc1(x))
        mean, log_var = self.fc21(h), self.fc22(h)
        std = torch.exp(0.5 * log_var)
        z = mean + torch.randn_like(std) * std
        return torch.sigmoid(self.fc4(F.relu(self.fc3(z)))), mean, log_var


def vae():
    net = VAE()
    inputs = torch.rand(BATCHES, PICTURES, 784)

    def loss(i):
        x = inputs[i % BATCHES]
        y, mean, log_var = net(x)
        reconstruction = F.binary_cross_entropy(y, x, reduction="sum")
        divergence = -0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())
        return reconstruction + divergence

    return supervised(net, optim.Adam(net.parameters(), lr=1e-3), loss)


def make_generator():
    return nn.Sequential(
        nn.ConvTranspose2d(NOISE, 64, 7, bias=False), nn.BatchNorm2d(64), nn.ReLU(True),
        nn.ConvTranspose2d(64, 32, 4, 2, 1, bias=False), nn.BatchNorm2d(32), nn.ReLU(True),
        nn.ConvTranspose2d(32, 1, 4, 2, 1, bias=False), nn.Tanh(),
    )  # fmt: skip


def make_discriminator():
    return nn.Sequential(
        nn.Conv2d(1, 32, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, True),
        nn.Conv2d(32, 64, 4, 2, 1, bias=False), nn.BatchNorm2d(64), nn.LeakyReLU(0.2, True),
        nn.Conv2d(64, 1, 7, bias=False), nn.Flatten(0),
    )  # fmt: skip


def init_dcgan(m):
    """Draws a layer's weights as in https://arxiv.org/abs/1511.06434."""
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(m.weight, 0, 0.02)
    elif isinstance(m, nn.BatchNorm2d):
        nn.init.normal_(m.weight, 1, 0.02)
        nn.init.zeros_(m.bias)


def dcgan():
    generator, discriminator = make_generator(), make_discriminator()
    generator.apply(init_dcgan)
    discriminator.apply(init_dcgan)
    of_generator = optim.Adam(generator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    of_discriminator = optim.Adam(discriminator.parameters(), lr=2e-4, betas=(0.5, 0.999))
    inputs = torch.rand(BATCHES, PICTURES, 1, 28, 28) * 2 - 1
    criterion = nn.BCEWithLogitsLoss()

    def step(i):
        real, fake = torch.ones(PICTURES), torch.zeros(PICTURES)
        made = generator(torch.randn(PICTURES, NOISE, 1, 1))
        of_discriminator.zero_grad()
        loss_d = criterion(discriminator(inputs[i % BATCHES]), real)
        loss_d.backward()
        loss_fake = criterion(discriminator(made.detach()), fake)
        loss_fake.backward()
        of_discriminator.step()
        of_generator.zero_grad()
        loss_g = criterion(discriminator(made), real)
        loss_g.backward()
        of_generator.step()
        return loss_d + loss_fake, loss_g

    return Training([generator, discriminator], [of_generator, of_discriminator], step)


MODELS = {
    "mlp": mlp,
    "lenet": lenet,
    "lstm": lambda: language(LanguageModel()),
    "lstm_cell": lambda: language(CellModel()),
    "transformer": lambda: transformer(32),
    "transformer_batch4": lambda: transformer(4),
    "vae": vae,
    "dcgan": dcgan,
    "resnet18": resnet18,
}

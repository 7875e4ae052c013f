"""The article's MNIST script: the reference that examples/mnist must equal bit for bit.

usage: article_mnist.py --data DIR [--epochs N] [--seed N] [--threads N] [--device cpu] [--limit STEPS]
DIR holds the four original MNIST files (.gz) or torchvision's MNIST/raw folder. Prints the network, two lines per
epoch and, last, 'sha256 HEX' over every state_dict entry's name (UTF-8) and raw little-endian bytes, in
state_dict order.
"""
import argparse
import hashlib
import time

import torch
import torch.optim as optim
from mnist_files import torchvision_root
from torchvision import datasets, transforms

ap = argparse.ArgumentParser()
ap.add_argument("--data", required=True)
ap.add_argument("--epochs", type=int, default=10)
ap.add_argument("--seed", type=int, default=0)
ap.add_argument("--threads", type=int, default=0)
ap.add_argument("--device", default="cpu")
ap.add_argument("--limit", type=int, default=0, help="stop each epoch after this many steps")
args = ap.parse_args()
if args.threads:
    torch.set_num_threads(args.threads)
args.data = torchvision_root(args.data)

torch.manual_seed(args.seed)


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = torch.nn.Linear(784, 512)
        self.relu1 = torch.nn.ReLU()
        self.fc2 = torch.nn.Linear(512, 10)

    def forward(self, x):
        x = x.view(-1, 28 * 28)
        x = self.fc1(x)
        x = self.relu1(x)
        return self.fc2(x)


device = torch.device(args.device)
net = Net().to(device)
print(net)
criterion = torch.nn.CrossEntropyLoss()
optimizer = optim.SGD(net.parameters(), lr=0.01, momentum=0.9)
transform = transforms.Compose([transforms.ToTensor()])
trainset = datasets.MNIST(args.data, train=True, download=False, transform=transform)
trainloader = torch.utils.data.DataLoader(trainset, batch_size=64, shuffle=True)
testset = datasets.MNIST(args.data, train=False, download=False, transform=transform)
testloader = torch.utils.data.DataLoader(testset, batch_size=1000, shuffle=False)


def evaluate(model):
    correct = total = 0
    model.eval()
    with torch.no_grad():
        for images, labels in testloader:
            images, labels = images.to(device), labels.to(device)
            _, predicted = torch.max(model(images).data, 1)
            total += labels.size(0)
            correct += (predicted == labels).sum().item()
    accuracy = 100 * correct / total
    print("Test Accuracy of the network on the %d test images: %.4f %%" % (total, accuracy))
    return accuracy


for epoch in range(args.epochs):
    start, running_loss = time.perf_counter(), 0.0
    for i, data in enumerate(trainloader, 0):
        if args.limit and i >= args.limit:
            break
        inputs, labels = data[0].to(device), data[1].to(device)
        optimizer.zero_grad()
        loss = criterion(net(inputs), labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
    trained = time.perf_counter()
    evaluate(net)
    print("epoch %d loss %r train_s %.2f eval_s %.2f" % (epoch + 1, running_loss, trained - start, time.perf_counter() - trained))
print("Training complete!")

digest = hashlib.sha256()
for name, value in net.state_dict().items():
    digest.update(name.encode())
    digest.update(value.cpu().contiguous().numpy().tobytes())
print("sha256", digest.hexdigest())

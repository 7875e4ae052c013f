"""Every optimizer with every flag: loss of each of 20 steps, parameters and state after them."""
import torch
from reference import case
from torch import nn, optim

STEPS = 20

# name -> how to make the optimizer of some parameters
OPTIMIZERS = {
    "SGD": lambda ps: optim.SGD(ps, lr=0.1),
    "SGD default lr": lambda ps: optim.SGD(ps),
    "SGD momentum": lambda ps: optim.SGD(ps, lr=0.1, momentum=0.9),
    "SGD dampening": lambda ps: optim.SGD(ps, lr=0.1, momentum=0.9, dampening=0.3),
    "SGD nesterov": lambda ps: optim.SGD(ps, lr=0.1, momentum=0.9, nesterov=True),
    "SGD weight_decay": lambda ps: optim.SGD(ps, lr=0.1, weight_decay=0.01),
    "SGD maximize": lambda ps: optim.SGD(ps, lr=0.01, maximize=True),
    "SGD all": lambda ps: optim.SGD(ps, lr=0.05, momentum=0.8, weight_decay=0.02, nesterov=True, maximize=True),
    "SGD momentum weight_decay dampening": lambda ps: optim.SGD(ps, lr=0.1, momentum=0.9, dampening=0.1, weight_decay=0.01),
    "RMSprop": lambda ps: optim.RMSprop(ps),
    "RMSprop alpha eps": lambda ps: optim.RMSprop(ps, lr=0.003, alpha=0.9, eps=1e-6),
    "RMSprop momentum": lambda ps: optim.RMSprop(ps, lr=0.003, momentum=0.9),
    "RMSprop centered": lambda ps: optim.RMSprop(ps, lr=0.003, centered=True),
    "RMSprop weight_decay": lambda ps: optim.RMSprop(ps, lr=0.003, weight_decay=0.01),
    "RMSprop maximize": lambda ps: optim.RMSprop(ps, lr=0.003, maximize=True),
    "RMSprop all": lambda ps: optim.RMSprop(ps, lr=0.003, weight_decay=0.01, momentum=0.9, centered=True, maximize=True),
}
OPTIMIZERS["Adam decoupled_weight_decay"] = lambda ps: optim.Adam(ps, lr=0.01, weight_decay=0.1, decoupled_weight_decay=True)
for kind in ("Adam", "AdamW"):
    make = getattr(optim, kind)
    OPTIMIZERS.update(
        {
            f"{kind}": lambda ps, make=make: make(ps),
            f"{kind} lr betas eps": lambda ps, make=make: make(ps, lr=0.01, betas=(0.8, 0.95), eps=1e-6),
            f"{kind} weight_decay": lambda ps, make=make: make(ps, lr=0.01, weight_decay=0.1),
            f"{kind} amsgrad": lambda ps, make=make: make(ps, lr=0.01, amsgrad=True),
            f"{kind} maximize": lambda ps, make=make: make(ps, lr=0.01, maximize=True),
            f"{kind} all": lambda ps, make=make: make(
                ps, lr=0.01, betas=(0.85, 0.99), weight_decay=0.05, amsgrad=True, maximize=True
            ),
        }
    )


class Problem:
    """A small network and a batch to fit."""

    def __init__(self):
        torch.manual_seed(0)
        self.net = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 3))
        self.inputs = torch.randn(32, 10)
        self.labels = torch.randint(3, (32,))
        self.criterion = nn.CrossEntropyLoss()

    def step(self, optimizer):
        optimizer.zero_grad()
        loss = self.criterion(self.net(self.inputs), self.labels)
        loss.backward()
        optimizer.step()
        return loss

    def steps(self, r, optimizer, first, last):
        for i in range(first, last):
            r.tensor("loss %d" % i, self.step(optimizer))


def record_state(r, net, optimizer):
    r.tensors("param ", net.named_parameters())
    for index, state in sorted(optimizer.state_dict()["state"].items()):
        for key, value in sorted(state.items()):
            if value is not None:
                r.tensor("state %d %s" % (index, key), torch.as_tensor(value))


for optimizer_name, make in OPTIMIZERS.items():

    @case("optim/" + optimizer_name)
    def steps(r, make=make):
        problem = Problem()
        optimizer = make(problem.net.parameters())
        problem.steps(r, optimizer, 0, STEPS)
        record_state(r, problem.net, optimizer)

    @case("optim/resumed " + optimizer_name)
    def resumed(r, make=make):
        problem = Problem()
        optimizer = make(problem.net.parameters())
        problem.steps(r, optimizer, 0, STEPS // 2)
        saved = optimizer.state_dict()
        optimizer = make(problem.net.parameters())
        optimizer.load_state_dict(saved)
        problem.steps(r, optimizer, STEPS // 2, STEPS)
        record_state(r, problem.net, optimizer)


@case("optim/groups")
def groups(r):
    problem = Problem()
    first, _, last = problem.net
    optimizer = optim.SGD(
        [{"params": first.parameters(), "lr": 0.01}, {"params": last.parameters(), "weight_decay": 0.1}],
        lr=0.1,
        momentum=0.9,
    )
    problem.steps(r, optimizer, 0, STEPS)
    record_state(r, problem.net, optimizer)


@case("optim/add_param_group")
def add_param_group(r):
    problem = Problem()
    first, _, last = problem.net
    optimizer = optim.Adam(last.parameters(), lr=0.01)
    problem.steps(r, optimizer, 0, STEPS // 2)
    optimizer.add_param_group({"params": list(first.parameters()), "lr": 0.001})
    problem.steps(r, optimizer, STEPS // 2, STEPS)
    record_state(r, problem.net, optimizer)


@case("optim/frozen parameter")
def frozen(r):
    """A parameter with no gradient is left alone."""
    problem = Problem()
    problem.net[0].weight.requires_grad_(False)
    optimizer = optim.AdamW(problem.net.parameters(), lr=0.01)
    problem.steps(r, optimizer, 0, STEPS)
    record_state(r, problem.net, optimizer)


@case("optim/learning rate changed")
def learning_rate(r):
    problem = Problem()
    optimizer = optim.SGD(problem.net.parameters(), lr=0.1, momentum=0.9)
    scheduler = optim.lr_scheduler.StepLR(optimizer, step_size=3, gamma=0.7)
    for i in range(STEPS):
        r.tensor("loss %d" % i, problem.step(optimizer))
        scheduler.step()
    record_state(r, problem.net, optimizer)

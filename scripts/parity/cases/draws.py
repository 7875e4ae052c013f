"""Random draws: sizes around 16, where normal_ takes another path, and seeds beyond 32 bits."""
import torch
from reference import case

SIZES = (0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 100, 1000)
SEEDS = (0, 1, 1234567, 2**40 + 5)

DRAWS = {
    "rand": lambda n: torch.rand(n),
    "rand float64": lambda n: torch.rand(n, dtype=torch.float64),
    "rand float16": lambda n: torch.rand(n, dtype=torch.float16),
    "rand bfloat16": lambda n: torch.rand(n, dtype=torch.bfloat16),
    "randn": lambda n: torch.randn(n),
    "randn float64": lambda n: torch.randn(n, dtype=torch.float64),
    "randint": lambda n: torch.randint(10, (n,)),
    "randint low high": lambda n: torch.randint(-5, 1 << 40, (n,)),
    "randint int32": lambda n: torch.randint(100, (n,), dtype=torch.int32),
    "randperm": lambda n: torch.randperm(n),
    "normal_": lambda n: torch.empty(n).normal_(0.5, 2.0),
    "normal_ float64": lambda n: torch.empty(n, dtype=torch.float64).normal_(0.5, 2.0),
    "uniform_": lambda n: torch.empty(n).uniform_(-3, 5),
    "random_": lambda n: torch.empty(n, dtype=torch.int64).random_(),
    "bernoulli": lambda n: torch.full((n,), 0.3).bernoulli(),
}

for draw_name, make in DRAWS.items():

    @case("draws/" + draw_name)
    def draws(r, make=make):
        for seed in SEEDS:
            torch.manual_seed(seed)
            for n in SIZES:
                r.tensor("seed %d size %d" % (seed, n), make(n))


@case("draws/generator")
def generator(r):
    g = torch.Generator()
    g.manual_seed(7)
    r.text("initial seed", str(g.initial_seed()))
    r.tensor("rand", torch.rand(5, generator=g))
    state = g.get_state()
    r.tensor("state", state)
    r.tensor("randn", torch.randn(20, generator=g))
    r.tensor("randperm", torch.randperm(20, generator=g))
    g.set_state(state)
    r.tensor("randn again", torch.randn(20, generator=g))


@case("draws/default state")
def default_state(r):
    torch.manual_seed(3)
    r.text("initial seed", str(torch.initial_seed()))
    torch.randn(3)
    state = torch.get_rng_state()
    r.tensor("state", state)
    r.tensor("rand", torch.rand(10))
    torch.set_rng_state(state)
    r.tensor("rand again", torch.rand(10))

"""Every loss with its options: value, gradient, printed form."""
import torch
from reference import case
from torch import nn


def classes(*shape):
    return lambda: torch.randint(5, shape)


def probabilities(*shape):
    return lambda: torch.rand(shape).softmax(1)


def weights():
    return torch.rand(5) + 0.5


LOSSES = {}

for reduction in ("mean", "sum", "none"):
    LOSSES.update(
        {
            f"MSELoss {reduction}": (lambda rd=reduction: nn.MSELoss(reduction=rd), (8, 5), lambda: torch.rand(8, 5)),
            f"CrossEntropyLoss {reduction}": (lambda rd=reduction: nn.CrossEntropyLoss(reduction=rd), (8, 5), classes(8)),
            f"CrossEntropyLoss weight {reduction}": (
                lambda rd=reduction: nn.CrossEntropyLoss(weight=weights(), reduction=rd),
                (8, 5),
                classes(8),
            ),
            f"CrossEntropyLoss ignore_index {reduction}": (
                lambda rd=reduction: nn.CrossEntropyLoss(ignore_index=2, reduction=rd),
                (8, 5),
                classes(8),
            ),
            f"CrossEntropyLoss label_smoothing {reduction}": (
                lambda rd=reduction: nn.CrossEntropyLoss(label_smoothing=0.1, reduction=rd),
                (8, 5),
                classes(8),
            ),
            f"CrossEntropyLoss probabilities {reduction}": (
                lambda rd=reduction: nn.CrossEntropyLoss(reduction=rd),
                (8, 5),
                probabilities(8, 5),
            ),
            f"CrossEntropyLoss pictures {reduction}": (
                lambda rd=reduction: nn.CrossEntropyLoss(reduction=rd),
                (2, 5, 4, 3),
                classes(2, 4, 3),
            ),
            f"NLLLoss {reduction}": (lambda rd=reduction: nn.NLLLoss(reduction=rd), (8, 5), classes(8)),
            f"NLLLoss weight ignore_index {reduction}": (
                lambda rd=reduction: nn.NLLLoss(weight=weights(), ignore_index=1, reduction=rd),
                (8, 5),
                classes(8),
            ),
            f"BCELoss {reduction}": (lambda rd=reduction: nn.BCELoss(reduction=rd), (8, 5), lambda: torch.rand(8, 5)),
            f"BCELoss weight {reduction}": (
                lambda rd=reduction: nn.BCELoss(weight=weights(), reduction=rd),
                (8, 5),
                lambda: torch.rand(8, 5),
            ),
            f"BCEWithLogitsLoss {reduction}": (
                lambda rd=reduction: nn.BCEWithLogitsLoss(reduction=rd),
                (8, 5),
                lambda: torch.rand(8, 5),
            ),
            f"BCEWithLogitsLoss weight pos_weight {reduction}": (
                lambda rd=reduction: nn.BCEWithLogitsLoss(weight=weights(), pos_weight=weights(), reduction=rd),
                (8, 5),
                lambda: torch.rand(8, 5),
            ),
        }
    )
LOSSES["CrossEntropyLoss weight ignore_index label_smoothing"] = (
    lambda: nn.CrossEntropyLoss(weight=weights(), ignore_index=2, label_smoothing=0.2),
    (8, 5),
    classes(8),
)
LOSSES["CrossEntropyLoss weight probabilities label_smoothing"] = (
    lambda: nn.CrossEntropyLoss(weight=weights(), label_smoothing=0.2),
    (8, 5),
    probabilities(8, 5),
)
LOSSES["CrossEntropyLoss one sample"] = (lambda: nn.CrossEntropyLoss(), (5,), classes())

for loss_name, (make, shape, target) in LOSSES.items():

    @case("loss/" + loss_name)
    def loss(r, make=make, shape=shape, target=target, prepare=loss_name.startswith("BCELoss")):
        torch.manual_seed(0)
        criterion = make()
        r.text("print", str(criterion))
        # BCELoss wants probabilities; rand gives them.
        x = (torch.rand(shape) if prepare else torch.randn(shape)).requires_grad_()
        y = criterion(x, target())
        r.tensor("value", y)
        (y * torch.rand(y.shape)).sum().backward()
        r.tensor("grad", x.grad)
        r.draws()

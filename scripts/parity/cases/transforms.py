"""torchvision's transforms of pictures that PIL holds, in the order of its documents: crop, flip, ToTensor, Normalize."""
import torch
from PIL import Image
from reference import case
from torchvision import transforms as T

TURNS = 40


def picture(channels, start):
    """A picture 12 high and 10 wide, in which no two pixels beside each other are alike."""
    x = ((torch.arange(12 * 10 * channels) * 37 + start) % 256).to(torch.uint8).view(12, 10, channels).numpy()
    return Image.fromarray(x[:, :, 0] if channels == 1 else x)


def transforms_case(name, channels, *transforms):
    @case("transforms/" + name)
    def apply(r):
        torch.manual_seed(5)
        transform = T.Compose(transforms)
        for i in range(TURNS):
            r.tensor("picture %d" % i, transform(picture(channels, i)))
        r.draws()


MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
transforms_case("gray", 1, T.RandomCrop(8, padding=2), T.RandomHorizontalFlip(), T.ToTensor(), T.Normalize((0.5,), (0.5,)))
transforms_case("rgb", 3, T.RandomCrop(8, padding=2), T.RandomHorizontalFlip(), T.ToTensor(), T.Normalize(MEAN, STD))
transforms_case("rgba", 4, T.RandomCrop((12, 5)), T.RandomHorizontalFlip(), T.ToTensor())
transforms_case("rgb flips", 3, T.RandomHorizontalFlip(0.7), T.RandomVerticalFlip(), T.ToTensor())
transforms_case("rgb filled", 3, T.RandomCrop((14, 14), padding=(1, 2, 3, 4), fill=200), T.ToTensor())
transforms_case("rgb padding if needed", 3, T.RandomCrop(16, pad_if_needed=True), T.RandomHorizontalFlip(), T.ToTensor())
transforms_case("rgb floats first", 3, T.ToTensor(), T.RandomCrop(8, padding=2), T.RandomHorizontalFlip())

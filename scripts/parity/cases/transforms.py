"""torchvision's transforms of pictures that PIL holds, in the order of its documents: crop, flip, ToTensor, Normalize;
and each transform by itself, of tensors with their masks and boxes, or of batches with their labels."""
import re

import torch
from PIL import Image
from reference import TRANSFORMS, case
from torchvision import tv_tensors
from torchvision.transforms import v2 as T

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


SEEDS = 20


def sample(seed, dtype, channels):
    """A picture of an odd size with two masks and up to three boxes, none where the seed is a multiple of 4."""
    torch.manual_seed(1000 + seed)
    height, width, boxes = 11 + seed % 5 * 2, 13 + seed % 3 * 4, seed % 4
    image = torch.randint(0, 256, (channels, height, width)).to(torch.uint8)
    if dtype == "float32":
        image = torch.rand(channels, height, width)
    masks = torch.randint(0, 3, (2, height, width)).to(torch.uint8)
    sides = torch.tensor([float(width), float(height)])
    corner = torch.rand(boxes, 2) * sides / 2
    boxes = torch.cat([corner, corner + torch.rand(boxes, 2) * sides / 2], 1)
    if seed % 2:
        boxes = boxes.to(torch.int64)
    return image, masks, boxes


def of_samples(r, transform, takes):
    for seed in range(SEEDS):
        for dtype in ("uint8", "float32"):
            for channels in (1, 3):
                if dtype not in takes or f"C{channels}" not in takes:
                    continue
                image, masks, boxes = sample(seed, dtype, channels)
                given = {"image": tv_tensors.Image(image)}
                if "masks" in takes:
                    given["masks"] = tv_tensors.Mask(masks)
                if "boxes" in takes:
                    given["boxes"] = tv_tensors.BoundingBoxes(boxes, format="XYXY", canvas_size=image.shape[-2:])
                torch.manual_seed(seed)
                for key, t in transform(given).items():
                    r.tensor(f"seed {seed}, {dtype}, {channels} channels: {key}", t.as_subclass(torch.Tensor))
                r.draws(f"seed {seed}, {dtype}, {channels} channels: draws after")


def of_batches(r, transform, takes):
    for seed in range(SEEDS):
        torch.manual_seed(1000 + seed)
        images = torch.rand(5, 3, 7 + seed % 3, 9)
        labels = torch.randint(0, 4, (5,))
        if "probabilities" in takes:
            labels = torch.rand(5, 4)
        torch.manual_seed(seed)
        images, labels = transform(images, labels)
        r.tensor(f"seed {seed}: images", images)
        r.tensor(f"seed {seed}: labels", labels)
        r.draws(f"seed {seed}: draws after")


NAMED = isinstance(T.Resize(1).interpolation, str)  # interpolations have been names since torchvision 0.29


def transform_case(name, python, takes):
    @case(name)
    def apply(r):
        text = python if NAMED else re.sub(r"interpolation=('[\w-]+')", r"interpolation=T.InterpolationMode(\1)", python)
        transform = eval(text, {"T": T, "torch": torch})
        printed = repr(transform)
        if not NAMED:
            printed = re.sub(r"InterpolationMode\.(\w+)", lambda m: T.InterpolationMode[m[1]].value, printed)
        r.text("printed", printed)
        (of_batches if "batches" in takes else of_samples)(r, transform, takes)


for t in TRANSFORMS:
    transform_case(t["name"], t["python"], t["args"])

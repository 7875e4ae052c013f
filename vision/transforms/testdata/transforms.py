"""Writes transforms.json: what torchvision's transforms.v2 make of small images.

usage: python transforms.py > transforms.json    (made with torch 2.15.0 and its torchvision)

Every value is an exact IEEE operation (a conversion, a division, a subtraction) or a draw of the Mersenne twister, so
no processor and no supported version changes it. Floats are written as the integers of their bits.
"""
import json

import torch
from PIL import Image
from torchvision.transforms import v2 as T


def bits(x):
    return {"shape": list(x.shape), "bits": x.contiguous().view(torch.int32).flatten().tolist()}


def image(height, width, channels, start=0):
    x = (torch.arange(height * width * channels) * 37 + start) % 256
    return x.to(torch.uint8).view(height, width, channels)


def pil(x):
    array = x.numpy()
    return Image.fromarray(array[:, :, 0] if array.shape[2] == 1 else array)


to_tensor = T.ToTensor()
ramp = torch.arange(256, dtype=torch.uint8).view(16, 16, 1)
out = {"torch": torch.__version__.split("+")[0], "to_tensor": {}, "normalize": []}
out["to_tensor"]["ramp"] = bits(to_tensor(ramp.numpy()))
out["to_tensor"]["gray"] = bits(to_tensor(pil(image(3, 5, 1))))
out["to_tensor"]["rgb"] = bits(to_tensor(pil(image(3, 5, 3))))
out["to_tensor"]["rgba"] = bits(to_tensor(pil(image(3, 5, 4))))

for channels, mean, std in [
    (1, [0.1307], [0.3081]),
    (1, [0.5], [0.5]),
    (3, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    (1, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    (3, [0.1307], [0.3081]),
]:
    x = to_tensor(image(16, 16, channels).numpy())
    try:
        result = bits(T.Normalize(mean, std)(x))
    except RuntimeError as e:
        result = {"error": str(e)}
    out["normalize"].append({"channels": channels, "mean": mean, "std": std, "want": result})


def drawn(name, transform, channels, turns=24):
    """Applies transform to one image after another, as a loader without workers does."""
    torch.manual_seed(7)
    results = [bits(transform(pil(image(6, 5, channels, start=i)))) for i in range(turns)]
    return {"name": name, "channels": channels, "want": results, "next": int(torch.empty((), dtype=torch.int64).random_())}


out["random"] = [
    drawn("flip", T.Compose([T.RandomHorizontalFlip(), to_tensor]), 1),
    drawn("rarely flip", T.Compose([T.RandomHorizontalFlip(0.2), to_tensor]), 1),
    drawn("vertical flip", T.Compose([T.RandomVerticalFlip(), to_tensor]), 3),
    drawn("crop", T.Compose([T.RandomCrop((3, 4)), to_tensor]), 1),
    drawn("crop of the whole", T.Compose([T.RandomCrop((6, 5)), to_tensor]), 1),
    drawn("padded crop", T.Compose([T.RandomCrop((6, 5), padding=2), to_tensor]), 3),
    drawn("padding of each kind", T.Compose([T.RandomCrop(4, padding=(1, 0, 2, 3)), to_tensor]), 1),
    drawn("padding if needed", T.Compose([T.RandomCrop(8, pad_if_needed=True), to_tensor]), 1),
    drawn("filled", T.Compose([T.RandomCrop(7, padding=1, fill=9), to_tensor]), 1),
    drawn(
        "crop and flip, RGB",
        T.Compose([T.RandomCrop((6, 5), padding=1, fill=200), T.RandomHorizontalFlip(), to_tensor]),
        3,
    ),
    drawn(
        "crop and flip, RGBA",
        T.Compose([T.RandomCrop(4), T.RandomHorizontalFlip(), T.RandomVerticalFlip(), to_tensor]),
        4,
    ),
    drawn(
        "all",
        T.Compose([T.RandomCrop((6, 5), padding=1), T.RandomHorizontalFlip(), to_tensor, T.Normalize([0.1307], [0.3081])]),
        1,
    ),
]

out["repr"] = str(
    T.Compose(
        [
            T.RandomCrop(28, padding=4),
            T.RandomCrop((3, 4)),
            T.RandomHorizontalFlip(),
            T.RandomVerticalFlip(0.2),
            to_tensor,
            T.Normalize((0.1307,), (0.3081,)),
        ]
    )
)
print(json.dumps(out))

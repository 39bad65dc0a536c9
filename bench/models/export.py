#!/usr/bin/env python3
"""Exports networks of a few million parameters with random weights, and a batch of data, for `nadir analyze`.

    /usr/bin/python3 bench/models/export.py resnet20|vit|bert FOLDER [SAMPLES]

writes FOLDER/NAME.onnx and FOLDER/NAME.npz (arrays "x" and "y"). Needs Debian's python3-torch and python3-onnx; written for PyTorch
1.13, opset 13, inference mode.
"""
import pathlib
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Residual(nn.Module):
    """Two 3 x 3 convolutions with batch normalization beside an identity, or a 1 x 1 convolution where the shape changes."""

    def __init__(self, before, after, stride):
        super().__init__()
        self.first = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(after)
        self.second = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(after)
        plain = stride == 1 and before == after
        self.side = nn.Identity() if plain else nn.Sequential(
            nn.Conv2d(before, after, 1, stride, bias=False), nn.BatchNorm2d(after))

    def forward(self, x):
        inner = F.relu(self.norm1(self.first(x)))
        return F.relu(self.norm2(self.second(inner)) + self.side(x))


def resnet20(classes=10):
    layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    before = 16
    for width in (16, 32, 64):
        for block in range(3):
            layers.append(Residual(before, width, 2 if block == 0 and width > 16 else 1))
            before = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(before, classes))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.inward = nn.Linear(width, 3 * width)
        self.outward = nn.Linear(width, width)

    def forward(self, x):
        n, t, d = x.shape
        parts = self.inward(x).reshape(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        q, k, v = parts[0], parts[1], parts[2]
        weights = torch.softmax(q @ k.transpose(-2, -1) * (d // self.heads) ** -0.5, dim=-1)
        return self.outward((weights @ v).transpose(1, 2).reshape(n, t, d))


class Encoder(nn.Module):
    """Attention and two layers with GELU, normalized before (ViT) or after (BERT)."""

    def __init__(self, width, heads, before):
        super().__init__()
        self.before = before
        self.norm1 = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.inner = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        if self.before:
            x = x + self.attention(self.norm1(x))
            return x + self.inner(self.norm2(x))
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + self.inner(x))


class VisionTransformer(nn.Module):
    def __init__(self, width=192, depth=8, heads=3, patch=4, image=32, classes=10):
        super().__init__()
        self.patches = nn.Conv2d(3, width, patch, patch)
        self.token = nn.Parameter(0.02 * torch.randn(1, 1, width))
        self.positions = nn.Parameter(0.02 * torch.randn(1, (image // patch) ** 2 + 1, width))
        self.encoders = nn.Sequential(*(Encoder(width, heads, True) for _ in range(depth)))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], dim=1) + self.positions
        return self.head(self.norm(self.encoders(x))[:, 0])


class Bert(nn.Module):
    def __init__(self, words=8192, width=256, depth=4, heads=4, most=128, classes=2):
        super().__init__()
        self.words = nn.Embedding(words, width)
        self.places = nn.Embedding(most, width)
        self.norm = nn.LayerNorm(width)
        self.encoders = nn.Sequential(*(Encoder(width, heads, False) for _ in range(depth)))
        self.pooler = nn.Linear(width, width)
        self.head = nn.Linear(width, classes)

    def forward(self, tokens):
        places = torch.arange(tokens.shape[1])
        x = self.norm(self.words(tokens) + self.places(places))
        return self.head(torch.tanh(self.pooler(self.encoders(x)[:, 0])))


def main(name, folder, samples):
    torch.manual_seed(20)
    random = np.random.default_rng(20)
    model, classes = {"resnet20": (resnet20, 10), "vit": (VisionTransformer, 10), "bert": (Bert, 2)}[name]
    model = model().eval()
    if name == "bert":
        x = random.integers(0, 8192, (samples, 64))
        one = torch.from_numpy(x[:1])
    else:
        x = random.standard_normal((samples, 3, 32, 32))
        one = torch.from_numpy(x[:1]).float()
    folder = pathlib.Path(folder)
    torch.onnx.export(
        model, one, str(folder / f"{name}.onnx"), opset_version=13, input_names=["x"], output_names=["y"],
        dynamic_axes={"x": {0: "N"}, "y": {0: "N"}})
    np.savez(folder / f"{name}.npz", x=x, y=np.eye(classes)[random.integers(0, classes, samples)])
    print(name, sum(p.numel() for p in model.parameters()), "parameters in PyTorch,", samples, "samples")


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 4:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else {"resnet20": 64}.get(sys.argv[1], 8))

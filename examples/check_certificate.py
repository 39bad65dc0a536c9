#!/usr/bin/env python3
"""Checks a certificate that `nadir certify --certificate` wrote, with nothing of Nadir: python3 check_certificate.py CERTIFICATE MODEL DATA TARGET.

Needs mpmath. It reads networks of tanh, and CSV files whose target column is numeric or holds classes (one-hot in the order of their
names). A refutation is checked in rational numbers. Where one layer is moved, it goes from the stored parameters to the solution by
Newton's method in sixty digits, proves by the theorem of Kantorovich with crude constants that a solution is there, and compares the
way with the radius claimed; the rounding of sixty digits is not bounded, but some forty digits lie between it and every inequality.
"""
import csv
import hashlib
import json
import struct
import sys
from fractions import Fraction

from mpmath import mp, mpf

mp.dps = 60


def fields(message):
    """The fields of a message of protocol buffers: number, and a number or bytes."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = varint()
        kind = key & 7
        if kind == 0:
            yield key >> 3, varint()
        elif kind == 2:
            length = varint()
            at += length
            yield key >> 3, message[at - length : at]
        else:
            at += 8 if kind == 1 else 4


def tensor(message):
    """Name and rows of a float64 initializer."""
    dims, name, raw = [], "", b""
    for number, value in fields(message):
        if number == 1:
            dims += [value] if isinstance(value, int) else list(value)
        elif number == 8:
            name = value.decode()
        elif number == 9:
            raw = value
    numbers = struct.unpack("<%dd" % (len(raw) // 8), raw)
    width = dims[-1] if dims else 1
    return name, [list(numbers[i : i + width]) for i in range(0, len(numbers), width)]


def layers_of(path):
    """Sub and Mul in front, then (weight, bias, whether tanh follows) per layer; ONNX multiplies x W with W of shape inputs x units."""
    graph = next(value for number, value in fields(open(path, "rb").read()) if number == 7)
    constants = dict(tensor(value) for number, value in fields(graph) if number == 5)
    front, layers = {}, []
    for number, node in fields(graph):
        if number != 1:
            continue
        parts = list(fields(node))
        op = next(value.decode() for n, value in parts if n == 4)
        known = [constants[value.decode()] for n, value in parts if n == 1 and value.decode() in constants]
        if op in ("Sub", "Mul") and not layers and known:
            front[op] = known[0][0] if len(known[0]) == 1 else [row[0] for row in known[0]]
        elif op == "MatMul":
            layers.append([list(map(list, zip(*known[0]))), [0.0] * len(known[0][0]), False])
        elif op == "Add" and known and layers:
            layers[-1][1] = known[0][0] if len(known[0]) == 1 else [row[0] for row in known[0]]
        elif op == "Tanh":
            layers[-1][2] = True
        elif op != "Identity":
            sys.exit("operator " + op + ": this checker knows tanh networks only")
    return front, layers


def samples_of(path, target):
    rows = list(csv.DictReader(open(path)))
    inputs = [[float(v) for k, v in row.items() if k != target] for row in rows]
    names = [row[target] for row in rows]
    try:
        labels = [[float(name)] for name in names]
    except ValueError:
        classes = sorted(set(names))
        labels = [[1.0 if name == c else 0.0 for c in classes] for name in names]
    return inputs, labels


def digest(inputs, labels):
    sha = hashlib.sha256(struct.pack(">3i", len(inputs[0]), len(inputs), len(labels[0])))
    for x, y in zip(inputs, labels):
        sha.update(struct.pack(">%dd" % (len(x) + len(y)), *x, *y))
    return sha.hexdigest()


def affine(layer, a):
    return [mp.fdot(zip(row, a)) + b for row, b in zip(layer[0], layer[1])]


def activated(layer, z):
    return [mp.tanh(v) for v in z] if layer[2] else z


def outputs_and_jacobian(layers, z):
    """x and ∂x/∂z for the pre-activations z of the first of the layers."""
    values = [z]
    for layer, above in zip(layers, layers[1:]):
        values.append(affine(above, activated(layer, values[-1])))
    x = activated(layers[-1], values[-1])
    rows = []
    for q in range(len(x)):
        delta = [mpf(q == i) for i in range(len(x))]
        for level in range(len(layers) - 1, -1, -1):
            if layers[level][2]:
                delta = [d * (1 - mp.tanh(v) ** 2) for d, v in zip(delta, values[level])]
            if level:
                delta = [mp.fdot(zip(column, delta)) for column in zip(*layers[level][0])]
        rows.append(delta)
    return x, mp.matrix(rows)


def way(layers, z, y):
    """How far z has to go until the layers give y."""
    start = list(z)
    for _ in range(12):
        x, jacobian = outputs_and_jacobian(layers, z)
        off = mp.matrix([mpf(b) - a for a, b in zip(x, y)])
        gram = jacobian * jacobian.T
        least = mp.sqrt(min(mp.eigsy(gram, eigvals_only=True)))
        residual = mp.norm(off)
        if residual < mpf(10) ** -45:
            break
        step = jacobian.T * mp.lu_solve(gram, off)
        z = [a + b for a, b in zip(z, step)]
    slope, bend = mpf(1), mpf(0)
    for level, layer in enumerate(layers):
        norm = mp.sqrt(sum(mpf(w) ** 2 for row in layer[0] for w in row)) if level else mpf(1)
        slope, bend = norm * slope, norm * bend
        if layer[2]:
            bend = mpf("0.77") * slope**2 + bend
    if not bend * residual / least**2 <= mpf("0.5"):
        sys.exit("not confirmed: Kantorovich's ratio is above 1/2")
    return mp.norm([a - b for a, b in zip(z, start)]) + 2 * residual / least


def certified(certificate, model, inputs, labels):
    if len(certificate["layers"]) != 1:
        sys.exit("not checked: this checker moves one layer only, the certificate " + str(certificate["layers"]))
    front, layers = layers_of(model)
    moved = certificate["layers"][0]
    features, ways = [], []
    for x, y in zip(inputs, labels):
        a = [mpf(v) for v in x]
        a = [v - mpf(o) for v, o in zip(a, front.get("Sub", [0.0] * len(a)))]
        a = [v * mpf(f) for v, f in zip(a, front.get("Mul", [1.0] * len(a)))]
        for layer in layers[: moved - 1]:
            a = activated(layer, affine(layer, a))
        features.append(a + [mpf(1)])
        ways.append(way(layers[moved - 1 :], affine(layers[moved - 1], a), y))
    matrix = mp.matrix(features)
    least = mp.sqrt(min(mp.eigsy(matrix * matrix.T, eigvals_only=True)))
    radius = mp.norm(ways) / least
    print("moved layer", moved, "least σ", mp.nstr(least, 6), "radius", mp.nstr(radius, 6), "claimed", certificate["radius"])
    return radius <= certificate["radius"]


def refuted(obstruction, inputs, labels):
    if not obstruction["combination"]:
        sys.exit("not checked: the certificate has no combination to add up")
    combination = obstruction["combination"]
    chosen = [i - 1 for i in combination["samples"]]
    u = combination["weights"]
    sums = [sum(w * Fraction(inputs[i][v]) for i, w in zip(chosen, u)) for v in range(len(inputs[0]))]
    y = [Fraction(labels[i][combination["output"] - 1]) for i in chosen]
    off = sum(w * b for w, b in zip(u, y))
    above = min([b for w, b in zip(u, y) if w > 0]) > max([b for w, b in zip(u, y) if w < 0])
    claim = obstruction["said"]["claim"]
    bound = off**2 / (2 * len(inputs) * sum(w * w for w in u))
    print(claim, "with", len(u), "samples; Σ u y =", float(off), "so that a linear model costs at least", float(bound))
    return sum(u) == 0 and not any(sums) and (off != 0 if claim == "certify.not-affine" else above)


def main():
    path, model, data, target = sys.argv[1:]
    certificate = json.load(open(path))
    inputs, labels = samples_of(data, target)
    if certificate["modelSha256"] != hashlib.sha256(open(model, "rb").read()).hexdigest():
        sys.exit("not confirmed: another model")
    if certificate["samplesSha256"] != digest(inputs, labels):
        sys.exit("not confirmed: other samples or labels")
    if certificate["outcome"] == "certified":
        holds = certified(certificate, model, inputs, labels)
    else:
        holds = refuted(certificate["obstruction"], inputs, labels)
    print("confirmed" if holds else "not confirmed")
    sys.exit(0 if holds else 1)


main()

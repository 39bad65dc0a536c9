"""Writes losses.json: what a network can reach to first order under several losses, with 40 digits.

Networks are tanh perceptrons (theta as in Network.parameters: every weight by columns, then its bias). D comes from forward
differentiation written out here; inf C(x + Dv) from Newton's method over all of v with mpmath, so neither PyTorch nor the code under
test has a part in it; values and gradients of the losses agree with torch.nn.functional (mean over samples, sum over outputs).
Run with Debian's python3-mpmath, python3-numpy and python3-torch: python3 losses.py.
"""
import json
import os

import mpmath as mp
import numpy as np
import torch
import torch.nn.functional as F

mp.mp.dps = 40
HERE = os.path.dirname(os.path.abspath(__file__))


def forward(dims, theta, x):
    """Outputs and D of one sample."""
    a, da = mp.matrix([mp.mpf(v) for v in x]), mp.zeros(dims[0], len(theta))
    at = 0
    for layer in range(len(dims) - 1):
        m, n = dims[layer + 1], dims[layer]
        w = mp.matrix(m, n)
        for j in range(n):
            for k in range(m):
                w[k, j] = mp.mpf(theta[at + j * m + k])
        z, dz = w * a, w * da
        for k in range(m):
            z[k] += mp.mpf(theta[at + m * n + k])
            dz[k, at + m * n + k] += 1
            for j in range(n):
                dz[k, at + j * m + k] += a[j]
        at += m * n + m
        if layer < len(dims) - 2:
            a = z.apply(mp.tanh)
            da = mp.matrix(m, len(theta))
            for k in range(m):
                for j in range(len(theta)):
                    da[k, j] = (1 - a[k] ** 2) * dz[k, j]
        else:
            a, da = z, dz
    return a, da


def parts(loss, x, y):
    """Value, gradient, Hessian of one sample."""
    q = len(x)
    kind, _, number = loss.partition("=")
    if kind == "cross-entropy":
        eps = mp.mpf(number or 0)
        y = [(1 - eps) * v / sum(y) + eps / q for v in y]  # doubles sum up to 1 only nearly, which would let C fall for ever
        top = max(x)
        e = [mp.exp(v - top) for v in x]
        s = sum(e)
        p = [v / s for v in e]
        value = top + mp.log(s) - sum(a * b for a, b in zip(x, y))
        h = mp.matrix(q, q)
        for a in range(q):
            for b in range(q):
                h[a, b] = (p[a] if a == b else 0) - p[a] * p[b]
        return value, [a - b for a, b in zip(p, y)], h
    value, g, h = mp.mpf(0), [], mp.zeros(q, q)
    for k in range(q):
        if kind == "square":
            r = x[k] - y[k]
            value, slope, bend = value + r * r / 2, r, 1
        elif kind == "huber":
            r, d = x[k] - y[k], mp.mpf(number)
            small = abs(r) <= d
            value += r * r / 2 if small else d * (abs(r) - d / 2)
            slope, bend = (r, 1) if small else (d * mp.sign(r), 0)
        else:
            p = 1 / (1 + mp.exp(-x[k]))
            value += mp.log1p(mp.exp(x[k])) - y[k] * x[k]
            slope, bend = p - y[k], p * (1 - p)
        g.append(slope)
        h[k, k] = bend
    return value, g, h


def total(loss, xs, ys):
    n, q = len(xs), len(xs[0])
    value, g, h = mp.mpf(0), mp.zeros(n * q, 1), mp.zeros(n * q, n * q)
    for i in range(n):
        c, slope, bend = parts(loss, xs[i], ys[i])
        value += c / n
        for a in range(q):
            g[i * q + a] = slope[a] / n
            for b in range(q):
                h[i * q + a, i * q + b] = bend[a, b] / n
    return value, g, h


def shifted(x, jacobian, v, n, q):
    moved = jacobian * v
    return [[x[i][a] + moved[i * q + a] for a in range(q)] for i in range(n)]


def least(loss, x, jacobian, ys, theta, decay):
    """min over v of C(x + Dv) + decay/2 |theta + v|^2, and C there: damped Newton, a vanishing ridge against flat directions."""
    n, q, k = len(x), len(x[0]), jacobian.cols
    v = mp.zeros(k, 1)
    t = mp.matrix([mp.mpf(a) for a in theta])

    def objective(at):
        s = t + at
        return total(loss, shifted(x, jacobian, at, n, q), ys)[0] + decay / 2 * sum(a * a for a in s)

    value, damping = objective(v), mp.mpf("1e-3")
    for _ in range(200):
        _, g, h = total(loss, shifted(x, jacobian, v, n, q), ys)
        gradient = jacobian.T * g + decay * (t + v)
        hessian = jacobian.T * h * jacobian + decay * mp.eye(k)
        if mp.norm(gradient) < mp.mpf("1e-25"):
            break
        while True:
            step = mp.lu_solve(hessian + damping * mp.eye(k), -gradient)
            there = objective(v + step)
            if there < value:
                v, value, damping = v + step, there, max(damping / 10, mp.mpf("1e-30"))
                break
            damping *= 10
            if damping > 1e10:
                return value, total(loss, shifted(x, jacobian, v, n, q), ys)[0], mp.norm(gradient)
    return value, total(loss, shifted(x, jacobian, v, n, q), ys)[0], mp.norm(gradient)


def checked_by_torch(loss, x, y, value, gradient):
    kind, _, number = loss.partition("=")
    out = torch.tensor(np.array(x, dtype=float), requires_grad=True)
    label = torch.tensor(np.array(y, dtype=float))
    n = len(x)
    c = {
        "square": lambda: ((out - label) ** 2).sum() / (2 * n),
        "cross-entropy": lambda: F.cross_entropy(out, label, label_smoothing=float(number or 0)),
        "binary-cross-entropy": lambda: F.binary_cross_entropy_with_logits(out, label, reduction="sum") / n,
        "huber": lambda: F.huber_loss(out, label, reduction="sum", delta=float(number or 1)) / n,
    }[kind]()
    c.backward()
    assert abs(float(c) - float(value)) < 1e-13 * (1 + abs(float(value))), loss
    assert np.abs(out.grad.numpy().ravel() - np.array([float(g) for g in gradient])).max() < 1e-14, loss


def case(name, loss, dims, samples, seed, scale, decay):
    random = np.random.default_rng(seed)
    count = sum(dims[k] * dims[k + 1] + dims[k + 1] for k in range(len(dims) - 1))
    theta = (random.standard_normal(count) * scale).tolist()
    x = random.standard_normal((samples, dims[0]))
    q = dims[-1]
    if loss.startswith("cross-entropy") and "soft" in name:
        y = random.dirichlet(np.ones(q), samples)
    elif loss.startswith("cross-entropy"):
        y = np.eye(q)[random.integers(0, q, samples)]
        if "separable" in name:
            y = np.eye(q)[(x[:, 0] > 0).astype(int)]
    elif loss.startswith("binary"):
        y = random.integers(0, 2, (samples, q)).astype(float)
    else:
        y = random.standard_normal((samples, q)) * 2
    outputs, rows = [], []
    for i in range(samples):
        out, jac = forward(dims, theta, x[i])
        outputs.append(list(out))
        rows.append(jac)
    jacobian = mp.matrix(samples * q, count)
    for i in range(samples):
        for a in range(q):
            for k in range(count):
                jacobian[i * q + a, k] = rows[i][a, k]
    ys = [[mp.mpf(float(v)) for v in row] for row in y]
    value, gradient, _ = total(loss, outputs, ys)
    checked_by_torch(loss, outputs, y, value, gradient)
    blocked, _, residue = least(loss, outputs, jacobian, ys, theta, mp.mpf(0))
    decayed, cost, _ = least(loss, outputs, jacobian, ys, theta, mp.mpf(decay))
    print(name, loss, "C", mp.nstr(value, 8), "blocked", mp.nstr(blocked, 12), "gradient left", mp.nstr(residue, 3))
    return {
        "name": name,
        "loss": loss,
        "dims": dims,
        "theta": theta,
        "inputs": x.tolist(),
        "labels": y.tolist(),
        "cost": float(value),
        "gradientNorm": float(mp.norm(jacobian.T * gradient)),
        "blocked": float(blocked),
        "decay": decay,
        "decayedTotal": float(decayed),
        "decayedCost": float(cost),
    }


CASES = [
    ("contradicted", "cross-entropy", [1, 2, 3], 16, 1, 0.8, 0.01),
    ("two classes", "cross-entropy", [1, 1, 2], 12, 2, 0.8, 0.01),
    ("soft labels", "cross-entropy", [2, 2, 3], 12, 3, 0.8, 0.01),
    ("smoothed", "cross-entropy=0.1", [2, 2, 3], 12, 1, 0.8, 0.01),
    ("separable", "cross-entropy", [2, 2, 2], 12, 4, 0.8, 0.01),
    ("logits", "binary-cross-entropy", [1, 1, 2], 14, 5, 0.8, 0.01),
    ("outliers", "huber=0.5", [2, 2, 2], 14, 6, 0.8, 0.01),
    ("square", "square", [2, 2, 2], 14, 7, 0.8, 0.01),
]

if __name__ == "__main__":
    with open(os.path.join(HERE, "losses.json"), "w", encoding="utf-8") as file:
        json.dump({"oracle": "losses.py, mpmath with 40 digits", "cases": [case(*c) for c in CASES]}, file, indent=1)
        file.write("\n")

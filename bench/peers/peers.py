#!/usr/bin/env python3
"""LSODA, Radau and BDF of SciPy on a gradient flow, and a picture of work against precision.

  peers.py run PROBLEM.json [OUT.csv]      the three methods at several tolerances, one thread, CPU seconds
  peers.py check PROBLEM.json              the Hessian against differences of the gradient
  peers.py large OUT.json                  a larger problem, tanh 20-64-64-1, K = 5,569, N = 100, to t = 1,000
  peers.py picture TITLE OUT.svg A.csv...  method, tolerance, error, seconds of every line as a diagram

A problem is a file as in core/src/test/resources/dev/nadir/flow: layerDims, activation (tanh or softplus), inputs and labels (a
row per sample), theta0, times and theta, the states there. Errors are the largest of an entry at the last time. Radau and BDF get the exact
Hessian by products over pairs of layers, LSODA makes its own Jacobian by differences. Needs Python 3 with NumPy and SciPy.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
import csv
import json
import math
import sys
import time

import numpy as np
from scipy.integrate import solve_ivp


class Problem:
    """C = |x - y|^2 / 2N of a multilayer perceptron; theta is vec(W) by columns, then b, layer by layer."""

    def __init__(self, case):
        self.dims = case["layerDims"]
        self.activation = case["activation"]
        self.inputs = np.array(case["inputs"], float)
        self.labels = np.array(case["labels"], float)
        self.start = np.array(case["theta0"], float)
        self.end = float(case["times"][-1])
        self.exact = np.array(case["theta"][-1], float) if "theta" in case else None

    def layers(self, theta):
        at = 0
        for below, units in zip(self.dims, self.dims[1:]):
            weight = theta[at:at + below * units].reshape(below, units)
            at += below * units
            yield weight, theta[at:at + units]
            at += units

    def value(self, z):
        return np.tanh(z) if self.activation == "tanh" else np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    def slope(self, z, a):
        return 1 - a * a if self.activation == "tanh" else 1 / (1 + np.exp(-z))

    def bend(self, a, s):
        return -2 * a * s if self.activation == "tanh" else s * (1 - s)

    def forward(self, theta):
        a, stack = self.inputs, []
        weights = list(self.layers(theta))
        for l, (weight, bias) in enumerate(weights):
            z = a @ weight + bias
            last = l == len(weights) - 1
            above = z if last else self.value(z)
            s = np.ones_like(z) if last else self.slope(z, above)
            stack.append((weight, a, above, s))
            a = above
        return stack

    def backward(self, stack):
        upper = (stack[-1][2] - self.labels) / len(self.inputs)
        result = []
        for weight, _, _, s in reversed(stack):
            result.append((upper, upper * s))
            upper = result[-1][1] @ weight.T
        return result[::-1]

    def field(self, t, theta):
        stack = self.forward(theta)
        parts = []
        for (_, below, _, _), (_, delta) in zip(stack, self.backward(stack)):
            parts += [(below.T @ delta).ravel(), delta.sum(0)]
        return -np.concatenate(parts)

    def hessian(self, theta):
        stack, n = self.forward(theta), len(self.inputs)
        passed = self.backward(stack)
        count = len(stack)
        features = [np.hstack([below, np.ones((n, 1))]) for _, below, _, _ in stack]
        offset = np.cumsum([0] + [f.shape[1] * layer[3].shape[1] for f, layer in zip(features, stack)])
        result = np.zeros((offset[-1], offset[-1]))
        carried = None
        for m in range(count - 1, -1, -1):
            weight, _, above, s = stack[m]
            units = s.shape[1]
            own = np.zeros((n, units, units))
            diagonal = np.arange(units)
            if m == count - 1:
                own[:, diagonal, diagonal] = s * s / n
            else:
                up = stack[m + 1][0]
                own = np.matmul(carried, up.T) * s[:, None, :]
                own[:, diagonal, diagonal] += passed[m][0] * self.bend(above, s)
            g, e = own, None
            for l in range(m, -1, -1):
                if l < m:
                    up = stack[l + 1][0]
                    g = np.matmul(up, g) * stack[l][3][:, :, None]
                    if l == m - 1:
                        carried = g
                        e = np.zeros((n, stack[l][3].shape[1], stack[l][3].shape[1]))
                        index = np.arange(e.shape[1])
                        e[:, index, index] = stack[l][3]
                    else:
                        e = np.matmul(up, e) * stack[l][3][:, :, None]
                fl, fm = features[l], features[m]
                q = (fl[:, :, None] * fm[:, None, :]).reshape(n, -1)
                block = (q.T @ g.reshape(n, -1)).reshape(fl.shape[1], fm.shape[1], g.shape[1], g.shape[2])
                if l < m:
                    moved = (fl[:, :, None] * passed[m][1][:, None, :]).reshape(n, -1)
                    mixed = (moved.T @ e.reshape(n, -1)).reshape(fl.shape[1], units, g.shape[1], e.shape[2])
                    block[:, :-1] += mixed.transpose(0, 3, 2, 1)
                rows = block.transpose(0, 2, 1, 3).reshape(offset[l + 1] - offset[l], -1)
                result[offset[l]:offset[l + 1], offset[m]:offset[m + 1]] = rows
                result[offset[m]:offset[m + 1], offset[l]:offset[l + 1]] = rows.T
        return result


def read(path):
    with open(path) as file:
        return Problem(json.load(file)["cases"][0])


def run(problem, out):
    jacobian = lambda t, theta: -problem.hessian(theta)
    plan = {"LSODA": (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10)}
    if len(problem.start) <= 500:
        plan["Radau"] = (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
        plan["BDF"] = (1e-5, 1e-6, 1e-7, 1e-8, 1e-9)
    writer = csv.writer(out)
    writer.writerow(["method", "rtol", "error", "seconds", "gradients", "jacobians"])
    for method, tolerances in plan.items():
        for rtol in tolerances:
            given = {} if method == "LSODA" else {"jac": jacobian}
            begin = time.process_time()
            result = solve_ivp(problem.field, (0, problem.end), problem.start, method, [problem.end],
                               rtol=rtol, atol=rtol / 100, **given)
            seconds = time.process_time() - begin
            error = np.abs(result.y[:, -1] - problem.exact).max() if result.success else math.nan
            writer.writerow([method, rtol, f"{error:.1e}", f"{seconds:.2f}", result.nfev, result.njev])
            out.flush()


def check(problem):
    theta, h = problem.start, 1e-5
    hessian = problem.hessian(theta)
    worst = 0
    for k in range(0, len(theta), max(1, len(theta) // 50)):
        step = np.zeros_like(theta)
        step[k] = h
        column = -(problem.field(0, theta + step) - problem.field(0, theta - step)) / (2 * h)
        worst = max(worst, np.abs(column - hessian[:, k]).max())
    print(f"largest difference to central differences {worst:.1e}, of entries up to {np.abs(hessian).max():.1e}")
    for name, call in (("gradient", lambda: problem.field(0, theta)), ("Hessian", lambda: problem.hessian(theta))):
        begin = time.process_time()
        for _ in range(20):
            call()
        print(f"{name}: {(time.process_time() - begin) / 20 * 1e3:.3f} ms")


def large(path):
    random = np.random.default_rng(6)
    dims = [20, 64, 64, 1]
    theta = [part for below, units in zip(dims, dims[1:])
             for part in (random.standard_normal(below * units) / math.sqrt(below), np.zeros(units))]
    case = {"name": "tanh-20-64-64-1", "layerDims": dims, "activation": "tanh",
            "inputs": random.standard_normal((100, 20)).tolist(), "labels": random.standard_normal((100, 1)).tolist(),
            "theta0": np.concatenate(theta).tolist(), "times": [1000.0]}
    problem = Problem(case)
    exact = solve_ivp(problem.field, (0, 1000), problem.start, "DOP853", [1000], rtol=1e-10, atol=1e-12)
    case["theta"] = [exact.y[:, -1].tolist()]
    with open(path, "w") as file:
        json.dump({"oracle": "SciPy DOP853, rtol 1e-10, atol 1e-12; numpy default_rng(6)", "cases": [case]}, file)


COLOURS = {"nadir": "#c0392b", "LSODA": "#2c3e50", "Radau": "#2980b9", "BDF": "#27ae60"}


def picture(title, path, tables):
    rows = []
    for table in tables:
        with open(table) as file:
            rows += [(r["method"], float(r["error"]), float(r["seconds"])) for r in csv.DictReader(file)
                     if float(r["error"]) > 0 and not r["method"].startswith("first")]
    left, right = math.floor(math.log10(min(r[1] for r in rows))), math.ceil(math.log10(max(r[1] for r in rows)))
    low, high = math.floor(math.log10(min(r[2] for r in rows))), math.ceil(math.log10(max(r[2] for r in rows)))
    x = lambda error: 70 + 520 * (right - math.log10(error)) / (right - left)
    y = lambda seconds: 350 - 300 * (math.log10(seconds) - low) / (high - low)
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 400" font-family="sans-serif" font-size="12">',
             '<rect width="720" height="400" fill="white"/>', f'<text x="70" y="24" font-size="14">{title}</text>']
    for k in range(left, right + 1):
        parts.append(f'<path d="M{x(10 ** k):.0f} 50V350" stroke="#ddd"/>'
                     f'<text x="{x(10 ** k):.0f}" y="368" text-anchor="middle">1e{k}</text>')
    for k in range(low, high + 1):
        parts.append(f'<path d="M70 {y(10 ** k):.0f}H590" stroke="#ddd"/>'
                     f'<text x="62" y="{y(10 ** k) + 4:.0f}" text-anchor="end">{10.0 ** k:g} s</text>')
    parts.append('<text x="330" y="390" text-anchor="middle">largest error of an entry of θ</text>')
    for i, method in enumerate(dict.fromkeys(r[0] for r in rows)):
        points = sorted((x(error), y(seconds)) for name, error, seconds in rows if name == method)
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        colour = COLOURS.get(method.split()[0], "#8e44ad")
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        parts.append(f'<text x="602" y="{70 + 20 * i}" fill="{colour}">{method}</text>')
    with open(path, "w") as file:
        file.write("\n".join(parts + ["</svg>", ""]))


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "run":
        with open(sys.argv[3], "w") if len(sys.argv) > 3 else sys.stdout as target:
            run(read(sys.argv[2]), target)
    elif command == "check":
        check(read(sys.argv[2]))
    elif command == "large":
        large(sys.argv[2])
    elif command == "picture":
        picture(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        sys.exit(__doc__)

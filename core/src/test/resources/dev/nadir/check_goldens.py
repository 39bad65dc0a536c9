"""Recomputes the golden values of jacobian.json, network/activations.json, certify/bounds.json with 50 digits and flow/flow.json with SciPy.

Run with Debian's python3-mpmath and python3-scipy, from any folder: python3 check_goldens.py. It prints the largest relative
deviation of each kind and fails where one is larger than the rounding of the stored doubles (for flows: than the agreement
of two integrators that the file states). python3 check_goldens.py --bounds N makes N cases like those of certify/bounds.json.
"""
import json
import random
import os
import sys

import mpmath as mp
import numpy as np
from scipy.integrate import solve_ivp

mp.mp.dps = 50
HERE = os.path.dirname(os.path.abspath(__file__))


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return json.load(file)


def logistic(z):
    return 1 / (1 + mp.exp(-z))


def normal(z):
    far = abs(z) > 40  # beyond the doubles, and beyond mpmath's range check
    return mp.mpf(z > 0) if far else mp.ncdf(z), mp.mpf(0) if far else mp.npdf(z)


def parameter(name, default):
    return mp.mpf(float(name.split("=")[1])) if "=" in name else mp.mpf(default)


def activation(name):
    """sigma and its two derivatives, of a name such as elu=0.7; at a kink those from the left."""
    kind = name.split("=")[0]
    slope, alpha = parameter(name, 0.01), parameter(name, 1)
    return {
        "identity": (lambda z: z, lambda z: mp.mpf(1), lambda z: mp.mpf(0)),
        "tanh": (mp.tanh, lambda z: mp.sech(z) ** 2, lambda z: -2 * mp.tanh(z) * mp.sech(z) ** 2),
        "sigmoid": (
            logistic,
            lambda z: logistic(z) * logistic(-z),
            lambda z: logistic(z) * logistic(-z) * (logistic(-z) - logistic(z)),
        ),
        "softplus": (lambda z: mp.log1p(mp.exp(z)), logistic, lambda z: logistic(z) * logistic(-z)),
        "relu": (lambda z: max(z, mp.mpf(0)), lambda z: mp.mpf(z > 0), lambda z: mp.mpf(0)),
        "leaky-relu": (
            lambda z: z if z > 0 else slope * z,
            lambda z: mp.mpf(1) if z > 0 else slope,
            lambda z: mp.mpf(0),
        ),
        "elu": (
            lambda z: z if z > 0 else alpha * mp.expm1(z),
            lambda z: mp.mpf(1) if z > 0 else alpha * mp.exp(z),
            lambda z: mp.mpf(0) if z > 0 or (z == 0 and alpha != 1) else alpha * mp.exp(z),
        ),
        "gelu": (
            lambda z: z * normal(z)[0],
            lambda z: normal(z)[0] + z * normal(z)[1],
            lambda z: (2 - z * z) * normal(z)[1],
        ),
        "silu": (
            lambda z: z * logistic(z),
            lambda z: logistic(z) * (1 + z * logistic(-z)),
            lambda z: logistic(z) * logistic(-z) * (2 + z * (logistic(-z) - logistic(z))),
        ),
        "exp": (mp.exp, mp.exp, mp.exp),
        "sin": (mp.sin, mp.cos, lambda z: -mp.sin(z)),
        "serpentine": (
            lambda z: z / (1 + z * z),
            lambda z: (1 - z * z) / (1 + z * z) ** 2,
            lambda z: 2 * z * (z * z - 3) / (1 + z * z) ** 3,
        ),
    }[kind]


def jacobian(case):
    """The outputs and D of a case, by the chain rule, row (sample i, output q) at i Q + q."""
    sigma, slope, _ = activation(case["activation"])
    weights = [mp.matrix(w) for w in case["weights"]]
    outputs, rows = [], []
    for x in case["inputs"]:
        a, states, slopes = mp.matrix(x), [], []
        for l, weight in enumerate(weights):
            states.append(a)
            z = weight * a + mp.matrix(case["biases"][l])
            last = l == len(weights) - 1
            slopes.append([mp.mpf(1) if last else slope(v) for v in z])
            a = z if last else mp.matrix([sigma(v) for v in z])
        outputs.append([v for v in a])
        for q in range(weights[-1].rows):
            delta = mp.matrix(1, weights[-1].rows)
            delta[0, q] = 1
            blocks = []
            for l in range(len(weights) - 1, -1, -1):
                delta = mp.matrix([[delta[0, k] * slopes[l][k] for k in range(delta.cols)]])
                block = [delta[0, k] * v for v in states[l] for k in range(delta.cols)]
                blocks.insert(0, block + [delta[0, k] for k in range(delta.cols)])
                delta = delta * weights[l]
            rows.append([v for block in blocks for v in block])
    return outputs, rows


def deviation(got, expected, scale=None):
    got, expected = np.ravel(np.array(got, dtype=object)), np.ravel(np.array(expected, dtype=object))
    scale = scale or max((abs(mp.mpf(e)) for e in expected), default=mp.mpf(0)) or mp.mpf(1)
    return float(max((abs(g - mp.mpf(e)) / scale for g, e in zip(got, expected)), default=0))


def check_jacobians():
    worst = 0
    for case in read("jacobian.json")["cases"]:
        outputs, rows = jacobian(case)
        sigma = mp.svd_r(mp.matrix(rows), compute_uv=False)
        worst = max(
            worst,
            deviation(outputs, case["outputs"]),
            deviation(rows, case["jacobian"]),
            deviation(sorted(sigma, reverse=True), case["singularValues"], sigma[0]),
        )
    return worst


def check_activations():
    worst = 0
    mp.mp.dps = 400
    for function in read("network/activations.json")["functions"]:
        for point in function["points"]:
            for value, sigma in zip(point[1:4], activation(function["name"])):
                exact = sigma(mp.mpf(point[0]))
                if 1e-300 < abs(exact) < 1e300:
                    worst = max(worst, deviation([exact], [value]))
    mp.mp.dps = 50
    return worst


def check_flows():
    """The integrators' error divided by what the file says of their agreement."""
    worst = 0
    for case in read("flow/flow.json")["cases"]:
        x, y = np.array(case["inputs"]).T, np.array(case["labels"]).T
        dims, count = case["layerDims"], case["sampleCount"]
        value, slope = {
            "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
            "softplus": (lambda z: np.logaddexp(0, z), lambda z: 1 / (1 + np.exp(-z))),
            "sin": (np.sin, np.cos),
            "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: 0.25 / np.cosh(z / 2) ** 2),
        }[case["activation"]]

        def field(_, theta):
            at, layers = 0, []
            for m, n in zip(dims, dims[1:]):
                layers.append((theta[at : at + m * n].reshape(n, m, order="F"), theta[at + m * n : at + m * n + n]))
                at += m * n + n
            states, slopes = [x], []
            for l, (w, b) in enumerate(layers):
                z = w @ states[-1] + b[:, None]
                last = l == len(layers) - 1
                slopes.append(np.ones_like(z) if last else slope(z))
                states.append(z if last else value(z))
            delta, parts = (states[-1] - y) / count, []
            for l in range(len(layers) - 1, -1, -1):
                delta = delta * slopes[l]
                parts = [(delta @ states[l].T).ravel(order="F"), delta.sum(axis=1)] + parts
                delta = layers[l][0].T @ delta
            return -np.concatenate(parts)

        times = np.array(case["times"], dtype=float)
        stiff = solve_ivp(field, (0, times[-1]), case["theta0"], "DOP853", times, rtol=1e-12, atol=1e-13)
        for column, theta in zip(stiff.y.T, case["theta"]):
            allowed = max(float(case["agreement"]), 1e-9)
            worst = max(worst, float(np.max(np.abs(column - np.array(theta)))) / allowed)
    return worst


NAMES = ["tanh", "sigmoid", "softplus", "softplus=3.5", "gelu", "silu", "elu", "elu=0.7", "exp", "sin", "serpentine", "relu", "leaky-relu"]


def beta_aware(name):
    """As activation(name), softplus with its parameter."""
    if not name.startswith("softplus"):
        return activation(name)
    b = parameter(name, 1)
    return (
        lambda z: mp.log1p(mp.exp(b * z)) / b,
        lambda z: logistic(b * z),
        lambda z: b * logistic(b * z) * logistic(-b * z),
    )


def pair(x):
    hi = float(x)
    return [hi, float(x - mp.mpf(hi))]


def outputs_of(case):
    """The outputs of a network of real numbers, z = c W (a + d) + beta b behind (x - offset) factor."""
    result = []
    for x in case["inputs"]:
        a = [(mp.mpf(v) - mp.mpf(o)) * mp.mpf(f) for v, o, f in zip(x, case["offset"], case["factor"])]
        for layer in case["layers"]:
            c, d, beta = (mp.mpf(v) for v in layer["cdb"])
            value = beta_aware(layer["activation"])[0]
            z = [
                c * sum((mp.mpf(w) * (v + d) for w, v in zip(row, a)), mp.mpf(0)) + beta * mp.mpf(b)
                for row, b in zip(layer["weight"], layer["bias"])
            ]
            a = [value(v) for v in z]
        result.append(a)
    return result


def measured(case):
    """Residual of a network, or the extreme singular values of a matrix, as pairs."""
    if "matrix" in case:
        sigma = mp.svd_r(mp.matrix(case["matrix"]), compute_uv=False)
        return {"norm": pair(sigma[0]), "least": pair(sigma[len(sigma) - 1])}
    off = [v - mp.mpf(y) for row, labels in zip(outputs_of(case), case["labels"]) for v, y in zip(row, labels)]
    return {"residual": pair(mp.sqrt(sum(v * v for v in off)))}


def random_network(rng):
    sizes = [rng.randint(1, 6) for _ in range(rng.randint(2, 5))]
    layers = []
    for below, above in zip(sizes, sizes[1:]):
        last = len(layers) == len(sizes) - 2
        layers.append({
            "activation": "identity" if last else rng.choice(NAMES),
            "weight": [[rng.gauss(0, 1) / below ** 0.5 for _ in range(below)] for _ in range(above)],
            "bias": [rng.gauss(0, 1) for _ in range(above)],
            "cdb": rng.choice([[1, 0, 1], [1, 0, 1], [below ** -0.5, 0.1, 0.3]]),
        })
    case = {
        "layers": layers,
        "inputs": [[rng.gauss(0, 1) for _ in range(sizes[0])] for _ in range(rng.randint(1, 6))],
        "offset": [rng.gauss(0, 1) for _ in range(sizes[0])],
        "factor": [10 ** rng.uniform(-2, 2) for _ in range(sizes[0])],
    }
    off = rng.choice([0, 0, 1e-12, 1])  # labels are outputs rounded to doubles, or further away
    case["labels"] = [[float(v) + off * rng.gauss(0, 1) for v in row] for row in outputs_of(case)]
    return case


def random_matrix(rng):
    rows, columns = rng.randint(2, 9), rng.randint(1, 8)
    rows = max(rows, columns)
    scale = 10 ** rng.uniform(-30, 30)
    spread = 10 ** rng.uniform(0, 10)
    left = np.linalg.qr(np.array([[rng.gauss(0, 1) for _ in range(columns)] for _ in range(rows)]))[0]
    right = np.linalg.qr(np.array([[rng.gauss(0, 1) for _ in range(columns)] for _ in range(columns)]))[0]
    sigma = [scale * spread ** -(k / max(1, columns - 1)) for k in range(columns)]
    return {"matrix": [[float(v) for v in row] for row in left @ np.diag(sigma) @ right]}


def make_bounds(count):
    rng = random.Random(20261124)
    points = {}
    for name in NAMES:
        zs = [rng.uniform(-1, 1) * 10 ** rng.uniform(-12, 1.3) for _ in range(max(20, count // 10))]
        points[name] = [[z] + [v for f in beta_aware(name) for v in pair(f(mp.mpf(z)))] for z in zs]
    cases = []
    while len(cases) < count:
        case = random_network(rng) if len(cases) % 2 else random_matrix(rng)
        case.update(measured(case))
        if all(np.isfinite(v) for name in ("residual", "least", "norm") for v in case.get(name, [])):
            cases.append(case)  # exp of exp overflows
    oracle = "mpmath 1.3.0, 50 digits; numbers as two doubles, the nearest and the rest"
    print(json.dumps({"oracle": oracle, "points": points, "cases": cases}))


def check_bounds():
    worst = 0
    golden = read("certify/bounds.json")
    for name, points in golden["points"].items():
        for z, *values in points:
            for k, f in enumerate(beta_aware(name)):
                exact = f(mp.mpf(z))
                worst = max(worst, float(abs(exact - mp.mpf(values[2 * k]) - mp.mpf(values[2 * k + 1])) / (abs(exact) or 1)))
    for case in golden["cases"]:
        for name, (hi, lo) in measured(case).items():
            stored = mp.mpf(case[name][0]) + mp.mpf(case[name][1])
            worst = max(worst, float(abs(mp.mpf(hi) + mp.mpf(lo) - stored) / (abs(stored) or 1)))
    return worst


def main():
    if sys.argv[1:2] == ["--bounds"]:
        make_bounds(int(sys.argv[2]))
        return
    results = [
        ("bounds.json, relative", check_bounds(), 1e-30),
        ("jacobian.json, relative to the largest entry", check_jacobians(), 1e-15),
        ("activations.json, relative", check_activations(), 1e-15),
        ("flow.json, in units of the stated agreement", check_flows(), 10),
    ]
    for name, worst, allowed in results:
        print(f"{name}: {worst:.2e} (allowed {allowed:.0e})")
    sys.exit(any(not worst <= allowed for _, worst, allowed in results))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Golden values of networks whose layers are z = c W (a + d) + beta b: without biases, in NTK parametrization, mixed.

Oracle: PyTorch autograd in float64 (D row by row, gradient, Hessian), NumPy SVD, SciPy DOP853 (rtol 1e-12) for the flow.
Parameters theta: per layer vec(W) by columns, then b where beta is not 0. Run: write_parametrizations.py > parametrizations.json
Needs torch, scipy (Debian: python3-torch, python3-scipy).
"""
import json
import numpy as np
import torch
from scipy.integrate import solve_ivp

torch.set_default_dtype(torch.float64)
HIDDEN = {"tanh": torch.tanh, "softplus": torch.nn.functional.softplus, "sigmoid": torch.sigmoid}


def outputs(theta, x, dims, fixed, activation):
    a, at = x, 0  # one sample per row
    for l in range(1, len(dims)):
        c, d, beta = fixed[l - 1]
        m, n = dims[l - 1], dims[l]
        w = theta[at:at + m * n].reshape(m, n)  # vec(W) by columns is W^T by rows
        at += m * n
        z = c * ((a + d) @ w)
        if beta != 0:
            z = z + beta * theta[at:at + n]
            at += n
        a = HIDDEN[activation](z) if l + 1 < len(dims) else z
    return a


def count(dims, fixed):
    return sum(dims[l] * (dims[l - 1] + (fixed[l - 1][2] != 0)) for l in range(1, len(dims)))


def case(name, dims, fixed, activation, samples, seed, times):
    rng = np.random.default_rng(seed)
    x = torch.tensor(rng.standard_normal((samples, dims[0])))
    y = torch.tensor(rng.standard_normal((samples, dims[-1])))
    theta0 = torch.tensor(rng.standard_normal(count(dims, fixed)) * 0.7)

    def cost(theta):
        return ((outputs(theta, x, dims, fixed, activation) - y) ** 2).sum() / (2 * samples)

    def gradient(theta):
        t = torch.tensor(theta, requires_grad=True)
        return torch.autograd.grad(cost(t), t)[0].numpy()

    d = torch.autograd.functional.jacobian(lambda t: outputs(t, x, dims, fixed, activation).reshape(-1), theta0).numpy()
    u, sigma, _ = np.linalg.svd(d)
    rank = int((sigma > 1e-10 * sigma[0]).sum())
    residual = (outputs(theta0, x, dims, fixed, activation) - y).reshape(-1).numpy()
    blocked = ((u[:, rank:].T @ residual) ** 2).sum() / (2 * samples)
    hessian = torch.autograd.functional.hessian(cost, theta0).numpy()
    run = solve_ivp(lambda t, s: -gradient(s), (0, times[-1]), theta0.numpy(), method="DOP853", rtol=1e-12, atol=1e-13,
                    t_eval=times)
    assert run.success
    return {
        "name": name, "layerDims": dims, "activation": activation, "parametrizations": fixed,
        "inputs": x.tolist(), "labels": y.tolist(), "theta0": theta0.tolist(),
        "outputs": outputs(theta0, x, dims, fixed, activation).tolist(), "singularValues": sigma.tolist(), "rank": rank,
        "gradient": gradient(theta0.numpy()).tolist(), "blocked": blocked, "hessian": hessian.tolist(),
        "times": times, "theta": run.y.T.tolist(), "cost": [float(cost(torch.tensor(s))) for s in run.y.T],
    }


CASES = [
    case("tanh 3-4-1 without biases", [3, 4, 1], [[1, 0, 0], [1, 0, 0]], "tanh", 18, 1, [1, 10, 100]),
    case("tanh 3-5-2 in NTK parametrization", [3, 5, 2], [[3 ** -0.5, 0, 0.1], [5 ** -0.5, 0, 0.1]], "tanh", 9, 2,
         [1, 10, 100]),
    case("softplus 2-3-4-2, shifted, second layer without bias", [2, 3, 4, 2],
         [[1, 0, 1], [0.125, -0.6931471805599453, 0], [-0.7, 0.25, -2]], "softplus", 8, 3, [1, 10, 100]),
    case("linear 3-2 without bias", [3, 2], [[1, 0, 0]], "tanh", 7, 4, [1, 10, 100]),
]
print(json.dumps({"oracle": "PyTorch autograd in float64, NumPy SVD, SciPy DOP853 rtol 1e-12", "cases": CASES}))

"""How often the Jacobian of a two-layer ReLU network by its first layer has full rank; numpy alone, 2000 draws each.

X uniform on [0, 1), d = ceil(n/2) inputs, first layer U(+-1/sqrt d), output weights N(0, 1): arXiv 2305.19510.
"""
import numpy as np


def full(rng, n, width):
    d = (n + 1) // 2
    x = rng.random((n, d))
    w = rng.uniform(-1, 1, (width, d)) / np.sqrt(d)
    b = rng.uniform(-1, 1, width) / np.sqrt(d)
    top = rng.standard_normal(width)
    active = (x @ w.T + b > 0) * top
    rows = np.einsum("ik,ij->ikj", active, np.hstack([x, np.ones((n, 1))])).reshape(n, -1)
    return np.linalg.matrix_rank(rows) == n


rng = np.random.default_rng(1)
for n, width in [(30, 3), (30, 5), (30, 8), (90, 4), (90, 8)]:
    print(n, width, sum(full(rng, n, width) for _ in range(2000)) / 2000)

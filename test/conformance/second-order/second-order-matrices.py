"""
Reference trajectories of the rules that act on matrices, to 50 digits, on a network of two linear layers,

    J = |W2 W1 + b 1' - A|^2 / 2,   W1 3 x 2, W2 2 x 3, b 2, A 2 x 2,

and on a rotated quadratic in the plane, whose coordinates make up a vector. Written from the rules' descriptions in matrix notation.

    python3 test/conformance/second-order/second-order-matrices.py > test/conformance/second-order/second-order-matrices.golden.json
"""

import json

from mpmath import diag, eigsy, matrix, mp, mpf, norm, qr, sqrt

mp.dps = 50

TARGET = matrix([[2, -1], [mpf(1) / 2, 3]])
NETWORK_START = [
    matrix([[0.5, -0.25], [1.0, 0.75], [-0.5, 0.125]]),
    matrix([[0.25, -1.0, 0.5], [0.75, 0.5, -0.125]]),
    matrix([0.1, -0.2]),
]
PLANE = matrix([[3, 2], [2, 2]])
PLANE_START = [matrix([1.5, -2.0])]


def network_gradients(blocks):
    w1, w2, b = blocks
    error = w2 * w1 + b * matrix([[1, 1]]) - TARGET
    return [w2.T * error, error * w1.T, error * matrix([1, 1])]


def plane_gradients(blocks):
    return [PLANE * blocks[0]]


def is_vector(block):
    return block.cols == 1


def power(m, exponent):
    values, vectors = eigsy(m)
    return vectors * diag([v**exponent for v in values]) * vectors.T


def each(a, f):
    return matrix([[f(a[i, j], i, j) for j in range(a.cols)] for i in range(a.rows)])


def identity(n):
    return diag([mpf(1)] * n)


def on_diagonal(m):
    return diag([m[i, i] for i in range(m.rows)])


def shampoo(gradients, start, steps, lr, eps=mpf("1e-4"), frequency=1, largest=64):
    blocks = [b.copy() for b in start]
    # A column vector has one factor, that of its entries.
    left = [mpf(eps) * identity(b.rows) for b in blocks]
    right = [mpf(eps) * identity(b.cols) for b in blocks]
    roots = [None] * len(blocks)
    points = []
    for step in range(steps):
        for k, g in enumerate(gradients(blocks)):
            left[k] += g * g.T
            right[k] += g.T * g
            if left[k].rows > largest:
                left[k] = on_diagonal(left[k])
            if right[k].rows > largest:
                right[k] = on_diagonal(right[k])
            if step % frequency == 0:
                roots[k] = (
                    (power(left[k], mpf(-1) / 2), identity(1))
                    if is_vector(g)
                    else (power(left[k], mpf(-1) / 4), power(right[k], mpf(-1) / 4))
                )
            blocks[k] = blocks[k] - mpf(lr) * roots[k][0] * g * roots[k][1]
        points.append(flat(blocks))
    return points


def soap(gradients, start, steps, lr, betas=(0.95, 0.95), eps=1e-8, decay=0.01, frequency=10, vectors=False):
    beta1, beta2, lr, eps, decay = mpf(betas[0]), mpf(betas[1]), mpf(lr), mpf(eps), mpf(decay)
    blocks = [b.copy() for b in start]
    state = [None] * len(blocks)
    points = []
    for step in range(1, steps + 1):
        for k, g in enumerate(gradients(blocks)):
            sides = (vectors, False) if is_vector(g) else (True, True)
            if state[k] is None:
                factors = [(1 - beta2) * g * g.T, (1 - beta2) * g.T * g]
                bases = []
                for factor, rotated in zip(factors, sides):
                    order = identity(factor.rows)
                    if rotated:
                        _, order = eigsy(factor)
                        order = matrix([list(reversed(order[i, :])) for i in range(order.rows)])
                    bases.append(order)
                state[k] = {"m": 0 * g, "v": 0 * g, "factors": factors, "bases": bases}
                continue
            s = state[k]
            t = step - 1
            ql, qr_ = s["bases"]
            rotated = ql.T * g * qr_
            s["m"] = beta1 * s["m"] + (1 - beta1) * rotated
            s["v"] = beta2 * s["v"] + (1 - beta2) * each(rotated, lambda x, i, j: x * x)
            direction = each(s["m"], lambda x, i, j: x / (sqrt(s["v"][i, j]) + eps))
            size = lr * sqrt(1 - beta2**t) / (1 - beta1**t)
            block = blocks[k] - size * ql * direction * qr_.T
            blocks[k] = (1 - lr * decay) * block
            s["factors"] = [
                beta2 * s["factors"][0] + (1 - beta2) * g * g.T,
                beta2 * s["factors"][1] + (1 - beta2) * g.T * g,
            ]
            if t % frequency == 0:
                raw = ql * s["m"] * qr_.T
                for side in (0, 1):
                    if not sides[side]:
                        continue
                    basis, factor = s["bases"][side], s["factors"][side]
                    along = [(basis[:, i].T * factor * basis[:, i])[0] for i in range(basis.cols)]
                    order = sorted(range(basis.cols), key=lambda i: -along[i])
                    basis = matrix([[basis[r, i] for i in order] for r in range(basis.rows)])
                    s["bases"][side] = qr(factor * basis)[0]
                    if side == 0:
                        s["v"] = matrix([[s["v"][i, j] for j in range(g.cols)] for i in order])
                    else:
                        s["v"] = matrix([[s["v"][i, j] for j in order] for i in range(g.rows)])
                s["m"] = s["bases"][0].T * raw * s["bases"][1]
        points.append(flat(blocks))
    return points


def orthogonalised(u, steps, eps):
    a, b, c = mpf("3.4445"), mpf("-4.775"), mpf("2.0315")
    x = u / max(norm(flat_exact([u]), 2), mpf(eps))
    for _ in range(steps):
        gram = x * x.T
        x = a * x + b * gram * x + c * gram * gram * x
    return x


def muon(gradients, start, steps, lr, momentum=0.95, decay=0.1, nesterov=True, ns_steps=5, eps=1e-7, adjust="original"):
    lr, mu, decay = mpf(lr), mpf(momentum), mpf(decay)
    blocks = [b.copy() for b in start]
    buffers = [0 * b for b in blocks]
    points = []
    for _ in range(steps):
        for k, g in enumerate(gradients(blocks)):
            buffers[k] = mu * buffers[k] + (1 - mu) * g
            u = (1 - mu) * g + mu * buffers[k] if nesterov else buffers[k]
            # Vectors are matrices of one row.
            rows, columns = (1, u.rows) if is_vector(u) else (u.rows, u.cols)
            growth = sqrt(max(mpf(1), mpf(rows) / columns)) if adjust == "original" else mpf("0.2") * sqrt(max(rows, columns))
            blocks[k] = (1 - lr * decay) * blocks[k] - lr * growth * orthogonalised(u, ns_steps, eps)
        points.append(flat(blocks))
    return points


def flat_exact(blocks):
    return [b[i, j] for b in blocks for i in range(b.rows) for j in range(b.cols)]


def flat(blocks):
    return [float(x) for x in flat_exact(blocks)]


def constant_descent():
    """Muon's step on a vector: how long it is after each Newton-Schulz iteration."""
    x = matrix([[mpf(3) / 5, mpf(4) / 5]])
    return [float(norm(flat_exact([orthogonalised(x, k, 1e-7)]), 2)) for k in range(6)]


def table():
    rows = []
    for objective, gradients, start in (
        ("network", network_gradients, NETWORK_START),
        ("plane", plane_gradients, PLANE_START),
    ):
        for optimizer, hyperparameters, points in (
            ("shampoo", {"lr": 0.25}, shampoo(gradients, start, 30, 0.25)),
            (
                "shampoo",
                {"lr": 0.25, "eps": 0.01, "preconditionFrequency": 4, "maxPrecondDim": 2},
                shampoo(gradients, start, 30, 0.25, eps=mpf(0.01), frequency=4, largest=2),
            ),
            # W1 has three rows of rank two: in the direction they lack, 0 / eps is taken, and eps = 1e-8 would show its rounding.
            ("soap", {"lr": 0.05, "eps": 1e-3}, soap(gradients, start, 35, 0.05, eps=1e-3)),
            (
                "soap",
                {"lr": 0.05, "betas": [0.9, 0.8], "preconditionFrequency": 3, "precondition1d": True, "weightDecay": 0.5, "eps": 1e-3},
                soap(gradients, start, 35, 0.05, betas=(0.9, 0.8), eps=1e-3, frequency=3, vectors=True, decay=0.5),
            ),
            ("muon", {"lr": 0.05}, muon(gradients, start, 30, 0.05)),
            (
                "muon",
                {"lr": 0.05, "momentum": 0.5, "nesterov": False, "nsSteps": 3, "weightDecay": 0, "adjustLrFn": "match_rms_adamw"},
                muon(gradients, start, 30, 0.05, momentum=0.5, decay=0, nesterov=False, ns_steps=3, adjust="match_rms_adamw"),
            ),
        ):
            rows.append(
                {
                    "optimizer": optimizer,
                    "objective": objective,
                    "hyperparameters": hyperparameters,
                    "theta": {str(step): points[step - 1] for step in (1, 2, 3, 5, 10, 11, 20, len(points))},
                }
            )
    return {
        "starts": {"network": flat(NETWORK_START), "plane": flat(PLANE_START)},
        "trajectories": rows,
        "muonLengths": constant_descent(),
    }


if __name__ == "__main__":
    print(json.dumps(table(), indent=1))

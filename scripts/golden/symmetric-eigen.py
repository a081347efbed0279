"""Writes golden eigenpairs of symmetric matrices from 450-digit arithmetic. Run: python3 scripts/golden/symmetric-eigen.py

Each line of src/core/linalg/golden/symmetric-eigen.csv is n, the n x n matrix by rows, its eigenvalues ascending, and
their unit eigenvectors by rows, each with its component of largest size positive.
"""

import math
import random
from pathlib import Path
from mpmath import mp, mpf
import mpmath as m

mp.dps = 450
rng = random.Random(20260102)
OUT = Path(__file__).resolve().parents[2] / "src/core/linalg/golden"


def golden(rows):
    n = len(rows)
    values, vectors = m.eigsy(m.matrix([[mpf(x) for x in row] for row in rows]))
    order = sorted(range(n), key=lambda i: values[i])
    out = [x for row in rows for x in row] + [float(values[i]) for i in order]
    for i in order:
        vector = [vectors[k, i] for k in range(n)]
        leading = max(vector, key=abs)
        out += [float(v * m.sign(leading)) for v in vector]
    return ",".join([str(n)] + [repr(float(x)).removesuffix(".0") for x in out])


def symmetric(n, entry):
    rows = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i, n):
            rows[i][j] = rows[j][i] = entry(i, j)
    return rows


cases = [
    [[2.0, 1.0], [1.0, 3.0]],
    [[1e-8, 1e-9], [1e-9, 1e10]],
    [[1e-8, 9.0], [9.0, 1e10]],
    [[1e10, -9.0], [-9.0, 1e-8]],
    [[-1e10, 3.0], [3.0, 1e-8]],
    [[1.0, 1 - 2**-30], [1 - 2**-30, 1.0]],
    [[1.0, 1e-200], [1e-200, 1.0]],
    [[1e300, 1e299], [1e299, -3e300]],
    [[1e-300, 3e-301], [3e-301, -2e-300]],
    [[0.0, 5.0], [5.0, 0.0]],
    [[0.0, 1e-20], [1e-20, 1.0]],
    [[802.0, -400.0], [-400.0, 200.0]],
]
for _ in range(150):
    cases.append(symmetric(2, lambda i, j: rng.gauss(0, 1) * 10 ** rng.uniform(-6, 6)))
for n in (1, 3, 4, 5, 8, 12):
    for _ in range(6):
        cases.append(symmetric(n, lambda i, j: rng.gauss(0, 1)))
# Definite and badly scaled: D A D with a well-conditioned A, where Jacobi's method is right relative to each value.
for n in (3, 5, 8):
    for _ in range(4):
        scales = [10 ** rng.uniform(-8, 8) for _ in range(n)]
        cases.append(symmetric(n, lambda i, j: scales[i] * scales[j] * (1.0 if i == j else rng.uniform(-0.5, 0.5) / n)))

OUT.mkdir(exist_ok=True)
(OUT / "symmetric-eigen.csv").write_text("\n".join(golden(c) for c in cases) + "\n")

"""Writes src/core/calculus/golden/derivatives.json: value, gradient and Hessian to 50 digits where no peer has them.

Run with python3 and mpmath; each function is given on the branch that holds at its point.
"""

import json
from pathlib import Path

from mpmath import diff, exp, log, mp, mpf, sinh, sqrt

mp.dps = 80


def sigmoid(t):
    return 1 / (1 + exp(-t))


CASES = [
    ("min(x^2, y) + x*y", lambda x, y: x**2 + x * y, [0.5, 0.75]),
    ("min(x^2, y) + x*y", lambda x, y: y + x * y, [1.5, 0.75]),
    ("max(sin(x), y, x*y)^3", lambda x, y: (x * y) ** 3, [1.25, 2.5]),
    ("x > y ? sqrt(x) * y : exp(x)", lambda x, y: sqrt(x) * y, [2.25, 0.5]),
    ("x > y ? sqrt(x) * y : exp(x)", lambda x, y: exp(x), [-2.25, 0.5]),
    ("x < 0 ? x^2 : (y < 0 ? log(x) : sinh(x*y))", lambda x, y: sinh(x * y), [0.75, 1.25]),
    ("sigmoid(3x - y) * y^2", lambda x, y: sigmoid(3 * x - y) * y**2, [0.5, -1.25]),
    ("sigmoid(20x + y)", lambda x, y: sigmoid(20 * x + y), [1.5, 2.0]),
    ("abs(x*y - 1)^3", lambda x, y: (1 - x * y) ** 3, [0.25, 0.5]),
    ("log(x, 3) / y", lambda x, y: log(x) / log(3) / y, [2.5, -1.5]),
    ("x^y", lambda x, y: x**y, [2.5, 1.75]),
    ("tanh(20(x - y/2))", lambda x, y: mp.tanh(20 * (x - y / 2)), [1.25, 0.5]),
]


def text(value):
    return mp.nstr(value, 50, strip_zeros=False)


rows = []
for expression, function, at in CASES:
    point = tuple(mpf(v) for v in at)
    order = lambda n: text(diff(function, point, n))
    rows.append(
        {
            "expression": expression,
            "at": at,
            "value": text(function(*point)),
            "gradient": [order((1, 0)), order((0, 1))],
            "hessian": [order((2, 0)), order((1, 1)), order((0, 2))],
        }
    )

target = Path(__file__).parents[2] / "src/core/calculus/golden/derivatives.json"
target.write_text(json.dumps(rows, indent=1) + "\n")

"""Writes src/core/calculus/golden/derivatives.json: value, gradient and Hessian to 50 digits where no peer has them.

Run with python3 and mpmath; each function is given on the branch that holds at its point.
"""

import json
from pathlib import Path

from mpmath import asinh, acosh, atan2, atanh, cbrt, cos, diff, erf, erfc, exp, expm1, log, log1p, mp, mpf, sin, sinh, sqrt

mp.dps = 80


def sigmoid(t):
    return 1 / (1 + exp(-t))


def gelu(t):
    return t * erfc(-t / sqrt(mpf(2))) / 2


def sinc(t):
    return sin(t) / t


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
    ("erf(x*y) + erf(x)", lambda x, y: erf(x * y) + erf(x), [0.75, -1.5]),
    ("gelu(3x) * y^2", lambda x, y: gelu(3 * x) * y**2, [0.5, 1.25]),
    ("gelu(x) + gelu(x*y)", lambda x, y: gelu(x) + gelu(x * y), [-6.5, 0.75]),
    ("gelu(x) * exp(y)", lambda x, y: gelu(x) * exp(y), [-24.0, 0.5]),
    ("softplus(4x - y) / y", lambda x, y: log1p(exp(4 * x - y)) / y, [0.5, 1.25]),
    ("softplus(x*y)", lambda x, y: log1p(exp(x * y)), [-12.5, 2.5]),
    ("softplus(x) * y", lambda x, y: log1p(exp(x)) * y, [0.0, 1.5]),
    ("sinc(x*y)", lambda x, y: sinc(x * y), [1.25, 2.5]),
    ("sinc(x + y)", lambda x, y: sinc(x + y), [0.0009765625, -0.00048828125]),
    ("sinc(hypot(x, y))", lambda x, y: sinc(sqrt(x * x + y * y)), [9.25, -7.5]),
    ("relu(x*y - 1)^3 + relu(-x)", lambda x, y: (x * y - 1) ** 3, [1.5, 2.25]),
    ("relu(x*y - 1) + relu(-x)*y", lambda x, y: -x * y, [-1.5, 2.25]),
    ("leakyRelu(x - y) * x", lambda x, y: (x - y) / 100 * x, [0.5, 1.75]),
    ("leakyRelu(x - y, y^2) * x", lambda x, y: (x - y) * y**2 * x, [0.5, 1.75]),
    ("floor(x)*y^2 + x*floor(x*y)", lambda x, y: 2 * y**2 + x * 3, [2.25, 1.75]),
    ("ceil(x)*y^2 - round(x*y)*x", lambda x, y: 3 * y**2 - 4 * x, [2.25, 1.75]),
    ("mod(x^2, y) * y", lambda x, y: (x**2 - 4 * y) * y, [2.75, 1.75]),
    ("x^2 mod (x y) + mod(-x, y)", lambda x, y: x**2 - x * y + (2 * y - x), [2.75, 1.75]),
    ("sign(x)*x^3 + heaviside(y)*y^2 + heaviside(-y)", lambda x, y: -(x**3) + y**2, [-1.25, 0.75]),
    ("atan2(y, x)^2", lambda x, y: atan2(y, x) ** 2, [-1.25, 0.5]),
    ("atan2(x*y, x - y)", lambda x, y: atan2(x * y, x - y), [0.5, -1.75]),
    ("hypot(x, y)^3", lambda x, y: sqrt(x * x + y * y) ** 3, [1.25, -0.5]),
    ("hypot(x, 2y, 3)", lambda x, y: sqrt(x * x + 4 * y * y + 9), [1.25, -0.5]),
    ("log1p(x^2*y)", lambda x, y: log1p(x**2 * y), [0.0009765625, 0.5]),
    ("expm1(x*y) * y", lambda x, y: expm1(x * y) * y, [0.0009765625, 0.5]),
    ("log2(x + y^2)", lambda x, y: log(x + y * y) / log(2), [1.75, -0.5]),
    ("cbrt(x*y)", lambda x, y: -cbrt(-x * y), [-1.75, 2.5]),
    ("asinh(x*y) * acosh(x^2)", lambda x, y: asinh(x * y) * acosh(x * x), [1.75, -0.75]),
    ("atanh(x*y)^2", lambda x, y: atanh(x * y) ** 2, [0.5, -0.75]),
    ("asinh(exp(x)) - y*asinh(x)", lambda x, y: asinh(exp(x)) - y * asinh(x), [3.5, 1.25]),
    ("sum(k, 1, 5, sin(k x) / k^y)", lambda x, y: sum(sin(k * x) / mpf(k) ** y for k in range(1, 6)), [0.75, 1.25]),
    ("prod(k, 1, 4, cos(x / k) + y)", lambda x, y: mp.fprod(cos(x / k) + y for k in range(1, 5)), [0.75, 1.25]),
    ("r = hypot(x, y); -(1 + cos(12 r)) / (r^2/2 + 2)", lambda x, y: -(1 + cos(12 * sqrt(x * x + y * y))) / ((x * x + y * y) / 2 + 2), [0.75, -1.25]),
    ("0 < x < y <= 2 and not (x > 1) ? x^2*y : 0", lambda x, y: x * x * y, [0.75, 1.25]),
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

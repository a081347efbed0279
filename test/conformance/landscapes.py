"""Prints the known points of the catalogue's landscapes to 17 significant digits.

Each point is a Newton iteration in 50-digit arithmetic from the listed place, with the Hessian's eigenvalues there.
The definitions in src/core/landscapes hold what this prints. Needs mpmath: python3 test/conformance/landscapes.py
"""

from mpmath import mp, mpf, matrix, diff, findroot, eigsy, exp, cos, sqrt, tanh, pi, e, nstr

mp.dps = 50

LANDSCAPES = {
    "sphere": (lambda x, y: x**2 + y**2, [(0, 0)]),
    "ill-conditioned-quadratic": (lambda x, y: (x**2 + 100 * y**2) / 2, [(0, 0)]),
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, [(1, 1)]),
    "himmelblau": (
        lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        [(3, 2), (-2.8, 3.1), (-3.78, -3.28), (3.58, -1.85), (3.385, 0.074), (0.087, 2.884), (-3.073, -0.081),
         (-0.128, -1.954), (-0.27, -0.92)],
    ),
    "beale": (
        lambda x, y: (mpf("1.5") - x + x * y) ** 2 + (mpf("2.25") - x + x * y**2) ** 2
        + (mpf("2.625") - x + x * y**3) ** 2,
        [(3, 0.5), (0, 1), (0.1005, -2.6445)],
    ),
    "rastrigin": (
        lambda x, y: 20 + x**2 - 10 * cos(2 * pi * x) + y**2 - 10 * cos(2 * pi * y),
        [(0, 0), (0.995, 0), (0.995, 0.995), (0.5025, 0), (0.5025, 0.995), (0.5025, 0.5025)],
    ),
    "ackley": (
        lambda x, y: -20 * exp(-mpf("0.2") * sqrt((x**2 + y**2) / 2)) - exp((cos(2 * pi * x) + cos(2 * pi * y)) / 2)
        + e + 20,
        [(0.952, 0), (0.9685, 0.9685)],
    ),
    "six-hump-camel": (
        lambda x, y: (4 - mpf("2.1") * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2,
        [(0.0898, -0.7127), (1.7036, -0.7961), (1.6071, 0.5687), (0, 0), (1.1092, -0.7683), (1.6381, 0.2287),
         (1.2961, 0.6051), (1.2302, 0.1623)],
    ),
    "simple-saddle": (lambda x, y: x**2 - y**2, [(0, 0)]),
    "plateau": (
        lambda x, y: 1 - exp(-((x - 2) ** 2 + (y - 1) ** 2) / mpf("0.1")) + mpf("0.0001") * (x**2 + y**2),
        [(2, 1), (0, 0), (1.04397, 0.52198)],
    ),
    "cliff": (lambda x, y: tanh(20 * (x - y / 2)) + mpf("0.02") * ((x + 2) ** 2 + y**2), [(-2, 0)]),
}


def critical_point(f, seed):
    gradient = lambda x, y: [diff(f, (x, y), (1, 0)), diff(f, (x, y), (0, 1))]
    at = findroot(gradient, seed, tol=mpf(10) ** -40) if any(gradient(*map(mpf, seed))) else matrix(seed)
    x, y = at[0], at[1]
    second = lambda i, j: diff(f, (x, y), (i, j))
    hessian = matrix([[second(2, 0), second(1, 1)], [second(1, 1), second(0, 2)]])
    return x, y, f(x, y), sorted(eigsy(hessian, eigvals_only=True))


def text(number):
    return "0" if abs(number) < mpf(10) ** -40 else nstr(number, 17)


for name, (f, seeds) in LANDSCAPES.items():
    print(name)
    for seed in seeds:
        x, y, value, eigenvalues = critical_point(f, seed)
        print("  at", text(x), text(y), "value", text(value), "eigenvalues", *map(text, eigenvalues))

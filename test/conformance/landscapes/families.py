"""The critical points of the n-dimensional families on their default slices, in 50-digit arithmetic.

Prints place, value and the eigenvalues of the slice's Hessian, for the definitions in src/core/landscapes.
Run: python3 test/conformance/landscapes/families.py
"""

from mpmath import cos, e, eigsy, exp, findroot, matrix, mp, mpf, nstr, pi, sqrt

mp.dps = 50
N = 10


def report(family, at, value, hessian):
    eigenvalues, _ = eigsy(matrix(hessian))
    numbers = [*at, value, *sorted(eigenvalues)]
    print(family, *[nstr(mpf(x), 17) for x in numbers])


# Rosenbrock-n on theta = (a, b, a, b, ...): N / 2 links from a to b and N / 2 - 1 from b to a. Second derivatives of one link
# 100 (q - p^2)^2 + (1 - p)^2 at (1, 1): pp 802, pq -400, qq 200.
to, back = N // 2, N // 2 - 1
report(
    "rosenbrock-n",
    (1, 1),
    0,
    [[802 * to + 200 * back, -400 * N + 400], [-400 * N + 400, 200 * to + 802 * back]],
)


# Ackley-n on the first two coordinates, the others 0.
def ackley(x, y):
    wave = (cos(2 * pi * x) + cos(2 * pi * y) + N - 2) / N
    return -20 * exp(-sqrt((x * x + y * y) / N) / 5) - exp(wave) + e + 20


def hessian(f, x, y):
    return [
        [mp.diff(f, (x, y), (2, 0)), mp.diff(f, (x, y), (1, 1))],
        [mp.diff(f, (x, y), (1, 1)), mp.diff(f, (x, y), (0, 2))],
    ]


on_axis = findroot(lambda x: mp.diff(lambda s: ackley(s, 0), x), 0.88)
report("ackley-n", (on_axis, 0), ackley(on_axis, mpf(0)), hessian(ackley, on_axis, mpf(0)))
diagonal = findroot(lambda x: mp.diff(lambda s: ackley(s, s), x), 0.9)
report("ackley-n", (diagonal, diagonal), ackley(diagonal, diagonal), hessian(ackley, diagonal, diagonal))


# Styblinski-Tang-n on the first two coordinates, the others at the lowest of the three roots of 4 x^3 - 32 x + 5.
def term(x):
    return (x**4 - 16 * x**2 + 5 * x) / 2


roots = [findroot(lambda x: 4 * x**3 - 32 * x + 5, guess) for guess in (-2.9, 2.7, 0.15)]
for i, x in enumerate(roots):
    for y in roots[i:]:
        value = term(x) + term(y) + (N - 2) * term(roots[0])
        report("styblinski-tang-n", (x, y), value, [[6 * x * x - 16, 0], [0, 6 * y * y - 16]])

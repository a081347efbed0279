"""Looks for what landscapes.golden.json may have missed; needs numpy and mpmath (through jets.py).

    python3 test/conformance/landscapes/landscapes_search.py [landscape ...]

Newton's method on the exact gradient, in double precision, from a grid of 150 x 151 starts in each domain, its steps kept below a
twentieth of the domain; and compass search, which asks for no derivative, from the lowest points of a 801 x 801 grid, for edges and kinks.
Fails where a listed critical point is not met again, or where anything lower than the lowest known value is met. Prints how
many critical points of each kind it met, which for curves and plains of critical points is not their number.
"""

import json
import sys
from pathlib import Path

import numpy

from jets import Jet, jet, variables
from landscape_formulas import FORMULAS

GOLDEN = json.loads(Path(__file__).with_name("landscapes.golden.json").read_text())
# Known by hand, from the formula: minima at kinks.
AT_KINKS = {"ackley": 0, "bukin-6": 0, "drop-wave": -1, "lilipads-plateau": -0.9999823334166664}
UNBOUNDED = {"simple-saddle", "monkey-saddle"}


def parts(f, x, y):
    return [numpy.broadcast_to(part, x.shape) for part in jet(f(*variables(x, y))).parts]


def newton_step(f, x, y):
    _, a, b, aa, ab, bb = parts(f, x, y)
    determinant = aa * bb - ab * ab
    return -(bb * a - ab * b) / determinant, -(aa * b - ab * a) / determinant


def critical_points(f, box):
    """f, x, y and the eigenvalues of each critical point in the box that Newton's method meets, once."""
    x0, x1, y0, y1 = box
    # Off the grid by a hair: kinks and axes of symmetry lie on it.
    x, y = (axis.ravel() for axis in numpy.meshgrid(
        numpy.linspace(x0, x1, 150) + 1e-9 * (x1 - x0), numpy.linspace(y0, y1, 151) + 1.3e-9 * (y1 - y0)))
    for _ in range(80):
        dx, dy = newton_step(f, x, y)
        length = numpy.maximum(abs(dx) / (x1 - x0), abs(dy) / (y1 - y0))
        share = numpy.where(length > 0.05, 0.05 / length, 1)
        x, y = x + share * dx, y + share * dy
    dx, dy = newton_step(f, x, y)
    rests = (abs(dx) < 1e-9 * (x1 - x0)) & (abs(dy) < 1e-9 * (y1 - y0))
    inside = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    v, _, _, aa, ab, bb = parts(f, x, y)
    mean, split = (aa + bb) / 2, numpy.hypot((aa - bb) / 2, ab)
    cells, found = set(), []
    for i in numpy.flatnonzero(rests & inside):
        p, q = round((x[i] - x0) / (x1 - x0) * 1e6), round((y[i] - y0) / (y1 - y0) * 1e6)
        if not any((p + k, q + l) in cells for k in (-1, 0, 1) for l in (-1, 0, 1)):
            cells.add((p, q))
            found.append((v[i], x[i], y[i], mean[i] - split[i], mean[i] + split[i]))
    return found


def lowest(f, box):
    """The lowest value that compass searches within the box reach."""
    x0, x1, y0, y1 = box
    value = lambda u, v: parts(f, x0 + u * (x1 - x0), y0 + v * (y1 - y0))[0]
    u, v = (axis.ravel() for axis in numpy.meshgrid(numpy.linspace(0, 1, 801), numpy.linspace(0, 1, 801)))
    best = numpy.argsort(numpy.where(numpy.isfinite(value(u, v)), value(u, v), numpy.inf))[:100]
    u, v = u[best], v[best]
    step = numpy.full(100, 1 / 800)
    for _ in range(600):
        moves = [(numpy.clip(u + a * step, 0, 1), numpy.clip(v + b * step, 0, 1))
                 for a, b in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))]
        chosen = numpy.argmin([value(*move) for move in moves], axis=0)
        u, v = (numpy.choose(chosen, [move[axis] for move in moves]) for axis in (0, 1))
        step = numpy.where(chosen == 0, step / 2, step)
    return value(u, v).min()


def search(name):
    f, box = FORMULAS[name]
    x0, x1, y0, y1 = box
    found = critical_points(f, box)
    problems = []
    for x, y, value, least, greatest in GOLDEN[name]["points"]:
        # On an edge or on a curve of critical points there is nothing that stands alone to be met.
        alone = least != 0 and greatest != 0 and x not in (x0, x1) and y not in (y0, y1)
        if alone and not any(abs(x - p) < 1e-6 * (x1 - x0) and abs(y - q) < 1e-6 * (y1 - y0) for _, p, q, *_ in found):
            problems.append(f"({x}, {y}) is not met")
    if name not in UNBOUNDED:
        known = min([point[2] for point in GOLDEN[name]["points"]] + [AT_KINKS.get(name, numpy.inf)])
        met = min([lowest(f, box)] + [value for value, *_, in found])
        # A few roundings of terms that may be a thousand times the value.
        if met < known - 1e-12 * max(1, abs(known)):
            problems.append(f"{met} is below the lowest known value {known}")
    minima = sum(least > 0 for *_, least, _ in found)
    maxima = sum(greatest < 0 for *_, greatest in found)
    saddles = sum(least < 0 < greatest for *_, least, greatest in found)
    print(f"{name}: {minima} minima, {saddles} saddles, {maxima} maxima", *problems, sep="; ")
    return not problems


if __name__ == "__main__":
    Jet.lib = numpy
    numpy.seterr(all="ignore")
    # As a list, so that one failure hides no other.
    if not all([search(name) for name in sys.argv[1:] or sorted(FORMULAS)]):
        sys.exit(1)

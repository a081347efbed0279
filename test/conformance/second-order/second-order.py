"""
Reference trajectories of the rules of second order, computed to 50 digits from straightforward programs that share nothing with
Basin: linear systems by LU, |H| by an eigendecomposition, BFGS matrices written out, conjugate gradients and line searches as in
the textbook.

    python3 test/conformance/second-order/second-order.py > test/conformance/second-order/second-order.golden.json
"""

import json

from mpmath import eye, eigsy, lu_solve, matrix, mp, mpf, norm, sqrt

mp.dps = 50
ROUGH_DIGITS = 25
# A search goes on for so many steps, or until the gradient is so small that the values tell it little in 25 digits.
SEARCH_STEPS = 8
ARRIVED = 1e-6


def rosenbrock(x, y):
    v = y - x * x
    return (
        (1 - x) ** 2 + 100 * v * v,
        [-2 * (1 - x) - 400 * x * v, 200 * v],
        [[2 - 400 * v + 800 * x * x, -400 * x], [-400 * x, mpf(200)]],
    )


def himmelblau(x, y):
    a, b = x * x + y - 11, x + y * y - 7
    return (
        a * a + b * b,
        [4 * x * a + 2 * b, 2 * a + 4 * y * b],
        [[4 * a + 8 * x * x + 2, 4 * x + 4 * y], [4 * x + 4 * y, 2 + 4 * b + 8 * y * y]],
    )


def beale(x, y):
    """Residuals c_k - x (1 - y^k), k = 1, 2, 3."""
    value, g, h = mpf(0), [mpf(0), mpf(0)], [[mpf(0)] * 2 for _ in range(2)]
    for k, c in ((1, mpf(3) / 2), (2, mpf(9) / 4), (3, mpf(21) / 8)):
        r = c - x + x * y**k
        d = [y**k - 1, k * x * y ** (k - 1)]
        dd = [[mpf(0), k * y ** (k - 1)], [k * y ** (k - 1), k * (k - 1) * x * y ** (k - 2) if k > 1 else mpf(0)]]
        value += r * r
        for i in range(2):
            g[i] += 2 * r * d[i]
            for j in range(2):
                h[i][j] += 2 * (d[i] * d[j] + r * dd[i][j])
    return value, g, h


functions = {"rosenbrock": rosenbrock, "himmelblau": himmelblau, "beale": beale}


def at(name, theta):
    value, g, h = functions[name](*theta)
    return value, matrix(g), matrix(h)


def newton(name, start, steps, lr=1, damping=0):
    theta, points = matrix(start), []
    for _ in range(steps):
        _, g, h = at(name, theta)
        theta = theta - mpf(lr) * lu_solve(h + mpf(damping) * eye(2), g)
        points.append(theta)
    return points


def saddle_free_newton(name, start, steps, lr=1, damping=0):
    theta, points = matrix(start), []
    for _ in range(steps):
        _, g, h = at(name, theta)
        values, vectors = eigsy(h)
        size = sum((abs(values[i]) * vectors[:, i] * vectors[:, i].T for i in range(2)), mpf(damping) * eye(2))
        theta = theta - mpf(lr) * lu_solve(size, g)
        points.append(theta)
    return points


def l_bfgs(name, start, steps, lr, history_size):
    """The fixed-step form, its matrix written out from the last pairs."""
    theta, points, pairs = matrix(start), [], []
    for step in range(steps):
        _, g, _ = at(name, theta)
        h = eye(2)
        if pairs:
            s, y = pairs[-1]
            h = (s.T * y)[0] / (y.T * y)[0] * eye(2)
        for s, y in pairs:
            rho = 1 / (y.T * s)[0]
            h = (eye(2) - rho * s * y.T) * h * (eye(2) - rho * y * s.T) + rho * s * s.T
        t = mpf(lr) * min(mpf(1), 1 / norm(g, 1)) if step == 0 else mpf(lr)
        s = -t * (h * g)
        theta = theta + s
        y = at(name, theta)[1] - g
        if (y.T * s)[0] > mpf("1e-10"):
            pairs = (pairs + [(s, y)])[-history_size:]
        points.append(theta)
    return points


def on_line(name, theta, d):
    """phi(t) = J(theta + t d) and its slope."""

    def phi(t):
        value, g, _ = at(name, theta + t * d)
        return value, (g.T * d)[0]

    return phi


def backtracking(phi, first, c1, _c2):
    """Nocedal and Wright, Algorithm 3.1, each t the minimiser of a parabola, from a tenth to a half of the one before."""
    (value0, slope0), t = phi(0), first
    while phi(t)[0] > value0 + c1 * t * slope0:
        parabola = -slope0 * t**2 / (2 * (phi(t)[0] - value0 - slope0 * t))
        t = min(max(parabola, t / 10), t / 2)
    return t


def cubic_minimum(a, b, phi):
    """Nocedal and Wright, eq. (3.59); None where the cubic has no minimum."""
    (fa, ga), (fb, gb) = phi(a), phi(b)
    d1 = ga + gb - 3 * (fa - fb) / (a - b)
    square = d1**2 - ga * gb
    if square < 0:
        return None
    d2 = sqrt(square) if b > a else -sqrt(square)
    return b - (b - a) * (gb + d2 - d1) / (gb - ga + 2 * d2)


def strong_wolfe(phi, first, c1, c2):
    """Nocedal and Wright, Algorithms 3.5 and 3.6; trials grow to the cubic's minimum, by 1 % at least, tenfold at most."""
    value0, slope0 = phi(0)

    def is_high(t):
        return phi(t)[0] > value0 + c1 * t * slope0

    def zoom(low, high):
        width_before = mp.inf
        while True:
            width, t = abs(high - low), cubic_minimum(low, high, phi)
            # An interval that has not lost half of its width to the last trial is halved.
            if t is None or not min(low, high) < t < max(low, high) or width > width_before / 2:
                t = (low + high) / 2
            width_before = width
            value, slope = phi(t)
            if is_high(t) or value > phi(low)[0]:
                high = t
                continue
            if abs(slope) <= -c2 * slope0:
                return t
            if slope * (high - low) >= 0:
                high = low
            low = t

    before, t = mpf(0), first
    while True:
        value, slope = phi(t)
        if is_high(t) or (before > 0 and value > phi(before)[0]):
            return zoom(before, t)
        if abs(slope) <= -c2 * slope0:
            return t
        if slope >= 0:
            return zoom(t, before)
        minimum = cubic_minimum(before, t, phi)
        beyond = minimum is not None and minimum > t
        before, t = t, min(max(minimum, t + (t - before) / 100), 10 * t) if beyond else 10 * t


def first_trial(slope, fall):
    """Nocedal and Wright, eq. (3.60); `fall` is that of the step before, and half the gradient's norm at the first."""
    t = min(mpf(1), -mpf(1.01) * 2 * fall / slope)
    return t if t > 0 else mpf(1)


def bfgs(name, start, steps, search, c1, c2):
    theta, points, h = matrix(start), [], eye(2)
    value, g, _ = at(name, theta)
    fall = norm(g) / 2
    for _ in range(steps):
        d = -(h * g)
        s = search(on_line(name, theta, d), first_trial((g.T * d)[0], fall), c1, c2) * d
        theta = theta + s
        next_value, next_g, _ = at(name, theta)
        y = next_g - g
        rho = 1 / (y.T * s)[0]
        # A pair without positive curvature, which backtracking may meet, is left out.
        if rho > 0:
            h = (eye(2) - rho * s * y.T) * h * (eye(2) - rho * y * s.T) + rho * s * s.T
        value, g, fall = next_value, next_g, value - next_value
        points.append(theta)
        if norm(g) < ARRIVED:
            break
    return points


def nonlinear_cg(name, start, steps, search, c1, c2):
    theta, points, conjugate = matrix(start), [], matrix(2, 1)
    value, g, _ = at(name, theta)
    fall = norm(g) / 2
    for _ in range(steps):
        d = -g + conjugate
        if (d.T * g)[0] > -mpf(0.01) * norm(g) ** 2:
            d = -g
        theta = theta + search(on_line(name, theta, d), first_trial((g.T * d)[0], fall), c1, c2) * d
        next_value, next_g, _ = at(name, theta)
        conjugate = max(mpf(0), (next_g.T * (next_g - g))[0] / (g.T * g)[0]) * d
        value, g, fall = next_value, next_g, value - next_value
        points.append(theta)
        if norm(g) < ARRIVED:
            break
    return points


def newton_cg(name, start, steps, search, c1, c2):
    theta, points = matrix(start), []
    for _ in range(steps):
        _, g, h = at(name, theta)
        if norm(g) < ARRIVED:
            break
        d, _, _ = steihaug(g, h, mp.inf)
        theta = theta + search(on_line(name, theta, d), mpf(1), c1, c2) * d
        points.append(theta)
    return points


def steady(rule, function, start, search, c1, c2):
    """The points of a rule that searches, up to where they magnify roundings a thousandfold and so say little of it."""

    def points():
        return rule(function, start, SEARCH_STEPS, search, mpf(c1), mpf(c2))

    exact = points()
    with mp.workdps(ROUGH_DIGITS):
        rough = points()
    magnified = [norm(a - b) / norm(a) * 10**ROUGH_DIGITS > 1000 for a, b in zip(exact, rough)]
    kept = magnified.index(True) if any(magnified) else len(exact)
    if kept < 4:
        raise ArithmeticError(f"{rule.__name__} on {function} from {start} magnifies roundings; take another start")
    return exact[:kept]


def steihaug(g, h, radius):
    def model(p):
        return (g.T * p)[0] + (p.T * h * p)[0] / 2

    def ends(z, d):
        a, b, c = (d.T * d)[0], 2 * (z.T * d)[0], (z.T * z)[0] - radius**2
        root = sqrt(b * b - 4 * a * c)
        return sorted([(-b - root) / (2 * a), (-b + root) / (2 * a)])

    size = norm(g)
    tolerance = min(mpf(1) / 2, sqrt(size)) * size
    z, r, d = matrix(len(g), 1), g.copy(), -g
    while True:
        curvature = (d.T * h * d)[0]
        if curvature <= 0 and radius == mp.inf:
            return (-g if norm(z) == 0 else z), False, model
        if curvature <= 0:
            low, high = (z + t * d for t in ends(z, d))
            return (low if model(low) < model(high) else high), True, model
        alpha = (r.T * r)[0] / curvature
        if norm(z + alpha * d) >= radius:
            return z + ends(z, d)[1] * d, True, model
        z = z + alpha * d
        r_next = r + alpha * h * d
        if norm(r_next) < tolerance:
            return z, False, model
        d = -r_next + (r_next.T * r_next)[0] / (r.T * r)[0] * d
        r = r_next


def trust_region(name, start, steps, radius=1, largest=1000, eta=mpf("0.15"), gtol=mpf("1e-4")):
    theta, radius, rows = matrix(start), mpf(radius), []
    for _ in range(steps):
        value, g, h = at(name, theta)
        if norm(g) < gtol:
            break
        p, on_boundary, model = steihaug(g, h, radius)
        rho = (value - at(name, theta + p)[0]) / -model(p)
        if rho < 0.25:
            radius = radius / 4
        elif rho > 0.75 and on_boundary:
            radius = min(2 * radius, mpf(largest))
        taken = rho > eta
        if taken:
            theta = theta + p
        rows.append({"theta": numbers(theta), "radius": float(radius), "taken": bool(taken), "onBoundary": on_boundary})
    return rows


def boundary_models():
    """Models that are not convex, small whole numbers; in the last two the end behind the centre is the lower one."""
    cases = [
        ([[1, 0], [0, -4]], [0, 1], 3),
        ([[2, 7], [7, 9]], [5, 1], 5),
        ([[7, 4], [4, -9]], [4, 0], 2),
        ([[8, 2, -7], [2, 5, 7], [-7, 7, -6]], [-3, 3, 1], 2),
    ]
    rows = []
    for h, g, radius in cases:
        p, on_boundary, model = steihaug(matrix([mpf(x) for x in g]), matrix(h), mpf(radius))
        assert on_boundary
        rows.append({"h": h, "g": numbers(g), "radius": radius, "step": numbers(p), "model": float(model(p))})
    return rows


def linear_conjugate_gradients(a, b, start):
    """Minimises x'Ax/2 - b'x: every iterate, n of them."""
    x, points = matrix(start), []
    r = b - a * x
    d = r.copy()
    for _ in range(len(start)):
        alpha = (r.T * r)[0] / (d.T * a * d)[0]
        x = x + alpha * d
        r_next = r - alpha * a * d
        d = r_next + (r_next.T * r_next)[0] / (r.T * r)[0] * d
        r = r_next
        points.append(x)
    return points


def quadratic(n):
    """A = Q diag(1..n) Q' with Q a product of two reflections, b and the start: small rational numbers, no symmetry."""
    a = matrix(n, n)
    for i in range(n):
        a[i, i] = mpf(i + 1)
    for shift in (1, 3):
        v = matrix([mpf((i * i + shift) % 5 - 1) + mpf(1) / (i + 2) for i in range(n)])
        q = eye(n) - 2 * v * v.T / (v.T * v)[0]
        a = q * a * q.T
    return a, matrix([mpf((3 * i) % 4) - 1 for i in range(n)]), [mpf(1) / (i + 1) for i in range(n)]


def numbers(v):
    return [float(x) for x in v]


def table():
    rows = []

    def add(optimizer, function, start, points, **hyperparameters):
        rows.append(
            {
                "optimizer": optimizer,
                "function": function,
                "start": start,
                "hyperparameters": hyperparameters,
                "theta": [numbers(point) for point in points],
            }
        )

    starts = [("rosenbrock", [-1.2, 1.0]), ("himmelblau", [0.2, 2.7]), ("himmelblau", [4.0, 1.0]), ("beale", [2.5, 0.75])]
    for function, start in starts:
        for optimizer, rule in (("newton", newton), ("saddle-free-newton", saddle_free_newton)):
            add(optimizer, function, start, rule(function, start, 6))
            add(optimizer, function, start, rule(function, start, 10, lr=0.5, damping=10), lr=0.5, damping=10)
    # Not from so near a saddle, where a search magnifies roundings.
    searched = [starts[0], ("himmelblau", [-1.0, 0.5]), *starts[2:]]
    for function, start in starts:
        for size in (1, 3, 100):
            points = l_bfgs(function, start, 12, 0.5, size)
            add("l-bfgs", function, start, points, lr=0.5, historySize=size, lineSearch="none")
    searching = [("bfgs", bfgs, 0.9), ("nonlinear-cg", nonlinear_cg, 0.4), ("newton-cg", newton_cg, 0.9)]
    for optimizer, rule, usual in searching:
        tolerances = {"xtol": 0} if optimizer == "newton-cg" else {}
        for function, start in searched:
            for c1, c2 in ((1e-4, usual), (0.01, 0.2)):
                points = steady(rule, function, start, strong_wolfe, c1, c2)
                add(optimizer, function, start, points, c1=c1, c2=c2, **tolerances)
            # Conjugate gradients need the curvature condition.
            if optimizer != "nonlinear-cg":
                points = steady(rule, function, start, backtracking, 1e-4, 0.9)
                add(optimizer, function, start, points, lineSearch="backtracking", **tolerances)
    trust = [
        {
            "optimizer": "trust-region",
            "function": function,
            "start": start,
            "initialTrustRadius": radius,
            "steps": trust_region(function, start, 40, radius),
        }
        for function, start in starts
        for radius in (1, 0.1)
    ]
    quadratics = []
    for n in (2, 3, 5, 8):
        a, b, start = quadratic(n)
        quadratics.append(
            {
                "a": [numbers(a[i, :]) for i in range(n)],
                "b": numbers(b),
                "start": numbers(start),
                "theta": [numbers(point) for point in linear_conjugate_gradients(a, b, start)],
            }
        )
    return {"trajectories": rows, "trustRegion": trust, "boundaryModels": boundary_models(), "quadratics": quadratics}


if __name__ == "__main__":
    print(json.dumps(table(), indent=1))

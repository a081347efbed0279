"""Computes trajectories of first-order rules in 50-digit arithmetic and writes them to optimizers.golden.json; needs mpmath.

    python3 test/conformance/optimizers/optimizers.py

Each rule is written down from the publication that its definition cites, coordinate lists and nothing shared with the
definition, so that agreement to rounding proves the definition. These are the rules that PyTorch does not have, and those
settings of PyTorch's rules that torch-trajectories.json does not hold. Every number given to a rule is the float64 it is in
JSON, taken exactly.
"""

import json
from pathlib import Path

from mpmath import mp, mpf, sign, sqrt

mp.dps = 50
ROUGH_DIGITS = 25
STEPS = [1, 2, 3, 5, 10, 20, 50, 100, 200]


def valley50(x, y):
    return (x**2 + 50 * y**2) / 2, [x, 50 * y], [[1, 0], [0, 50]]


def rosenbrock(x, y):
    v = y - x**2
    return (1 - x) ** 2 + 100 * v**2, [-2 * (1 - x) - 400 * x * v, 200 * v], [[2 - 400 * v + 800 * x**2, -400 * x], [-400 * x, 200]]


def himmelblau(x, y):
    a, b = x**2 + y - 11, x + y**2 - 7
    gradient = [4 * x * a + 2 * b, 2 * a + 4 * y * b]
    return a**2 + b**2, gradient, [[12 * x**2 + 4 * y - 42, 4 * (x + y)], [4 * (x + y), 4 * x + 12 * y**2 - 26]]


def wells(x, y):
    """Two independent double wells, x^4/4 - 3x^2/2 each; between the inflections the curvature is negative."""
    value = (x**4 + y**4) / 4 - 3 * (x**2 + y**2) / 2
    return value, [x**3 - 3 * x, y**3 - 3 * y], [[3 * x**2 - 3, 0], [0, 3 * y**2 - 3]]


FUNCTIONS = {
    "valley50": (valley50, "0.5*(x^2 + 50*y^2)", [2.0, 1.0]),
    "rosenbrock": (rosenbrock, "(1-x)^2 + 100*(y-x^2)^2", [-1.5, 2.0]),
    "himmelblau": (himmelblau, "(x^2+y-11)^2 + (x+y^2-7)^2", [-1.0, 0.5]),
    "wells": (wells, "(x^4+y^4)/4 - 3*(x^2+y^2)/2", [0.25, -2.5]),
}


class Point:
    """A float64 start in 50 digits, and what may be asked of the function there."""

    def __init__(self, function, start):
        self.function = function
        self.theta = [mpf(x) for x in start]

    def gradient(self, theta=None):
        return self.function(*(self.theta if theta is None else theta))[1]

    def diagonal(self):
        hessian = self.function(*self.theta)[2]
        return [mpf(hessian[0][0]), mpf(hessian[1][1])]

    def move(self, step):
        self.theta = [x + d for x, d in zip(self.theta, step)]


def heavy_ball(p, lr, momentum):
    m = [mpf(0)] * 2
    while True:
        m = [momentum * a + (1 - momentum) * g for a, g in zip(m, p.gradient())]
        p.move([-lr * a for a in m])
        yield None


def qhm(p, lr, momentum, nu):
    m = [mpf(0)] * 2
    while True:
        gradient = p.gradient()
        m = [momentum * a + (1 - momentum) * g for a, g in zip(m, gradient)]
        p.move([-lr * ((1 - nu) * g + nu * a) for a, g in zip(m, gradient)])
        yield None


def nesterov_lookahead(p, lr, momentum):
    v = [mpf(0)] * 2
    while True:
        ahead = [x + momentum * a for x, a in zip(p.theta, v)]
        v = [momentum * a - lr * g for a, g in zip(v, p.gradient(ahead))]
        p.move(v)
        yield [x + momentum * a for x, a in zip(p.theta, v)]


def lion(p, lr, betas, weightDecay):
    m = [mpf(0)] * 2
    while True:
        gradient = p.gradient()
        c = [betas[0] * a + (1 - betas[0]) * g for a, g in zip(m, gradient)]
        m = [betas[1] * a + (1 - betas[1]) * g for a, g in zip(m, gradient)]
        p.theta = [x * (1 - lr * weightDecay) - lr * sign(a) for x, a in zip(p.theta, c)]
        yield None


def sam(p, lr, rho, momentum, weightDecay):
    b = [mpf(0)] * 2
    while True:
        gradient = p.gradient()
        norm = sqrt(sum(g**2 for g in gradient))
        uphill = [x + rho * g / norm for x, g in zip(p.theta, gradient)]
        b = [momentum * a + g + weightDecay * x for a, g, x in zip(b, p.gradient(uphill), p.theta)]
        p.move([-lr * a for a in b])
        yield uphill


def perturbed_gradient_descent(p, lr, radius, gradientThreshold, interval):
    """With a radius of 0 every perturbation is the origin, so no draw matters."""
    assert radius == 0
    while True:
        p.move([-lr * g for g in p.gradient()])
        yield None


def sgld(p, lr, b, gamma, temperature):
    """Without temperature only the drift is left."""
    assert temperature == 0
    t = 0
    while True:
        t += 1
        p.move([-(lr * (b + t) ** -gamma) / 2 * g for g in p.gradient()])
        yield None


def sophia_h(p, lr, betas, eps, weightDecay, gamma, clipThreshold, updateInterval, curvature):
    """The exact diagonal: what Hutchinson's estimator with signs gives for a diagonal Hessian, whatever the signs."""
    m, h, t = [mpf(0)] * 2, [mpf(0)] * 2, 0
    while True:
        t += 1
        m = [betas[0] * a + (1 - betas[0]) * g for a, g in zip(m, p.gradient())]
        if t % updateInterval == 1 or updateInterval == 1:
            h = [betas[1] * a + (1 - betas[1]) * d for a, d in zip(h, p.diagonal())]
        ratios = [a / (1 - betas[0] ** t) / max(gamma * d, eps) for a, d in zip(m, h)]
        clipped = [max(-clipThreshold, min(clipThreshold, r)) for r in ratios]
        p.theta = [x - lr * weightDecay * x - lr * r for x, r in zip(p.theta, clipped)]
        yield None


def momentum(p, lr, momentum, dampening, weightDecay):
    b = None
    while True:
        gradient = [g + weightDecay * x for g, x in zip(p.gradient(), p.theta)]
        b = gradient if b is None else [momentum * a + (1 - dampening) * g for a, g in zip(b, gradient)]
        p.move([-lr * a for a in b])
        yield None


def nesterov(p, lr, momentum, weightDecay):
    b = [mpf(0)] * 2
    while True:
        gradient = [g + weightDecay * x for g, x in zip(p.gradient(), p.theta)]
        b = [momentum * a + g for a, g in zip(b, gradient)]
        p.move([-lr * (g + momentum * a) for a, g in zip(b, gradient)])
        yield None


def adagrad(p, lr, lrDecay, weightDecay, initialAccumulatorValue, eps):
    s, t = [initialAccumulatorValue] * 2, 0
    while True:
        t += 1
        gradient = [g + weightDecay * x for g, x in zip(p.gradient(), p.theta)]
        s = [a + g**2 for a, g in zip(s, gradient)]
        p.move([-lr / (1 + (t - 1) * lrDecay) * g / (sqrt(a) + eps) for a, g in zip(s, gradient)])
        yield None


def rmsprop(p, lr, alpha, eps, weightDecay, momentum, centered):
    v, mean, b = [mpf(0)] * 2, [mpf(0)] * 2, [mpf(0)] * 2
    while True:
        gradient = [g + weightDecay * x for g, x in zip(p.gradient(), p.theta)]
        v = [alpha * a + (1 - alpha) * g**2 for a, g in zip(v, gradient)]
        mean = [alpha * a + (1 - alpha) * g for a, g in zip(mean, gradient)]
        variance = [a - c**2 for a, c in zip(v, mean)] if centered else v
        b = [momentum * a + g / (sqrt(c) + eps) for a, g, c in zip(b, gradient, variance)]
        p.move([-lr * a for a in b])
        yield None


def adadelta(p, lr, rho, eps, weightDecay):
    v, u = [mpf(0)] * 2, [mpf(0)] * 2
    while True:
        gradient = [g + weightDecay * x for g, x in zip(p.gradient(), p.theta)]
        v = [rho * a + (1 - rho) * g**2 for a, g in zip(v, gradient)]
        delta = [sqrt(c + eps) / sqrt(a + eps) * g for a, c, g in zip(v, u, gradient)]
        u = [rho * c + (1 - rho) * d**2 for c, d in zip(u, delta)]
        p.move([-lr * d for d in delta])
        yield None


def adam_family(p, lr, betas, weightDecay, is_decoupled, direction):
    """The averages that Adam's family shares; `direction` says what is made of them in step t."""
    m, v, t = [mpf(0)] * 2, [mpf(0)] * 2, 0
    while True:
        t += 1
        gradient = [g + (0 if is_decoupled else weightDecay) * x for g, x in zip(p.gradient(), p.theta)]
        m = [betas[0] * a + (1 - betas[0]) * g for a, g in zip(m, gradient)]
        v = [betas[1] * a + (1 - betas[1]) * g**2 for a, g in zip(v, gradient)]
        shrunk = [x * (1 - lr * weightDecay if is_decoupled else 1) for x in p.theta]
        p.theta = [x - lr * d for x, d in zip(shrunk, direction(t, gradient, m, v))]
        yield None


def adam(p, lr, betas, eps, weightDecay, amsgrad, is_decoupled=False):
    largest = [mpf(0)] * 2

    def direction(t, _gradient, m, v):
        nonlocal largest
        largest = [max(a, b) for a, b in zip(largest, v)]
        return [
            a / (1 - betas[0] ** t) / (sqrt(b) / sqrt(1 - betas[1] ** t) + eps)
            for a, b in zip(m, largest if amsgrad else v)
        ]

    return adam_family(p, lr, betas, weightDecay, is_decoupled, direction)


def amsgrad(p, lr, betas, eps, weightDecay):
    return adam(p, lr, betas, eps, weightDecay, True)


def adamw(p, lr, betas, eps, weightDecay, amsgrad):
    return adam(p, lr, betas, eps, weightDecay, amsgrad, is_decoupled=True)


def adamax(p, lr, betas, eps, weightDecay):
    u = [mpf(0)] * 2

    def direction(t, gradient, m, _v):
        nonlocal u
        u = [max(betas[1] * a, abs(g) + eps) for a, g in zip(u, gradient)]
        return [a / (1 - betas[0] ** t) / b for a, b in zip(m, u)]

    return adam_family(p, lr, betas, weightDecay, False, direction)


def nadam(p, lr, betas, eps, weightDecay, momentumDecay, decoupledWeightDecay):
    product = mpf(1)

    def mu(t):
        return betas[0] * (1 - mpf(0.96) ** (t * momentumDecay) / 2)

    def direction(t, gradient, m, v):
        nonlocal product
        product *= mu(t)
        return [
            ((1 - mu(t)) * g / (1 - product) + mu(t + 1) * a / (1 - product * mu(t + 1)))
            / (sqrt(b / (1 - betas[1] ** t)) + eps)
            for g, a, b in zip(gradient, m, v)
        ]

    return adam_family(p, lr, betas, weightDecay, decoupledWeightDecay, direction)


def radam(p, lr, betas, eps, weightDecay, decoupledWeightDecay):
    def direction(t, _gradient, m, v):
        limit = 2 / (1 - betas[1]) - 1
        rho = limit - 2 * t * betas[1] ** t / (1 - betas[1] ** t)
        corrected = [a / (1 - betas[0] ** t) for a in m]
        if rho <= 5:
            return corrected
        r = sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho))
        return [a * r * sqrt(1 - betas[1] ** t) / (sqrt(b) + eps) for a, b in zip(corrected, v)]

    return adam_family(p, lr, betas, weightDecay, decoupledWeightDecay, direction)


def rprop(p, lr, etas, stepSizes):
    size, before = [lr] * 2, [mpf(0)] * 2
    while True:
        gradient = p.gradient()
        turns = [sign(g * h) for g, h in zip(gradient, before)]
        factors = [etas[1] if s > 0 else etas[0] if s < 0 else 1 for s in turns]
        size = [min(max(a * f, stepSizes[0]), stepSizes[1]) for a, f in zip(size, factors)]
        before = [mpf(0) if s < 0 else g for s, g in zip(turns, gradient)]
        p.move([-a * sign(g) for a, g in zip(size, before)])
        yield None


def asgd(p, lr, lambd, alpha, t0, weightDecay):
    eta, mu, average, t = lr, mpf(1), [mpf(0)] * 2, 0
    while True:
        t += 1
        gradient = [g + weightDecay * x for g, x in zip(p.gradient(), p.theta)]
        p.theta = [x * (1 - lambd * eta) - eta * g for x, g in zip(p.theta, gradient)]
        average = [a + mu * (x - a) for a, x in zip(average, p.theta)]
        eta = lr / (1 + lambd * lr * t) ** alpha
        mu = 1 / max(mpf(1), t - t0)
        yield average


BETAS = [0.8, 0.95]
CASES = [
    (heavy_ball, dict(lr=0.01, momentum=0.9), "valley50 rosenbrock himmelblau"),
    (qhm, dict(lr=0.01, momentum=0.9, nu=0.7), "valley50 himmelblau"),
    (qhm, dict(lr=0.001, momentum=0.999, nu=0.7), "rosenbrock"),
    (nesterov_lookahead, dict(lr=0.001, momentum=0.9), "valley50 rosenbrock himmelblau"),
    (lion, dict(lr=0.011, betas=[0.9, 0.99], weightDecay=0), "valley50 rosenbrock himmelblau"),
    (lion, dict(lr=0.013, betas=[0.95, 0.98], weightDecay=0.3), "rosenbrock himmelblau"),
    (sam, dict(lr=0.001, rho=0.05, momentum=0.9, weightDecay=0), "valley50 rosenbrock"),
    (sam, dict(lr=0.00005, rho=0.05, momentum=0.9, weightDecay=0), "himmelblau"),
    (sam, dict(lr=0.001, rho=0.02, momentum=0.7, weightDecay=0.1), "rosenbrock"),
    (sam, dict(lr=0.0001, rho=0.2, momentum=0.5, weightDecay=0.1), "himmelblau"),
    (perturbed_gradient_descent, dict(lr=0.001, radius=0, gradientThreshold=1, interval=3), "valley50 rosenbrock himmelblau"),
    (sgld, dict(lr=0.01, b=2, gamma=0.55, temperature=0), "valley50 himmelblau"),
    (sgld, dict(lr=0.004, b=2, gamma=0.3, temperature=0), "rosenbrock"),
    (sophia_h, dict(lr=0.013, betas=[0.965, 0.99], eps=1e-8, weightDecay=0, gamma=0.01, clipThreshold=1, updateInterval=10,
                    curvature="hutchinson"), "valley50 wells"),
    (sophia_h, dict(lr=0.05, betas=[0.9, 0.5], eps=1e-6, weightDecay=0.2, gamma=0.5, clipThreshold=2, updateInterval=3,
                    curvature="hutchinson"), "valley50 wells"),
    (sophia_h, dict(lr=0.02, betas=[0.9, 0.5], eps=1e-6, weightDecay=0.1, gamma=0.5, clipThreshold=1, updateInterval=5,
                    curvature="exact"), "rosenbrock himmelblau"),
    (momentum, dict(lr=0.001, momentum=0.9, dampening=0.3, weightDecay=0.1), "rosenbrock himmelblau"),
    (nesterov, dict(lr=0.001, momentum=0.8, weightDecay=0.1), "rosenbrock himmelblau"),
    (adagrad, dict(lr=0.3, lrDecay=0.01, weightDecay=0.1, initialAccumulatorValue=0.5, eps=1e-6), "rosenbrock himmelblau"),
    (rmsprop, dict(lr=0.003, alpha=0.99, eps=1e-6, weightDecay=0.1, momentum=0.8, centered=True), "rosenbrock himmelblau"),
    (adadelta, dict(lr=0.5, rho=0.95, eps=1e-6, weightDecay=0.1), "rosenbrock himmelblau"),
    (adam, dict(lr=0.05, betas=BETAS, eps=1e-6, weightDecay=0.1, amsgrad=True), "rosenbrock himmelblau"),
    (amsgrad, dict(lr=0.05, betas=BETAS, eps=1e-6, weightDecay=0.1), "rosenbrock himmelblau"),
    (adamw, dict(lr=0.05, betas=BETAS, eps=1e-6, weightDecay=0.2, amsgrad=True), "rosenbrock himmelblau"),
    (adamax, dict(lr=0.02, betas=[0.85, 0.99], eps=1e-6, weightDecay=0.1), "rosenbrock himmelblau"),
    (nadam, dict(lr=0.01, betas=[0.85, 0.99], eps=1e-6, weightDecay=0.1, momentumDecay=0.05, decoupledWeightDecay=False),
     "rosenbrock himmelblau"),
    (nadam, dict(lr=0.01, betas=[0.85, 0.99], eps=1e-6, weightDecay=0.1, momentumDecay=0.05, decoupledWeightDecay=True),
     "rosenbrock himmelblau"),
    (radam, dict(lr=0.002, betas=BETAS, eps=1e-6, weightDecay=0.1, decoupledWeightDecay=False), "rosenbrock himmelblau"),
    (radam, dict(lr=0.002, betas=BETAS, eps=1e-6, weightDecay=0.1, decoupledWeightDecay=True), "rosenbrock himmelblau"),
    (rprop, dict(lr=0.013, etas=[0.4, 1.3], stepSizes=[1e-3, 0.5]), "rosenbrock himmelblau"),
    (asgd, dict(lr=0.001, lambd=0.01, alpha=0.75, t0=1e6, weightDecay=0), "rosenbrock himmelblau"),
    (asgd, dict(lr=0.001, lambd=0.5, alpha=0.6, t0=7, weightDecay=0.1), "valley50 rosenbrock himmelblau"),
]


def exact(value):
    if isinstance(value, list):
        return [mpf(x) for x in value]
    return value if isinstance(value, (bool, str)) else mpf(value)


def checkpoints(rule, hyper, name):
    """Rows after each of STEPS."""
    function, _, start = FUNCTIONS[name]
    point = Point(function, start)
    steps = rule(point, **{key: exact(value) for key, value in hyper.items()})
    rows = []
    for step in range(1, STEPS[-1] + 1):
        companion = next(steps)
        if step in STEPS:
            rows.append((step, point.theta, function(*point.theta)[0], companion))
    return rows


def deviation(got, expected):
    """As the tests measure it: by coordinate, relative to it or to a millionth of the whole."""
    least = mpf(10) ** -6 * sqrt(sum(x**2 for x in expected))
    return max(abs(a - b) / max(abs(b), least) for a, b in zip(got, expected))


def trajectory(rule, hyper, name):
    _, expression, start = FUNCTIONS[name]
    rows = []
    expected = checkpoints(rule, hyper, name)
    with mp.workdps(ROUGH_DIGITS):
        rough = checkpoints(rule, hyper, name)
    for (step, theta, loss, companion), (_, rough_theta, _, _) in zip(expected, rough):
        # A trajectory that magnifies roundings on its way says little of the rule: take other settings.
        amplification = deviation(rough_theta, theta) * 10**ROUGH_DIGITS
        if amplification > 1000:
            raise ArithmeticError(f"{rule.__name__} {hyper} on {name} magnifies roundings by {float(amplification):.0e} at step {step}")
        row = {"step": step, "theta": [float(x) for x in theta], "loss": float(loss)}
        rows.append(row if companion is None else row | {"companion": [float(x) for x in companion]})
    optimizer = rule.__name__.replace("_", "-")
    return {"function": name, "expression": expression, "start": start, "optimizer": optimizer, "hyperparameters": hyper,
            "checkpoints": rows}


if __name__ == "__main__":
    rows = [json.dumps(trajectory(rule, hyper, name), allow_nan=False) for rule, hyper, names in CASES for name in names.split()]
    Path(__file__).with_suffix(".golden.json").write_text("[\n  " + ",\n  ".join(rows) + "\n]\n")

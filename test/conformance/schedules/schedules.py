"""Prints golden factors of every learning-rate schedule as JSON, to 20 significant digits.

Where PyTorch has the schedule the factors come from its recurrence, lr of one step from lr of the step before, as the
schedulers of torch.optim.lr_scheduler chain them (2.x), carried in 50-digit arithmetic with a base rate of 1. The definitions in
src/core/schedules are closed forms; so the two share no formula. Needs mpmath:

    python3 test/conformance/schedules/schedules.py > test/conformance/schedules/schedules.golden.json
"""

import json

from mpmath import mp, mpf, cos, nstr, pi, sqrt

mp.dps = 50


def chained(first, following, count):
    rates = [mpf(first)]
    for epoch in range(1, count):
        rates.append(following(epoch, rates[-1]))
    return rates


def linear(count, total, end):
    end = mpf(end)

    def following(e, lr):
        if e > total:
            return lr
        return lr * (1 + (end - 1) / (total + (e - 1) * (end - 1)))

    return chained(1, following, count)


def step(count, size, gamma):
    return chained(1, lambda e, lr: lr * mpf(gamma) if e % size == 0 else lr, count)


def exponential(count, gamma):
    return chained(1, lambda e, lr: lr * mpf(gamma), count)


def polynomial(count, total, power):
    def following(e, lr):
        if e > total:
            return lr
        return lr * ((1 - mpf(e) / total) / (1 - mpf(e - 1) / total)) ** mpf(power)

    return chained(1, following, count)


def cosine(count, t_max, least):
    """CosineAnnealingLR until T_max; then it stays, where PyTorch rises."""
    least = mpf(least)

    def following(e, lr):
        if e > t_max:
            return lr
        return (1 + cos(pi * e / t_max)) / (1 + cos(pi * (e - 1) / t_max)) * (lr - least) + least

    return chained(1, following, count)


def cosine_restarts(count, t0, mult, least):
    least, rates, current, length = mpf(least), [], 0, t0
    for _ in range(count):
        rates.append(least + (1 - least) * (1 + cos(pi * current / length)) / 2)
        current += 1
        if current >= length:
            current -= length
            length *= mult
    return rates


def cyclic(count, base, up, down, mode, gamma):
    base, total, ratio, rates = mpf(base), mpf(up + down), mpf(up) / (up + down), []
    for e in range(count):
        cycle = mp.floor(1 + e / total)
        x = 1 + e / total - cycle
        scale = x / ratio if x <= ratio else (x - 1) / (ratio - 1)
        height = {"triangular": mpf(1), "triangular2": 1 / mpf(2) ** (cycle - 1), "exp_range": mpf(gamma) ** e}[mode]
        rates.append(base + (1 - base) * scale * height)
    return rates


def one_cycle(count, total, pct, div, final, strategy, three):
    pct = mpf(pct)
    initial = 1 / mpf(div)
    least = initial / mpf(final)
    phases = [(pct * total - 1, initial, mpf(1))]
    phases += [(2 * pct * total - 2, mpf(1), initial), (total - 1, initial, least)] if three else [(total - 1, mpf(1), least)]
    anneal = {
        "cos": lambda a, b, x: b + (a - b) / 2 * (cos(pi * x) + 1),
        "linear": lambda a, b, x: (b - a) * x + a,
    }[strategy]
    rates = []
    for number in range(count):
        e, start = min(number, total - 1), mpf(0)
        for i, (end, a, b) in enumerate(phases):
            if e <= end or i == len(phases) - 1:
                rates.append(anneal(a, b, (e - start) / (end - start)))
                break
            start = end
    return rates


def plateau(losses, factor, patience, threshold, mode, cooldown, least):
    best, bad, cooling, lr, rates = mpf("inf"), 0, 0, mpf(1), []
    for loss in losses:
        rates.append(lr)
        bound = best * (1 - mpf(threshold)) if mode == "rel" else best - mpf(threshold)
        if mpf(loss) < bound:
            best, bad = mpf(loss), 0
        else:
            bad += 1
        if cooling > 0:
            cooling -= 1
            bad = 0
        if bad > patience:
            lr = max(lr * mpf(factor), mpf(least))
            cooling, bad = cooldown, 0
    return rates


# Falls, rests on a plateau, falls again, and jitters: improvements smaller and larger than the thresholds.
LOSSES = [10 / (1 + n) for n in range(12)] + [1 - 1e-6 * n for n in range(30)] + [0.5 / (1 + n % 7) for n in range(40)]

COUNT = 130


def case(schedule, hyper, factors, steps=100, losses=None):
    row = {"schedule": schedule, "hyper": hyper, "steps": steps}
    if losses is not None:
        row["losses"] = losses
    row["factors"] = [float(nstr(x, 20)) for x in factors]
    return row


CASES = [
    case("constant", {}, [mpf(1)] * COUNT),
    case("linear", {}, linear(COUNT, 100, 0.01)),
    case("linear", {"totalIters": 37, "endFactor": 0.25}, linear(COUNT, 37, 0.25)),
    case("inverse-time", {}, [mpf(1) / t for t in range(1, COUNT + 1)]),
    case("inverse-time", {"gamma": 0.03}, [1 / (1 + mpf(0.03) * e) for e in range(COUNT)]),
    case("inverse-square-root", {}, [1 / sqrt(mpf(t)) for t in range(1, COUNT + 1)]),
    case("inverse-square-root", {"gamma": 0.03}, [1 / sqrt(1 + mpf(0.03) * e) for e in range(COUNT)]),
    case("step", {}, step(COUNT, 50, 0.1)),
    case("step", {"stepSize": 7, "gamma": 0.83}, step(COUNT, 7, 0.83)),
    case("exponential", {}, exponential(COUNT, 0.99)),
    case("exponential", {"gamma": 0.5}, exponential(COUNT, 0.5)),
    case("polynomial", {}, polynomial(COUNT, 100, 2)),
    case("polynomial", {"totalIters": 45, "power": 0.9}, polynomial(COUNT, 45, 0.9)),
    case("cosine", {}, cosine(COUNT, 100, 0)),
    case("cosine", {"tMax": 60, "minFactor": 0.125}, cosine(COUNT, 60, 0.125)),
    case("cosine-restarts", {}, cosine_restarts(COUNT, 50, 1, 0)),
    case("cosine-restarts", {"t0": 9, "tMult": 2, "minFactor": 0.05}, cosine_restarts(COUNT, 9, 2, 0.05)),
    case("cyclic", {}, cyclic(COUNT, 0.1, 25, 25, "triangular", 1)),
    case(
        "cyclic",
        {"baseFactor": 0.2, "stepSizeUp": 7, "stepSizeDown": 13, "mode": "triangular2"},
        cyclic(COUNT, 0.2, 7, 13, "triangular2", 1),
    ),
    case(
        "cyclic",
        {"baseFactor": 0, "stepSizeUp": 16, "mode": "exp_range", "gamma": 0.97},
        cyclic(COUNT, 0, 16, 16, "exp_range", 0.97),
    ),
    case("one-cycle", {}, one_cycle(COUNT, 100, 0.3, 25, 1e4, "cos", False)),
    case(
        "one-cycle",
        {"totalSteps": 77, "pctStart": 0.21, "divFactor": 10, "finalDivFactor": 3, "annealStrategy": "linear"},
        one_cycle(COUNT, 77, 0.21, 10, 3, "linear", False),
    ),
    case("one-cycle", {"pctStart": 0.37, "threePhase": True}, one_cycle(COUNT, 100, 0.37, 25, 1e4, "cos", True)),
    case("one-cycle", {}, one_cycle(5, 2, 0.3, 25, 1e4, "cos", False), steps=2),
    case("reduce-on-plateau", {}, plateau(LOSSES, 0.1, 10, 1e-4, "rel", 0, 0), losses=LOSSES),
    case(
        "reduce-on-plateau",
        {"factor": 0.5, "patience": 3, "threshold": 0.02, "thresholdMode": "abs", "cooldown": 4, "minFactor": 0.03},
        plateau(LOSSES, 0.5, 3, 0.02, "abs", 4, 0.03),
        losses=LOSSES,
    ),
]

print("[")
print(",\n".join(json.dumps(row) for row in CASES))
print("]")

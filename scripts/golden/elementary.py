"""Writes the golden values of src/core/elementary: chosen arguments and the correctly rounded results with what they lack.

Run: python3 scripts/golden/elementary.py
Each row is x, the nearest double and what that lacks in units of its last place (pow, hypot: x, y, ...; atan2: y, x, ...), from 420-digit
arithmetic, since the sine of 1e308 consumes 308 of them. Numbers are decimals that read back to the same bits.
"""

import re
import math
import random
import struct
from pathlib import Path
from mpmath import mp, mpf
import mpmath as m

mp.prec = 1400  # sin of 1e308 consumes 1024 bits before the first digit
OUT = Path(__file__).resolve().parents[2] / "src/core/elementary/golden"
rng = random.Random(20260101)
MAX = 1.7976931348623157e308
TINY = 5e-324


def from_bits(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def bits_of(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def uniform_bits(low, high, count):
    """Doubles in [low, high], 0 <= low, uniform in their bits: so many of every magnitude."""
    return [from_bits(rng.randint(bits_of(low), bits_of(high))) for _ in range(count)]


def neighbours(x, reach=2):
    out = [x]
    up = down = x
    for _ in range(reach):
        up, down = math.nextafter(up, math.inf), math.nextafter(down, -math.inf)
        out += [up, down]
    return out


def both_signs(xs):
    return [s for x in xs for s in (x, -x)]


def rounded(exact):
    """(nearest double, rest in ulps of that double); exact is an mpf."""
    if exact == 0:
        return 0.0, 0.0
    exponent = m.frexp(exact)[1]
    place = max(exponent - 53, -1074)
    units = m.ldexp(exact, -place)
    whole = m.nint(units)
    if m.ldexp(whole, place) > MAX:
        return math.inf if exact > 0 else -math.inf, 0.0
    return float(m.ldexp(whole, place)), float(units - whole)


def text(x):
    return "Infinity" if x == math.inf else "-Infinity" if x == -math.inf else repr(x).removesuffix(".0")


def write(name, rows):
    OUT.mkdir(exist_ok=True)
    lines = []
    for *arguments, exact in rows:
        value, rest = rounded(exact)
        lines.append(",".join([*(text(a) for a in arguments), text(value), f"{rest:.4g}"]))
    file = re.sub("[A-Z]", lambda letter: "-" + letter.group().lower(), name)
    (OUT / f"{file}.csv").write_text("\n".join(lines) + "\n")


def unary(name, function, arguments):
    seen = {}
    for x in arguments:
        if x == x and abs(x) <= MAX and x != 0:
            seen[bits_of(x)] = x
    write(name, [(x, function(mpf(x))) for x in seen.values()])


near_zero = both_signs(uniform_bits(TINY, 1e-5, 40) + uniform_bits(1e-5, 0.1, 100) + [TINY, 2.2250738585072014e-308])
moderate = [rng.uniform(-1, 1) for _ in range(150)] + [rng.uniform(-40, 40) for _ in range(200)]

exp_borders = [b for x in (709.782712893384, 709.0, -708.0, -708.3964185322641, -745.1332191019411, -744.4400719213812) for b in neighbours(x)]
exp_range = [rng.uniform(-708, 709) for _ in range(200)] + [rng.uniform(-745.2, -708) for _ in range(100)]
exp_steps = [n for k in range(-60, 60) for n in neighbours(float((k + 0.5) * m.log(2) / 128), 1)]
unary("exp", m.exp, near_zero + moderate + exp_range + exp_borders + exp_steps)
unary("expm1", m.expm1, near_zero + moderate + exp_range[:200] + exp_steps + exp_borders[:10] + both_signs(neighbours(1 / 16)) + neighbours(-40.0) + neighbours(-37.43))

near_one = [1 + s for x in uniform_bits(1e-16, 0.3, 200) for s in (x, -x)] + neighbours(1.0, 5)
slices = [b for k in range(256) for b in neighbours(0.6875 + k / 512 if k < 160 else 1 + (k - 160) / 256, 1)]
whole_range = uniform_bits(TINY, MAX, 300) + neighbours(2.2250738585072014e-308) + [TINY, 2 * TINY, MAX, 8.98846567431158e307]
positive = near_one + slices + whole_range
unary("log", m.log, positive + [10.0**k for k in range(-10, 23)])
unary("log10", m.log10, positive + [10.0**k for k in range(0, 23)])
unary("log1p", m.log1p, near_zero + [x - 1 for x in near_one + slices] + [-1 + x for x in uniform_bits(1.2e-16, 0.5, 60)] + uniform_bits(0.1, MAX, 150) + both_signs(neighbours(0.004)) + [-1 + 2**-53])

multiples = []
for _ in range(120):
    k = int(2 ** rng.uniform(0, 24))
    multiples += neighbours(float(k * m.pi / 2), 1)
for _ in range(60):
    multiples += neighbours(float(rng.randint(1, 2**24) * m.pi / 256), 1)
for _ in range(60):
    k = int(m.mpf(2) ** rng.uniform(24, 1023))
    multiples += neighbours(float(k * m.pi / 2), 1)
# The double nearest to a multiple of pi/2 of all (Muller et al., Handbook of Floating-Point Arithmetic, 2010, 11.3.2).
hardest = [math.ldexp(6381956970095103.0, 797), math.ldexp(5319372648326541.0, 253), 3.141592653589793, 1.5707963267948966, 205887.0]
huge = uniform_bits(1e5, MAX, 300) + [MAX, 1e22, 2.0**1023]
angles = near_zero + moderate + multiples + huge + [b for x in hardest for b in neighbours(x)]
angles += [-x for x in multiples[::7] + huge[::7]] + [rng.uniform(-2e5, 2.1e5) for _ in range(150)]
unary("sin", m.sin, angles)
unary("cos", m.cos, angles)
unary("tan", m.tan, angles)

unit = [1 - x for x in uniform_bits(1e-16, 0.5, 150)]
inside = near_zero + [rng.uniform(-1, 1) for _ in range(300)] + both_signs(unit) + both_signs(neighbours(0.5)) + [-1.0, 1.0]
inside = [x for x in inside if abs(x) <= 1]
unary("asin", m.asin, inside)
unary("acos", m.acos, [x for x in inside if x != 1])
joints = [b for j in range(65) for b in neighbours((j + 0.5) / 64, 1)]
unary("atan", m.atan, near_zero + moderate + joints + [1 / b for b in joints] + both_signs(uniform_bits(1.0, MAX, 150)) + neighbours(1.0) + neighbours(1e19))

unary("sinh", m.sinh, near_zero + moderate + both_signs(uniform_bits(1.0, 711.0, 150)) + neighbours(0.25) + neighbours(22.0) + neighbours(710.4758600739439))
unary("cosh", m.cosh, near_zero[:40] + moderate + both_signs(uniform_bits(1.0, 711.0, 150)) + neighbours(22.0) + neighbours(710.4758600739439))
unary("tanh", m.tanh, near_zero + moderate + both_signs(uniform_bits(0.1, 20.0, 250)) + neighbours(0.125) + neighbours(19.06))
unary("sigmoid", lambda x: 1 / (1 + m.exp(-x)), near_zero[:60] + moderate + both_signs(neighbours(40.0)) + [rng.uniform(-746, -40) for _ in range(120)] + [rng.uniform(-3, 3) for _ in range(200)])
unary("erf", m.erf, near_zero + moderate + both_signs(uniform_bits(0.01, 6.2, 400)))

pairs = []
for x in uniform_bits(1e-3, 1e3, 300):
    pairs.append((x, rng.uniform(-100, 100)))
for x in whole_range:  # results all over the range, and beyond its ends
    pairs.append((x, float(rng.uniform(-1100, 1100) / m.log(mpf(x), 2))))
for x in near_one[:250]:
    if x != 1:
        pairs.append((x, float(rng.uniform(-745, 709) / m.log(mpf(x)))))
for x in uniform_bits(0.1, 10, 200):  # subnormal results
    pairs.append((x, float(rng.uniform(-1076, -1020) / m.log(mpf(x), 2))))
for x in uniform_bits(0.01, 100, 100):
    pairs += [(x, float(rng.choice([3, 4, 5, 7, -2, -3, 10, 0.5, 1.5, -0.5, 1 / 3])))]
for b in (2.0, 3.0, 10.0, 1.5):
    pairs += [(b, float(k)) for k in range(-8, 23)]
pairs += [(2.0, float(k)) for k in (-1074, -1073, -1022, -1023, 1023)] + [(-3.0, 3.0), (-1.1, 101.0), (-2.0, -1074.0)]
write("pow", [(x, y, mpf(x) ** mpf(y)) for x, y in pairs if abs(y) <= MAX])

# What was added later draws its arguments last, so that those above stay as they are.
powers_of_two = [math.ldexp(1.0, k) for k in range(-1074, 1024, 61)]
unary("log2", lambda x: m.log(x, 2), positive + powers_of_two)
cubes = [b for k in range(1, 200, 7) for b in neighbours(float(k**3), 1)]
unary("cbrt", lambda x: m.cbrt(abs(x)) * m.sign(x), both_signs(uniform_bits(TINY, MAX, 250) + uniform_bits(1.0, 8.0, 200) + cubes + powers_of_two + [MAX]))
unary("asinh", m.asinh, near_zero + moderate + both_signs(uniform_bits(0.01, MAX, 250)) + neighbours(1 / 64) + neighbours(2.0**28) + [MAX])
unary("acosh", m.acosh, [1 + x for x in uniform_bits(3e-16, 1.0, 250)] + uniform_bits(1.0, MAX, 250) + neighbours(2.0**28) + neighbours(2.0)[:5] + [math.nextafter(1.0, 2.0), MAX])
unary("atanh", m.atanh, [x for x in inside if abs(x) < 1] + both_signs(uniform_bits(0.01, 0.9999, 250)) + neighbours(1 / 64))
unary("softplus", lambda x: m.log1p(m.exp(x)), near_zero[:60] + moderate + both_signs(neighbours(40.0)) + both_signs(uniform_bits(0.01, 45.0, 150)) + [rng.uniform(-746, -40) for _ in range(120)])
unary("normalDistribution", lambda x: m.erfc(-x / m.sqrt(2)) / 2, near_zero[:60] + moderate + [rng.uniform(-38.5, 8) for _ in range(500)] + [rng.uniform(-1, 1) for _ in range(150)] + both_signs(neighbours(0.5)))
waves = [b for k in range(1, 60) for b in neighbours(float(k * m.pi), 1)]
unary("sinc", lambda x: m.sin(x) / x, near_zero + moderate + waves + uniform_bits(1.0, MAX, 200) + [MAX, 1e270])
# Beside the zeros, not at them, where only the absolute error is bounded.
flats = [float(m.findroot(lambda t: t * m.cos(t) - m.sin(t), (k + 0.5) * m.pi - 1 / ((k + 0.5) * m.pi)) * (1 + s / 4096)) for k in range(1, 40) for s in (1, -1)]
unary("sincSlope", lambda x: (x * m.cos(x) - m.sin(x)) / x**3, [x for x in near_zero if abs(x) > 1e-100] + moderate + flats + uniform_bits(1.0, 1e90, 200) + neighbours(2.0))

points = []
for _ in range(500):
    x, y = rng.uniform(-2, 2), rng.uniform(-2, 2)
    points += [(y, x)]
for x in uniform_bits(TINY, MAX, 250):
    points += [(x * rng.choice([-1, 1]), rng.choice([-1, 1]) * x * ratio) for ratio in (rng.uniform(0.01, 100), 2.0 ** rng.uniform(-80, 80)) if 0 < x * ratio <= MAX]
points += [(c / 64 * x, x) for c in range(1, 65, 3) for x in (1.0, -3.0)] + [(x, y) for x, y in zip(uniform_bits(TINY, MAX, 100), uniform_bits(TINY, MAX, 100))]
write("atan2", [(y, x, m.atan2(mpf(y), mpf(x))) for y, x in points if x != 0 and y != 0])
write("hypot", [(y, x, m.sqrt(mpf(x) ** 2 + mpf(y) ** 2)) for y, x in points] + [(float(a), float(b), mpf(math.isqrt(a * a + b * b))) for a, b in ((3, 4), (5, 12), (20, 21), (119, 120), (696, 697))])

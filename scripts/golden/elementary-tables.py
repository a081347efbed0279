"""Writes the constant tables of src/core/elementary from 400-digit arithmetic. Run: python3 scripts/golden/elementary-tables.py"""

from pathlib import Path
from mpmath import mp, mpf, atan, cos, erf, erfc, exp, floor, ldexp, log, nint, pi, sin, sqrt

mp.prec = 2000
FOLDER = Path(__file__).resolve().parents[2] / "src/core/elementary"


def text(x):
    digits = repr(float(x))
    digits = digits[:-2] if digits.endswith(".0") else digits
    return "0" if digits == "-0" else digits


def coarse(x, bits):
    """x rounded to a multiple of 2^-bits."""
    return ldexp(nint(ldexp(x, bits)), -bits)


def split(x):
    high = mpf(float(x))
    return [high, x - high]


def write(name, comment, export, rows):
    numbers = ", ".join(text(x) for row in rows for x in row)
    body = f"/**\n * {comment}\n * Written by scripts/golden/elementary-tables.py.\n */\nexport const {export} = new Float64Array([{numbers}])\n"
    (FOLDER / f"{name}.ts").write_text(body)


rows = []
for j in range(128):
    exact = mpf(2) ** (mpf(j) / 128)
    high = mpf(float(exact))
    rows.append([high, (exact - high) / high])
write("exponential-table", "2^(j/128) for j = 0..127: the nearest double, then what it lacks, relative to it.", "EXPONENTIALS", rows)

rows = []
for i in range(256):
    # The i-th of 256 slices of [0.6875, 1.375) by the leading bits of a double: 160 slices of 2^-9, then 96 of 2^-8.
    centre = (mpf("0.6875") + (i + mpf("0.5")) / 512) if i < 160 else (1 + (i - 160 + mpf("0.5")) / 256)
    inverse = mpf(1) if i == 160 else nint(256 / centre) / 256
    high = coarse(-log(inverse), 43)
    rows.append([inverse, high, -log(inverse) - high])
write("logarithm-table", "For each of 256 slices of [0.6875, 1.375): an inverse of its centre in units of 1/256, and minus the\n * logarithm of that inverse as a multiple of 2^-43 and the rest.", "LOGARITHMS", rows)

rows = [split(sin(pi * j / 128)) for j in range(65)]
write("sine-table", "sin(j pi/128) for j = 0..64: the nearest double, then the rest.", "SINES", rows)

rows = [split(atan(mpf(j) / 64)) + split(pi / 2 - atan(mpf(j) / 64)) for j in range(65)]
write("arctangent-table", "atan(j/64) and pi/2 - atan(j/64) for j = 0..64, each as the nearest double and the rest.", "ARCTANGENTS", rows)

rows = [split(erf(mpf(j) / 32)) + [2 / sqrt(pi) * exp(-((mpf(j) / 32) ** 2))] for j in range(16, 193)]
write("error-function-table", "erf(j/32) for j = 16..192 as the nearest double and the rest, and its slope there.", "ERROR_FUNCTION", rows)

LEAST_TAIL, MOST_TAIL, TAIL_BEND, TAIL_TERMS = mpf("0.5"), mpf("39.5"), 4, 26


def tail(u):
    """(1 + t) e^(t^2/2) Phi(-t) for the t in [LEAST_TAIL, MOST_TAIL] whose (t - 4)/(t + 4), scaled to [-1, 1], is u."""
    low, high = ((t - TAIL_BEND) / (t + TAIL_BEND) for t in (LEAST_TAIL, MOST_TAIL))
    y = (low + high) / 2 + u * (high - low) / 2
    t = TAIL_BEND * (1 + y) / (1 - y)
    return (1 + t) * exp(t * t / 2) * erfc(t / sqrt(mpf(2))) / 2


places = [pi * (2 * j + 1) / 128 for j in range(64)]
values = [tail(cos(place)) for place in places]
rows = [[sum(value * cos(n * place) for value, place in zip(values, places)) / (64 if n == 0 else 32)] for n in range(TAIL_TERMS)]
write("normal-tail-table", "Chebyshev coefficients of (1 + t) e^(t^2/2) Phi(-t) for t in [0.5, 39.5], in (t - 4)/(t + 4) scaled to [-1, 1].", "NORMAL_TAIL", rows)

limbs, rest = [], 1 / (2 * pi)
for _ in range(60):
    rest = ldexp(rest, 24)
    limbs.append(floor(rest))
    rest -= limbs[-1]
write("inverse-turn-table", "1/(2 pi) in 60 digits of base 2^24, the first of weight 2^-24.", "INVERSE_TURN", [limbs])

# The few constants that the sources hold as literals, printed for whoever checks them.
def parts(name, x, *bits):
    out = []
    for b in bits:
        out.append(coarse(x, b))
        x -= out[-1]
    print(name, *(text(p) for p in out), text(x))

parts("ln2 (log)", log(2), 43)
parts("ln2/128", log(2) / 128, 42)
parts("128/ln2", 128 / log(2))
parts("pi/128", pi / 128, 35, 65)
parts("128/pi", 128 / pi)
print("2pi", *(text(p) for p in split(2 * pi)))
print("pi/2", *(text(p) for p in split(pi / 2)))
print("pi", *(text(p) for p in split(pi)))
print("1/ln10", *(text(p) for p in split(1 / log(10))))
print("1/ln2", *(text(p) for p in split(1 / log(2))))
low, high = ((t - TAIL_BEND) / (t + TAIL_BEND) for t in (LEAST_TAIL, MOST_TAIL))
print("normal tail: centre and inverse half-width of y", text((low + high) / 2), text(2 / (high - low)))
print("2/sqrt(pi) - 1", text(2 / sqrt(pi) - 1))

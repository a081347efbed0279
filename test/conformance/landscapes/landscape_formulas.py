"""The formulas of the catalogue's landscapes at their default parameters, and their domains, written apart from src/core.

Each takes and returns jets (jets.py), so that it runs in mpmath's arithmetic and in numpy's.
"""

from jets import absolute, cos, exp, number, pi, sigmoid, sin, sqrt, tanh


def beale(x, y):
    return sum((number(c) - x + x * y**k) ** 2 for k, c in ((1, "1.5"), (2, "2.25"), (3, "2.625")))


def branin(x, y):
    parabola = y - number("5.1") / (4 * pi() ** 2) * x**2 + 5 / pi() * x - 6
    return parabola**2 + 10 * (1 - 1 / (8 * pi())) * cos(x) + 10


def ackley(x, y):
    return (-20 * exp(-number("0.2") * sqrt((x**2 + y**2) / 2))
            - exp((cos(2 * pi() * x) + cos(2 * pi() * y)) / 2) + exp(number("1")) + 20)


def levy(x, y):
    u, v = (x - 1) / 4, (y - 1) / 4
    return (sin(pi() * (u + 1)) ** 2 + u**2 * (1 + 10 * sin(pi() * (u + 1) + 1) ** 2)
            + v**2 * (1 + sin(2 * pi() * (v + 1)) ** 2))


def schaffer(wave, x, y):
    return number("0.5") + (wave**2 - number("0.5")) / (1 + number("0.001") * (x**2 + y**2)) ** 2


def cross_in_tray(x, y):
    hill = absolute(sin(x) * sin(y) * exp(absolute(100 - sqrt(x**2 + y**2) / pi())))
    return -number("0.0001") * (hill + 1) ** number("0.1")


def eggholder(x, y):
    return -(y + 47) * sin(sqrt(absolute(x / 2 + y + 47))) - x * sin(sqrt(absolute(x - y - 47)))


def schwefel(x, y):
    # The largest value of u sin sqrt(u) up to 500, so that the least value is 0.
    crest = number("418.9828872724337062747864351956007086906150994350224483")
    return 2 * crest - x * sin(sqrt(absolute(x))) - y * sin(sqrt(absolute(y)))


def shubert(x, y):
    comb = lambda u: sum(i * cos((i + 1) * u + i) for i in range(1, 6))
    return comb(x) * comb(y)


def de_jong_5(x, y):
    total = number("0.002")
    for j in range(25):
        total = total + 1 / (j + 1 + (x - (-32 + 16 * (j % 5))) ** 6 + (y - (-32 + 16 * (j // 5))) ** 6)
    return 1 / total


def langermann(x, y):
    total = 0
    for c, a, b in ((1, 3, 5), (2, 5, 2), (5, 2, 1), (2, 1, 4), (3, 7, 9)):
        d = (x - a) ** 2 + (y - b) ** 2
        total = total - c * exp(-d / pi()) * cos(pi() * d)
    return total


def peaks(x, y):
    return (3 * (1 - x) ** 2 * exp(-(x**2) - (y + 1) ** 2) - 10 * (x / 5 - x**3 - y**5) * exp(-(x**2) - y**2)
            - exp(-((x + 1) ** 2) - y**2) / 3)


def bowls(left, right, scale, x, y):
    pit = lambda a: exp(-((x - a) ** 2 + (scale * y) ** 2) / number("0.2"))
    return x**2 + (scale * y) ** 2 - right * pit(1) - left * pit(-1)


def lilipads_plateau(x, y):
    r = 10 * sqrt(x**2 + y**2) + number("0.01")
    return -sin(r) / r + r**2 / 100


def root_two():
    return number("2") ** number("0.5")


def rnn_cliff(x, y):
    h = number("0.5")
    for _ in range(50):
        h = sigmoid(x * h + y)
    return (h - number("0.7")) ** 2


FORMULAS = {
    "ackley": (ackley, (-5, 5, -5, 5)),
    "ackley-3": (
        lambda x, y: -200 * exp(-number("0.02") * sqrt(x**2 + y**2)) + 5 * exp(cos(3 * x) + sin(3 * y)),
        (-32, 32, -32, 32),
    ),
    "adjiman": (lambda x, y: cos(x) * sin(y) - x / (y**2 + 1), (-1, 2, -1, 1)),
    "beale": (beale, (-4.5, 4.5, -4.5, 4.5)),
    "bird": (
        lambda x, y: sin(x) * exp((1 - cos(y)) ** 2) + cos(y) * exp((1 - sin(x)) ** 2) + (x - y) ** 2,
        (-6.283185307179586, 6.283185307179586, -6.283185307179586, 6.283185307179586),
    ),
    "bohachevsky-1": (
        lambda x, y: x**2 + 2 * y**2 - number("0.3") * cos(3 * pi() * x) - number("0.4") * cos(4 * pi() * y)
        + number("0.7"),
        (-1.2, 1.2, -1.2, 1.2),
    ),
    "booth": (lambda x, y: (x + 2 * y - 7) ** 2 + (2 * x + y - 5) ** 2, (-10, 10, -10, 10)),
    "branin": (branin, (-5, 10, 0, 15)),
    "brown-badly-scaled": (
        lambda x, y: (x - 1000000) ** 2 + (y - number("0.000002")) ** 2 + (x * y - 2) ** 2,
        (999980, 1000020, -0.000008, 0.000012),
    ),
    "bukin-6": (
        lambda x, y: 100 * sqrt(absolute(y - x**2 / 100)) + absolute(x + 10) / 100,
        (-15, -5, -3, 3),
    ),
    "cliff": (lambda x, y: tanh(20 * (x - y / 2)) + number("0.02") * ((x + 2) ** 2 + y**2), (-4, 3, -3, 3)),
    "cross-in-tray": (cross_in_tray, (-10, 10, -10, 10)),
    "cube": (lambda x, y: (1 - x) ** 2 + 100 * (y - x**3) ** 2, (-2, 2, -2, 2)),
    "deep-chain": (lambda x, y: (y * x**20 - 1) ** 2 / 2, (0.5, 1.25, -0.5, 2)),
    "de-jong-5": (de_jong_5, (-65.536, 65.536, -65.536, 65.536)),
    "drop-wave": (
        lambda x, y: -(1 + cos(12 * sqrt(x**2 + y**2))) / ((x**2 + y**2) / 2 + 2),
        (-5.12, 5.12, -5.12, 5.12),
    ),
    "dupont-bowl": (lambda x, y: bowls(3, 2, 1, x, y), (-2, 2, -2, 2)),
    "easom": (lambda x, y: -cos(x) * cos(y) * exp(-((x - pi()) ** 2) - (y - pi()) ** 2), (-10, 10, -10, 10)),
    "eggholder": (eggholder, (-512, 512, -512, 512)),
    "griewank": (
        lambda x, y: 1 + (x**2 + y**2) / 4000 - cos(x) * cos(y / root_two()),
        (-10, 10, -10, 10),
    ),
    "himmelblau": (lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2, (-5, 5, -5, 5)),
    "holder-table": (
        lambda x, y: -absolute(sin(x) * cos(y) * exp(absolute(1 - sqrt(x**2 + y**2) / pi()))),
        (-10, 10, -10, 10),
    ),
    "ill-conditioned-quadratic": (lambda x, y: (x**2 + 100 * y**2) / 2, (-4, 4, -4, 4)),
    "jennrich-sampson": (
        lambda x, y: sum((2 + 2 * i - exp(i * x) - exp(i * y)) ** 2 for i in range(1, 11)),
        (-0.6, 0.6, -0.6, 0.6),
    ),
    "langermann": (langermann, (0, 10, 0, 10)),
    "levy": (levy, (-10, 10, -10, 10)),
    "levy-13": (
        lambda x, y: sin(3 * pi() * x) ** 2 + (x - 1) ** 2 * (1 + sin(3 * pi() * y) ** 2)
        + (y - 1) ** 2 * (1 + sin(2 * pi() * y) ** 2),
        (-3, 5, -3, 5),
    ),
    "lilipads-local-minimum": (lambda x, y: bowls(6, 2, number("1.4"), x, y), (-2, 2, -2, 2)),
    "lilipads-plateau": (lilipads_plateau, (-2, 2, -2, 2)),
    "lilipads-saddle": (lambda x, y: sin(x) + y**2, (-2, 2, -2, 2)),
    "matyas": (lambda x, y: number("0.26") * (x**2 + y**2) - number("0.48") * x * y, (-10, 10, -10, 10)),
    "mccormick": (
        lambda x, y: sin(x + y) + (x - y) ** 2 - number("1.5") * x + number("2.5") * y + 1,
        (-1.5, 4, -3, 4),
    ),
    "michalewicz": (
        lambda x, y: -sin(x) * sin(x**2 / pi()) ** 20 - sin(y) * sin(2 * y**2 / pi()) ** 20,
        (0, 3.141592653589793, 0, 3.141592653589793),
    ),
    "monkey-saddle": (lambda x, y: x**3 - 3 * x * y**2, (-1, 1, -1, 1)),
    "peaks": (peaks, (-3, 3, -3, 3)),
    "plateau": (
        lambda x, y: 1 - exp(-((x - 2) ** 2 + (y - 1) ** 2) / number("0.1")) + number("0.0001") * (x**2 + y**2),
        (-3, 4, -3, 3),
    ),
    "powell-badly-scaled": (
        lambda x, y: (10000 * x * y - 1) ** 2 + (exp(-x) + exp(-y) - number("1.0001")) ** 2,
        (0, 0.00005, 0, 12),
    ),
    "rastrigin": (
        lambda x, y: 20 + x**2 - 10 * cos(2 * pi() * x) + y**2 - 10 * cos(2 * pi() * y),
        (-5.12, 5.12, -5.12, 5.12),
    ),
    "rnn-cliff": (rnn_cliff, (4, 7, -4, -1.5)),
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2, (-2, 2, -1, 3)),
    "schaffer-2": (lambda x, y: schaffer(sin(x**2 - y**2), x, y), (-4.5, 4.5, -4.5, 4.5)),
    "schaffer-4": (lambda x, y: schaffer(cos(sin(x**2 - y**2)), x, y), (-4.5, 4.5, -4.5, 4.5)),
    "schwefel": (schwefel, (-500, 500, -500, 500)),
    "shubert": (shubert, (-10, 10, -10, 10)),
    "simple-saddle": (lambda x, y: x**2 - y**2, (-1, 1, -1, 1)),
    "six-hump-camel": (
        lambda x, y: (4 - number("2.1") * x**2 + x**4 / 3) * x**2 + x * y + (-4 + 4 * y**2) * y**2,
        (-3, 3, -2, 2),
    ),
    "sphere": (lambda x, y: x**2 + y**2, (-5.12, 5.12, -5.12, 5.12)),
    "styblinski-tang": (
        lambda x, y: (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) / 2,
        (-5, 5, -5, 5),
    ),
    "trid": (lambda x, y: (x - 1) ** 2 + (y - 1) ** 2 - x * y, (-4, 4, -4, 4)),
    "two-layer-linear": (lambda x, y: (1 - x * y) ** 2 / 2, (-3, 3, -3, 3)),
    "zakharov": (lambda x, y: x**2 + y**2 + (x / 2 + y) ** 2 + (x / 2 + y) ** 4, (-5, 10, -5, 10)),
}

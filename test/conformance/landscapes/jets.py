"""Numbers that carry their gradient and Hessian in x and y, over any arithmetic: mpmath's or numpy's.

Second-order forward differentiation, so that formulas are written once and their derivatives are exact.
Source: Griewank, Walther, Evaluating Derivatives, 2nd ed. (2008), section 3.1, applied twice.
"""

import mpmath
import numpy


class Jet:
    """v, its gradient (a, b) and its Hessian (aa, ab, bb)."""

    lib = mpmath

    def __init__(self, v, a=0, b=0, aa=0, ab=0, bb=0):
        self.parts = (v, a, b, aa, ab, bb)

    @property
    def v(self):
        return self.parts[0]

    def through(self, f, df, ddf):
        """f of this, given the values of f, f' and f'' at v."""
        _, a, b, aa, ab, bb = self.parts
        return Jet(f, df * a, df * b, ddf * a * a + df * aa, ddf * a * b + df * ab, ddf * b * b + df * bb)

    def __add__(self, other):
        return Jet(*(p + q for p, q in zip(self.parts, jet(other).parts)))

    def __neg__(self):
        return Jet(*(-p for p in self.parts))

    def __mul__(self, other):
        u, a, b, aa, ab, bb = self.parts
        v, c, d, cc, cd, dd = jet(other).parts
        return Jet(u * v, a * v + u * c, b * v + u * d, aa * v + 2 * a * c + u * cc,
                   ab * v + a * d + b * c + u * cd, bb * v + 2 * b * d + u * dd)

    def __pow__(self, n):
        v = self.v
        if n == 0:
            return Jet(v * 0 + 1)
        return self.through(v**n, n * v ** (n - 1), n * (n - 1) * v ** (n - 2) if n != 1 else v * 0)

    def __truediv__(self, other):
        # A plain number's own reciprocal might be a float.
        return self * other**-1 if isinstance(other, Jet) else Jet(*(p / other for p in self.parts))

    def __sub__(self, other):
        return self + -jet(other)

    def __rsub__(self, other):
        return jet(other) - self

    def __rtruediv__(self, other):
        return jet(other) / self

    __radd__ = __add__
    __rmul__ = __mul__


def jet(value):
    return value if isinstance(value, Jet) else Jet(value)


def variables(x, y):
    return Jet(x, a=1), Jet(y, b=1)


def number(text):
    """A decimal in the arithmetic at hand."""
    return mpmath.mpf(text) if Jet.lib is mpmath else float(text)


def pi():
    return +mpmath.pi if Jet.lib is mpmath else numpy.pi


def exp(u):
    e = Jet.lib.exp(jet(u).v)
    return jet(u).through(e, e, e)


def sin(u):
    s, c = Jet.lib.sin(u.v), Jet.lib.cos(u.v)
    return u.through(s, c, -s)


def cos(u):
    s, c = Jet.lib.sin(u.v), Jet.lib.cos(u.v)
    return u.through(c, -s, -c)


def sqrt(u):
    r = Jet.lib.sqrt(u.v)
    return u.through(r, 1 / (2 * r), -1 / (4 * r**3))


def absolute(u):
    sign = Jet.lib.sign(u.v)
    return u.through(abs(u.v), sign, sign * 0)


def tanh(u):
    t = Jet.lib.tanh(u.v)
    return u.through(t, 1 - t**2, -2 * t * (1 - t**2))


def sigmoid(u):
    s = 1 / (1 + Jet.lib.exp(-u.v))
    return u.through(s, s * (1 - s), s * (1 - s) * (1 - 2 * s))

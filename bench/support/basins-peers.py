"""
Adam from each start of a grid on himmelblau: arguments are which peer (blocked, naive, jax), the side of the grid, the
steps, the rounds and the file for the ends; the least processor seconds of a round go to standard output.
"""
import math
import sys
import time

import numpy as np

peer, side, steps, rounds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
learning_rate, beta1, beta2, epsilon = 0.1, 0.9, 0.999, 1e-8
# Starts at a time: their columns stay in the second cache.
block = 2048


def slopes(x, y):
    u, w = x * x + y - 11, x + y * y - 7
    return 4 * x * u + 2 * w, 2 * u + 4 * y * w


def naive(x, y):
    """Formulas as they are in the paper, on all starts at once."""
    mx, my, vx, vy = (np.zeros_like(x) for _ in range(4))
    for t in range(1, steps + 1):
        gx, gy = slopes(x, y)
        mx = beta1 * mx + (1 - beta1) * gx
        my = beta1 * my + (1 - beta1) * gy
        vx = beta2 * vx + (1 - beta2) * gx * gx
        vy = beta2 * vy + (1 - beta2) * gy * gy
        rate, correction = learning_rate / (1 - beta1**t), np.sqrt(1 - beta2**t)
        x = x - rate * mx / (np.sqrt(vx) / correction + epsilon)
        y = y - rate * my / (np.sqrt(vy) / correction + epsilon)
    return x, y


def blocked(xs, ys):
    """The same for some starts at a time, without a temporary: both coordinates in one array."""
    ends = np.empty((2, xs.size))
    theta, g, m, v, s = (np.empty((2, block)) for _ in range(5))
    for start in range(0, xs.size, block):
        count = min(block, xs.size - start)
        p, g_, m_, v_, s_ = (column[:, :count] for column in (theta, g, m, v, s))
        p[0], p[1] = xs[start : start + count], ys[start : start + count]
        race_block(p, g_, m_, v_, s_)
        ends[:, start : start + count] = p
    return ends[0], ends[1]


def race_block(p, g, m, v, s):
    m.fill(0)
    v.fill(0)
    (x, y), (gx, gy), (u, w) = p, g, s
    for t in range(1, steps + 1):
        np.multiply(x, x, out=u)
        np.add(u, y, out=u)
        np.subtract(u, 11, out=u)
        np.multiply(y, y, out=w)
        np.add(w, x, out=w)
        np.subtract(w, 7, out=w)
        np.multiply(s, p, out=g)
        np.multiply(g, 2, out=g)
        np.add(gx, w, out=gx)
        np.add(gy, u, out=gy)
        np.multiply(g, 2, out=g)
        np.multiply(m, beta1, out=m)
        np.multiply(g, 1 - beta1, out=s)
        np.add(m, s, out=m)
        np.multiply(v, beta2, out=v)
        np.multiply(g, g, out=g)
        np.multiply(g, 1 - beta2, out=g)
        np.add(v, g, out=v)
        # lr / (1 - beta1^t) m / (sqrt(v) / c + epsilon), above and below times c.
        correction = (1 - beta2**t) ** 0.5
        np.sqrt(v, out=g)
        np.add(g, epsilon * correction, out=g)
        np.multiply(m, learning_rate / (1 - beta1**t) * correction, out=s)
        np.divide(s, g, out=s)
        np.subtract(p, s, out=p)


def compiled():
    """The same compiled by JAX: all steps in one loop, for as many starts at a time as are fastest."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)

    def step(k, state):
        x, y, mx, my, vx, vy, power1, power2 = state
        gx, gy = slopes(x, y)
        power1, power2 = power1 * beta1, power2 * beta2
        mx = beta1 * mx + (1 - beta1) * gx
        my = beta1 * my + (1 - beta1) * gy
        vx = beta2 * vx + (1 - beta2) * gx * gx
        vy = beta2 * vy + (1 - beta2) * gy * gy
        rate, correction = learning_rate / (1 - power1), jnp.sqrt(1 - power2)
        x = x - rate * mx / (jnp.sqrt(vx) / correction + epsilon)
        y = y - rate * my / (jnp.sqrt(vy) / correction + epsilon)
        return x, y, mx, my, vx, vy, power1, power2

    def race_some(starts):
        zero, one = jnp.zeros_like(starts[0]), jnp.float64(1)
        return jax.lax.fori_loop(0, steps, step, (*starts, zero, zero, zero, zero, one, one))[:2]

    @jax.jit
    def race(x, y):
        return [column.ravel() for column in jax.lax.map(race_some, (x.reshape(-1, count), y.reshape(-1, count)))]

    count = math.gcd(side * side, 8192)
    return lambda x, y: [np.asarray(column) for column in race(x, y)]


line = -5 + 10 * np.arange(side) / (side - 1)
x, y = (column.ravel() for column in np.meshgrid(line, line))
race = {"naive": lambda: naive, "blocked": lambda: blocked, "jax": compiled}[peer]()
if peer == "jax":
    race(x, y)
times = []
for _ in range(rounds):
    begun = time.process_time()
    ends = race(x, y)
    times.append(time.process_time() - begun)
np.stack(ends, axis=1).tofile(sys.argv[5])
print(min(times))

"""Values on 1024 x 1024 points by the Python module that is named, one thread: for each function its milliseconds.

JAX says too what value, gradient and Hessian take together. Of the whole grid at once, as people have it, and of 16
rows at a time, which stay in the caches, as the others are timed; of each the least of some rounds.
"""

import json
import os
import sys
import time

for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA"):
    os.environ[f"{name}_NUM_THREADS"] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
os.environ["JAX_PLATFORMS"] = "cpu"
# Whatever a library takes for one thread.
os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import numpy as np

TAU, E = 2 * np.pi, np.e
LINE = -4 + 8 * np.arange(1024) / 1023
BLOCK = 16


def functions(cos, exp, sqrt):
    def beale(x, y):
        xy = x * y
        xyy = xy * y
        a, b, c = 1.5 - x + xy, 2.25 - x + xyy, 2.625 - x + xyy * y
        return a * a + b * b + c * c

    return {
        "rastrigin": lambda x, y: 20 + x * x - 10 * cos(TAU * x) + y * y - 10 * cos(TAU * y),
        "beale": beale,
        "ackley": lambda x, y: -20 * exp(-0.2 * sqrt((x * x + y * y) / 2))
        - exp((cos(TAU * x) + cos(TAU * y)) / 2)
        + E
        + 20,
    }


def numpy_peer():
    return functions(np.cos, np.exp, np.sqrt), lambda points: points


def numexpr_peer():
    import numexpr

    numexpr.set_num_threads(1)
    texts = {
        "rastrigin": "20 + x*x - 10*cos(TAU*x) + y*y - 10*cos(TAU*y)",
        "beale": "(1.5 - x + x*y)**2 + (2.25 - x + x*y*y)**2 + (2.625 - x + x*y*y*y)**2",
        "ackley": "-20*exp(-0.2*sqrt((x*x + y*y)/2)) - exp((cos(TAU*x) + cos(TAU*y))/2) + E + 20",
    }
    constants = {"TAU": TAU, "E": E}

    def evaluated(text):
        return lambda x, y: numexpr.evaluate(text, local_dict={"x": x, "y": y}, global_dict=constants)

    return {name: evaluated(text) for name, text in texts.items()}, lambda points: points


def numba_peer():
    import math

    import numba

    def rows(f):
        one = numba.njit(fastmath=True)(f)

        @numba.njit(fastmath=True)
        def loop(x, y, out):
            for i in range(x.size):
                out[i] = one(x[i], y[i])

        def evaluate(x, y):
            out = np.empty_like(x)
            loop(x.ravel(), y.ravel(), out.ravel())
            return out

        return evaluate

    scalar = functions(math.cos, math.exp, math.sqrt)
    return {name: rows(f) for name, f in scalar.items()}, lambda points: points


def torch_peer():
    import torch

    torch.set_num_threads(1)
    return functions(torch.cos, torch.exp, torch.sqrt), torch.from_numpy


def jax_peer():
    import jax

    jax.config.update("jax_enable_x64", True)
    plain = functions(jax.numpy.cos, jax.numpy.exp, jax.numpy.sqrt)

    def compiled(f):
        run = jax.jit(f)
        return lambda x, y: jax.block_until_ready(run(x, y))

    def derived(f):
        def at(x, y):
            return *jax.value_and_grad(f, (0, 1))(x, y), jax.hessian(f, (0, 1))(x, y)

        return compiled(jax.vmap(jax.vmap(at)))

    values = {name: compiled(f) for name, f in plain.items()}
    return {**values, **{f"{name}, all": derived(f) for name, f in plain.items()}}, jax.numpy.asarray


def least(f, blocks, rounds):
    """The sum over the blocks of the least time of each, in milliseconds."""
    times = np.full(len(blocks), np.inf)
    for _ in range(rounds):
        for k, block in enumerate(blocks):
            begun = time.perf_counter()
            f(*block)
            times[k] = min(times[k], time.perf_counter() - begun)
    return 1e3 * times.sum()


peers = {"numpy": numpy_peer, "numexpr": numexpr_peer, "numba": numba_peer, "torch": torch_peer, "jax": jax_peer}
made, taken = peers[sys.argv[1]]()
x, y = np.meshgrid(LINE, LINE)
whole = [(taken(x), taken(y))]
parts = [(taken(x[at : at + BLOCK].copy()), taken(y[at : at + BLOCK].copy())) for at in range(0, 1024, BLOCK)]
print(json.dumps({name: {"whole": least(f, whole, 10), "parts": least(f, parts, 20)} for name, f in made.items()}))

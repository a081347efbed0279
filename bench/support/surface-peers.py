"""Seconds of PyTorch for a surface of a network's loss, float64, one thread: by a loop, and many points at once."""
import json
import statistics
import sys
import time

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)
torch.manual_seed(0)
given = json.load(sys.stdin)
widths, count, side, rounds = given["widths"], given["examples"], given["side"], given["rounds"]
data, labels = torch.randn(count, widths[0]), torch.randint(0, widths[-1], (count,))
shapes = [shape for a, b in zip(widths, widths[1:]) for shape in ((b, a), (b,))]
origin, u, v = ([0.3 * torch.randn(shape) for shape in shapes] for _ in range(3))
line = torch.linspace(-1, 1, side)


def at_once(a, b):
    """The losses at all points (a, b), by batched products."""
    points = [o + a.view(-1, *[1] * o.dim()) * d + b.view(-1, *[1] * o.dim()) * e for o, d, e in zip(origin, u, v)]
    x = data.expand(len(a), -1, -1)
    for k in range(0, len(points), 2):
        x = torch.baddbmm(points[k + 1].unsqueeze(1), x, points[k].transpose(1, 2))
        if k + 2 < len(points):
            x = torch.tanh(x)
    picked = x.gather(2, labels.expand(len(a), -1).unsqueeze(2)).squeeze(2)
    return (torch.logsumexp(x, 2) - picked).mean(1)


def by_loop():
    for b in line:
        for a in line:
            x = data
            for k in range(0, len(origin), 2):
                weight, bias = (o + a * d + b * e for o, d, e in zip(origin[k : k + 2], u[k : k + 2], v[k : k + 2]))
                x = torch.nn.functional.linear(x, weight, bias)
                if k + 2 < len(origin):
                    x = torch.tanh(x)
            torch.nn.functional.cross_entropy(x, labels)


def by_batches(size):
    grid = [each.reshape(-1) for each in torch.meshgrid(line, line, indexing="ij")]
    for a, b in zip(*(each.split(size) for each in grid)):
        at_once(a, b)


def timed(work):
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


with torch.no_grad():
    by_batches(side)
    print(json.dumps({"loop": timed(by_loop), **{f"batches of {n}": timed(lambda: by_batches(n)) for n in (side, 8)}}))

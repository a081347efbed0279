"""Times frames of the film benchmark's picture drawn by matplotlib: JSON on standard input, milliseconds on standard output."""
import json
import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as pyplot
import numpy

given = json.load(sys.stdin)
figure = pyplot.figure(figsize=(12.8, 7.2), dpi=100)
axes = figure.add_subplot(projection="3d")
x, y = numpy.meshgrid(given["x"], given["y"])
axes.plot_surface(x, y, numpy.array(given["z"]), rstride=1, cstride=1, cmap="viridis")
for path in given["paths"]:
    axes.plot(path["x"], path["y"], path["z"], color=path["color"], linewidth=2)
times = []
for frame in range(given["frames"] + 1):
    axes.view_init(35, -60 + frame)
    begun = time.perf_counter()
    figure.canvas.draw()
    bytes(figure.canvas.buffer_rgba())
    times.append(1000 * (time.perf_counter() - begun))
print(json.dumps({"version": matplotlib.__version__, "times": times[1:]}))

"""Makes small NumPy files of every type, byte order and memory order: the matrix 10 j + i of 3 rows and 4 columns.

    python3 test/reference/surfaces/arrays.py
"""

import os

import numpy as np

here = os.path.dirname(os.path.abspath(__file__))
matrix = np.add.outer(10 * np.arange(3), np.arange(4))

for kind in ["<f8", ">f8", "<f4", ">f4", "<i8", ">i4", "<u2", "|i1", "|u1"]:
    name = kind.replace("<", "little-").replace(">", "big-").replace("|", "")
    np.save(os.path.join(here, f"c-{name}.npy"), matrix.astype(kind))
for kind in ["<f8", ">i4"]:
    name = kind.replace("<", "little-").replace(">", "big-")
    np.save(os.path.join(here, f"fortran-{name}.npy"), np.asfortranarray(matrix.astype(kind)))

x = np.array([0.0, 0.5, 2.0, 3.0])
y = np.array([-1.0, 0.0, 4.0])
mesh_x, mesh_y = np.meshgrid(x, y)
np.savez(os.path.join(here, "mesh.npz"), X=mesh_x, Y=mesh_y, loss=matrix)
np.savez(os.path.join(here, "by-x.npz"), x=x, y=y, loss=matrix.T, note=np.array("text"), other=np.zeros(7))
np.savez(os.path.join(here, "by-y.npz"), x=x, y=y[::-1], loss=matrix[::-1])

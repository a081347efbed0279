// Makes the measured surfaces of resources/examples from formulas: a table, a NumPy archive and an HDF5 file.
import './lib/check-node.mjs'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { File, ready } from 'h5wasm/node'
import { root } from './lib/process.mjs'

const folder = join(root, 'resources/examples')

/** Rounded, so that no file depends on the last bit of a machine's exp. */
const rounded = (value) => Number(value.toPrecision(6))

const axis = (from, to, n) => Array.from({ length: n }, (_, i) => rounded(from + ((to - from) * i) / (n - 1)))

/** Values row by row, y ascending. */
const valuesOf = (x, y, f) => y.flatMap((v) => x.map((u) => rounded(f(u, v))))

/** A sharp minimum and a flat one, between which small and large steps choose differently. */
function sharpAndFlat() {
  const well = (u, v, width) => Math.exp(-(u * u + v * v) / (2 * width * width))
  const loss = (u, v) =>
    1.6 + 0.06 * (u * u + v * v) - 1.35 * well(u + 0.9, v - 0.2, 0.28) - 1.25 * well(u - 1, v + 0.1, 0.85)
  const [x, y] = [axis(-2.5, 2.5, 51), axis(-2, 2, 41)]
  const values = valuesOf(x, y, loss)
  const lines = values.map((value, p) => `${x[p % 51]},${y[Math.floor(p / 51)]},${value}`)
  writeFileSync(join(folder, 'sharp-and-flat.csv'), ['x,y,loss', ...lines, ''].join('\n'))
}

/** A valley measured twice: what training saw, and what held-out data saw, whose floor lies elsewhere. */
function trainAndTest() {
  const floor = (u, v) => v - 0.5 * u * u
  const train = (u, v) => 0.25 + 0.12 * (u - 0.8) ** 2 + 1.5 * floor(u, v) ** 2
  const test = (u, v) => 0.4 + 0.12 * (u - 0.3) ** 2 + 1.3 * (floor(u, v) - 0.15) ** 2 + 0.05 * Math.sin(5 * u)
  const [x, y] = [axis(-1.5, 2, 57), axis(-0.6, 2.2, 57)]
  const matrix = (f) => npy([y.length, x.length], valuesOf(x, y, f))
  const arrays = {
    'x.npy': npy([x.length], x),
    'y.npy': npy([y.length], y),
    'train_loss.npy': matrix(train),
    'test_loss.npy': matrix(test),
  }
  writeFileSync(join(folder, 'train-and-test.npz'), zipSync(arrays, { level: 9, mtime: '1980-01-01T00:00:00' }))
}

/** A bowl with ripples in the layout of Li et al. (2018), with the path of a descent that it was drawn around. */
async function recordedDescent() {
  const loss = (u, v) => 0.05 + 0.3 * u * u + 0.9 * v * v + 0.08 * (2 - Math.cos(4 * u) - Math.cos(5 * v))
  const [x, y] = [axis(-1.5, 1.5, 51), axis(-1.2, 1.2, 41)]
  const path = [[-1.3, 1.05]]
  for (let step = 0; step < 60; step++) {
    const [u, v] = path.at(-1)
    const slope = [0.6 * u + 0.32 * Math.sin(4 * u), 1.8 * v + 0.4 * Math.sin(5 * v)]
    path.push([rounded(u - 0.12 * slope[0]), rounded(v - 0.12 * slope[1])])
  }
  await ready
  const place = join(folder, 'recorded-descent.h5')
  const file = new File(place, 'w')
  const add = (name, data, shape = [data.length]) =>
    file.create_dataset({ name, data: Float32Array.from(data), shape, dtype: '<f4' })
  add('xcoordinates', x)
  add('ycoordinates', y)
  // Entry [i][j] belongs to (x_i, y_j).
  add(
    'train_loss',
    x.flatMap((u) => y.map((v) => rounded(loss(u, v)))),
    [x.length, y.length],
  )
  add(
    'proj_xcoord',
    path.map(([u]) => u),
  )
  add(
    'proj_ycoord',
    path.map(([, v]) => v),
  )
  file.close()
}

/** An array of float32 in NumPy's format, version 1. */
function npy(shape, values) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`
  const header = `${text.padEnd(64 * Math.ceil((text.length + 11) / 64) - 11)}\n`
  const bytes = new Uint8Array(10 + header.length + 4 * values.length)
  bytes.set([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 255, header.length >> 8])
  bytes.set(Buffer.from(header), 10)
  bytes.set(new Uint8Array(Float32Array.from(values).buffer), 10 + header.length)
  return bytes
}

sharpAndFlat()
trainAndTest()
await recordedDescent()

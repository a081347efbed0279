import { describe, expect, test } from 'vitest'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { landscapeOf } from '../../src/engine/kinds/landscapes'
import { fidelitySpec, raceSpec, sliceSpec, withSliceVectors } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

// Mistakes that tools which draw slices are known for, made here on purpose beside the right numbers: Basin's are the
// latter. All is recomputed from the raw trace by the few lines below, and nothing of core/slice is used.

const moons = {
  kind: 'network',
  widths: [2, 4, 2],
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 40, noise: 0.1 },
}
const race = {
  basin: 1,
  seed: 3,
  batch: { sampler: 'reshuffle', size: 8 },
  steps: 80,
  racers: [{ id: 'adam', optimizer: 'adam', lr: 0.05 }],
}
type Vector = readonly number[]

const plain = scene({ ...race, landscape: moons })
const objective = landscapeOf(landscapeSpec(plain.landscape)).objective()
const loss = (theta: Vector): number => objective.value(Float64Array.from(theta))
/** Every recorded point of the path. */
const path = rawPath()
const end = path.at(-1)!

function rawPath(): readonly Vector[] {
  const { theta, dimension: n, count } = computeDirectly('race', raceSpec(plain)).traces[0]!
  return Array.from({ length: count }, (_, row) => Array.from(theta!.subarray(row * n, (row + 1) * n)))
}

const dot = (a: Vector, b: Vector): number => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0)
const minus = (a: Vector, b: Vector): Vector => a.map((entry, i) => entry - b[i]!)
const plus = (a: Vector, factor: number, b: Vector): Vector => a.map((entry, i) => entry + factor * b[i]!)
const length = (a: Vector): number => Math.sqrt(dot(a, a))
const meanOf = (points: readonly Vector[]): Vector =>
  points[0]!.map((_, i) => points.reduce((sum, point) => sum + point[i]!, 0) / points.length)

/** Right singular vectors of rows and their shares of the squares, by powers of X' X and deflation. */
function powerShares(rows: readonly Vector[], count: number): readonly { share: number; direction: Vector }[] {
  const total = rows.reduce((sum, row) => sum + dot(row, row), 0)
  const found: { share: number; direction: Vector }[] = []
  for (let k = 0; k < count; k++) {
    let direction: Vector = rows[0]!.map((_, i) => 1 + ((i * 7 + k) % 5))
    let square = 0
    for (let round = 0; round < 3000; round++) {
      for (const { direction: earlier } of found) direction = plus(direction, -dot(direction, earlier), earlier)
      direction = direction.map((entry) => entry / length(direction))
      let next: Vector = direction.map(() => 0)
      for (const row of rows) next = plus(next, dot(row, direction), row)
      square = dot(next, direction)
      direction = next
    }
    found.push({ share: square / total, direction: direction.map((entry) => entry / length(direction)) })
  }
  return found
}

/** A scene on a slice, with its vectors. */
function on(slice: object) {
  const given = scene({ ...race, landscape: { ...moons, slice } })
  const resolved = computeDirectly('slice', sliceSpec(given) ?? { landscape: landscapeSpec(given.landscape) })
  return { scene: withSliceVectors(given, resolved.slice), ...resolved, ...resolved.slice! }
}

function compared(given: ReturnType<typeof on>) {
  return computeDirectly('fidelity', { ...fidelitySpec(given.scene, 'adam')!, most: 12 })
}

describe('mistakes of other tools', () => {
  test('plain dot products on directions that are not orthogonal', () => {
    const [start, middle, last] = [
      { kind: 'start', of: 'adam' },
      { kind: 'step', of: 'adam', step: 40 },
      { kind: 'end', of: 'adam' },
    ]
    const given = on({ kind: 'points', points: [start, middle, last] })
    const [u, v] = [given.u, given.v!]
    expect(u).toEqual(minus(path[40]!, path[0]!))
    const { step, places, distance } = compared(given)
    let worst = 0
    for (const [k, at] of step.entries()) {
      const off = minus(path[at]!, given.origin)
      const [uu, uv, vv, ud, vd] = [dot(u, u), dot(u, v), dot(v, v), dot(u, off), dot(v, off)]
      // By Cramer's rule, of the Gram matrix.
      const [a, b] = [(ud * vv - vd * uv) / (uu * vv - uv * uv), (vd * uu - ud * uv) / (uu * vv - uv * uv)]
      expect(places[2 * k]).toBeCloseTo(a, 11)
      expect(places[2 * k + 1]).toBeCloseTo(b, 11)
      expect(distance[k]).toBeCloseTo(length(plus(plus(off, -a, u), -b, v)), 10)
      worst = Math.max(worst, Math.abs(ud / uu - a), Math.abs(vd / vv - b))
    }
    // The end lies at (0, 1): by plain products it would lie at about (1, 1).
    expect(worst).toBeGreaterThan(0.5)
  })

  test('coordinates divided by the norm of a direction instead of its square', () => {
    const points = [
      { kind: 'start', of: 'adam' },
      { kind: 'end', of: 'adam' },
    ]
    const given = on({ kind: 'points', points })
    const { step, places } = compared(given)
    for (const [k, at] of step.entries())
      expect(places[2 * k]).toBeCloseTo(dot(given.u, minus(path[at]!, given.origin)) / dot(given.u, given.u), 11)
    // The end lies at 1, and not as far away as it is.
    expect(places.at(-2)).toBeCloseTo(1, 11)
    expect(Math.abs(length(given.u) - 1)).toBeGreaterThan(0.5)
  })

  test('directions normalised by layers instead of by filters', () => {
    const given = on({ kind: 'random', normalise: 'filter' })
    const raw = on({ kind: 'random', normalise: 'none', biases: 'keep' })
    // 4 x 2 weights and 4 biases, 2 x 4 weights and 2 biases, as PyTorch flattens them.
    const layers = [
      { from: 0, rows: 4, row: 2, biases: 4 },
      { from: 12, rows: 2, row: 4, biases: 2 },
    ]
    const normalised = (parts: (layer: (typeof layers)[number]) => readonly (readonly [number, number])[]) => {
      const out = raw.u.map(() => 0)
      for (const layer of layers)
        for (const [from, to] of parts(layer)) {
          const factor = length(raw.origin.slice(from, to)) / (length(raw.u.slice(from, to)) + 1e-10)
          for (let i = from; i < to; i++) out[i] = raw.u[i]! * factor
        }
      return out
    }
    const byFilter = normalised(({ from, rows, row }) =>
      Array.from({ length: rows }, (_, r) => [from + r * row, from + (r + 1) * row] as const),
    )
    const byLayer = normalised(({ from, rows, row }) => [[from, from + rows * row]])
    given.u.forEach((entry, i) => expect(entry).toBeCloseTo(byFilter[i]!, 12))
    expect(length(minus(given.u, byLayer)) / length(given.u)).toBeGreaterThan(0.1)
  })

  test('rows of the surface shifted by a cell, or taken for columns', () => {
    const given = on({ kind: 'random' })
    const [nx, ny] = [5, 4]
    const domain = { x: [-1, 1], y: [-0.5, 2] } as const
    const landscape = landscapeSpec(given.scene.landscape)
    const { values } = computeDirectly('surface', { landscape, domain, resolution: [nx, ny], gradient: false })
    const at = (i: number, j: number): number => {
      const [a, b] = [-1 + (2 * i) / (nx - 1), -0.5 + (2.5 * j) / (ny - 1)]
      return loss(plus(plus(given.origin, a, given.u), b, given.v!))
    }
    let [shifted, swapped] = [0, 0]
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) {
        expect(values[j * nx + i]).toBeCloseTo(at(i, j), 11)
        shifted = Math.max(shifted, Math.abs(values[j * nx + i]! - at(i, (j + 1) % ny)))
        swapped = Math.max(swapped, Math.abs(values[j * nx + i]! - at(j, i)))
      }
    expect(Math.min(shifted, swapped)).toBeGreaterThan(0.1)
  })

  test('rows centred before the shares about the end are taken', () => {
    const { shares } = on({ kind: 'pca', of: 'adam' })
    const aboutEnd = powerShares(
      path.map((point) => minus(point, end)),
      2,
    )
    const centred = powerShares(
      path.map((point) => minus(point, meanOf(path))),
      2,
    )
    aboutEnd.forEach(({ share }, k) => expect(shares![k]).toBeCloseTo(share, 10))
    expect(Math.abs(shares![0]! - centred[0]!.share)).toBeGreaterThan(0.01)
    const { shares: variance } = on({ kind: 'pca', of: 'adam', about: 'mean' })
    centred.forEach(({ share }, k) => expect(variance![k]).toBeCloseTo(share, 10))
  })
})

describe('the numbers of the panel', () => {
  const given = on({ kind: 'pca', of: 'adam' })
  const fidelity = compared(given)
  const principal = powerShares(
    path.map((point) => minus(point, end)),
    2,
  )

  test('of each point that is shown: its place, its distance, both losses', () => {
    const { step, places, distance, loss: true_, drawn, recorded } = fidelity
    expect([step[0], step.at(-1), step.length, recorded]).toEqual([0, 80, 12, 81])
    for (const [k, at] of step.entries()) {
      const off = minus(path[at]!, end)
      const [a, b] = principal.map(({ direction }) => dot(off, direction))
      // Directions are known but for their signs.
      expect(Math.abs(places[2 * k]!)).toBeCloseTo(Math.abs(a!), 8)
      expect(Math.abs(places[2 * k + 1]!)).toBeCloseTo(Math.abs(b!), 8)
      const onPlane = plus(plus(end, a!, principal[0]!.direction), b!, principal[1]!.direction)
      expect(distance[k]).toBeCloseTo(length(minus(path[at]!, onPlane)), 8)
      expect(true_[k]).toBe(loss(path[at]!))
      expect(drawn[k]).toBeCloseTo(loss(onPlane), 8)
    }
  })

  test('of the slice: shares, those of a random walk, lengths and the angle', () => {
    const { shares, walk, lengths, angle } = fidelity
    principal.forEach(({ share }, k) => expect(shares[k]).toBeCloseTo(share, 10))
    lengths.forEach((each) => expect(each).toBeCloseTo(1, 12))
    expect(angle).toBeCloseTo(90, 8)
    // Of a walk of 80 steps in many dimensions: rows min(i, j) make the squares; 22 dimensions change them a little.
    const cumulative = Array.from({ length: 80 }, (_, i) => Array.from({ length: 80 }, (_, j) => Number(j <= i)))
    powerShares(cumulative, 2).forEach(({ share }, k) => expect(Math.abs(walk[k]! - share)).toBeLessThan(0.01))
  })

  test('of directions that are not orthogonal: what v adds to u', () => {
    const skew = on({ kind: 'random', normalise: 'none', biases: 'keep' })
    const { shares, angle, lengths, walk } = compared(skew)
    const [u, v] = [skew.u, skew.v!]
    const rest = plus(v, -dot(u, v) / dot(u, u), u)
    const offs = path.map((point) => minus(point, skew.origin))
    const total = offs.reduce((sum, off) => sum + dot(off, off), 0)
    const held = (d: Vector): number => offs.reduce((sum, off) => sum + dot(off, d) ** 2, 0) / dot(d, d) / total
    expect(shares[0]).toBeCloseTo(held(u), 11)
    expect(shares[1]).toBeCloseTo(held(rest), 11)
    expect(angle).toBeCloseTo((Math.acos(dot(u, v) / length(u) / length(v)) * 180) / Math.PI, 9)
    expect(lengths[0]).toBeCloseTo(length(u), 11)
    // It starts where the path does: along directions that know nothing of a walk that has its share of 22.
    expect([...walk]).toEqual([1 / 22, 1 / 22])
  })

  test('there is no walk to compare with where the origin is no centre of the path', () => {
    const elsewhere = on({ kind: 'random', normalise: 'none', origin: Array<number>(22).fill(0.1) })
    expect(compared(elsewhere).walk).toHaveLength(0)
  })

  test('a path of one point has no shares', () => {
    const still = scene({ ...race, steps: 0, landscape: { ...moons, slice: { kind: 'random' } } })
    const { recorded, shares, walk, loss: true_, drawn } = computeDirectly('fidelity', fidelitySpec(still, 'adam'))
    expect([recorded, shares.length, walk.length]).toEqual([1, 0, 0])
    expect(drawn[0]).toBeCloseTo(true_[0]!, 12)
  })
})

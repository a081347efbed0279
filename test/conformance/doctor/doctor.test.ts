import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { landscapes } from '../../../src/core/catalogue/landscapes'
import { findings } from '../../../src/core/doctor/doctor'
import { sentinelOf } from '../../../src/core/doctor/sentinel'
import { gridToBytes } from '../../../src/core/objectives/grid-bytes'
import { stream } from '../../../src/core/random/stream'
import { type Domain, gridCoordinate } from '../../../src/core/domain'
import { createGrids } from '../../../src/core/scene/grids'
import { checkScene, parseScene } from '../../../src/core/scene/parse'
import type { Scene } from '../../../src/core/scene/scene'
import type { Finding } from '../../../src/engine'
import { dropBlob, keepBlob } from '../../../src/engine/blobs'
import { doctorSpec, sliceSpec, surfaceSpec, withSliceVectors } from '../../../src/engine/scene-specs'
import { prepareSurfaceFile, readSurfaceFile } from '../../../src/formats/read-surface-file'
import { surfaceScene } from '../../../src/formats/surface-scene'
import { computeDirectly } from '../../links/compute-directly'

const root = join(import.meta.dirname, '../../..')
const kept: string[] = []
afterEach(() => kept.splice(0).forEach(dropBlob))

type Document = Readonly<Record<string, unknown>>

/** What the doctor says of a scene's document, and of the race that it has. */
function examined(
  document: Document,
  withRace = false,
  file?: Parameters<typeof gridToBytes>[0],
  points = 65,
): readonly Finding[] {
  const grids = createGrids()
  const { value: scene, problems } = checkScene({ basin: 1, ...document }, { grids, ...(file && { file }) })
  expect(problems).toEqual([])
  const { blob } = scene!.landscape
  if (blob !== undefined) {
    keepBlob(blob, gridToBytes(grids.get(blob)!))
    kept.push(blob)
  }
  return computeDirectly('doctor', doctorSpec(drawn(scene!), points, withRace)).findings
}

function drawn(scene: Scene): Scene {
  const slice = sliceSpec(scene)
  return slice === undefined ? scene : withSliceVectors(scene, computeDirectly('slice', slice).slice)
}

const ids = (found: readonly Finding[]): readonly string[] => found.map(({ id }) => id)

type Of = (x: number, y: number, i: number, j: number) => number | null
const bowl = (x: number, y: number): number => (x - 0.3) ** 2 + 3 * (y + 0.2) ** 2 + (x * y) / 2 + 0.1

/** A surface measured on n x n points of [-1, 1] x [-1, 1]. */
function measured(f: Of, n = 31, more: Document = {}): Document {
  const axis = Array.from({ length: n }, (_, i) => -1 + (2 * i) / (n - 1))
  const values = axis.map((y, j) => axis.map((x, i) => f(x, y, i, j)))
  return { landscape: { kind: 'sampled', x: axis, y: axis, values, ...more } }
}

/** Descent down the bowl, in its order, and the losses there. */
const path = Array.from({ length: 30 }, (_, k) => [0.3 - 1.2 * 0.85 ** k, -0.2 + 1.1 * 0.6 ** k] as const)
const pathLosses = path.map(([x, y], k) => bowl(x, y) + 0.05 * Math.sin(7 * k))
/** Down 3 x + y, and up 3 y + x. */
const across = path.map((_, k) => [0.8 - 0.04 * k, -0.6 + 0.04 * k])
const draws = stream(1, 'doctor-test')
const draw = (): number => draws.normal()
const formula = (expression: string, half = 2, scale = 'linear'): Document => ({
  landscape: { kind: 'expression', expression, domain: { x: [-half, half], y: [-half, half] } },
  view: { height: { scale } },
})
const inSpace = (u: readonly number[], v: readonly number[], domain = { x: [-1, 1], y: [-1, 1] }): Document => ({
  landscape: { kind: 'catalog', id: 'quadratic-n', dimension: 4, slice: { origin: [0, 0, 0, 0], u, v }, domain },
})
const raced = (start: readonly number[]): Document => ({
  landscape: {
    kind: 'expression',
    expression: 'x1^2 + x2^2 + x3^2',
    dimension: 3,
    slice: { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 1, 0] },
  },
  start,
  steps: 50,
  racers: [{ id: 'one', optimizer: 'sgd', lr: 0.1 }],
})
const normalised = (running: readonly number[]): Document => ({
  landscape: {
    kind: 'network',
    widths: [1, 2, 1],
    loss: 'mse',
    batchNorm: true,
    data: { inputs: [[-1], [0], [1], [2]], targets: [1, 0, 1, 4] },
    theta: [1, 2, 0, 0, 1, 1, 0, 0, 1, 1, 0],
    running,
  },
})

const ofExamples = (view: Document): Document => ({
  landscape: { kind: 'expression', expression: '(a*x + y)^2', examples: { a: [1, -2, 3, 0.5] } },
  view,
})

/** A picture that has a finding, and one like it that has not; and a word of the evidence. */
const cases: readonly (readonly [id: string, name: string, has: Document, hasNot: Document, evidence: string])[] = [
  [
    'decades',
    'Rosenbrock, and on a logarithmic scale',
    formula('(1 - x)^2 + 100*(y - x^2)^2'),
    formula('(1 - x)^2 + 100*(y - x^2)^2', 2, 'log'),
    '2.554 decades',
  ],
  ['decades', 'a bowl has none', formula('exp(5*x)'), formula('x^2 + 20*y^2'), 'decades'],
  [
    'spike',
    'a cell that blew up, and a well that is there',
    measured((x, y, i, j) => (i === 4 && j === 9 ? 1e3 : bowl(x, y))),
    measured((x, y) => bowl(x, y) - 3 * Math.exp(-20 * (x * x + y * y))),
    'one cell stands out from all around: 1000 at (-0.7333, -0.4)',
  ],
  [
    'sentinel',
    'rows not computed, and a loss that is clipped',
    measured((x, y, _, j) => (j > 26 ? -1 : bowl(x, y))),
    measured((x, y) => Math.min(bowl(x, y), 1.5)),
    '124 cells are exactly -1',
  ],
  [
    'sentinel',
    'some large number here and there, and a step',
    measured((x, y, i, j) => ((i * 7 + j * 3) % 17 === 0 ? 999 : bowl(x, y))),
    measured((x) => (x > 0 ? 1 : 0)),
    'exactly 999',
  ],
  [
    'sentinel',
    'another, and terraces',
    measured((x, y, i, j) => (i > 20 && j > 20 ? 0 : bowl(x, y) + 1)),
    measured((x, y) => Math.round(3 * bowl(x, y)) / 3),
    'exactly 0',
  ],
  [
    'transposed',
    'by losses',
    measured((x, y) => bowl(y, x), 31, { path, pathLosses }),
    measured(bowl, 31, { path, pathLosses }),
    'with rows as columns',
  ],
  [
    'transposed',
    'by descent',
    measured((x, y) => 3 * y + x, 31, { path: across }),
    measured((x, y) => 3 * x + y, 31, { path: across }),
    'climbs',
  ],
  [
    'shifted',
    'rolled by a row, and a cliff',
    measured((x, _, __, j) => bowl(x, -1 + (2 * ((j + 30) % 31)) / 30)),
    measured((x, y) => bowl(x, y) + (y > -0.95 ? 9 : 0)),
    'np.roll',
  ],
  [
    'shifted',
    'a column twice, and one that is even about the middle of its grid',
    measured((_, y, i) => bowl(-1 + Math.max(0, i - 1) / 15, y)),
    measured((x, y) => x * x + y * y, 32),
    'columns 0 and 1 are equal to the last bit',
  ],
  [
    'float32-round-off',
    'a small bowl on a large constant, and in float64',
    measured((x, y) => Math.fround(1e4 + 0.02 * bowl(x, y))),
    measured((x, y) => 1e4 + 0.02 * bowl(x, y)),
    'float32',
  ],
  [
    'float32-round-off',
    'noise of sums, and a bowl in float32',
    measured((x, y) => Math.fround(100 + bowl(x, y) / 20 + 5e-4 * draw())),
    measured((x, y) => Math.fround(bowl(x, y))),
    'cells differ by',
  ],
  [
    'batch-losses',
    'other examples at each cell, and waves that the grid hardly resolves',
    measured((x, y) => bowl(x, y) + 0.03 * draw()),
    measured((x, y) => bowl(x, y) + 0.3 * Math.sin(16 * x) * Math.cos(16 * y)),
    'independent noise of 0.0',
  ],
  [
    'batch-losses',
    'a part of the examples, and all',
    ofExamples({ surfaceExamples: 3 }),
    ofExamples({}),
    'of 3 of 4 examples',
  ],
  [
    'small-domain',
    'on a constant',
    formula('1e6 + x^2 + y^2', 1e-4),
    formula('1e6 + x^2 + y^2', 0.1),
    'steps of float64',
  ],
  [
    'level',
    'a domain below the last bit, and one step of it',
    formula('1 + x^2 + y^2', 1e-9),
    formula('1 + x^2 + y^2', 1.5e-8),
    'all 4225 values on 2e-9 x 2e-9 are 1',
  ],
  [
    'level',
    'a measured one of zeros with a hole, and one that differs in a cell',
    measured((_, __, i, j) => (i === 4 && j === 5 ? null : 0)),
    measured((_, __, i, j) => (i === 4 && j === 5 ? 1 : 0)),
    'all 960 values on 2 x 2 are 0',
  ],
  ['large-domain', 'a pit', formula('-exp(-x^2 - y^2)', 100), formula('-exp(-x^2 - y^2)', 5), 'half-way'],
  [
    'directions',
    'by their angle',
    inSpace([1, 0, 0, 0], [1, 0.2, 0, 0]),
    inSpace([1, 0, 0, 0], [1, 1.1, 0, 0]),
    '11.31 degrees',
  ],
  [
    'directions',
    'by their lengths, and where the domain makes up for it',
    inSpace([1, 0, 0, 0], [0, 30, 0, 0]),
    inSpace([1, 0, 0, 0], [0, 30, 0, 0], { x: [-30, 30], y: [-1, 1] }),
    '30 times as long',
  ],
  [
    'off-plane',
    'one that starts beside it',
    raced([1, 1, 2]),
    raced([1, 1, 0]),
    'at step 0 of one the loss is 6, on the plane 2, 2 away from it',
  ],
  [
    'off-plane',
    'one that was recorded',
    measured(bowl, 31, { path, pathLosses: pathLosses.map((loss) => 0.3 * loss) }),
    measured(bowl, 31, { path, pathLosses }),
    'of recorded path',
  ],
  [
    'batch-norm',
    'those of before training',
    normalised([0, 1, 0, 1]),
    normalised([0.5, 1.25, 1, 5]),
    'of 2 units are off',
  ],
]

describe('each finding', () => {
  test.each(cases)('%s: %s', (id, _, has, hasNot, evidence) => {
    const found = examined(has, true).find((each) => each.id === id)
    expect(found).toBeDefined()
    expect(`${found!.evidence} ${found!.remedy}`).toContain(evidence)
    expect(ids(examined(hasNot, true))).not.toContain(id)
  })

  test('has a case', () => {
    expect(new Set(cases.map(([id]) => id))).toEqual(new Set(findings.map(({ id }) => id)))
  })
})

test.each([
  ['the grid is rolled by a row', (x: number, _: number, __: number, j: number) => bowl(x, -1 + ((j + 30) % 31) / 15)],
  ['the grid is rolled by 3 rows', (x: number, _: number, __: number, j: number) => bowl(x, -1 + ((j + 28) % 31) / 15)],
  ['the grid is rolled by 2 columns', (_: number, y: number, i: number) => bowl(-1 + ((i + 2) % 31) / 15, y)],
  ['the grid has its first column twice', (_: number, y: number, i: number) => bowl(-1 + Math.max(0, i - 1) / 15, y)],
  ['the grid has its last row twice', (x: number, _: number, __: number, j: number) => bowl(x, Math.min(29, j) / 15)],
] as const)('what is shifted: %s', (title, f: Of) => {
  expect(examined(measured(f)).map((found) => found.title)).toEqual([title])
})

test('a factor changes nothing', () => {
  const pictures = cases.flatMap(([, , has, hasNot]) => [has, hasNot])
  const sampled = pictures.filter(({ landscape }) => (landscape as Document)['kind'] === 'sampled')
  expect(sampled.length).toBeGreaterThan(10)
  for (const { landscape } of sampled) {
    const { values, pathLosses: losses, ...rest } = landscape as { values: number[][]; pathLosses?: number[] }
    for (const factor of [1024, 2 ** -20]) {
      const scaled = {
        ...rest,
        values: values.map((row) => row.map((value) => factor * value)),
        ...(losses && { pathLosses: losses.map((loss) => factor * loss) }),
      }
      expect(ids(examined({ landscape: scaled }))).toEqual(ids(examined({ landscape })))
    }
  }
})

describe('no false alarms', () => {
  const spanDecades = [
    'beale',
    'cube',
    'deep-chain',
    'jennrich-sampson',
    'powell-badly-scaled',
    'rosenbrock',
    'rosenbrock-n',
    'six-hump-camel',
    'two-layer-linear',
    'zakharov',
  ]
  test.each(landscapes.map(({ id, heightScale }) => [id, heightScale] as const))('%s', (id, heightScale) => {
    const landscape = { kind: 'catalog', id }
    expect(examined({ landscape })).toEqual([])
    const onLinear = examined({ landscape, view: { height: { scale: 'linear' } } })
    expect(ids(onLinear)).toEqual(spanDecades.includes(id) ? ['decades'] : [])
    if (onLinear.length > 0) expect(heightScale).toBe('log')
  })

  // On the axes cross-in-tray is one number, to which no slope leads that a grid shows.
  const waves = landscapes.map(({ id }) => id).filter((id) => id !== 'cross-in-tray')
  test.each(waves)('no sentinel in %s, measured on grids coarse and fine', (id) => {
    const { value: scene } = checkScene({ basin: 1, landscape: { kind: 'catalog', id } }, { grids: createGrids() })
    for (const n of [8, 9, 16, 33]) {
      const { domain, resolution, values } = computeDirectly('surface', surfaceSpec(scene!, scene!.landscape.domain, n))
      const axis = (interval: Domain['x'], count: number) =>
        Float64Array.from({ length: count }, (_, i) => gridCoordinate(interval, i, count))
      const grid = { x: axis(domain.x, resolution[0]), y: axis(domain.y, resolution[1]), values }
      expect(sentinelOf(grid)).toBeUndefined()
    }
  })

  /** Of the examples those whose racers are seen on a plane that they do not keep to. */
  const offPlane = ['a-sine-by-units', 'between-three-minima', 'moons-that-overfit', 'two-spirals']
  const examples = readdirSync(join(root, 'resources/examples')).filter((name) => name.endsWith('.basin'))
  test.each(examples)('%s', (name) => {
    const text = readFileSync(join(root, 'resources/examples', name), 'utf8')
    expect(parseScene(text).problems).toEqual([])
    const document = JSON.parse(text) as Document
    // As a window has them at first.
    expect(examined(document, false, undefined, 17)).toEqual([])
    const found = examined(document, true)
    expect(ids(found)).toEqual(offPlane.includes(name.replace('.basin', '')) ? ['off-plane'] : [])
  })

  const spikes = ['spike1e10.npz', 'spike1e3.npz', 'spike1e300.npz', 'spike3e38.npz']
  const folders = ['test/reference/surfaces', 'test/reference/files', 'resources/examples']
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name !== 'index.json' && !/\.(basin|md)$/.test(name))
      .map((name) => [name, join(root, folder, name)] as const),
  )
  test.each(files)('%s', async (name, place) => {
    await prepareSurfaceFile(name)
    const { value: file } = readSurfaceFile(name, new Uint8Array(readFileSync(place)))
    for (const surface of file?.surfaces ?? []) {
      const { document, grid } = surfaceScene(name, file!, surface.name).value!
      // Of this file one surface has 101 where -1 stands in the other.
      const odd = spikes.includes(name)
        ? ['spike']
        : `${name} ${surface.name}` === 'fork-partial.h5 train_acc'
          ? ['sentinel']
          : []
      expect(ids(examined({ landscape: document.landscape }, false, grid))).toEqual(odd)
    }
  })

  test.each([
    ['fork-partial.h5', '9 cells are exactly -1'],
    ['dirattr.h5', 'exactly -1'],
    ['gold-nodirfile-partial.h5', 'exactly -1'],
  ])('of a file with -1 for what is missing, kept as losses: %s', async (name, evidence) => {
    await prepareSurfaceFile(name)
    const bytes = new Uint8Array(readFileSync(join(root, 'test/reference/files', name)))
    const { value: file } = readSurfaceFile(name, bytes, { missing: 'none' })
    const { document, grid } = surfaceScene(name, file!).value!
    const found = examined({ landscape: document.landscape }, false, grid)
    expect(found.map((each) => `${each.id}: ${each.evidence}`)).toEqual([expect.stringContaining(evidence)])
  })

  test('a recorded path goes with its surface', async () => {
    await prepareSurfaceFile('trajectory.h5')
    const read = (name: string) =>
      readSurfaceFile(name, new Uint8Array(readFileSync(join(root, 'test/reference/surfaces', name)))).value!
    const { document, grid } = surfaceScene('landscape.npz', read('landscape.npz')).value!
    const recorded = read('trajectory.h5').path!
    const path = Array.from({ length: recorded.length / 2 }, (_, k) => [recorded[2 * k]!, recorded[2 * k + 1]!])
    expect(examined({ landscape: { ...document.landscape, path } }, false, grid)).toEqual([])
  })
})

import { readFileSync } from 'node:fs'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gridToBytes } from '../src/core/objectives/grid-bytes'
import { defaultScene } from '../src/core/scene/default-scene'
import { overlays } from '../src/core/scene/overlays'
import { regionThresholds } from '../src/core/analysis/region/region-class'
import type { JobKindId, JobTable } from '../src/engine'
import { dropBlob, keepBlob } from '../src/engine/blobs'
import { jobKinds } from '../src/engine/kinds'
import { resultToBytes } from '../src/engine/result-bytes'
import { computeDirectly } from './links/compute-directly'

/**
 * Results are cached by kind, version and spec, so a kind whose bytes change under the same version gives people old
 * answers for new questions. The table holds, of every kind, its version and a hash of what it makes of one small spec.
 */
const table = new URL('./reference/kind-versions.json', import.meta.url)
type Line = Readonly<{ version: number; hash: string }>
const committed = JSON.parse(readFileSync(table, 'utf8')) as Readonly<Record<string, Line>>

const domain = { x: [-2, 2], y: [-1, 3] } as const
const landscape = { kind: 'expression', expression: '(a - x)^2 + 5*(y - x^2)^2', parameters: { a: 1 } } as const
const inSpace = { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 4 } as const
const network = {
  kind: 'network',
  widths: [2, 3, 1],
  loss: 'binary-cross-entropy',
  data: { id: 'moons', examples: 12, flipFraction: 0.2, split: [0.5, 0.25, 0.25], standardise: true },
  dimension: 13,
  seed: 2,
} as const
const ofExamples = {
  kind: 'expression',
  expression: '(a*x + y)^2',
  parameters: {},
  examples: { a: [1, -2, 3, 0.5] },
} as const
const bend = {
  kind: 'network',
  widths: [1, 3, 1],
  activation: 'relu',
  loss: 'mse',
  data: { inputs: [[-1], [0], [2]], targets: [1, 0, 2] },
  dimension: 10,
  seed: 1,
} as const
const adam = { id: 'adam', optimizer: 'adam', hyper: { lr: 0.05 }, start: [-1.5, 2] } as const
const nesterov = { ...adam, id: 'nesterov', optimizer: 'nesterov', hyper: { lr: 0.003, momentum: 0.9 } } as const
const race = {
  landscape,
  domain,
  racers: [adam, nesterov],
  steps: 40,
  record: 7,
  stop: {},
  seed: 3,
  noise: { kind: 'gaussian', scale: 0.1 },
} as const
const { racers: _racers, record: _record, ...oneRace } = race
const csv = 'x,y,value\n0,0,1\n1,0,2.5\n0,1,3\n1,1,4.25\n'

/** One small spec of each kind, that meets what the kind can do. */
const specs = {
  basins: { ...oneRace, racer: adam, resolution: [9, 7] },
  checkpoint: { race, every: 5, step: 10 },
  claim: { scenario: 'ill-conditioning', of: '1' },
  connect: {
    landscape: network,
    from: Array.from({ length: 13 }, (_, k) => (k % 5) / 4 - 0.5),
    to: [{ kind: 'flip', layer: 0, unit: 1 }],
    paths: ['match', 'bezier'],
    points: 5,
    search: { steps: 3, lr: 0.1 },
    seed: 1,
    sharpness: true,
  },
  conditioning: { landscape, at: [0.3, -0.7] },
  'cross-section': {
    landscape: inSpace,
    domain,
    at: { race: { ...race, landscape: inSpace }, racer: 1, step: 4 },
    along: [30, 'least-eigenvector', 'greatest-eigenvector', 'update'],
    points: 5,
  },
  'data-file': { name: 'small.csv', blob: 'file of the table' },
  doctor: { landscape, domain, points: 17, scale: 'linear' },
  drag: {
    landscape: inSpace,
    start: [0.5, 0.25],
    drags: [
      { kind: 'viscous', coefficient: 1 },
      { kind: 'quadratic', coefficient: 0.5 },
      { kind: 'dry', coefficient: 30 },
    ],
    time: 2,
    samples: 4,
  },
  ensemble: { race, seeds: 5, quantiles: [0.1, 0.5, 0.9], predicate: { loss: { below: 1 } } },
  'ensemble-places': { race, seeds: 5, every: 10, leaving: { of: 'x', is: 'beyond', bound: 0.5 } },
  'examples-seen': { examples: 10, batch: { sampler: 'with-replacement', size: 3 }, seed: 2, step: 7 },
  expression: { text: 'b*x^2 + sin(a*y)', derivatives: true },
  fidelity: { race: { ...race, landscape: inSpace }, racer: 0, most: 4 },
  field: { landscape, domain, wholeDomain: domain, resolution: [9, 7], thresholds: regionThresholds },
  fingerprint: {},
  'gradient-noise': { landscape: ofExamples, at: [0.5, 1], batch: 2, draws: 3, seed: 1 },
  grid: { blob: 'grid of the table' },
  kinks: { landscape: bend, at: [0, 0.5] },
  line: {
    landscape: { ...network, slice: { kind: 'random', line: true } },
    from: -1,
    to: 1,
    points: 3,
    seeds: 2,
  },
  margins: { landscape: ofExamples, at: [0.5, 1], margin: 'a*x - y' },
  'moved-slice': { race: { ...race, landscape: inSpace }, of: 'adam', step: 7, recipe: { kind: 'eigenvectors' } },
  'network-data': { landscape: network },
  'network-file': { landscape: network, name: 'plane.json', blob: 'directions of the table' },
  'network-outputs': { landscape: network, resolution: 3 },
  number: { text: '2 pi / 3' },
  'open-file': { name: 'small.csv', blob: 'file of the table' },
  path: race,
  points: { landscape, domain },
  probe: { landscape, domain, at: [0.3, -0.7] },
  race,
  'recorded-paths': { landscape: network, paths: [{ id: 'a', theta: Array.from({ length: 26 }, (_, k) => k % 5) }] },
  scene: { text: JSON.stringify({ basin: 1, landscape: { kind: 'catalog', id: 'himmelblau' } }) },
  schedule: { schedule: { id: 'cosine', hyper: { minFactor: 0.1 }, warmup: 3 }, steps: 20 },
  'schedule-sums': { rates: [{ lr: 0.1, schedule: { id: 'cosine', hyper: {}, warmup: 3 } }, { lr: 1 }], steps: 20 },
  sharpness: { race, racer: 0, steps: [1, 10] },
  slice: { landscape: inSpace },
  spectrum: {
    landscape: network,
    at: [0.5, 0.5],
    top: 2,
    density: true,
    batches: { count: 2, batch: { sampler: 'reshuffle', size: 3 } },
    parts: ['matrices', 'layers', 'blocks'],
    seed: 1,
  },
  step: { race, racer: 1, step: 5 },
  'step-lengths': { race, racer: 1 },
  suit: { landscape, domain },
  surface: { landscape, domain, resolution: [9, 7], gradient: true },
  'surface-file': {
    name: 'small.glb',
    surface: { landscape, domain, resolution: [9, 7], gradient: false },
    look: { colorMap: 'viridis', height: { scale: 'log', exaggeration: 1 } },
  },
  surrogates: { over: 'probability', target: 0, threshold: 0.25 },
  'stable-rates': { race },
  sweep: { race, x: { hyperparameter: 'lr', values: [0.001, 0.01, 0.1] } },
  taylor: { landscape, at: { race, racer: 0, step: 3 }, lr: 0.01 },
  throw: { race, racer: 1, clip: 0.5, ratio: 10 },
  twin: {
    landscape: network,
    theta: Array.from({ length: 13 }, (_, k) => (k % 5) / 4 - 0.5),
    by: [{ kind: 'swap', layer: 0, units: [0, 2] }],
  },
  'write-scene': { scene: defaultScene },
} satisfies Record<JobKindId, unknown>

function hashOf(id: JobKindId): string {
  const result: JobTable[JobKindId]['result'] = computeDirectly(id, specs[id])
  return bytesToHex(sha256(resultToBytes(result))).slice(0, 16)
}

/** What is to be done about a line that is not true. */
function objection(id: string, line: Line | undefined, now: Line): string | undefined {
  const renewed = `"${id}": ${JSON.stringify(now)}`
  if (line === undefined) return `${id} is not in test/reference/kind-versions.json: add ${renewed}`
  if (line.hash === now.hash && line.version === now.version) return undefined
  if (now.version > line.version) return `${id} has a new version: renew its line in kind-versions.json to ${renewed}`
  if (now.version < line.version) return `${id} has version ${now.version}, expected ${line.version} or more`
  return `${id} gives other bytes under version ${now.version}: raise its version in src/engine/kinds/${id}.ts, then renew its line`
}

describe('versions of kinds', () => {
  beforeAll(() => {
    const values = Float64Array.of(1, NaN, 3, 4, 5, 6)
    keepBlob(specs.grid.blob, gridToBytes({ x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), values }))
    keepBlob(specs['open-file'].blob, new TextEncoder().encode(csv))
    const u = Array.from({ length: network.dimension }, (_, k) => k)
    keepBlob(specs['network-file'].blob, new TextEncoder().encode(JSON.stringify({ u })))
  })
  afterAll(() => {
    dropBlob(specs.grid.blob)
    dropBlob(specs['open-file'].blob)
    dropBlob(specs['network-file'].blob)
  })

  const ids = Object.keys(jobKinds) as JobKindId[]

  test.each(ids)('%s has been raised since its bytes changed', (id) => {
    const now = { version: jobKinds[id].version, hash: hashOf(id) }
    expect(objection(id, committed[id], now)).toBeUndefined()
  })

  test('no line is of a kind that is gone', () => {
    expect(Object.keys(committed).filter((id) => !(id in jobKinds))).toEqual([])
  })

  test('what overlays show is among it', () => {
    const shown = overlays.flatMap((overlay) => (overlay.source === undefined ? [] : [overlay]))
    expect(shown.length).toBeGreaterThan(0)
    for (const { id, source, column } of shown) {
      expect(computeDirectly(source, specs[source]), id).toHaveProperty(column)
    }
  })

  test('a change is told with what to do', () => {
    const line = { version: 2, hash: 'a' }
    expect(objection('race', line, line)).toBeUndefined()
    expect(objection('race', undefined, line)).toContain('add "race": {"version":2,"hash":"a"}')
    expect(objection('race', line, { version: 2, hash: 'b' })).toContain(
      'raise its version in src/engine/kinds/race.ts',
    )
    expect(objection('race', line, { version: 3, hash: 'b' })).toContain('renew its line')
    expect(objection('race', line, { version: 3, hash: 'a' })).toContain('renew its line')
    expect(objection('race', line, { version: 1, hash: 'b' })).toContain('expected 2 or more')
  })
})

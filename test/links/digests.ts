import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { JobKindId, SurfaceResult, SurfaceSpec } from '../../src/engine'
import type { RacePart } from '../../src/engine/accumulations/race'
import { computeDirectly } from './compute-directly'
import { type OpenLink, raceSpec, success, surfaceSpec, withSubject } from './suite'

/** What was computed of each kind, as text: equal texts are equal bytes. */
export type Digests = Readonly<Record<string, string>>

const { landscape, domain } = surfaceSpec(2)
/** Of the last batch of an epoch, in two tiles. */
const batchSurface = {
  landscape: {
    kind: 'expression',
    expression: '(a*x + y)^2',
    parameters: {},
    examples: { a: [1, -2, 3, 0.5, 0.25, -1, 2] },
  },
  domain,
  resolution: [257, 193],
  gradient: true,
  batch: { sampler: 'reshuffle', size: 3, seed: 4, step: 3 },
} satisfies SurfaceSpec
const specs = {
  surface: { landscape, domain, resolution: [257, 193], gradient: true },
  race: raceSpec(3000),
  probe: { landscape, domain, at: [0.3, -0.7] },
} satisfies Partial<Record<JobKindId, unknown>>

/** What an engine computes: to be compared between numbers of workers, orders of delivery and links. */
export function digests(open: OpenLink, workers: number): Promise<Digests> {
  return withSubject(open, workers, async ({ channel }) => {
    const parts: RacePart[] = []
    const ends = await Promise.all([
      channel.run('surface', specs.surface).end,
      channel.run('race', specs.race, { onPart: (part) => void parts.push(part as RacePart) }).end,
      channel.run('probe', specs.probe).end,
      channel.run('surface', batchSurface).end,
    ])
    return digest(ends.map(success), parts)
  })
}

/** The same, computed by plain calls in this thread. */
export function directDigests(): Digests {
  const parts: RacePart[] = []
  const results = Object.entries(specs).map(([id, spec]) =>
    computeDirectly(id as JobKindId, spec, (part) => parts.push(part as RacePart)),
  )
  return digest([...results, computeDirectly('surface', batchSurface)], parts)
}

function digest([surface, , probe, ofBatch]: readonly unknown[], parts: readonly RacePart[]): Digests {
  const { values, gradients, range } = surface as SurfaceResult
  // Parts of different racers come in any order, those of one racer in theirs.
  const racers = [...parts].sort((a, b) => a.racer - b.racer)
  return {
    values: hash(values),
    gradients: hash(gradients!),
    range: hash(range),
    ofBatch: JSON.stringify(ofBatch, hashed),
    ...Object.fromEntries(
      (['step', 'theta', 'loss', 'gradientNorm', 'evaluations'] as const).map((column) => [
        column,
        hash(Float64Array.from(racers.flatMap(({ rows }) => [...rows[column]]))),
      ]),
    ),
    endings: JSON.stringify(racers.flatMap(({ end }) => end ?? [])),
    probe: JSON.stringify(probe, hashed),
  }
}

/** An array in JSON. */
function hashed(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? hash(value) : value
}

function hash(array: ArrayBufferView): string {
  return bytesToHex(sha256(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)))
}

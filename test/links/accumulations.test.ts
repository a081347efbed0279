import { describe, expect, test } from 'vitest'
import type { JobKindId } from '../../src/engine'
import { accumulations } from '../../src/engine/accumulations/accumulations'
import type { StreamingJobKind } from '../../src/engine/job-kind'
import { jobKinds } from '../../src/engine/kinds'
import { partsOf } from './compute-directly'
import { raceSpec } from './suite'

const race = { ...raceSpec(700), noise: { kind: 'gaussian', scale: 0.05 } }
const { racers, record: _, ...shared } = race

/** One job of every kind that streams, of several tiles. */
const specs: Readonly<Record<keyof typeof accumulations, unknown>> = {
  race: { ...race, landscape: { kind: 'catalog', id: 'rosenbrock-n', parameters: {}, dimension: 3 } },
  basins: { ...shared, racer: racers[0], steps: 50, resolution: [70, 90] },
  ensemble: {
    race: { ...race, steps: 90, record: 4 },
    seeds: 7,
    quantiles: [0.1, 0.5, 0.9],
    predicate: { loss: { below: 1 } },
  },
  sweep: {
    race: { ...race, steps: 100 },
    x: { hyperparameter: 'lr', values: Array.from({ length: 300 }, (_, i) => 0.001 * (i + 1)) },
  },
}

test('there is one for every kind that streams, and it is that of the kind', () => {
  const streaming = Object.values(jobKinds).filter((kind) => 'accumulation' in kind)
  expect(Object.fromEntries(streaming.map(({ id, accumulation }) => [id, accumulation]))).toEqual(accumulations)
})

describe.each(Object.keys(accumulations) as JobKindId[])('the parts of %s', (id) => {
  const kind = jobKinds[id] as StreamingJobKind
  const spec = kind.validate(specs[id as keyof typeof accumulations]).value
  const tiles = kind.plan(spec).map((tile) => partsOf(kind, spec, tile))
  const { begin, accumulate, finish } = kind.accumulation

  function result(parts: readonly unknown[]): unknown {
    const state = begin(spec)
    for (const part of parts) accumulate(state, part)
    return finish(spec, state)
  }

  test('add up to the same result in any order of tiles', () => {
    expect(tiles.length).toBeGreaterThan(1)
    const expected = result(tiles.flat())
    expect(result([...tiles].reverse().flat())).toEqual(expected)
    // The first parts of all tiles, then the second ones.
    const longest = Math.max(...tiles.map(({ length }) => length))
    const inTurn = Array.from({ length: longest }, (_, k) => tiles.flatMap((parts) => parts.slice(k, k + 1))).flat()
    expect(result(inTurn)).toEqual(expected)
  })

  test('are not written to', () => {
    const before = structuredClone(tiles)
    result(tiles.flat())
    expect(tiles).toEqual(before)
  })
})

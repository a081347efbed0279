import { expect, test, vi } from 'vitest'
import type * as Gathering from '../../src/core/catalogue/gather'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { createEngine } from '../../src/engine/client'
import { jobKinds } from '../../src/engine/kinds'
import { createLoopback } from '../../src/engine/loopback'
import { raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

/**
 * Registers a recipe as a file of the recipes' folder would be: the plane through the default origin and the ends of two racers, which is
 * what a recipe that is made from paths looks like.
 */
vi.mock('../../src/core/catalogue/gather', async (original) => {
  const actual = await original<typeof Gathering>()
  const { z } = await import('zod')
  const { defineSliceRecipe } = await import('../../src/core/scene/slice-recipe')
  const ends = defineSliceRecipe<{ readonly kind: 'ends'; readonly of: [string, string] }>({
    id: 'ends',
    schema: z.strictObject({ kind: z.literal('ends'), of: z.tuple([z.string(), z.string()]) }),
    racers: ({ of }) => of,
    check: () => [],
    resolve({ of }, { dimension, standard: { origin }, pathOf }) {
      const [u, v] = of.map((id) => [...pathOf(id).slice(-dimension)].map((entry, i) => entry - origin[i]!))
      return { origin, u: u!, v: v! }
    },
  })
  const gather: typeof actual.gather = (modules) => {
    const extra = './slice-recipes/axes.ts' in modules ? { './slice-recipes/ends.ts': ends as never } : {}
    return actual.gather({ ...modules, ...extra })
  }
  return { ...actual, gather }
})

const start = [0.5, -0.5, 0.25, 1]
const document = {
  basin: 1,
  landscape: { kind: 'catalog', id: 'rosenbrock-n', dimension: 4, slice: { kind: 'ends', of: ['a', 'b'] } },
  racers: [
    { id: 'a', optimizer: 'sgd', lr: 0.001, start },
    { id: 'b', optimizer: 'adam', lr: 0.05, start: { kind: 'end', of: 'a' } },
    { id: 'c', optimizer: 'adam', lr: 0.05, start: [0.1, 0.1] },
  ],
  steps: 40,
}
const { landscape, ...race } = raceSpec(scene(document))

test('a slice that is made from paths is resolved by a job that needs them', async () => {
  const now = () => performance.now()
  const loopback = createLoopback({ kinds: jobKinds, workers: 2, now, schedule: setImmediate })
  const engine = createEngine(loopback.port)
  const end = await engine.run('slice', { landscape, race }).end
  expect(end.status).toBe('done')
  const slice = end.status === 'done' ? end.result.slice! : undefined
  const { slice: _slice, ...plain } = landscape
  const { slice: standard } = computeDirectly('slice', { landscape: plain })
  const { racers } = computeDirectly('race', { ...race, landscape: plain })
  const endOf = (i: number) => racers[i]!.ending.lastFinite!.theta.map((entry, k) => entry - standard!.origin[k]!)
  expect(slice).toEqual({ origin: standard!.origin, u: endOf(0), v: endOf(1) })

  // Its vectors are what other jobs take in its place.
  const surface = { domain: race.domain, resolution: [3, 3] as const, gradient: false }
  const refused = await engine.run('surface', { ...surface, landscape }).end
  expect(refused).toMatchObject({
    status: 'failed',
    error: {
      message:
        'landscape.slice: slice is made from the paths of a, b, expected its vectors; give those that a slice job answers',
    },
  })
  const drawn = await engine.run('surface', { ...surface, landscape: { ...landscape, slice: slice! } }).end
  expect(drawn.status).toBe('done')
  engine.close()
  loopback.close()
})

test('a slice, a path and a start on that slice that wait for one another are refused by their names', () => {
  const racers = race.racers.map((racer) => (racer.id === 'a' ? { ...racer, start: [0.1, 0.2] } : racer))
  const message = 'recipes wait for one another: path of a → start of a → slice → path of a'
  expect(() => computeDirectly('slice', { landscape, race: { ...race, racers } })).toThrow(message)
  const circular = { ...document, racers: document.racers.map((racer) => ({ ...racer, start: [0.1, 0.2] })) }
  expect(() => scene(circular)).toThrow(message)
})

test('a slice that is made from paths is refused without a race, and with racers that there are not', () => {
  expect(() => computeDirectly('slice', { landscape: landscapeSpec(scene(document).landscape) })).toThrow(
    'slice is made from the paths of a, b, and there is no race',
  )
  expect(() => computeDirectly('slice', { landscape, race: { ...race, racers: race.racers.slice(0, 1) } })).toThrow(
    'unknown racer: "b"',
  )
})

import { expect, test } from 'vitest'
import { landscapeSpec } from '../../src/core/scene/landscape'
import { createEngine } from '../../src/engine/client'
import { jobKinds } from '../../src/engine/kinds'
import { createLoopback } from '../../src/engine/loopback'
import { raceSpec } from '../../src/engine/scene-specs'
import { scene } from '../support/scenes'
import { computeDirectly } from './compute-directly'

const start = [0.5, -0.5, 0.25, 1]
const origin = [0, 0, 0, 0.5]
const points = [origin, { kind: 'end', of: 'a' }, { kind: 'end', of: 'b' }]
const document = {
  basin: 1,
  landscape: { kind: 'catalog', id: 'rosenbrock-n', dimension: 4, slice: { kind: 'points', points } },
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
  const { racers } = computeDirectly('race', { ...race, landscape: plain })
  const endOf = (i: number) => racers[i]!.ending.lastFinite!.theta.map((entry, k) => entry - origin[k]!)
  expect(slice).toEqual({ origin, u: endOf(0), v: endOf(1) })

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

test('a slice that comes to no plane once its paths are known is refused as a spec is', async () => {
  const loopback = createLoopback({ kinds: jobKinds, workers: 1, now: () => performance.now(), schedule: setImmediate })
  const engine = createEngine(loopback.port)
  const twins = [race.racers[0]!, { ...race.racers[0]!, id: 'b' }]
  expect(await engine.run('slice', { landscape, race: { ...race, racers: twins } }).end).toMatchObject({
    status: 'failed',
    error: {
      code: 'bad-spec',
      message: expect.stringMatching(/^landscape\.slice: points of the slice .* lie on one line/) as string,
    },
  })
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

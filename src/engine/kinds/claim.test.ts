import { afterAll, describe, expect, test } from 'vitest'
import { sceneOf, stepText } from '../../core/claims/scenes'
import type { Scene } from '../../core/scene/scene'
import { findScenario } from '../../core/tour/scenarios'
import { createEngine } from '../client'
import { createLoopback } from '../loopback'
import { jobKinds } from '.'
import type { ClaimSpec } from './claim'

const now = () => performance.now()
const loopback = createLoopback({ kinds: jobKinds, workers: 1, cache: 2 ** 24, now, schedule: setImmediate })
const engine = createEngine(loopback.port)
afterAll(() => loopback.close())

const valley = sceneOf(stepText(findScenario('S7')!, 0))
const asked = (scene: Scene): ClaimSpec => ({ scenario: 'ill-conditioning', of: '1', scene })
const end = (spec: ClaimSpec) => engine.run('claim', spec).end

describe('a claim about a scene that a person has changed', () => {
  test('knows its racers by name, whatever their order and whoever has joined them', async () => {
    const [first, ...others] = valley.racers
    const joined = { ...first!, id: 'another', hyper: { lr: 0.001 } }
    const [own, moved] = [
      await end(asked(valley)),
      await end(asked({ ...valley, racers: [joined, ...others, first!] })),
    ]
    expect(own.status).toBe('done')
    expect(moved).toEqual(own)
  })

  test('is refused where one of its racers is gone, and not made of those that are left', async () => {
    const racers = valley.racers.slice(1)
    expect(await end(asked({ ...valley, racers }))).toMatchObject({
      status: 'failed',
      error: {
        code: 'bad-spec',
        message: 'scene.racers: no racer "beyond the limit", which this is about; name one so, or begin the step again',
      },
    })
  })

  test('is refused where the scene has nothing of what it looks at', async () => {
    const six = sceneOf(stepText(findScenario('S2')!, 2))
    const scene = { ...six, landscape: valley.landscape }
    expect(await end({ scenario: 'surrogate', of: '3', scene })).toMatchObject({
      status: 'failed',
      error: {
        code: 'bad-spec',
        message: 'scene: scene has become another one than this is about; begin the step again',
      },
    })
  })
})

test('a claim that rests on chance is tried with seeds from the one that is given on', async () => {
  const spec = { scenario: 'averaging', of: '1', seed: 3, seeds: 2 } as const
  expect(await end(spec)).toMatchObject({
    status: 'done',
    result: { seeds: { count: 2, each: [{ seed: 3 }, { seed: 4 }] } },
  })
})

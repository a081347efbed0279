import { expect, test } from 'vitest'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import { defaultFilmSettings } from '../../core/scene/film-settings'
import type { Scene } from '../../core/scene/scene'
import { createTrace } from '../../engine/accumulations/race'
import type { JobTable } from '../../engine'
import type { Engine } from '../../engine/client'
import { motionMoments } from './film-motions'
import { raceTimeline } from './timeline'

type StepSpec = JobTable['step']['spec']

const optimizerCards = [
  { id: 'sgd' },
  { id: 'momentum', inertia: { coefficient: 'momentum', vector: 'buffer', of: 'gradient' } },
] as unknown as OptimizerCard[]
const scene = {
  landscape: { kind: 'catalog', id: 'sphere', parameters: {}, domain: { x: [-1, 1], y: [-1, 1] } },
  start: [1, 1],
  steps: 20,
  compareBy: 'step',
  stop: {},
  racers: [
    { id: 'plain', optimizer: 'sgd', hyper: { lr: 1 }, visible: true },
    { id: 'heavy', optimizer: 'momentum', hyper: { lr: 1 }, visible: true },
  ],
  view: { forces: true },
} as unknown as Scene

function momentsOf(change: object, steps = 20, seconds = 2) {
  const asked: number[] = []
  const engine = {
    run: (_kind: string, { step }: StepSpec) => {
      asked.push(step)
      return { end: Promise.resolve({ status: 'failed', error: { code: 'none', message: 'none' } }) }
    },
  } as unknown as Engine
  const traces = ['plain', 'heavy'].map((id) => {
    const trace = createTrace(id)
    const step = Float64Array.from({ length: steps + 1 }, (_, k) => k)
    return { ...trace, step, count: steps + 1 }
  })
  const settings = { ...defaultFilmSettings, seconds }
  const timeline = raceTimeline(settings, steps, { azimuth: 0, elevation: 30 }, 1)
  const moments = motionMoments(engine, { optimizerCards }, { ...scene, ...change }, traces as never, timeline)
  return { moments, asked }
}

test('each step that a frame shows of a racer with momentum is laid open once', async () => {
  const { moments, asked } = momentsOf({})
  const from = (await moments).map((moment) => moment.from)
  expect(asked).toEqual(Array.from({ length: 21 }, (_, k) => k + 1))
  expect(from).toHaveLength(21)
  expect(from.map(Math.floor)).toEqual(Array.from({ length: 21 }, (_, k) => k))
})

test('nothing is asked where forces are not shown, on a plane that moves, or of too many steps', async () => {
  for (const change of [{ view: {} }, { view: { forces: true, follow: { of: 'heavy', every: 1 } } }]) {
    const { moments, asked } = momentsOf(change)
    expect([await moments, asked]).toEqual([[], []])
  }
  const { moments, asked } = momentsOf({}, 5000, 60)
  expect([await moments, asked]).toEqual([[], []])
})

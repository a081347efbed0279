import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import type { Scene } from '../../core/scene/scene'
import { createTrace } from '../../engine/accumulations/race'
import { createPlaybackStore } from '../playback/playback-store'
import { createDerivedStore } from '../store/derived'
import { createDocumentStore } from '../store/document'
import { createSessionStore } from '../store/session'
import { followMotions } from './motion-follower'

const scene = {
  racers: [
    { id: 'plain', optimizer: 'sgd', visible: true },
    { id: 'heavy', optimizer: 'momentum', visible: true },
  ],
  landscape: {},
  compareBy: 'step',
  view: {},
} as unknown as Scene
const optimizerCards = [
  { id: 'sgd' },
  { id: 'momentum', inertia: { coefficient: 'momentum', vector: 'buffer', of: 'gradient' } },
] as unknown as OptimizerCard[]

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the next steps of shown racers with momentum are laid open where the scene shows forces', () => {
  const asked: unknown[] = []
  const document = createDocumentStore(scene)
  const playback = createPlaybackStore(() => 0)
  const derived = createDerivedStore()
  const analyst = { askMotions: (steps: unknown) => void asked.push(steps) }
  followMotions({ document, session: createSessionStore(undefined), playback, derived, analyst, optimizerCards })
  const rest = () => vi.runAllTimers()
  playback.dispatch({ type: 'length', length: 100 })
  playback.dispatch({ type: 'seek', to: 7.5 })
  rest()
  expect(asked).toEqual([])
  document.edit((now) => ({ ...now, view: { ...now.view, forces: true } }))
  rest()
  expect(asked).toEqual([[]])
  derived.setState(({ race }) => ({ race: { ...race, traces: ['plain', 'heavy'].map(createTrace) } }))
  rest()
  expect(asked.at(-1)).toEqual([{ racer: 1, step: 8 }])
  playback.dispatch({ type: 'play' })
  rest()
  expect(asked).toHaveLength(2)
  playback.dispatch({ type: 'pause' })
  document.edit((now) => ({ ...now, racers: now.racers.map((racer) => ({ ...racer, visible: false })) }))
  rest()
  expect(asked.at(-1)).toEqual([])
})

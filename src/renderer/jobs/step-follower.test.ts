import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import type { Scene } from '../../core/scene/scene'
import { createPlaybackStore } from '../playback/playback-store'
import { appendRows, createTrace } from '../../engine/accumulations/race'
import { createDerivedStore } from '../store/derived'
import { createDocumentStore } from '../store/document'
import { createSessionStore } from '../store/session'
import type { Analyst } from './analyst'
import { chosenRacer, followSteps, stepAt } from './step-follower'

const scene = {
  racers: [
    { id: 'sgd', optimizer: 'sgd', visible: true },
    { id: 'adam', optimizer: 'momentum', visible: true },
  ],
  landscape: {},
  compareBy: 'step',
  view: {},
} as unknown as Scene
const optimizerCards = [
  { id: 'sgd' },
  { id: 'momentum', inertia: { coefficient: 'momentum', vector: 'buffer', of: 'gradient' } },
] as unknown as OptimizerCard[]

/** A window whose questions are only written down. */
function harness() {
  const asked: (readonly [racer: number, step: number])[] = []
  const document = createDocumentStore(scene)
  const session = createSessionStore(undefined)
  const playback = createPlaybackStore(() => 0)
  const derived = createDerivedStore()
  const motions: unknown[] = []
  const analyst = {
    askStep: (racer: number, step: number) => asked.push([racer, step]),
    askMotions: (steps: readonly unknown[]) => motions.push(steps),
  } as unknown as Analyst
  followSteps({ document, session, playback, derived, analyst, optimizerCards })
  playback.dispatch({ type: 'length', length: 100 })
  return { asked, motions, derived, document, session, playback, rest: () => vi.runAllTimers() }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the step laid open', () => {
  it('is asked for only while it is on screen', () => {
    const { asked, session, rest } = harness()
    rest()
    expect(asked).toEqual([])
    session.setState({ rightTab: 'analyse', analysisTab: 'step' })
    rest()
    expect(asked).toEqual([[0, 1]])
    session.setState({ rightOpen: false })
    rest()
    expect(asked).toHaveLength(1)
  })

  it('is that of the place where a hand leaves the playhead, not of those on its way', () => {
    const { asked, session, playback, rest } = harness()
    session.setState({ rightTab: 'analyse', analysisTab: 'step' })
    for (let to = 1; to <= 40; to++) playback.dispatch({ type: 'seek', to })
    rest()
    expect(asked).toEqual([[0, 40]])
    session.setState({ stepRacer: 'adam' })
    rest()
    expect(asked.at(-1)).toEqual([1, 40])
  })

  it('waits while the race plays', () => {
    const { asked, session, playback, rest } = harness()
    playback.dispatch({ type: 'play' })
    session.setState({ rightTab: 'analyse', analysisTab: 'step' })
    rest()
    expect(asked).toEqual([])
    playback.dispatch({ type: 'pause' })
    rest()
    expect(asked).toHaveLength(1)
  })
})

describe('the steps whose forces are drawn', () => {
  it('are the next ones of racers with momentum, while the scene shows them and there is a race', () => {
    const { asked, motions, document, derived, playback, rest } = harness()
    playback.dispatch({ type: 'seek', to: 7.5 })
    rest()
    expect(motions).toEqual([])
    document.edit((now) => ({ ...now, view: { ...now.view, forces: true } }))
    rest()
    expect(motions.at(-1)).toEqual([])
    derived.setState(({ race }) => ({ race: { ...race, traces: [createTrace('sgd'), createTrace('adam')] } }))
    rest()
    expect(motions.at(-1)).toEqual([{ racer: 1, step: 8 }])
    document.edit((now) => ({ ...now, racers: now.racers.map((racer) => ({ ...racer, visible: false })) }))
    rest()
    expect(motions.at(-1)).toEqual([])
    expect(asked).toEqual([])
  })
})

describe('the playhead', () => {
  it('stands at the step that has led to it, and at the start before the first', () => {
    expect([0, 0.5, 1, 7.9].map((playhead) => stepAt({ compareBy: 'step' }, undefined, playhead))).toEqual([1, 1, 1, 7])
  })

  it('is told in steps where it counts evaluations', () => {
    const trace = createTrace('sgd')
    const rest = { theta: new Float64Array(6), loss: new Float64Array(3), gradientNorm: new Float64Array(3) }
    const rows = { ...rest, step: Float64Array.of(0, 1, 2), evaluations: Float64Array.of(1, 4, 9) }
    appendRows(trace, { rows })
    const at = [0, 1, 4, 8, 9, 50].map((playhead) => stepAt({ compareBy: 'evaluation' }, trace, playhead))
    expect(at).toEqual([1, 1, 1, 1, 2, 2])
  })
})

describe('the chosen racer', () => {
  it('is the first where the one that was chosen is gone, and none where there is none', () => {
    expect(['adam', 'gone', undefined].map((id) => chosenRacer(scene, id))).toEqual([1, 0, 0])
    expect(chosenRacer({ racers: [] }, 'adam')).toBe(-1)
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Scene } from '../../core/scene/scene'
import { createPlaybackStore } from '../playback/playback-store'
import { appendRows, createTrace } from '../../engine/accumulations/race'
import { createDerivedStore } from '../store/derived'
import { createDocumentStore } from '../store/document'
import { setView } from '../store/edits'
import { createSessionStore } from '../store/session'
import type { Analyst } from './analyst'
import { chosenRacer, stepAt } from '../playback/racer-steps'
import { followSteps } from './step-follower'

const scene = { racers: [{ id: 'sgd' }, { id: 'adam' }], compareBy: 'step', view: {} } as unknown as Scene

/** A window whose questions are only written down. */
function harness() {
  const asked: (readonly [racer: number, step: number])[] = []
  const document = createDocumentStore(scene)
  const session = createSessionStore(undefined)
  const playback = createPlaybackStore(() => 0)
  const derived = createDerivedStore()
  const analyst = { askStep: (racer: number, step: number) => asked.push([racer, step]) } as unknown as Analyst
  followSteps({ document, session, playback, derived, analyst })
  playback.dispatch({ type: 'length', length: 100 })
  return { asked, document, session, playback, rest: () => vi.runAllTimers() }
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
    const { asked, document, session, playback, rest } = harness()
    session.setState({ rightTab: 'analyse', analysisTab: 'step' })
    for (let to = 1; to <= 40; to++) playback.dispatch({ type: 'seek', to })
    rest()
    expect(asked).toEqual([[0, 40]])
    document.edit(setView({ step: { of: 'adam' } }))
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

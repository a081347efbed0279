import { beforeEach, describe, expect, test } from 'vitest'
import { scene } from '../../../test/support/scenes'
import type { ChartQuantity } from '../../core/scene/chart'
import type { EnsemblePlacesSpec, EnsembleSpec } from '../../engine'
import { appendRows, createTrace } from '../../engine/accumulations/race'
import { createDerivedStore, noRace } from '../store/derived'
import { createDocumentStore } from '../store/document'
import { setChart, setEnsemble, setView } from '../store/edits'
import { createSessionStore } from '../store/session'
import { followSeeds } from './seeds-follower'

let asked: string[]
let document: ReturnType<typeof createDocumentStore>
let session: ReturnType<typeof createSessionStore>
let derived: ReturnType<typeof createDerivedStore>

beforeEach(() => {
  asked = []
  const own = { kind: 'expression', expression: 'x^2 + y^2' }
  document = createDocumentStore(scene({ basin: 1, landscape: own, racers: [{ optimizer: 'trust-region' }] }))
  session = createSessionStore(undefined)
  derived = createDerivedStore()
  const setStatus = (kind: 'done' | 'none'): void =>
    derived.setState(({ analysis }) => ({ analysis: { ...analysis, ensemble: { status: { kind } } } }))
  const ask = ({ seeds, quantity = 'loss', best }: EnsembleSpec): void => {
    asked.push([seeds, quantity, ...(best ?? [])].join(' '))
    setStatus('done')
  }
  const clear = (): void => {
    asked.push('forgotten')
    setStatus('none')
  }
  const places = {
    ask: ({ seeds, every }: EnsemblePlacesSpec) => void asked.push(`${seeds} places every ${every}`),
    cancel: () => undefined,
    clear: () => undefined,
  }
  const analyst = { ensemble: { ask, cancel: clear, clear }, places }
  followSeeds({ document, session, derived, analyst, landscapeCards: [] })
})

function race(kind: 'busy' | 'idle'): void {
  const trace = createTrace('trust-region')
  appendRows(trace, {
    rows: {
      step: Float64Array.of(0, 1),
      theta: Float64Array.of(1, 2, 0, 0.5),
      loss: Float64Array.of(5, 0.25),
      gradientNorm: Float64Array.of(4, 1),
      evaluations: Float64Array.of(1, 2),
    },
  })
  derived.setState(({ race }) => ({ race: { traces: [trace], status: { kind }, version: race.version + 1 } }))
}

const show = (quantity: ChartQuantity): void => document.edit(setChart({ quantity }))

describe('what many seeds give', () => {
  test('is not asked for while there is one seed', () => {
    race('idle')
    expect(asked).toEqual([])
  })

  test('is asked for after the race, not during it', () => {
    document.edit(setEnsemble({ seeds: 20 }))
    race('busy')
    expect(asked).toEqual([])
    race('idle')
    expect(asked).toEqual(['20 loss'])
  })

  test('is asked for again with other seeds, and forgotten with the seeds or with the race', () => {
    race('idle')
    document.edit(setEnsemble({ seeds: 5 }))
    document.edit(setEnsemble({ seeds: 1 }))
    expect(asked).toEqual(['5 loss', 'forgotten'])
    document.edit(setEnsemble({ seeds: 7 }))
    derived.setState({ race: noRace })
    expect(asked).toEqual(['5 loss', 'forgotten', '7 loss', 'forgotten'])
  })

  test('tells where they are while that is shown, on the surface or in the panel', () => {
    race('idle')
    document.edit(setEnsemble({ seeds: 5 }))
    expect(asked).toEqual(['5 loss'])
    document.edit(setView({ overlay: 'seeds' }))
    expect(asked.slice(1)).toEqual(['5 loss', '5 places every 2'])
    document.edit(setView({ overlay: 'height' }))
    session.setState({ rightOpen: true, rightTab: 'analyse', analysisTab: 'seeds' })
    expect(asked.slice(3)).toEqual(['5 loss', '5 loss', '5 places every 2'])
  })

  test('is of what the chart shows, and of nothing where the race has nothing of that', () => {
    race('idle')
    document.edit(setEnsemble({ seeds: 5 }))
    show('step-length')
    show('best-distance')
    show('learning-rate')
    show('batch-loss')
    show('parameter-norm')
    expect(asked).toEqual(['5 loss', '5 step-length', '5 best-distance 0,0.5', 'forgotten', '5 parameter-norm'])
  })
})

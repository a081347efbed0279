import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { scene } from '../../../test/support/scenes'
import { sceneOf } from '../../core/claims/scenes'
import { scenarioCards } from '../../core/tour/scenario-cards'
import type { ClaimSpec } from '../../engine'
import type { Engine } from '../../engine/client'
import type { Cards } from '../store/cards'
import { createDerivedStore } from '../store/derived'
import { createDocumentStore } from '../store/document'
import * as edits from '../store/edits'
import type { Frame } from '../store/frame'
import { createNotices } from '../store/notices'
import { createSessionStore } from '../store/session'
import { createTour } from './tour'

const own = scene({ basin: 1, landscape: { kind: 'catalog', id: 'sphere' } })
const cards = { scenarioCards: scenarioCards() } as unknown as Cards
const verdict = { numbers: {}, checks: [], holds: true }

/** A window whose scenes open at once, and whose claims all hold. */
function harness() {
  const asked: ClaimSpec[] = []
  const run = (kind: string, spec: unknown) => {
    if (kind === 'claim') asked.push(spec as ClaimSpec)
    const opened = () => ({ scene: sceneOf(JSON.parse((spec as { readonly text: string }).text)) })
    const end = Promise.resolve({ status: 'done', result: kind === 'scene' ? opened() : verdict })
    return { end, cancel: () => undefined }
  }
  const document = createDocumentStore(own)
  const frame = {
    camera: { azimuth: 1, elevation: 0.5, isDefault: false },
    domain: { x: [0, 1], y: [0, 1] },
  } as unknown as Frame
  const looks: unknown[] = []
  const openings: unknown[] = []
  const tour = createTour({
    engine: { run } as unknown as Engine,
    cards,
    document,
    session: createSessionStore(undefined),
    derived: createDerivedStore(),
    notices: createNotices(),
    storage: undefined,
    frame,
    look: (view) => looks.push(view),
    clock: () => 0,
    race: () => undefined,
    askOpening: (scene) => openings.push(scene),
  })
  const open = async (id: string, step: number): Promise<void> => {
    tour.openStep(id, step)
    await vi.advanceTimersByTimeAsync(1)
  }
  const states = () =>
    Object.fromEntries(Object.entries(tour.store.getState().claims).map(([id, { status }]) => [id, status.kind]))
  return { tour, document, frame, looks, openings, asked, open, states }
}

describe('the tour', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('what takes long to measure is not told of another scene than it was measured in', async () => {
    const { tour, document, open, states } = harness()
    await open('price-of-a-better-gradient', 0)
    tour.measureAll()
    await vi.advanceTimersByTimeAsync(1)
    expect(states()).toEqual({ 1: 'done', 2: 'done' })
    document.edit(edits.setStart([0.5, 0.5]))
    await vi.advanceTimersByTimeAsync(1000)
    expect(states()).toEqual({ 1: 'done', 2: 'none' })
  })

  test('a claim that rests on chance is tried with seeds from that of the scene on', async () => {
    const { tour, document, asked, open } = harness()
    await open('batch-sizes', 0)
    document.edit(edits.setScene({ seed: 7 }))
    tour.setSeeds(5)
    tour.measure('1')
    expect(asked.at(-1)).toMatchObject({ of: '1', seed: 7, seeds: 5 })
    tour.setSeeds('all')
    tour.measure('1')
    expect(asked.at(-1)).toMatchObject({ of: '1', seed: 7, seeds: 50 })
  })

  test('nothing is asked of a step about the scene of the one before', async () => {
    const { tour, document, asked, open } = harness()
    await open('ill-conditioning', 0)
    document.edit(edits.setStart([5, 1]))
    tour.openStep('ill-conditioning', 1)
    tour.measure('4')
    expect(asked.at(-1)).toEqual({ scenario: 'ill-conditioning', of: '4' })
  })

  test('what a step opens with is asked of the scene as it was opened', async () => {
    const { document, openings, open } = harness()
    await open('learning-rate', 1)
    expect(openings).toEqual([document.getState().scene])
  })

  test('a person’s own document comes back, and is looked at as it was', async () => {
    const { tour, document, frame, looks, open } = harness()
    await open('ill-conditioning', 0)
    Object.assign(frame.camera, { azimuth: 3 })
    frame.domain = { x: [-12, 12], y: [-3, 3] }
    expect(tour.own()).toMatchObject({ view: { camera: { azimuth: 1 }, domain: { x: [0, 1] } } })
    tour.leave()
    expect(document.getState().scene).toBe(own)
    expect(looks).toEqual([
      { camera: { azimuth: 1, elevation: 0.5, isDefault: false }, domain: { x: [0, 1], y: [0, 1] } },
    ])
  })
})

import type { LandscapeCard } from '../../core/definitions/landscape'
import type { DerivedStore } from '../store/derived'
import type { DocumentStore } from '../store/document'
import type { SessionStore } from '../store/session'
import type { Analyst } from './analyst'
import { seedsQuestion } from './seeds-question'

interface SeedsFollowerInputs {
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly derived: DerivedStore
  readonly analyst: Pick<Analyst, 'ensemble'>
  readonly landscapeCards: readonly LandscapeCard[]
}

/**
 * Keeps what many seeds give that of the race on screen and of its chart's quantity: asked for when the race has ended,
 * anew with another quantity, and forgotten with the race or where the race has nothing of it.
 */
export function followSeeds({ document, session, derived, analyst, landscapeCards }: SeedsFollowerInputs): void {
  const follow = (): void => {
    const { race, analysis } = derived.getState()
    const question = seedsQuestion(document.getState().scene, session.getState().seeds, race.traces, landscapeCards)
    if (question !== undefined && race.status.kind === 'idle') analyst.ensemble.ask(question)
    if (question === undefined && analysis.ensemble.status.kind !== 'none') analyst.ensemble.clear()
  }
  session.subscribe((state, before) => {
    if (state.seeds !== before.seeds) follow()
  })
  derived.subscribe((state, before) => {
    if (state.race !== before.race) follow()
  })
  document.subscribe((state, before) => {
    if (state.scene.view.chart.quantity !== before.scene.view.chart.quantity) follow()
  })
}

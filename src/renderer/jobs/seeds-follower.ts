import { overlayOf } from '../../core/scene/overlays'
import type { LandscapeCard } from '../../core/definitions/landscape'
import type { DerivedStore } from '../store/derived'
import { ensemblePlacesSpec } from '../../engine/scene-specs'
import type { DocumentStore } from '../store/document'
import { isAnalysing, type SessionStore } from '../store/session'
import type { Analyst } from './analyst'
import { seedsQuestion } from './seeds-question'

/** Which of the inquiries are about many seeds. */
type SeedsAnalyst = Pick<Analyst, 'ensemble' | 'places'>

interface SeedsFollowerInputs {
  readonly document: DocumentStore
  readonly session: SessionStore
  readonly derived: DerivedStore
  readonly analyst: SeedsAnalyst
  readonly landscapeCards: readonly LandscapeCard[]
}

/**
 * Keeps what many seeds give that of the race on screen and of its chart's quantity: asked for when the race has ended,
 * anew with another quantity, and forgotten with the race or where the race has nothing of it. Where they are is asked
 * for while it is shown.
 */
export function followSeeds({ document, session, derived, analyst, landscapeCards }: SeedsFollowerInputs): void {
  const follow = (): void => {
    const { scene } = document.getState()
    const { race, analysis } = derived.getState()
    const question = seedsQuestion(scene, race.traces, landscapeCards)
    if (question !== undefined && race.status.kind === 'idle') analyst.ensemble.ask(question)
    if (question === undefined && analysis.ensemble.status.kind !== 'none') analyst.ensemble.clear()
    const isShown =
      overlayOf(scene.view.overlay).source === 'ensemble-places' || isAnalysing(session.getState(), 'seeds')
    const places = race.traces.length > 0 ? ensemblePlacesSpec(scene) : undefined
    if (places !== undefined && isShown && race.status.kind === 'idle') analyst.places.ask(places)
    if (places === undefined && analysis['ensemble-places'].status.kind !== 'none') analyst.places.clear()
  }
  session.subscribe((state, before) => {
    if (isAnalysing(state, 'seeds') && !isAnalysing(before, 'seeds')) follow()
  })
  derived.subscribe((state, before) => {
    if (state.race !== before.race) follow()
  })
  document.subscribe((state, before) => {
    const [now, then] = [state.scene.view, before.scene.view]
    if (now.chart !== then.chart || now.ensemble !== then.ensemble || now.overlay !== then.overlay) follow()
  })
}

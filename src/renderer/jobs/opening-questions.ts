import { overlayOf } from '../../core/scene/overlays'
import type { Scene } from '../../core/scene/scene'
import type { OptimizerCard } from '../../core/definitions/optimizer'
import type { DocumentStore } from '../store/document'
import { noisePlace, noiseSpec, usualBatch } from '../store/noise-question'
import type { SessionStore } from '../store/session'
import { isQuickSweep, sweepQuestion } from '../store/sweep-question'
import type { Analyst } from './analyst'
import { chosenRacer } from '../playback/racer-steps'

interface OpeningInputs {
  readonly document: Pick<DocumentStore, 'getState'>
  /** Calls back once the scene on screen has a surface. */
  readonly afterFirst: (run: () => void) => void
  readonly analyst: Pick<Analyst, 'askBasins' | 'askSweep' | 'noise'>
  readonly optimizerCards: readonly OptimizerCard[]
  readonly session: SessionStore
}

/**
 * Asks what a scene of the tour opens with and else waits for a button: it is told as soon as there is a surface, where
 * that is quick.
 */
export function createOpeningQuestions({ analyst, optimizerCards, session, document, afterFirst }: OpeningInputs) {
  const ask = (scene: Scene): void => {
    const { overlay, instrument } = scene.view
    if (overlayOf(overlay).source === 'basins') {
      const { racer, resolution } = session.getState().basins
      analyst.askBasins(chosenRacer(scene, racer), resolution)
    }
    if (instrument === 'sweep') {
      const question = sweepQuestion(scene, optimizerCards)
      if (question !== undefined && isQuickSweep(scene, question.spec)) analyst.askSweep(question.spec)
    }
    if (instrument === 'noise') analyst.noise.ask(noiseSpec(scene, noisePlace(scene), usualBatch(scene)))
  }
  return (scene: Scene): void => {
    const { opening } = document.getState()
    afterFirst(() => {
      if (document.getState().opening === opening) ask(scene)
    })
  }
}

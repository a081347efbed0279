import type { OptimizerCard } from '../../core/definitions/optimizer'
import { stableRatesSpec, sweepQuestion } from '../store/sweep-question'
import type { Analyst } from './analyst'
import { type ShownInputs, whileShown } from './while-shown'

interface SweepInputs extends ShownInputs {
  readonly analyst: Analyst
  readonly optimizerCards: readonly OptimizerCard[]
}

/** Asks, while a sweep of rates is on screen, up to which rate its racers are stable. */
export function followSweep({ analyst, optimizerCards, ...shown }: SweepInputs): void {
  whileShown(shown, 'sweep', [], () => {
    const { scene } = shown.document.getState()
    const question = sweepQuestion(scene, optimizerCards)
    const spec = question && stableRatesSpec(scene, question.spec)
    if (spec !== undefined) analyst.stableRates.ask(spec)
  })
}

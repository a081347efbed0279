import type { Scene } from '../../core/scene/scene'
import type { EnsemblePlacesResult } from '../../engine'
import { clockAtStep, type Trace } from './trace'

/** Where on the playhead's axis it is that seeds are known to be somewhere. */
export interface SeedMoment {
  readonly from: number
  /** Which of the steps of the answer. */
  readonly index: number
}

/** The moments of seeds by the clock of a racer, as far as that has gone on screen. */
export function seedMoments({ step }: EnsemblePlacesResult, { compareBy }: Scene, trace: Trace): readonly SeedMoment[] {
  return Array.from(step, (at, index) => {
    return { from: compareBy === 'step' ? at : clockAtStep(trace, compareBy, at), index }
  }).filter(({ from }) => Number.isFinite(from))
}

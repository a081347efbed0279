import type { MeasureSetting } from './settings'
import type { Stop } from './stop'
import { brief } from '../brief'

/** The best that a racer has been on a validation measure, and for how long it has not been better. */
export interface BestSoFar {
  readonly value: number
  readonly step: number
  readonly theta: Float64Array
  readonly loss: number
  readonly gradientNorm: number
  /** Where training gathers statistics. */
  readonly running?: Float64Array
  /** Measuring points since. */
  readonly waited: number
}

/** What a racer is at a measuring point. */
export type MeasuredPoint = Omit<BestSoFar, 'value' | 'waited'>

/**
 * Early stopping: training ends once a validation measure has not improved at `patience` measuring points in a row, and
 * goes back to the parameters that were best by it. What is not a number is no improvement.
 * Source: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, algorithm 7.1.
 */
export class EarlyStopping {
  readonly column: string
  private readonly isLargerBetter: boolean
  private best: BestSoFar | undefined

  constructor(
    private readonly patience: number,
    private readonly by: NonNullable<MeasureSetting['best']>,
  ) {
    this.column = columnBy[by]
    this.isLargerBetter = by !== 'validation'
  }

  /** Takes note of a measuring point; what ends the race, if it has waited long enough. */
  note(value: number, point: MeasuredPoint): Stop | undefined {
    const { best } = this
    if (best === undefined || (this.isLargerBetter ? value > best.value : value < best.value)) {
      const { theta, running } = point
      this.best = { ...point, value, theta: theta.slice(), ...(running && { running: running.slice() }), waited: 0 }
      return undefined
    }
    const waited = best.waited + 1
    this.best = { ...best, waited }
    if (waited < this.patience) return undefined
    const points = waited === 1 ? 'measuring point' : 'measuring points'
    const since = `${named[this.by]} has not improved at ${waited} ${points} since step ${best.step}`
    const restored = `the parameters of step ${best.step} are restored, where it is ${brief(best.value)}`
    const slope = `the training gradient’s norm there is still ${brief(best.gradientNorm)}`
    return { outcome: 'early-stopped', reason: `${since}; ${restored} and ${slope}` }
  }

  /** A copy: whoever sends a checkpoint gives its buffers away. */
  snapshot(): BestSoFar | undefined {
    const { best } = this
    return best && { ...best, theta: best.theta.slice(), ...(best.running && { running: best.running.slice() }) }
  }

  restore(best: BestSoFar | undefined): void {
    this.best = best
  }
}

const columnBy = { validation: 'validation', accuracy: 'validationAccuracy', r2: 'validationR2' } as const
const named = { validation: 'validation loss', accuracy: 'validation accuracy', r2: 'validation R²' } as const

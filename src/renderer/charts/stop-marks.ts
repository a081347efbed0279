import type { StopMarks } from '../../core/scene/chart'
import type { Trace } from '../playback/trace'

/** Where a rule would have ended a racer's race, had it been among its own. */
export interface StopMark {
  /** What it goes by: t* of the validation loss, or the norm of the gradient. */
  readonly rule: 'validation' | 'gradient-norm'
  /** Of the trace. */
  readonly row: number
}

/**
 * The rows at which stop rules would have ended a racer, those that have come to it. By validation that is the row which
 * early stopping goes back to: the best one before `patience` measured rows in a row without a better one, or of all
 * where it never waits so long. By the gradient it is the first row whose norm is at most the bound. What is not
 * measured at a row says nothing there.
 */
export function stopMarks(trace: Trace, { patience, gradientNorm }: StopMarks): readonly StopMark[] {
  const { count, sampled, gradientNorm: norms } = trace
  const validation = patience === undefined ? undefined : sampled?.measured['validation']
  const best = validation === undefined ? -1 : bestRow(validation, count, patience!)
  const low = gradientNorm === undefined ? -1 : norms.subarray(0, count).findIndex((norm) => norm <= gradientNorm)
  return [
    ...(best < 0 ? [] : [{ rule: 'validation', row: best } as const]),
    ...(low < 0 ? [] : [{ rule: 'gradient-norm', row: low } as const]),
  ]
}

/** See `EarlyStopping`; -1 where nothing was measured. */
function bestRow(values: Float64Array, count: number, patience: number): number {
  let [best, waited] = [-1, 0]
  for (let row = 0; row < count && waited < patience; row++) {
    if (Number.isNaN(values[row]!)) continue
    const isBetter = best < 0 || values[row]! < values[best]!
    if (isBetter) best = row
    waited = isBetter ? 0 : waited + 1
  }
  return best
}

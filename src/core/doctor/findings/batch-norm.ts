import { brief } from '../../brief'
import { normalisationEpsilon } from '../../networks/normalise'
import type { StatisticsEvidence } from '../evidence'
import { defineFinding } from '../finding'

/** Standard deviations that a kept mean may lie from that of the examples. */
const mostShift = 1
/** How many times a kept variance may be that of the examples, or the other way round. */
const mostTimes = 4

/**
 * Statistics kept with the parameters against those of all examples at these: a mean off by a standard deviation of its
 * unit, or a variance by a factor of four, a standard deviation by two. Averages over the last ten batches, which is
 * what training keeps, lag behind and are noisy by less; those of another point, or of before training, are off by as
 * much as units differ.
 */
export default defineFinding({
  id: 'batch-norm',
  title: 'statistics of batch normalisation are of another point',
  subject: 'network',
  find({ statistics }) {
    const off = statistics && unitsOff(statistics)
    if (statistics === undefined || off === undefined || off.count === 0) return undefined
    const { layer, unit, kept, here, shift } = off.worst!
    return {
      severity: 'warning',
      evidence: `${off.count} of ${statistics.kept.length / 2} units are off; unit ${unit} of ${layer} keeps mean ${brief(kept[0])} and variance ${brief(kept[1])}, on all examples they are ${brief(here[0])} and ${brief(here[1])}: ${brief(shift)} standard deviations`,
      remedy:
        'save running statistics with the parameters that they belong to, or gather them anew: a pass over the training set in train mode',
    }
  },
})

interface UnitOff {
  readonly layer: string
  readonly unit: number
  readonly kept: readonly [mean: number, variance: number]
  readonly here: readonly [mean: number, variance: number]
  readonly shift: number
  readonly badness: number
}

function unitsOff({ layers, kept, here }: StatisticsEvidence): { readonly count: number; readonly worst?: UnitOff } {
  let at = 0
  let count = 0
  let worst: UnitOff | undefined
  for (const { name, units } of layers) {
    for (let unit = 0; unit < units; unit++, at += 2) {
      const [a, b] = [
        [kept[at]!, kept[at + 1]!],
        [here[at]!, here[at + 1]!],
      ] as const
      const [variance, keptVariance] = [b[1] + normalisationEpsilon, a[1] + normalisationEpsilon]
      const shift = Math.abs(a[0] - b[0]) / Math.sqrt(variance)
      const times = Math.max(keptVariance / variance, variance / keptVariance)
      const badness = Math.max(shift / mostShift, times / mostTimes)
      if (badness < 1) continue
      count++
      if (worst === undefined || badness > worst.badness)
        worst = { layer: name, unit, kept: a, here: b, shift, badness }
    }
  }
  return { count, ...(worst && { worst }) }
}

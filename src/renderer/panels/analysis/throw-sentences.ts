import type { ThrowResult, ThrowSpec } from '../../../engine'
import { formatNumber } from '../../ui/format'

/** What is said of the step that is marked: whether it is a throw, and why. */
export function throwSentence(
  racer: string,
  { step, isThrow, ratio }: Pick<ThrowResult, 'step' | 'isThrow' | 'ratio'>,
  asked: Pick<ThrowSpec, 'step' | 'ratio'>,
): string {
  if (step === 0) return `${racer} has taken no step.`
  const often = formatNumber(ratio, 3)
  if (isThrow)
    return Number.isNaN(ratio)
      ? `A throw: the first step of ${racer} leaves the domain.`
      : `A throw: step ${step} of ${racer} is ${often} times as long as any before it.`
  const beside = Number.isNaN(ratio) ? 'its first' : `${often} times the longest before it`
  if (asked.step !== undefined) return `Step ${step} of ${racer}, ${beside}.`
  return `No throw: no step of ${racer} is ${formatNumber(asked.ratio, 3)} times as long as those before it. Its longest is marked, step ${step}.`
}

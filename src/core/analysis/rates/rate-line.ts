import { exp, log } from '../../elementary'
import { errorOfFit, fitRate, type RateLaw, type RateLine } from './rate-fit'

export { type RateLaw, rateLaws, type RateLine } from './rate-fit'

/** `fitRate` by core's logarithm: the same bits everywhere. */
export function rateLine(
  clock: ArrayLike<number>,
  errors: ArrayLike<number>,
  count: number,
  law: RateLaw,
  range: readonly [from: number, to: number],
): RateLine | undefined {
  return fitRate(clock, errors, count, law, range, { log })
}

/** `errorOfFit` by core's exponential. */
export function errorOnLine(line: Pick<RateLine, 'law' | 'slope' | 'intercept'>, clock: number): number {
  return errorOfFit(line, clock, { exp, log })
}

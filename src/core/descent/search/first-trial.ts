import { euclideanNorm } from '../../linalg/euclidean-norm'
import type { StepInput } from '../../definitions/optimizer'
import type { Line } from './line'

/**
 * Where to look first along a direction of unknown length: where a parabola through J and its slope would have fallen
 * as far as the step before fell, and at most at 1. At the first step (`previousLoss` NaN) that fall is taken for |g| /
 * 2.
 * Sources: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, eq. (3.60) with its factor 1.01; the
 * first step and the factor's use: SciPy, optimize._linesearch and _optimize.
 */
export function firstTrial(line: Line, { loss, gradient }: StepInput, previousLoss: number): number {
  const fall = Number.isNaN(previousLoss) ? euclideanNorm(gradient) / 2 : previousLoss - loss
  const t = Math.min(1, (-1.01 * 2 * fall) / line.startSlope)
  return t > 0 ? t : 1
}

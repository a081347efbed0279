import type { Line, Verdict } from './line'
import { decreasesBySlope, decreasesEnough } from './sufficient-decrease'

/** Each trial is at most half as far as the one before: this many reach from any double to nothing beside it. */
const mostTrials = 60

/**
 * Shortens t from its first trial until J decreases enough; at 'found' the accepted point is the last one tried. The
 * next trial is the minimiser of the parabola through phi(0), phi'(0) and phi(t), kept between a tenth and a half of t.
 * The first trial may also convince by its slope where values tell nothing; a short one always would.
 * Source: J. Nocedal, S. J. Wright, Numerical Optimization, 2nd edition, 2006, Algorithm 3.1 and eq. (3.58).
 */
export function backtracking(line: Line, firstTrial: number, c1: number): Verdict {
  const { startValue, startSlope } = line
  let t = firstTrial
  for (let trial = 1; trial <= mostTrials; trial++) {
    if (!line.tryAt(t)) return 'waiting'
    if (line.isAtStart) return 'none-found'
    if (line.isFinite && (decreasesEnough(line, c1) || (trial === 1 && decreasesBySlope(line, c1)))) return 'found'
    // How far the trial lies above the tangent; not finite where the trial is not.
    const excess = line.value - startValue - startSlope * t
    const minimizer = (-startSlope * t * t) / (2 * excess)
    t = excess < Infinity ? Math.min(Math.max(minimizer, 0.1 * t), 0.5 * t) : 0.5 * t
  }
  return 'none-found'
}

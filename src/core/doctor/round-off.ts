import { cellNoise } from './cell-noise'
import type { SurfaceEvidence } from './evidence'
import { quantile } from './sorted'

/** Steps of round-off that a surface has at least: of fewer the eye sees the steps, as a colour map has 256 colours. */
const leastSteps = 1024
/** What sums of some thousands of terms gather of it, in steps: their root, or so. */
const mostNoise = 64
/** The part of the surface's spread that noise takes where shading shows it. */
const visibleNoise = 0.002

/** How coarse numbers are beside the surface that they make up. */
export interface RoundOff {
  /** The step of the numbers at their largest. */
  readonly step: number
  /** Of the surface, from its lowest to its highest. */
  readonly range: number
  /** The standard deviation of what looks like round-off from cell to cell, where that shows. */
  readonly noise?: number
}

/**
 * What shows of round-off where the numbers have the relative step `epsilon` = 2^(1 - p): fewer than 1024 steps
 * epsilon max |f| make up the whole surface; or its cells are noisy by no more than 64 steps, and by a five hundredth
 * of its spread. Undefined where nothing shows, and of a constant.
 */
export function roundOffOf({ grid, usual }: SurfaceEvidence, epsilon: number): RoundOff | undefined {
  const [low, high] = [quantile(usual, 0), quantile(usual, 1)]
  const step = epsilon * Math.max(Math.abs(low), Math.abs(high))
  const range = high - low
  if (!(range > 0)) return undefined
  if (range <= leastSteps * step) return { step, range }
  // Noise of 64 steps is no five hundredth of what spreads over more than that many.
  if (range > (mostNoise / visibleNoise) * step * 10) return undefined
  const noise = cellNoise(grid)
  const spread = quantile(usual, 0.9) - quantile(usual, 0.1)
  return noise !== undefined && noise <= mostNoise * step && noise >= visibleNoise * spread
    ? { step, range, noise }
    : undefined
}

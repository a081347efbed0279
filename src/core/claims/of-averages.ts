import { mean } from './mean'
import type { MeasuredRacer } from './measurement'
import { pointAt } from './of-races'

/**
 * The mean square error of a coordinate about 0, of the mean of the points after a step and of a point in the mean over
 * them, and how many times as large the second is.
 */
export function ofAverage(
  racer: MeasuredRacer,
  after: number,
): { readonly averaged: number; readonly single: number; readonly times: number } {
  const rows = [...racer.step.keys()].filter((row) => racer.step[row]! > after)
  const meanSquare = (theta: readonly number[]): number => mean(theta.map((entry) => entry * entry))
  const coordinates = Array.from({ length: racer.dimension }, (_, i) => i)
  const averaged = meanSquare(coordinates.map((i) => mean(rows.map((row) => pointAt(racer, row)[i]!))))
  const single = mean(rows.map((row) => meanSquare([...pointAt(racer, row)])))
  return { averaged, single, times: single / averaged }
}

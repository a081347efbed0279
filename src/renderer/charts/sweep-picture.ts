import { median } from 'd3-array'
import { isLostOutcome } from '../../core/race/trace'
import type { SweepResult } from '../../engine'
import { type ColorMap, colorIndex, colorTable } from '../../core/scene/color-table'
import { lostColor } from '../ui/attractor-colors'
import { type ValueScale, valueScale, scaleUnit } from './value-scale'

export type SweptRacer = SweepResult['racers'][number]
export type Measure = 'final' | 'best'

/** Whether a run was lost; where it has not been made yet its loss is NaN and the outcome's number 0. */
export function isLostCell({ outcomes }: SweptRacer, cell: number): boolean {
  return isLostOutcome(outcomes[cell]!)
}

/**
 * One scale for the losses of all runs that were not lost; those that went far beyond the middle one do not squeeze the
 * rest.
 */
export function sweepLossScale(racers: readonly SweptRacer[], measure: Measure): ValueScale {
  const losses = racers.flatMap((racer) =>
    [...[...racer[measure]].filter((_, cell) => !isLostCell(racer, cell)), ...(racer.after ?? [])].filter((loss) =>
      Number.isFinite(loss),
    ),
  )
  return valueScale([{ y: [median(losses) ?? 1, ...losses] }])
}

/** The colour of each run by its loss, as RGBA bytes; alpha 0 where it is not known yet. */
export function sweepColors(
  racer: SweptRacer,
  measure: Measure,
  scale: ValueScale,
  map: ColorMap,
): Uint8ClampedArray<ArrayBuffer> {
  const losses = racer[measure]
  const table = colorTable(map)
  const colors = new Uint8ClampedArray(4 * losses.length)
  losses.forEach((loss, cell) => {
    if (isLostCell(racer, cell)) colors.set([...lostColor, 255], 4 * cell)
    else if (!Number.isNaN(loss)) {
      const from = 4 * colorIndex(scaleUnit(scale, loss))
      colors.set(table.subarray(from, from + 4), 4 * cell)
    }
  })
  return colors
}

import { objectiveRows, surfaceRows } from './analysis/surface'
import { log1p } from './elementary'
import { findLandscape, isFamily, landscapeCard, landscapeExpression, landscapes } from './landscapes/catalogue'
import type { LandscapeCard, LandscapeDefinition } from './landscapes/landscape'
import { optimizerCard, optimizers } from './optimizers/catalogue'
import type { OptimizerCard } from './optimizers/optimizer'
import { scheduleCard, schedules } from './schedules/catalogue'
import type { ScheduleCard } from './schedules/schedule'
import { sliceObjective } from './slice/slice-objective'

export { palette } from './scene/palette'
export { presets } from './scene/defaults'
export { defaultScene } from './scene/default-scene'

/** The catalogue as pure data, for those who show it and must not compute with it. */
export const landscapeCards: readonly LandscapeCard[] = landscapes.map(landscapeCard)
export const optimizerCards: readonly OptimizerCard[] = optimizers.map(optimizerCard)
export const scheduleCards: readonly ScheduleCard[] = schedules.map(scheduleCard)

/** Where no value is, in a thumbnail's grid. */
export const thumbnailHole = 255

/**
 * A landscape on n x n points of its domain as bytes, rows y ascending, for a small picture: 0 for its lowest value to 254 for its highest,
 * 255 where it has none.
 *
 * Heights are scaled as the landscape is drawn at first, so that the picture promises what one then sees: linearly, or as log(1 + h / u) with
 * h the height above the lowest and the unit u a hundredth of the 90th percentile, which shows the floor of a valley and its walls alike.
 */
export function thumbnailGrid(id: string, n: number): Uint8Array {
  const definition = findLandscape(id)
  if (definition === undefined) throw new Error(`no landscape "${id}"`)
  const values = gridValues(definition, n)
  const sorted = values.filter(Number.isFinite).sort()
  const low = sorted[0] ?? 0
  const unit = (sorted[Math.floor(0.9 * (sorted.length - 1))]! - low) / 100
  const scaled = (value: number): number =>
    definition.heightScale === 'log' ? log1p((value - low) / unit) : value - low
  const highest = scaled(sorted.at(-1) ?? 1)
  return Uint8Array.from(values, (value) =>
    Number.isFinite(value) ? Math.round((254 * scaled(value)) / highest) : thumbnailHole,
  )
}

function gridValues(definition: LandscapeDefinition, n: number): Float64Array {
  const values = new Float64Array(n * n)
  const { domain, parameters } = definition
  const defaults = Object.entries(parameters).map(([name, parameter]) => [name, parameter.default] as const)
  if (isFamily(definition)) {
    const dimension = definition.dimension.default
    const objective = definition.objective(dimension, Object.fromEntries(defaults))
    const plane = sliceObjective(objective, definition.defaultSlice(dimension))
    objectiveRows(plane, domain, [n, n], false)(0, n, values)
  } else {
    const inOrder = defaults.map(([, value]) => value)
    surfaceRows(landscapeExpression(definition), inOrder, domain, [n, n], false)(0, n, values)
  }
  return values
}

import { finish } from './pieces'
import { objectiveRows, surfaceRows } from './analysis/maps/surface'
import { log1p } from './elementary'
import { findLandscape, isFamily, landscapeCard, landscapeExpression, landscapes } from './catalogue/landscapes'
import type { LandscapeCard, LandscapeDefinition } from './definitions/landscape'
import { landscapeGroups } from './definitions/landscape'
import { dataSetCard, dataSets } from './catalogue/data-sets'
import { initialiserCard, initialisers } from './catalogue/initialisers'
import { optimizerCard, optimizers } from './catalogue/optimizers'
import { dataSource } from './data/data-source'
import type { DataSetCard, DataSetDefinition } from './definitions/data-set'
import { checkOptions } from './definitions/hyperparameters'
import type { InitialiserCard } from './definitions/initialiser'
import type { OptimizerCard } from './definitions/optimizer'
import { optimizerGroups } from './definitions/optimizer'
import { samplerCard, samplers } from './catalogue/samplers'
import { scheduleCard, schedules } from './catalogue/schedules'
import type { SamplerCard } from './definitions/sampler'
import type { ScheduleCard } from './definitions/schedule'
import { sliceObjective } from './slice/slice-objective'
import { sliceIn } from './slice/slice-pattern'

export { palette } from './scene/palette'
export { defaultScene } from './scene/default-scene'
export { scenarioCards } from './tour/scenario-cards'

/**
 * The catalogue as pure data, for those who show it and must not compute with it: by group where it has groups, and by
 * title within one.
 */
export const landscapeCards: readonly LandscapeCard[] = inGroups(landscapes.map(landscapeCard), landscapeGroups)
export const optimizerCards: readonly OptimizerCard[] = inGroups(optimizers.map(optimizerCard), optimizerGroups)
export const scheduleCards: readonly ScheduleCard[] = schedules.map(scheduleCard)
export const samplerCards: readonly SamplerCard[] = samplers.map(samplerCard)
export const dataSetCards: readonly DataSetCard[] = dataSets.map(dataSetCard)
export const initialiserCards: readonly InitialiserCard[] = initialisers.map(initialiserCard)

/** Few enough to be told apart in a picture of 80 by 40 pixels. */
const dots = 56

/** Examples of a data set, for a small picture: places in the unit square, y upwards, and classes, if it has any. */
export type DataSetDots = readonly (readonly [x: number, y: number, label: number])[]
export const dataSetDots: Readonly<Record<string, DataSetDots>> = Object.fromEntries(
  dataSets.map((set) => [set.id, dotsOf(set)]),
)

function dotsOf(set: DataSetDefinition): DataSetDots {
  const { value } = checkOptions(set, {}, '')
  const source = dataSource(set, value!, 1)
  const inputs = new Float64Array(set.inputs)
  const places = Array.from({ length: dots }, (_, i) => {
    const target = source.example(i, inputs)
    return [inputs[0]!, inputs[1] ?? target, set.task === 'classification' ? target : 0] as const
  })
  const unit = (axis: 0 | 1): ((value: number) => number) => {
    const values = places.map((place) => place[axis])
    const [min, max] = [Math.min(...values), Math.max(...values)]
    return (value) => Math.round((100 * (value - min)) / (max - min)) / 100
  }
  const [unitX, unitY] = [unit(0), unit(1)]
  return places.map(([x, y, label]) => [unitX(x), unitY(y), label])
}

/** Cards by group, in the groups' order, and by title within one. */
function inGroups<G extends string, C extends { readonly group: G; readonly title: string }>(
  cards: readonly C[],
  groups: readonly G[],
): readonly C[] {
  return cards.toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || (a.title < b.title ? -1 : 1))
}

/** Where no value is, in a thumbnail's grid. */
export const thumbnailHole = 255

/** A landscape on n x n points of its domain as bytes, rows y ascending, for a small picture. */
export function thumbnailGrid(id: string, n: number): Uint8Array {
  const definition = findLandscape(id)
  if (definition === undefined) throw new Error(`no landscape "${id}"`)
  return heightBytes(gridValues(definition, n), definition.heightScale)
}

/**
 * Heights as bytes: 0 for the lowest value to 254 for the highest, 255 where there is none. A level landscape is all 0.
 *
 * They are scaled as the landscape is drawn at first, so that the picture promises what one then sees: linearly, or as
 * log(1 + h / u) with h the height above the lowest and the unit u a hundredth of the 90th percentile, which shows the
 * floor of a valley and its walls alike.
 */
export function heightBytes(values: Float64Array, scale: 'linear' | 'log'): Uint8Array {
  const sorted = values.filter(Number.isFinite).sort()
  const low = sorted[0] ?? 0
  const span = (sorted.at(-1) ?? 0) - low
  if (!(span > 0)) return Uint8Array.from(values, (value) => (Number.isFinite(value) ? 0 : thumbnailHole))
  // Where nine tenths are at the lowest value, that percentile gives no unit.
  const unit = (sorted[Math.floor(0.9 * (sorted.length - 1))]! - low || span) / 100
  const scaled = (height: number): number => (scale === 'log' ? log1p(height / unit) : height)
  const highest = scaled(span)
  return Uint8Array.from(values, (value) =>
    Number.isFinite(value) ? Math.round((254 * scaled(value - low)) / highest) : thumbnailHole,
  )
}

function gridValues(definition: LandscapeDefinition, n: number): Float64Array {
  const values = new Float64Array(n * n)
  const { domain, parameters } = definition
  const defaults = Object.entries(parameters).map(([name, parameter]) => [name, parameter.default] as const)
  if (isFamily(definition)) {
    const dimension = definition.dimension.default
    const objective = definition.objective(dimension, Object.fromEntries(defaults))
    const plane = sliceObjective(objective, sliceIn(definition.defaultSlice, dimension))
    finish(objectiveRows(plane, domain, [n, n], false)(0, n, values))
  } else {
    const inOrder = defaults.map(([, value]) => value)
    finish(surfaceRows(landscapeExpression(definition), inOrder, domain, [n, n], false)(0, n, values))
  }
  return values
}

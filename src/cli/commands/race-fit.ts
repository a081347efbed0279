import { rateLine, type RateLaw, type RateLine } from '../../core/analysis/rates/rate-line'
import { exp } from '../../core/elementary'
import { landscapeCards } from '../../core/cards'
import { bestKnownPoints, bestKnownValue } from '../../core/scene/best-known-points'
import type { ChartQuantity } from '../../core/scene/chart'
import type { Scene } from '../../core/scene/scene'
import { type Reference, referenceOf } from '../../engine/accumulations/race-quantities'
import { readPoint } from '../arguments'
import { unusable } from '../failure'
import { shortNumber, table } from '../table'

/** What `--fit` asks for. */
export interface FitOptions {
  readonly fit?: readonly [from: number, to: number]
  readonly law?: RateLaw
}

/** Reads `FROM,TO`. */
export function readFit(text: string): readonly [from: number, to: number] {
  const [from, to, ...more] = readPoint('--fit', text)
  if (from! >= 0 && to! > from! && more.length === 0) return [from!, to!]
  throw unusable({
    where: '--fit',
    message: `expected steps FROM,TO with 0 <= FROM < TO, got "${text}"`,
    remedy: 'write --fit 1000,10000',
  })
}

/** Reads a loss. */
export function readOptimum(text: string): number {
  const [value, ...more] = readPoint('--optimum', text)
  if (more.length === 0) return value!
  throw unusable({ where: '--optimum', message: `expected a number, got "${text}"`, remedy: 'write --optimum 0' })
}

/** What a quantity of a scene's race is from: as the scene's chart says, else what the catalogue knows. */
export function referenceFor({ landscape, view }: Scene, quantity: ChartQuantity): Reference {
  const card = landscapeCards.find(({ id }) => id === landscape.id)
  const { at, value = card && bestKnownValue(card, landscape) } = view.chart.best ?? {}
  const places = at !== undefined ? [at] : card === undefined ? [] : bestKnownPoints(card, landscape)
  const needed = referenceOf(quantity)
  if (needed === 'places' && places.length === 0)
    throw unusable({
      where: '--quantity',
      message: `${quantity} of a landscape whose best places are not known`,
      remedy: 'take another quantity, or give a scene with view.chart.best.at',
    })
  if (needed === 'value' && value === undefined)
    throw unusable({
      where: '--optimum',
      message: `${quantity} of a landscape whose lowest loss is not known`,
      remedy: 'give it: --optimum 0',
    })
  return { places, value }
}

/** An error of a racer, a number a step. */
export interface FittedColumn {
  readonly id: string
  readonly step: Float64Array
  readonly values: ArrayLike<number> | undefined
}

/** The law that was fitted to each; undefined where it could not be. */
export function fitsOf(columns: readonly FittedColumn[], { fit, law = 'power' }: FitOptions) {
  return fit && columns.map(({ step, values }) => values && rateLine(step, values, step.length, law, fit))
}

export type Fits = NonNullable<ReturnType<typeof fitsOf>>

/** A fit as JSON has it: of a geometric law its factor a step besides. */
export function fitDocument(line: RateLine | undefined): Record<string, string | number> | undefined {
  if (line === undefined) return undefined
  const { law, from, to, points, slope, standardError } = line
  const numbers = { law, from, to, points, slope, standardError }
  return law === 'power' ? numbers : { ...numbers, factor: exp(slope) }
}

/** The same for a person. */
export function fitText(
  ids: readonly string[],
  fits: Fits,
  quantity: ChartQuantity,
  [from, to]: readonly [number, number],
) {
  const law = fits.find((line) => line !== undefined)?.law
  const name = law === 'geometric' ? 'factor a step' : 'slope'
  const right = (title: string) => ({ title, align: 'right' as const })
  const rows = ids.map((id, k) => {
    const line = fits[k]
    if (line === undefined) return [id, '-', '-', '0']
    const factor = line.law === 'geometric' ? exp(line.slope) : 1
    const value = line.law === 'geometric' ? factor : line.slope
    return [id, shortNumber(value), shortNumber(factor * line.standardError), String(line.points)]
  })
  const columns = [{ title: 'racer' }, right(name), right('std. error'), right('rows')]
  return `\nfit of ${quantity} over steps ${from} to ${to}\n${table(columns, rows)}`
}

import { gridCoordinate } from '../core/domain'
import { noRows, numberRows } from '../core/objectives/number-rows'
import { checkGrid, type SampledGrid } from '../core/objectives/sampled-grid'
import { type Checked, invalid, valid } from '../core/problem'
import { shown } from '../core/shown'
import { bareGrid } from './surface-arrays'
import type { SurfaceFile } from './surface-file'

/**
 * Reads a surface as `basin surface --out FILE.json` writes it: `values` is a list of rows, y ascending, null where
 * there is no number, with the axes `x` and `y`, or a `domain` that evenly spaced axes span, or on the unit square. A
 * list of rows alone does too.
 */
export function readSurfaceJson(text: string): Checked<SurfaceFile> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return invalid({ message: 'file is not JSON, or cut off', remedy: 'save or copy it again, whole' })
  }
  const given = Array.isArray(document) ? { values: document } : (document as Record<string, unknown> | null)
  const grid = typeof given === 'object' && given !== null ? gridOf(given) : invalid<SampledGrid>(noRows(document))
  return grid.value === undefined ? grid : valid({ surfaces: [{ name: 'values', grid: grid.value }] })
}

function gridOf(given: Readonly<Record<string, unknown>>): Checked<SampledGrid> {
  const rows = numberRows(given['values'])
  if (rows.value === undefined) return rows
  const [ny = 0, nx = 0] = rows.value.shape
  const domain = given['domain'] as { readonly x?: unknown; readonly y?: unknown } | undefined
  const [x, y] = [axisOf(given['x'], domain?.x, nx, 'x'), axisOf(given['y'], domain?.y, ny, 'y')]
  const problems = [...(x?.problems ?? []), ...(y?.problems ?? [])]
  if (problems.length > 0) return invalid(...problems)
  if (x?.value === undefined || y?.value === undefined) return bareGrid(rows.value)
  return checkGrid({ x: x.value, y: y.value, values: rows.value.data })
}

/** The coordinates along an axis of n points, given or from the domain; undefined where there are neither. */
function axisOf(given: unknown, interval: unknown, n: number, name: string): Checked<Float64Array> | undefined {
  if (given !== undefined) {
    if (Array.isArray(given) && given.every((value) => typeof value === 'number'))
      return valid(Float64Array.from(given))
    const message = `${name} is ${shown(given)}, expected a list of numbers`
    return invalid({ message, remedy: 'give one coordinate for each column of values', where: name })
  }
  if (interval === undefined) return undefined
  const [min, max] = Array.isArray(interval) ? (interval as readonly unknown[]) : []
  if (typeof min === 'number' && typeof max === 'number') {
    return valid(Float64Array.from({ length: n }, (_, i) => gridCoordinate([min, max], i, n)))
  }
  const message = `domain of ${name} is ${shown(interval)}, expected two numbers`
  return invalid({ message, remedy: 'write [min, max]', where: `domain.${name}` })
}

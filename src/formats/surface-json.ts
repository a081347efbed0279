import { base64 } from '@scure/base'
import { gridCoordinate } from '../core/domain'
import { noRows, numberRows } from '../core/objectives/number-rows'
import { mostCells } from '../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { shown } from '../core/shown'
import { type JsonList, jsonList } from './json-list'
import { Records, Rows } from './json-table'
import { type MemoryBudget, memoryBudget } from './memory-budget'
import { mostNames, namesProblem } from './most-names'
import { entriesOf, type NdArray, numbersOfType } from './npy'
import { isEndName } from './stated-extent'
import { parsedJson, parsedSizeProblem } from './parsed-json'
import { surfacesOfArrays } from './surface-arrays'
import type { ArrayFault, SurfaceFile } from './surface-file'
import { surfacesOfMatrix } from './surface-matrix'

type Members = Readonly<Record<string, unknown>>

/**
 * Reads a surface as `basin surface --out FILE.json` writes it: `values` is a list of rows, y ascending, null where
 * there is no number, with the axes `x` and `y`, or a `domain` that evenly spaced axes span, or on the unit square. A
 * list of rows alone does too; so do named lists as Python's json and pandas write them (columns, records, rows under
 * any name, NaN), and the first surface, heatmap or contour of a plotly figure.
 */
export function readSurfaceJson(bytes: Uint8Array, reading: SurfaceReading): Checked<SurfaceFile> {
  const list = jsonList(bytes)
  if (list !== undefined)
    return list.value === undefined ? invalid(...list.problems) : ofList(list.value, bytes.length, reading)
  const heavy = parsedSizeProblem(bytes, bytes.length)
  if (heavy !== undefined) return invalid(heavy)
  const document = parsedJson(bytes)
  if (document === undefined) {
    return invalid({ message: 'file is not JSON, or cut off', remedy: 'save or copy it again, whole' })
  }
  if (!isObject(document)) return invalid(noRows(document))
  return ofMembers(traceOf(document) ?? document, reading, memoryBudget(bytes.length))
}

/** Records or rows, some at a time. */
function ofList(list: JsonList, fileSize: number, reading: SurfaceReading): Checked<SurfaceFile> {
  const budget = memoryBudget(fileSize)
  let into: Records | Rows | undefined
  for (const piece of list.elements()) {
    if (piece.value === undefined) return invalid(...piece.problems)
    for (const element of piece.value) {
      into ??= isObject(element) ? new Records(element, list.count, budget) : new Rows(list.count, budget)
      const problem = into.add(element)
      if (problem !== undefined) return invalid(problem)
    }
  }
  if (into instanceof Records) return named(into.columns(), reading)
  if (into === undefined) return invalid(noRows([]))
  const surfaces = surfacesOfMatrix('values', into.matrix(), reading)
  return surfaces.value === undefined ? surfaces : valid({ surfaces: surfaces.value, notes: [] })
}

/** The first trace of a plotly figure that has a matrix. */
function traceOf(document: Members): Members | undefined {
  const data = document['data']
  if (!Array.isArray(data)) return undefined
  return data.find((trace): trace is Members => isObject(trace) && trace['z'] !== undefined)
}

function ofMembers(given: Members, reading: SurfaceReading, budget: MemoryBudget): Checked<SurfaceFile> {
  const { columns, data } = given
  if (data !== undefined && Array.isArray(columns)) {
    const split = columnsOfSplit(columns, data)
    return split.value === undefined ? invalid(...split.problems) : named(split.value, reading)
  }
  if (Array.isArray(data) && data.length > 0 && data.every(isObject)) {
    // As pandas writes it by `orient="table"`.
    const records = new Records(data[0]!, data.length, budget)
    for (const record of data) {
      const problem = records.add(record)
      if (problem !== undefined) return invalid(problem)
    }
    return named(records.columns(), reading)
  }
  const pivot = pivotOf(given)
  if (pivot !== undefined) {
    // Columns are x in pandas; its index, y, runs down.
    const surfaces = surfacesOfMatrix('values', pivot, reading, { isTable: true, corner: 'y' })
    return surfaces.value === undefined ? surfaces : valid({ surfaces: surfaces.value, notes: [] })
  }
  const { domain } = given
  // Only Basin writes a domain, and its rows are y.
  // A contour or heatmap of plotly may have its matrix the other way.
  const order = isObject(domain) ? 'yx' : given['transpose'] === true ? 'xy' : undefined
  const how: SurfaceReading = order === undefined ? reading : { order, ...reading }
  const values = given['values'] ?? given['z']
  if (isObject(domain) && given['x'] === undefined && Array.isArray(values)) return withDomain(values, domain, how)
  const arrays = new Map<string, NdArray>()
  const faults: ArrayFault[] = []
  // One after another: of a text of keys alone there would be a list for each.
  for (const name in given) {
    const array = name === 'domain' ? undefined : arrayOf(given[name], name)
    if (array === undefined) continue
    if (array.value !== undefined) arrays.set(name, array.value)
    else faults.push(...array.problems.map((problem) => ({ name, problem })))
    if (arrays.size > mostNames) break
  }
  for (const [name, axis] of steppedAxes(given, arrays)) arrays.set(name, axis)
  // Told before anything looks for axes among them.
  const tooMany = arrays.size > mostNames ? namesProblem(Object.keys(given).length, 'arrays') : undefined
  if (tooMany !== undefined) return invalid(tooMany)
  const [fault] = faults
  if (fault !== undefined) return invalid({ ...fault.problem, where: placed(fault) })
  return arrays.size === 0 ? invalid(noRows(given['values'])) : named(arrays, how)
}

/** A wide table as pandas writes it, columns of numbers by number: `{"-1": {"0": 1.5, "1": 2}, "1": {...}}`. */
function pivotOf(given: Members): NdArray | undefined {
  // Of one that is none its keys are not even listed.
  for (const name in given) if (!isNumberText(name) || !isObject(given[name])) return undefined
  const columns = sortedKeys(given)
  const first = given[columns[0] ?? '']
  if (columns.length < 2 || !isObject(first)) return undefined
  const rows = sortedKeys(first)
  const width = columns.length + 1
  if (rows.length < 2 || !rows.every(isNumberText) || rows.length * columns.length > mostCells) return undefined
  const matrix = new Float64Array(width * (rows.length + 1))
  matrix.set([NaN, ...columns.map(Number)])
  for (const [j, row] of rows.entries()) {
    matrix[(j + 1) * width] = Number(row)
    for (const [i, column] of columns.entries()) {
      const member = given[column]
      const value = isObject(member) ? member[row] : undefined
      if (typeof value !== 'number' && value !== null) return undefined
      matrix[(j + 1) * width + i + 1] = value ?? NaN
    }
  }
  return { shape: [rows.length + 1, width], data: matrix }
}

/** An object's keys that are whole numbers come first, wherever its text has them. */
function sortedKeys(members: Members): readonly string[] {
  return Object.keys(members).sort((a, b) => Number(a) - Number(b))
}

function isNumberText(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}

/** The axes that plotly steps along, `x0` and `dx`, where it has no coordinates for them. */
function steppedAxes(given: Members, arrays: ReadonlyMap<string, NdArray>): readonly (readonly [string, NdArray])[] {
  const shape = arrays.get('z')?.shape
  if (shape?.length !== 2) return []
  const [ny, nx] = given['transpose'] === true ? shape.toReversed() : shape
  return (
    [
      ['x', nx!],
      ['y', ny!],
    ] as const
  ).flatMap(([name, n]) => {
    const [start, step] = [given[`${name}0`], given[`d${name}`]]
    const isStepped = !arrays.has(name) && (typeof start === 'number' || typeof step === 'number')
    if (!isStepped) return []
    const [from, by] = [typeof start === 'number' ? start : 0, typeof step === 'number' ? step : 1]
    return [[name, { shape: [n], data: Float64Array.from({ length: n }, (_, i) => from + i * by) }] as const]
  })
}

function placed({ name, problem: { where } }: ArrayFault): string {
  return where === undefined ? name : `${name}${where.replace(/^values/, '')}`
}

function named(arrays: ReadonlyMap<string, NdArray>, reading: SurfaceReading): Checked<SurfaceFile> {
  return surfacesOfArrays({ arrays, faults: [] }, reading, { isTable: true })
}

/** Rows over the intervals that evenly spaced axes span. */
function withDomain(rows: unknown, domain: Members, reading: SurfaceReading): Checked<SurfaceFile> {
  const matrix = numberRows(rows)
  if (matrix.value === undefined) return matrix
  const [ny, nx] = matrix.value.shape
  const [x, y] = [axisOver(domain['x'], nx, 'x'), axisOver(domain['y'], ny, 'y')]
  if (x.value === undefined || y.value === undefined) return invalid(...x.problems, ...y.problems)
  const axes = { x: { shape: [nx], data: x.value }, y: { shape: [ny], data: y.value } }
  return named(new Map<string, NdArray>([...Object.entries(axes), ['values', matrix.value]]), reading)
}

function axisOver(interval: unknown, n: number, name: string): Checked<Float64Array> {
  const [min, max] = Array.isArray(interval) ? (interval as readonly unknown[]) : []
  if (typeof min === 'number' && typeof max === 'number') {
    return valid(Float64Array.from({ length: n }, (_, i) => gridCoordinate([min, max], i, n)))
  }
  const message = `domain of ${name} is ${shown(interval)}, expected two numbers`
  return invalid({ message, remedy: 'write [min, max]', where: `domain.${name}` })
}

/** A member as an array of numbers; undefined for one that is none: a title, a layout. */
function arrayOf(value: unknown, name: string): Checked<NdArray> | undefined {
  if (typeof value === 'number') {
    return isEndName(name) ? valid({ shape: [], data: Float64Array.of(value) }) : undefined
  }
  if (isObject(value)) return 'bdata' in value ? packedArray(value) : columnByIndex(value)
  if (!Array.isArray(value) || value.length === 0) return undefined
  if (value.every(Array.isArray)) return numberRows(value)
  const list = numbersOf(value)
  if (list !== undefined) return valid(list)
  const at = value.findIndex((entry) => typeof entry !== 'number' && entry !== null)
  if (typeof value[at] === 'string' && at === 0) return undefined
  return invalid({
    message: `entry is ${shown(value[at])}, expected a number or null`,
    remedy: 'write null for a hole',
    where: `values[${at}]`,
  })
}

/** A column as pandas writes it, by the index of each row: `{"0": 1.5, "1": 2}`. */
function columnByIndex(value: Members): Checked<NdArray> | undefined {
  const entries = Object.values(value)
  const column = entries.length > 1 ? numbersOf(entries) : undefined
  return column === undefined ? undefined : valid(column)
}

/** A list of numbers and nulls; undefined for any other. */
function numbersOf(entries: readonly unknown[]): NdArray | undefined {
  const isList = entries.every((entry) => typeof entry === 'number' || entry === null)
  if (!isList) return undefined
  return { shape: [entries.length], data: Float64Array.from(entries as (number | null)[], (entry) => entry ?? NaN) }
}

/** An array as plotly writes those of NumPy: `{"dtype": "f8", "bdata": base64, "shape": "7, 9"}`. */
function packedArray({ dtype, bdata, shape }: Members): Checked<NdArray> {
  const problem: Problem = {
    message: 'array of plotly is damaged: its type, bytes and shape do not fit together',
    remedy: 'save the figure again',
  }
  if (typeof dtype !== 'string' || typeof bdata !== 'string') return invalid(problem)
  let bytes: Uint8Array
  try {
    bytes = base64.decode(bdata)
  } catch {
    return invalid(problem)
  }
  const data = numbersOfType(`<${dtype}`, bytes)
  if (data === undefined) return invalid(problem)
  const sides = typeof shape === 'string' ? shape.split(',').map(Number) : [data.length]
  if (data.length > mostCells) return valid({ shape: sides, data: new Float64Array(0) })
  return entriesOf(sides) === data.length ? valid({ shape: sides, data }) : invalid(problem)
}

/** A table as pandas writes it by `orient="split"`: names of columns, and rows. */
function columnsOfSplit(columns: readonly unknown[], data: unknown): Checked<ReadonlyMap<string, NdArray>> {
  const tooMany = namesProblem(columns.length, 'columns')
  if (tooMany !== undefined) return invalid(tooMany)
  const rows = Array.isArray(data) ? data.filter((row): row is readonly unknown[] => Array.isArray(row)) : []
  const arrays = new Map<string, NdArray>()
  for (const [k, name] of columns.entries()) {
    const column = numbersOf(rows.map((row) => row[k]))
    if (rows.length > 0 && column !== undefined) arrays.set(String(name), column)
  }
  return valid(arrays)
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

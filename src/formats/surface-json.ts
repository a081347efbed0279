import { base64 } from '@scure/base'
import { gridCoordinate } from '../core/domain'
import { noRows, numberRows } from '../core/objectives/number-rows'
import { mostCells } from '../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../core/problem'
import type { SurfaceReading } from '../core/scene/surface-reading'
import { shown } from '../core/shown'
import { entriesOf, type NdArray, numbersOfType } from './npy'
import { surfacesOfArrays } from './surface-arrays'
import type { ArrayFault, SurfaceFile } from './surface-file'
import { surfacesOfMatrix } from './surface-matrix'
import { textOf } from './text'

type Members = Readonly<Record<string, unknown>>

/**
 * Reads a surface as `basin surface --out FILE.json` writes it: `values` is a list of rows, y ascending, null where
 * there is no number, with the axes `x` and `y`, or a `domain` that evenly spaced axes span, or on the unit square. A
 * list of rows alone does too; so do named lists as Python's json and pandas write them (columns, records, rows under
 * any name, NaN), and the first surface, heatmap or contour of a plotly figure.
 */
export function readSurfaceJson(bytes: Uint8Array, reading: SurfaceReading): Checked<SurfaceFile> {
  const heavy = parsedSizeProblem(bytes)
  if (heavy !== undefined) return invalid(heavy)
  const document = parsed(textOf(bytes))
  if (document === undefined) {
    return invalid({ message: 'file is not JSON, or cut off', remedy: 'save or copy it again, whole' })
  }
  if (Array.isArray(document)) {
    if (document.length > 0 && document.every(isObject)) return named(columnsOfRecords(document), reading)
    return bare(document, reading, undefined)
  }
  if (!isObject(document)) return invalid(noRows(document))
  const trace = traceOf(document)
  return trace === undefined ? ofMembers(document, reading) : ofMembers(trace, reading)
}

/** Python writes NaN and infinities, which JSON does not know: they are holes. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    if (!/NaN|Infinity/.test(text)) return undefined
  }
  try {
    return JSON.parse(
      text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) => (part.startsWith('"') ? part : 'null')),
    )
  } catch {
    return undefined
  }
}

/** Bytes that parsing takes at most for each bracket, comma and colon: a list or an object, an entry, and a key. */
const [bytesOfList, bytesOfEntry, bytesOfKey] = [64, 16, 64]

/** What is wrong with a text that would take far more memory parsed than it takes itself; told before it is parsed. */
function parsedSizeProblem(bytes: Uint8Array): Problem | undefined {
  let size = 0
  for (const byte of bytes) {
    // [ { , and :
    if (byte === 0x5b || byte === 0x7b) size += bytesOfList
    else if (byte === 0x2c) size += bytesOfEntry
    else if (byte === 0x3a) size += bytesOfKey
  }
  const most = bytes.length + 41_943_040
  if (size <= most) return undefined
  return {
    message: `JSON of ${bytes.length} bytes would take ${size} bytes once read, expected at most ${most}`,
    remedy: 'save it as .npz or .csv',
  }
}

/** The first trace of a plotly figure that has a matrix. */
function traceOf(document: Members): Members | undefined {
  const data = document['data']
  if (!Array.isArray(data)) return undefined
  return data.find((trace): trace is Members => isObject(trace) && trace['z'] !== undefined)
}

function ofMembers(given: Members, reading: SurfaceReading): Checked<SurfaceFile> {
  if (given['data'] !== undefined && Array.isArray(given['columns'])) return named(columnsOfSplit(given), reading)
  const { domain } = given
  // Only Basin writes a domain, and its rows are y.
  const how: SurfaceReading = isObject(domain) ? { order: 'yx', ...reading } : reading
  const values = given['values'] ?? given['z']
  if (isObject(domain) && given['x'] === undefined && Array.isArray(values)) return withDomain(values, domain, how)
  const arrays = new Map<string, NdArray>()
  const faults: ArrayFault[] = []
  // One after another: of a text of keys alone there would be a list for each.
  for (const name in given) {
    const array = name === 'domain' ? undefined : arrayOf(given[name])
    if (array === undefined) continue
    if (array.value !== undefined) arrays.set(name, array.value)
    else faults.push(...array.problems.map((problem) => ({ name, problem })))
  }
  const [fault] = faults
  if (fault !== undefined) return invalid({ ...fault.problem, where: placed(fault) })
  return arrays.size === 0 ? invalid(noRows(given['values'])) : named(arrays, how)
}

function placed({ name, problem: { where } }: ArrayFault): string {
  return where === undefined ? name : `${name}${where.replace(/^values/, '')}`
}

function named(arrays: ReadonlyMap<string, NdArray>, reading: SurfaceReading): Checked<SurfaceFile> {
  return surfacesOfArrays({ arrays, faults: [] }, reading, { isTable: true })
}

function bare(rows: unknown, reading: SurfaceReading, where: string | undefined): Checked<SurfaceFile> {
  const matrix = numberRows(rows, where)
  if (matrix.value === undefined) return matrix
  const surfaces = surfacesOfMatrix('values', matrix.value, reading)
  return surfaces.value === undefined ? surfaces : valid({ surfaces: surfaces.value, notes: [] })
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
function arrayOf(value: unknown): Checked<NdArray> | undefined {
  if (isObject(value)) return 'bdata' in value ? packedArray(value) : columnByIndex(value)
  if (!Array.isArray(value) || value.length === 0) return undefined
  if (value.every(Array.isArray)) return numberRows(value)
  const isList = value.every((entry) => typeof entry === 'number' || entry === null)
  if (isList)
    return valid({
      shape: [value.length],
      data: Float64Array.from(value as (number | null)[], (entry) => entry ?? NaN),
    })
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
  const isColumn = entries.length > 1 && entries.every((entry) => typeof entry === 'number' || entry === null)
  if (!isColumn) return undefined
  return valid({ shape: [entries.length], data: Float64Array.from(entries, (entry) => entry ?? NaN) })
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

/** Records, one for each point, as columns. */
function columnsOfRecords(records: readonly Members[]): ReadonlyMap<string, NdArray> {
  const arrays = new Map<string, NdArray>()
  for (const name of Object.keys(records[0]!)) {
    const isNumber = records.every((record) => typeof record[name] === 'number' || record[name] === null)
    if (!isNumber) continue
    const data = Float64Array.from(
      { length: records.length },
      (_, row) => (records[row]![name] as number | null) ?? NaN,
    )
    arrays.set(name, { shape: [records.length], data })
  }
  return arrays
}

/** A table as pandas writes it by `orient="split"`: names of columns, and rows. */
function columnsOfSplit({ columns, data }: Members): ReadonlyMap<string, NdArray> {
  const rows = Array.isArray(data) ? data.filter(Array.isArray) : []
  const records = rows.map((row: readonly unknown[]) =>
    Object.fromEntries((columns as readonly unknown[]).map((name, k) => [String(name), row[k]])),
  )
  return records.length === 0 ? new Map<string, NdArray>() : columnsOfRecords(records)
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

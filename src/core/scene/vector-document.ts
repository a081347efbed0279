import { base64 } from '@scure/base'
import { blobName } from '../blob-name'
import { type Checked, invalid, type Problem, valid } from '../problem'
import { shown } from '../shown'

/** A vector of up to so many numbers is written as a list, which a person can read and change. */
export const longestList = 64

const description = `A vector: a list of numbers, or, written for more than ${longestList} of them, base64 of little-endian float64`

/** The forms that a vector has in a file, as JSON Schema. */
export const vectorJsonSchema = {
  description,
  anyOf: [
    { type: 'array', items: { type: 'number' } },
    {
      type: 'object',
      description: 'The numbers as float64, 8 bytes each, little endian, in base64',
      properties: { float64: { type: 'string', contentEncoding: 'base64' } },
      required: ['float64'],
      additionalProperties: false,
    },
    {
      type: 'object',
      description:
        'The SHA-256 of those bytes, in hexadecimal: they lie beside the file NAME, in NAME-blobs, in a file of this name that ends with .f64',
      properties: { blob: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
      required: ['blob'],
      additionalProperties: false,
    },
  ],
} as const

type Document = Readonly<Record<string, unknown>>

/**
 * A scene's document whose vectors are all lists; or which of them cannot be read. A vector that lies beside the file
 * is not at hand here.
 */
export function withLists(document: object): Checked<object> {
  const problems: Problem[] = []
  const read = mapVectors(document as Document, (value, where) => {
    const list = listOf(value, where)
    problems.push(...(list?.problems ?? []))
    return list?.value
  })
  return problems.length === 0 ? valid(read) : invalid(...problems)
}

/** A scene's document whose long vectors are base64, and those that a list in JSON does not give back: it has no -0. */
export function withBase64(document: Document): Document {
  return mapVectors(document, (value) => {
    if (!isVector(value)) return undefined
    const isExact = !value.some((entry) => Object.is(entry, -0))
    return isExact && value.length <= longestList ? undefined : { float64: base64.encode(vectorToBytes(value)) }
  })
}

/** float64, little endian. */
export function vectorToBytes(vector: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(8 * vector.length))
  vector.forEach((entry, i) => view.setFloat64(8 * i, entry, true))
  return new Uint8Array(view.buffer)
}

/** What is wrong with the bytes of a vector that is named by their hash. */
export function vectorBytesProblem(name: string, bytes: Uint8Array): string | undefined {
  if (bytes.length % 8 !== 0) return `has ${bytes.length} bytes, expected 8 for each number`
  return blobName(bytes) === name ? undefined : `has ${bytes.length} bytes that are not those of its name`
}

/**
 * Every part of a scene's document that may be a vector or hold vectors, mapped; what `map` gives no answer for is
 * looked into.
 */
function mapVectors(document: Document, map: MapVector): Document {
  const { landscape, start, racers } = document
  return {
    ...document,
    ...(isObject(landscape) ? { landscape: mapLandscape(landscape, map) } : {}),
    ...(start === undefined ? {} : { start: mapped(start, 'start', map) }),
    ...(Array.isArray(racers)
      ? {
          racers: racers.map((racer: unknown, i) =>
            isObject(racer) && 'start' in racer
              ? { ...racer, start: mapped(racer['start'], `racers[${i}].start`, map) }
              : racer,
          ),
        }
      : {}),
  }
}

type MapVector = (value: unknown, where: string) => unknown

/**
 * The vectors of a landscape: in its slice, the parameters of a network, recorded paths, and its data where they are no
 * rows.
 */
function mapLandscape(landscape: Document, map: MapVector): Document {
  const within = (part: Document, keys: readonly string[], where: string): Document => ({
    ...part,
    ...Object.fromEntries(
      keys.flatMap((key) => (key in part ? [[key, mapped(part[key], `${where}.${key}`, map)]] : [])),
    ),
  })
  const { data } = landscape
  const whole = within(landscape, ['slice', 'theta', 'running', 'paths'], 'landscape')
  if (!isObject(data)) return whole
  const matrices = Object.entries(data).flatMap(([key, matrix]) =>
    isObject(matrix) ? [[key, within(matrix, ['values'], `landscape.data.${key}`)]] : [],
  )
  return { ...whole, data: { ...data, ...Object.fromEntries(matrices) } }
}

/** How deep vectors stand within a slice or a start, in lists or objects. */
const deepest = 4

function mapped(value: unknown, where: string, map: MapVector, depth = 0): unknown {
  const found = map(value, where)
  if (found !== undefined) return found
  if (isVector(value) || depth === deepest) return value
  if (Array.isArray(value)) return value.map((entry: unknown, i) => mapped(entry, `${where}[${i}]`, map, depth + 1))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, mapped(entry, `${where}.${key}`, map, depth + 1)]),
  )
}

/**
 * The list that one of a vector's other forms means, or what is wrong with it; undefined where there is none of them.
 */
function listOf(value: unknown, where: string): Checked<readonly number[]> | undefined {
  if (!isObject(value)) return undefined
  const keys = Object.keys(value)
  if (keys.length !== 1) return undefined
  const { float64, blob, file } = value
  if (keys[0] === 'file') {
    return invalid({
      message: `file ${shown(file)} of ${where.replace(/^landscape\./, '')} was not read`,
      remedy: 'run basin on this scene, which reads files beside it',
      where,
    })
  }
  if (keys[0] === 'blob') {
    return invalid({
      message: `vector ${shown(blob)} lies beside its file, and cannot be seen from here`,
      remedy:
        'open the file in the desktop app or give its path to basin, with the folder of its name and "-blobs" beside it',
      where,
    })
  }
  if (keys[0] !== 'float64') return undefined
  const bytes = typeof float64 === 'string' ? decoded(float64) : undefined
  const remedy = 'save or copy the scene again, whole'
  if (bytes === undefined || bytes.length % 8 !== 0) {
    const got = bytes === undefined ? shown(float64) : `${bytes.length} bytes`
    return invalid({ message: `float64 is ${got}, expected base64 of 8 bytes for each number`, remedy, where })
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const list = Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true))
  const wrong = list.findIndex((entry) => !Number.isFinite(entry))
  if (wrong < 0) return valid(list)
  return invalid({ message: `float64 has ${list[wrong]} as number ${wrong}, expected finite numbers`, remedy, where })
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return base64.decode(text)
  } catch {
    return undefined
  }
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number')
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

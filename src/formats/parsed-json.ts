import type { Problem } from '../core/problem'
import { textOf } from './text'

/**
 * A JSON text, or part of one between `before` and `after`; undefined where it is none. Python writes NaN and
 * infinities, which JSON does not know: they are holes.
 */
export function parsedJson(bytes: Uint8Array, before = '', after = ''): unknown {
  const text = `${before}${textOf(bytes)}${after}`
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

/**
 * What is wrong with a text, part of a file of so many bytes, that would take far more memory parsed than it takes
 * itself; told before it is parsed.
 */
export function parsedSizeProblem(bytes: Uint8Array, fileSize: number): Problem | undefined {
  let size = 0
  for (const byte of bytes) {
    // [ { , and :
    if (byte === 0x5b || byte === 0x7b) size += bytesOfList
    else if (byte === 0x2c) size += bytesOfEntry
    else if (byte === 0x3a) size += bytesOfKey
  }
  const most = fileSize + 41_943_040
  if (size <= most) return undefined
  return {
    message: `JSON of ${fileSize} bytes would take ${size} bytes once read, expected at most ${most}`,
    remedy: 'save it as a list of records, one for each point, or as .npz or .csv',
  }
}

import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { parsedJson, parsedSizeProblem } from './parsed-json'

const notJson: Problem = { message: 'file is not JSON, or cut off', remedy: 'save or copy it again, whole' }

/** Bytes of a piece, unless one element is longer. */
const pieceSize = 65_536

/** A JSON text that is one list, whose elements are parsed some at a time: whole they take many times their text. */
export interface JsonList {
  readonly count: number
  /** All elements, or a problem and then nothing more. */
  elements(): Generator<Checked<readonly unknown[]>>
}

/** The list that a text is; undefined where it is none, and a problem where it does not end. */
export function jsonList(bytes: Uint8Array): Checked<JsonList> | undefined {
  const start = firstOf(bytes)
  if (bytes[start] !== openBracket) return undefined
  let commas = 0
  let end = -1
  for (const at of divisions(bytes, start)) {
    if (bytes[at] === comma) commas++
    else end = at
  }
  if (end < 0) return invalid(notJson)
  const isEmpty = isBlank(bytes, start + 1, end)
  const count = isEmpty ? 0 : commas + 1
  return valid({
    count,
    *elements() {
      let from = start + 1
      let left = count
      for (const at of divisions(bytes, start)) {
        if (at !== end && at - from < pieceSize) continue
        const piece = bytes.subarray(from, at)
        const heavy = parsedSizeProblem(piece, bytes.length)
        if (heavy !== undefined) return yield invalid(heavy)
        const elements = parsedJson(piece, '[', ']')
        if (!Array.isArray(elements)) return yield invalid(notJson)
        left -= elements.length
        yield valid(elements)
        from = at + 1
      }
      // A comma too many, or an element that is missing.
      if (left !== 0) yield invalid(notJson)
    },
  })
}

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Where the commas are between the elements of the list that begins at `start`, and then where it ends, unless
 * something follows it.
 */
function* divisions(bytes: Uint8Array, start: number): Generator<number> {
  let depth = 0
  let isText = false
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at]
    if (isText) {
      if (byte === backslash) at++
      else if (byte === quote) isText = false
    } else if (byte === quote) isText = true
    else if (byte === openBracket || byte === openBrace) depth++
    else if (byte === comma) {
      if (depth === 1) yield at
    } else if (byte === closeBracket || byte === closeBrace) {
      depth--
      if (depth > 0) continue
      if (isBlank(bytes, at + 1, bytes.length)) yield at
      return
    }
  }
}

function firstOf(bytes: Uint8Array): number {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (isSpace(bytes[at])) at++
  return at
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isSpace(bytes[at])) return false
  return true
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

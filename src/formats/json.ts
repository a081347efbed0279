import type { Chunks } from './npy'
import { jsonNumberText } from './number-text'

/**
 * Numbers that arrive in pieces: written as one array, or as an array of rows of `columns` numbers each. Pieces hold
 * whole rows.
 */
export class NumberStream {
  constructor(
    readonly chunks: Chunks<Float64Array>,
    readonly columns?: number,
  ) {}
}

export type JsonSource =
  | null
  | boolean
  | number
  | string
  | undefined
  | Float64Array
  | NumberStream
  | readonly JsonSource[]
  | { readonly [key: string]: JsonSource }

const charactersPerChunk = 1 << 16
const numbersPerPiece = 4096

/**
 * A document as JSON, in pieces of some 64 thousand characters. Non-finite numbers are null; undefined members are
 * left out.
 */
export async function* json(source: JsonSource): AsyncGenerator<string> {
  let text = ''
  for await (const piece of pieces(source)) {
    text += piece
    if (text.length < charactersPerChunk) continue
    yield text
    text = ''
  }
  yield `${text}\n`
}

async function* pieces(source: JsonSource): AsyncGenerator<string> {
  if (source instanceof NumberStream) yield* numberPieces(source)
  else if (source instanceof Float64Array) yield* numberPieces(new NumberStream([source]))
  else if (typeof source === 'number') yield jsonNumberText(source)
  else if (source === null || source === undefined) yield 'null'
  else if (typeof source !== 'object') yield JSON.stringify(source)
  else if (isArray(source)) {
    yield '['
    for (let i = 0; i < source.length; i++) {
      if (i > 0) yield ','
      yield* pieces(source[i])
    }
    yield ']'
  } else {
    yield '{'
    let separator = ''
    for (const [key, member] of Object.entries(source)) {
      if (member === undefined) continue
      yield `${separator}${JSON.stringify(key)}:`
      yield* pieces(member)
      separator = ','
    }
    yield '}'
  }
}

async function* numberPieces({ chunks, columns }: NumberStream): AsyncGenerator<string> {
  yield '['
  let separator = ''
  const step = columns === undefined ? numbersPerPiece : Math.ceil(numbersPerPiece / columns) * columns
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += step) {
      yield separator + joined(chunk, from, Math.min(from + step, chunk.length), columns)
      separator = ','
    }
  }
  yield ']'
}

/** Numbers `from` up to `to` with commas between them, in brackets by rows of `columns` where that is given. */
function joined(numbers: Float64Array, from: number, to: number, columns = 0): string {
  let text = ''
  for (let i = from, column = 0; i < to; i++) {
    if (column === 0 && columns > 0) text += i === from ? '[' : '],['
    else if (i > from) text += ','
    text += jsonNumberText(numbers[i]!)
    if (++column === columns) column = 0
  }
  return columns > 0 ? `${text}]` : text
}

/** Array.isArray, which TypeScript does not narrow to read-only arrays. */
function isArray(source: JsonSource): source is readonly JsonSource[] {
  return Array.isArray(source)
}

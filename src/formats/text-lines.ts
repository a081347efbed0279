import { strFromU8 } from 'fflate'

/** One line of a text, decoded when it is asked for. */
export interface TextLine {
  /** From 1. */
  readonly number: number
  /** Bytes, its end left out. */
  readonly size: number
  /** Whether it holds nothing but spaces. */
  readonly isBlank: boolean
  text(): string
}

const [lineFeed, carriageReturn, space, tab] = [10, 13, 32, 9]

/**
 * The lines of a text in UTF-8, which end in LF, CR LF or CR. One after another, so that a text of any number of lines
 * takes no memory beside its bytes.
 */
export function* textLines(bytes: Uint8Array): Generator<TextLine> {
  let number = 1
  let from = hasMark(bytes) ? 3 : 0
  let isBlank = true
  const line = (to: number): TextLine => {
    const content = bytes.subarray(from, to)
    let decoded: string | undefined
    return { number, size: content.length, isBlank, text: () => (decoded ??= strFromU8(content)) }
  }
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte !== lineFeed && byte !== carriageReturn) {
      isBlank &&= byte === space || byte === tab
      continue
    }
    // A line end of two bytes counts once; blank lines are counted and not told.
    if (!isBlank) yield line(at)
    if (byte === carriageReturn && bytes[at + 1] === lineFeed) at++
    number++
    from = at + 1
    isBlank = true
  }
  if (!isBlank) yield line(bytes.length)
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

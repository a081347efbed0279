import { strFromU8, strToU8 } from 'fflate'

/** The text of a file in UTF-8, without its byte order mark. */
export function textOf(bytes: Uint8Array): string {
  return strFromU8(bytes).replace(/^\uFEFF/, '')
}

/**
 * The bytes of a text file in UTF-8: those of UTF-16, as Windows programs write it after a byte order mark, are turned
 * into such, a piece at a time.
 */
export function utf8Of(bytes: Uint8Array): Uint8Array {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe
  if (!isLittle && !(bytes[0] === 0xfe && bytes[1] === 0xff)) return bytes
  const [low, high] = isLittle ? [0, 1] : [1, 0]
  // Two bytes of UTF-16 are at most three of UTF-8.
  const out = new Uint8Array(Math.ceil(bytes.length / 2) * 3)
  let size = 0
  let piece = ''
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    const unit = bytes[at + low]! | (bytes[at + high]! << 8)
    piece += String.fromCharCode(unit)
    const isHalf = unit >= 0xd800 && unit < 0xdc00
    if (piece.length < 8192 || isHalf) continue
    out.set(strToU8(piece), size)
    size += strToU8(piece).length
    piece = ''
  }
  const rest = strToU8(piece)
  out.set(rest, size)
  return out.subarray(0, size + rest.length)
}

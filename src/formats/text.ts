import { strFromU8 } from 'fflate'

/** The text of a file in UTF-8, without its byte order mark. */
export function textOf(bytes: Uint8Array): string {
  return strFromU8(bytes).replace(/^\uFEFF/, '')
}

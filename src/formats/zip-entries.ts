import { Inflate, strFromU8 } from 'fflate'

/** A file in a ZIP archive, as the archive's directory has it. */
export interface ZipEntry {
  readonly name: string
  /** Bytes once unpacked, as claimed. */
  readonly size: number
  /** The beginning, at most so many bytes; undefined where it is damaged. */
  begin(most: number): Uint8Array | undefined
  /** All of it; undefined where it is damaged: of another size or checksum than the directory says. */
  read(): Uint8Array | undefined
}

const endSignature = 0x06054b50
const directorySignature = 0x02014b50
const localSignature = 0x04034b50
/** Bytes that are unpacked at once: deflate makes of each at most a thousand. */
const pieceSize = 2048

/**
 * The files of a ZIP archive; nothing is unpacked yet. Undefined where its directory is damaged or cut off, or it
 * needs what small archives do not: encryption, several disks, a method other than stored and deflated.
 *
 * Source: PKWARE, APPNOTE.TXT, .ZIP File Format Specification, sections 4.3.7 to 4.3.16.
 */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let k = 0; k < count; k++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== directorySignature) return undefined
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => view.getUint16(at + place, true))
    const name = strFromU8(bytes.subarray(at + 46, at + 46 + nameLength!))
    const packed = packedBytes(bytes, view, view.getUint32(at + 42, true), view.getUint32(at + 20, true))
    const method = view.getUint16(at + 10, true)
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1
    if (packed === undefined || isEncrypted || (method !== 0 && method !== 8)) return undefined
    entries.push(entryOf(name, packed, method === 8, view.getUint32(at + 24, true), view.getUint32(at + 16, true)))
    at += 46 + nameLength! + extraLength! + commentLength!
  }
  return entries
}

/** Where the record is that ends an archive: before a comment of at most 65535 bytes. */
function endOf(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  return undefined
}

function packedBytes(bytes: Uint8Array, view: DataView, at: number, size: number): Uint8Array | undefined {
  if (at + 30 > bytes.length || view.getUint32(at, true) !== localSignature) return undefined
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  return from + size > bytes.length ? undefined : bytes.subarray(from, from + size)
}

function entryOf(name: string, packed: Uint8Array, isDeflated: boolean, size: number, checksum: number): ZipEntry {
  return {
    name,
    size,
    begin(most) {
      if (!isDeflated) return packed.subarray(0, most)
      const out = new Uint8Array(Math.min(size, most))
      return inflateInto(packed, out, true) === undefined ? undefined : out
    },
    read() {
      const out = isDeflated ? new Uint8Array(size) : packed
      if (isDeflated && inflateInto(packed, out, false) !== size) return undefined
      return out.length === size && crc32(out) === checksum ? out : undefined
    },
  }
}

/**
 * Unpacks into `out`, piece by piece, so that what claims to be small cannot be large. Answers how many bytes there
 * were; undefined where the data are damaged or, unless only the beginning is wanted, more than `out` holds.
 */
function inflateInto(packed: Uint8Array, out: Uint8Array, isBeginning: boolean): number | undefined {
  let at = 0
  let isOver = false
  const stream = new Inflate((data) => {
    isOver ||= at + data.length > out.length
    out.set(data.subarray(0, out.length - at), at)
    at = Math.min(out.length, at + data.length)
  })
  try {
    for (let from = 0; from < packed.length && !isOver; from += pieceSize) {
      stream.push(packed.subarray(from, from + pieceSize), from + pieceSize >= packed.length)
      if (isBeginning && at === out.length) break
    }
  } catch {
    return undefined
  }
  return isOver && !isBeginning ? undefined : at
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** The checksum of a ZIP archive: CRC-32 with the reversed polynomial 0xedb88320. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (let i = 0; i < bytes.length; i++) crc = crcTable[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

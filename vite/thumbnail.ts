import { deflateSync } from 'node:zlib'
import { interpolateViridis } from 'd3-scale-chromatic'

/** Of the picture, in pixels: twice the gallery's size, for fine screens. */
const width = 156
const height = 104
/** Points of the grid along a side. */
const points = 156

/** A landscape from above as a PNG: its colours by height, lit from the upper left. */
export function thumbnail(gridOf: (n: number) => Uint8Array, hole: number): Buffer {
  const grid = gridOf(points)
  const at = (column: number, row: number): number => {
    const i = Math.min(points - 1, Math.max(0, column))
    // Rows of the grid ascend, rows of a picture descend.
    const j = Math.min(points - 1, Math.max(0, points - 1 - Math.round((row / (height - 1)) * (points - 1))))
    return grid[j * points + i]!
  }
  const pixels = Buffer.alloc(height * (1 + 4 * width))
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = at(column, row)
      const offset = row * (1 + 4 * width) + 1 + 4 * column
      if (value === hole) continue
      const slope = at(column + 1, row) - at(column - 1, row) + (at(column, row + 1) - at(column, row - 1))
      const light = Math.min(1.25, Math.max(0.62, 1 + 0.022 * slope))
      pixels.set([...channels(value / 254).map((channel) => Math.min(255, channel * light)), 255], offset)
    }
  }
  return png(pixels)
}

/** Red, green and blue, 0 to 255, of a height in [0, 1]. */
function channels(unit: number): readonly number[] {
  const hex = Number.parseInt(interpolateViridis(unit).slice(1), 16)
  return [hex >> 16, (hex >> 8) & 255, hex & 255]
}

function png(rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits a channel, red green blue alpha.
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

/** The checksum of PNG chunks (ISO 3309). */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

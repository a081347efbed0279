import type { SampledGrid } from './sampled-grid'

/**
 * A grid as bytes, the same for the same grid on every machine: nx, ny, the coordinates along x, along y, and the
 * values, all float64, little endian, every NaN the same.
 */
export function gridToBytes({ x, y, values }: SampledGrid): Uint8Array {
  const numbers = [Float64Array.of(x.length, y.length), x, y, values]
  const bytes = new Uint8Array(8 * numbers.reduce((sum, { length }) => sum + length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const array of numbers) {
    for (const value of array) {
      view.setFloat64(at, Number.isNaN(value) ? NaN : value, true)
      at += 8
    }
  }
  return bytes
}

/** Reads what `gridToBytes` has written. Throws for other bytes: they were named as a grid's. */
export function gridFromBytes(bytes: Uint8Array): SampledGrid {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const numbers = Float64Array.from({ length: bytes.length >> 3 }, (_, i) => view.getFloat64(8 * i, true))
  const [nx = 0, ny = 0] = numbers
  if (numbers.length !== 2 + nx + ny + nx * ny) throw new Error('these bytes are not a grid')
  const [toY, toValues] = [2 + nx, 2 + nx + ny]
  return { x: numbers.slice(2, toY), y: numbers.slice(toY, toValues), values: numbers.slice(toValues) }
}

/** A rectangle of the plane. */
export interface Domain {
  readonly x: readonly [min: number, max: number]
  readonly y: readonly [min: number, max: number]
}

/**
 * Coordinate i of n along an interval, ends included: min + (max - min) i / (n - 1), the last exactly max, since
 * rounding might miss it; the middle for n = 1.
 */
export function gridCoordinate([min, max]: readonly [number, number], i: number, n: number): number {
  if (n === 1) return min + (max - min) / 2
  return i === n - 1 ? max : min + ((max - min) * i) / (n - 1)
}

/** Half the extent of a domain along each axis. */
export function halfWidths({ x, y }: Domain): readonly [number, number] {
  return [(x[1] - x[0]) / 2, (y[1] - y[0]) / 2]
}

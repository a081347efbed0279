/** A closed axis-parallel rectangle. */
export interface Box {
  readonly x0: number
  readonly x1: number
  readonly y0: number
  readonly y1: number
}

export function contains(outer: Box, inner: Box): boolean {
  return outer.x0 <= inner.x0 && inner.x1 <= outer.x1 && outer.y0 <= inner.y0 && inner.y1 <= outer.y1
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

export function holds({ x0, x1, y0, y1 }: Box, [x, y]: readonly [number, number]): boolean {
  return x0 <= x && x <= x1 && y0 <= y && y <= y1
}

export function middle({ x0, x1, y0, y1 }: Box): readonly [number, number] {
  return [x0 + (x1 - x0) / 2, y0 + (y1 - y0) / 2]
}

/** The box whose sides are twice `half` half-widths of a domain long, about a place. */
export function boxAround([x, y]: readonly [number, number], half: number, lengths: readonly [number, number]): Box {
  const [u, v] = [half * lengths[0], half * lengths[1]]
  return { x0: x - u, x1: x + u, y0: y - v, y1: y + v }
}

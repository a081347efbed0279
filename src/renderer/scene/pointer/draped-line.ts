import type { Context2D } from '../markers'

type Point = readonly [x: number, y: number]

/** Where a point of the plane appears, CSS pixels; undefined where it is not on the surface. */
export type PlaceOf = (x: number, y: number) => readonly [px: number, py: number] | undefined

/** Around every mark of the pointer, so that it stands out on any colour of the map. */
export const casing = 'rgba(8, 11, 15, 0.85)'

/** A line from one point of the plane to another as it lies on the surface, up to where it leaves it. */
export function drapedLine([x, y]: Point, [dx, dy]: Point, pieces: number, placeOf: PlaceOf): Point[] {
  const points: Point[] = []
  for (let k = 0; k <= pieces; k++) {
    const place = placeOf(x + (dx * k) / pieces, y + (dy * k) / pieces)
    if (place === undefined) break
    points.push(place)
  }
  return points
}

export interface LineStyle {
  readonly color: string
  /** CSS pixels, without its casing. */
  readonly width: number
  readonly dash?: readonly number[]
}

/** Strokes a line of the canvas with its casing; with a head the line ends as an arrow. */
export function strokeLine(
  context: Context2D,
  points: readonly Point[],
  { color, width, dash = [] }: LineStyle,
  head: readonly Point[] = [],
): void {
  context.save()
  context.lineCap = context.lineJoin = 'round'
  for (const [ink, wider] of [
    [casing, 2.6],
    [color, 0],
  ] as const) {
    context.strokeStyle = context.fillStyle = ink
    context.lineWidth = width + wider
    context.setLineDash(dash as number[])
    context.beginPath()
    points.forEach(([x, y]) => context.lineTo(x, y))
    context.stroke()
    if (head.length === 0) continue
    context.setLineDash([])
    context.lineWidth = 1.2 + wider
    context.beginPath()
    head.forEach(([x, y]) => context.lineTo(x, y))
    context.closePath()
    context.stroke()
    context.fill()
  }
  context.restore()
}

/** An arrowhead at a tip, seen from a point behind it; none where they fall together. */
export function arrowHead(tip: Point, behind: Point, long = 8): Point[] {
  const length = Math.hypot(tip[0] - behind[0], tip[1] - behind[1])
  if (length < 1e-6) return []
  const [dx, dy] = [(tip[0] - behind[0]) / length, (tip[1] - behind[1]) / length]
  const half = long / 2
  const base: Point = [tip[0] - dx * long, tip[1] - dy * long]
  return [tip, [base[0] - dy * half, base[1] + dx * half], [base[0] + dy * half, base[1] - dx * half]]
}

/** How long a line is on the canvas, CSS pixels. */
export function lengthOnCanvas(points: readonly Point[]): number {
  let sum = 0
  for (let k = 1; k < points.length; k++) {
    sum += Math.hypot(points[k]![0] - points[k - 1]![0], points[k]![1] - points[k - 1]![1])
  }
  return sum
}

import type { CriticalKind } from '../../core/definitions/landscape'
import type { LineStyle, MarkerShape } from '../../core/scene/palette'

/** The 2-D contexts that the stage and the map draw on: a page's or an offscreen one. */
export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** On and off along a line of width 2, CSS pixels, as `setLineDash` takes it. */
export const lineDashes: Readonly<Record<LineStyle, readonly number[]>> = {
  solid: [],
  dashed: [8, 5],
  dotted: [2, 4],
  'dash-dotted': [9, 4, 2, 4],
}

/** How strongly what stands back behind an emphasised racer shows. */
export const faintAlpha = 0.22

/** Outlines around the origin for radius 1, as closed polygons; all shapes have about a circle's area. */
const polygons = {
  square: ring([0.88, 0.88], [-0.88, 0.88], [-0.88, -0.88], [0.88, -0.88]),
  triangle: ring([0, -1.3], [1.14, 0.76], [-1.14, 0.76]),
  diamond: ring([0, -1.3], [1.14, 0], [0, 1.3], [-1.14, 0]),
  cross: crossRing(0.42, 1.12),
  star: starRing(5, 1.38, 0.62),
} satisfies Record<Exclude<MarkerShape, 'circle'>, readonly (readonly [number, number])[]>

/** Traces a marker's outline as the current path. */
export function traceMarker(context: Context2D, shape: MarkerShape, x: number, y: number, radius: number): void {
  context.beginPath()
  if (shape === 'circle') {
    context.arc(x, y, radius, 0, 2 * Math.PI)
    return
  }
  for (const [px, py] of polygons[shape]) context.lineTo(x + px * radius, y + py * radius)
  context.closePath()
}

/** Paths in the order in which they are drawn: what stands out lies above what does not. */
export function faintFirst<P extends { readonly isFaint?: boolean | undefined }>(paths: readonly P[]): readonly P[] {
  return [...paths.filter(({ isFaint }) => isFaint === true), ...paths.filter(({ isFaint }) => isFaint !== true)]
}

type Strokes = readonly (readonly [ink: string, width: number])[]

/** Rims about a marker, the widest first, and what fills it. */
function drawRims(
  context: Context2D,
  shape: MarkerShape,
  [x, y, radius]: readonly [x: number, y: number, radius: number],
  strokes: Strokes,
  fill?: string,
): void {
  context.save()
  context.lineJoin = 'round'
  traceMarker(context, shape, x, y, radius)
  for (const [ink, width] of strokes) {
    context.strokeStyle = ink
    context.lineWidth = width
    context.stroke()
  }
  if (fill !== undefined) {
    context.fillStyle = fill
    context.fill()
  }
  context.restore()
}

const rim = 'rgba(8, 11, 15, 0.85)'

/** A filled marker with a white rim inside a dark one: it stands out on any colour of any map. */
export function drawMarker(
  context: Context2D,
  shape: MarkerShape,
  x: number,
  y: number,
  radius: number,
  color: string,
): void {
  const strokes: Strokes = [
    [rim, 5],
    ['#ffffff', 3],
  ]
  drawRims(context, shape, [x, y, radius], strokes, color)
}

/** A marker that is hollow: the head of a companion's path. */
export function drawHollowMarker(
  context: Context2D,
  shape: MarkerShape,
  x: number,
  y: number,
  radius: number,
  color: string,
): void {
  const strokes: Strokes = [
    [rim, 4.6],
    ['#ffffff', 3],
    [color, 2],
  ]
  drawRims(context, shape, [x, y, radius], strokes)
}

/** The marker of a path's head, if it has one: hollow of a companion, fainter where the surface hides it. */
export function drawHead(
  context: Context2D,
  path: { readonly marker?: MarkerShape; readonly color: string; readonly isCompanion?: boolean },
  x: number,
  y: number,
  radius: number,
  isHidden = false,
): void {
  if (path.marker === undefined) return
  const draw = path.isCompanion === true ? drawHollowMarker : isHidden ? drawHiddenMarker : drawMarker
  draw(context, path.marker, x, y, radius, path.color)
}

/** A marker that the surface hides: its colour unmixed, and without the rims of one in front. */
export function drawHiddenMarker(
  context: Context2D,
  shape: MarkerShape,
  x: number,
  y: number,
  radius: number,
  color: string,
): void {
  drawRims(context, shape, [x, y, radius * 0.9], [['rgba(8, 11, 15, 0.6)', 3]], color)
}

/** Where a race begins: a hollow ring around a dot. */
export function drawStart(context: Context2D, x: number, y: number): void {
  context.save()
  for (const [color, width] of [
    ['rgba(8, 11, 15, 0.85)', 4.5],
    ['#ffffff', 2],
  ] as const) {
    context.strokeStyle = color
    context.fillStyle = color
    context.lineWidth = width
    context.beginPath()
    context.arc(x, y, 8, 0, 2 * Math.PI)
    context.stroke()
    context.beginPath()
    context.arc(x, y, width === 2 ? 2.2 : 3.4, 0, 2 * Math.PI)
    context.fill()
  }
  context.restore()
}

/** By kind, in shape and colour: a critical point. */
export const criticalStyles = {
  minimum: { shape: 'circle', color: '#12b886' },
  saddle: { shape: 'cross', color: '#fd7e14' },
  maximum: { shape: 'triangle', color: '#be4bdb' },
  degenerate: { shape: 'square', color: '#adb5bd' },
} as const satisfies Record<CriticalKind, { readonly shape: MarkerShape; readonly color: string }>

export function drawCritical(context: Context2D, kind: CriticalKind, x: number, y: number): void {
  const { shape, color } = criticalStyles[kind]
  drawMarker(context, shape, x, y, 3.6, color)
}

/** A known point: a small open ring. */
export function drawLandmark(context: Context2D, x: number, y: number): void {
  context.save()
  for (const [color, width] of [
    ['rgba(8, 11, 15, 0.7)', 3.5],
    ['#ffffff', 1.5],
  ] as const) {
    context.strokeStyle = color
    context.lineWidth = width
    context.beginPath()
    context.arc(x, y, 4.5, 0, 2 * Math.PI)
    context.stroke()
  }
  context.restore()
}

function ring(...corners: (readonly [number, number])[]) {
  return corners
}

function crossRing(half: number, arm: number) {
  const quarter = [
    [half, -arm],
    [half, -half],
    [arm, -half],
  ] as const
  // an upright cross turned by 45 degrees reads as a cross, not as a plus sign of the axes
  const turn = Math.SQRT1_2
  return [0, 1, 2, 3]
    .flatMap((k) => quarter.map(([x, y]) => rotate(x, y, k)))
    .map(([x, y]): readonly [number, number] => [(x - y) * turn, (x + y) * turn])
}

function rotate(x: number, y: number, quarters: number): readonly [number, number] {
  if (quarters === 0) return [x, y]
  return rotate(-y, x, quarters - 1)
}

function starRing(points: number, outer: number, inner: number) {
  return Array.from({ length: 2 * points }, (_, k): readonly [number, number] => {
    const angle = (k * Math.PI) / points
    const radius = k % 2 === 0 ? outer : inner
    return [radius * Math.sin(angle), -radius * Math.cos(angle)]
  })
}

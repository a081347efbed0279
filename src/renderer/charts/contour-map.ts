import { contourInk } from '../scene/color-maps'
import { drawPointerMarks } from '../scene/pointer/pointer-marks'
import { labelFont } from '../scene/overlay/labels'
import { drawThrownStep } from '../scene/overlay/thrown-step'
import {
  type Context2D,
  drawCritical,
  drawHead,
  drawLandmark,
  drawStart,
  faintAlpha,
  faintFirst,
  lineDashes,
} from '../scene/markers'
import { lastAtOrBefore, pointAt, trailStart } from '../scene/path-segments'
import { axisTicks, type HeightScale, heightScale } from '../scene/scales'
import type { PathData, PointerContent, StageContent, SurfaceGrid, SurfacePaint } from '../scene/stage'
import { stageThemes } from '../scene/theme'
import { colorPixels, contourLines, type ContourLine } from './contour-map-lines'
import { plainContext } from './plain-context'

/**
 * The surface seen from above, in plain Canvas 2D: the same content, scales, levels and markers as the stage, and
 * independent of WebGL.
 */

export interface MapSize {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  readonly pixelRatio: number
}

/** Where the map's plane lies on its canvas, and what part of the plane it shows. */
export interface MapFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** The point of the plane under a canvas position (CSS pixels); undefined outside the frame. */
  toPlane(px: number, py: number): [x: number, y: number] | undefined
  /** Where a point of the plane lies on the canvas, inside the frame or not. */
  toCanvas(x: number, y: number): [px: number, py: number]
}

/** The map's geometry for a content and a size; all of `drawContourMap` follows it. */
export function mapFrame({ domain }: Pick<StageContent, 'domain'>, size: Pick<MapSize, 'width' | 'height'>): MapFrame {
  const small = size.width < 200
  // room for the longest label of y, at about six pixels a character
  const labels = small ? [] : mapTicks(domain.y, size.height, 44).map(({ label }) => label.length)
  const left = small ? 6 : 24 + 6.2 * Math.max(2, ...labels)
  const top = 10
  const width = Math.max(1, size.width - left - 10)
  const height = Math.max(1, size.height - top - (small ? 6 : 26))
  const [spanX, spanY] = [domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]]
  return {
    left,
    top,
    width,
    height,
    toPlane: (px, py) => {
      const [u, v] = [(px - left) / width, 1 - (py - top) / height]
      return u < 0 || u > 1 || v < 0 || v > 1 ? undefined : [domain.x[0] + u * spanX, domain.y[0] + v * spanY]
    },
    toCanvas: (x, y) => [left + ((x - domain.x[0]) / spanX) * width, top + (1 - (y - domain.y[0]) / spanY) * height],
  }
}

/** What the map shows; what follows the pointer has a canvas of its own. */
export type MapContent = Omit<StageContent, keyof PointerContent>

/** Draws what follows the pointer on a canvas above the map's, of the same size. */
export function drawMapPointer(
  context: Context2D,
  content: Pick<StageContent, 'domain' | 'surface'>,
  pointer: PointerContent,
  size: MapSize,
): void {
  const { left, top, width, height, toCanvas } = mapFrame(content, size)
  context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0)
  context.clearRect(0, 0, size.width, size.height)
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  drawPointerMarks(context, pointer, content, toCanvas)
  context.restore()
}

/** Draws the whole map. The canvas must be `size` times its pixel ratio; the context's transform is replaced. */
export function drawContourMap(context: Context2D, content: MapContent, size: MapSize): void {
  const theme = stageThemes[content.theme]
  const frame = mapFrame(content, size)
  context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0)
  context.globalAlpha = 1
  context.fillStyle = theme.background
  context.fillRect(0, 0, size.width, size.height)

  context.save()
  context.beginPath()
  context.rect(frame.left, frame.top, frame.width, frame.height)
  context.clip()
  context.fillStyle = theme.hole
  context.fillRect(frame.left, frame.top, frame.width, frame.height)
  const { surface } = content
  if (surface !== undefined && surface.nx > 1 && surface.ny > 1) {
    drawHatching(context, frame, theme.line)
    drawSurface(context, frame, surface, content)
  }
  drawSeparatrices(context, frame, content)
  drawPaths(context, frame, content)
  context.restore()

  drawFrame(context, frame, content, size)
  if (surface !== undefined) drawMarks(context, frame, content)
}

function mapTicks(range: readonly [number, number], length: number, spacing: number) {
  return axisTicks(...range, Math.max(2, Math.min(6, length / spacing)))
}

/** What is costly to work out, kept as long as the grid lives. */
interface Prepared {
  readonly key: string
  readonly image: OffscreenCanvas
  readonly lines: readonly ContourLine[]
  readonly scale: HeightScale
}

const prepared = new WeakMap<SurfaceGrid, Prepared>()

function prepare(grid: SurfaceGrid, content: MapContent): Prepared {
  const key = `${content.height.scale} ${content.colorMap}`
  const old = prepared.get(grid)
  if (old?.key === key) return old
  const sameScale = old?.scale.kind === content.height.scale
  const scale = sameScale ? old.scale : heightScale(content.height.scale, grid.reference, grid.span)
  const image = new OffscreenCanvas(grid.nx, grid.ny)
  const pixels = new ImageData(colorPixels(grid, scale, content.colorMap), grid.nx, grid.ny)
  plainContext(image).putImageData(pixels, 0, 0)
  const made = { key, image, scale, lines: sameScale ? old.lines : contourLines(grid, scale.levels) }
  prepared.set(grid, made)
  return made
}

function drawSurface(context: Context2D, frame: MapFrame, grid: SurfaceGrid, content: MapContent): void {
  const { image, lines } = prepare(grid, content)
  const [left, bottom] = frame.toCanvas(grid.domain.x[0], grid.domain.y[0])
  const [right, top] = frame.toCanvas(grid.domain.x[1], grid.domain.y[1])
  const [width, height] = [right - left, bottom - top]
  // samples lie at the middles of the image's pixels: half a pixel of it reaches beyond the grid on every side
  const [padX, padY] = [width / (grid.nx - 1) / 2, height / (grid.ny - 1) / 2]
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  const { paint } = content
  context.drawImage(image, left - padX, top - padY, width + 2 * padX, height + 2 * padY)
  if (paint !== undefined) drawPaint(context, frame, paint)
  context.restore()
  if (!content.contours) return

  context.lineJoin = 'round'
  for (const { level, points } of lines) {
    context.strokeStyle = contourInk(content.colorMap, level.unit, level.major ? 0.55 : 0.24)
    context.lineWidth = level.major ? 1.2 : 0.8
    context.beginPath()
    for (const [u, v] of points) context.lineTo(left + u * width, bottom - v * height)
    context.stroke()
  }
}

const paintImages = new WeakMap<SurfacePaint, OffscreenCanvas>()

/** What the surface is painted with, its points at the middles of the image's pixels. */
function drawPaint(context: Context2D, frame: MapFrame, paint: SurfacePaint): void {
  const { domain, nx, ny, colors } = paint
  let image = paintImages.get(paint)
  if (image === undefined) {
    image = new OffscreenCanvas(nx, ny)
    const pixels = new ImageData(nx, ny)
    // Rows of an image run downwards.
    for (let j = 0; j < ny; j++) pixels.data.set(colors.subarray(4 * j * nx, 4 * (j + 1) * nx), 4 * (ny - 1 - j) * nx)
    plainContext(image).putImageData(pixels, 0, 0)
    paintImages.set(paint, image)
  }
  const [left, bottom] = frame.toCanvas(domain.x[0], domain.y[0])
  const [right, top] = frame.toCanvas(domain.x[1], domain.y[1])
  const [padX, padY] = [(right - left) / (nx - 1) / 2, (bottom - top) / (ny - 1) / 2]
  context.imageSmoothingEnabled = paint.smooth
  context.drawImage(image, left - padX, top - padY, right - left + 2 * padX, bottom - top + 2 * padY)
}

/** Fine diagonal lines, seen where the surface has holes. */
function drawHatching(context: Context2D, { left, top, width, height }: MapFrame, color: string): void {
  context.save()
  context.strokeStyle = color
  context.globalAlpha = 0.16
  context.lineWidth = 1
  context.beginPath()
  for (let offset = -height; offset < width; offset += 7) {
    context.moveTo(left + offset, top + height)
    context.lineTo(left + offset + height, top)
  }
  context.stroke()
  context.restore()
}

function drawSeparatrices(context: Context2D, frame: MapFrame, content: MapContent): void {
  const { casing, separatrix } = stageThemes[content.theme]
  context.lineJoin = context.lineCap = 'round'
  for (const path of content.separatrices) {
    context.beginPath()
    for (let k = 0; k < path.length; k += 2) context.lineTo(...frame.toCanvas(path[k]!, path[k + 1]!))
    for (const [color, width] of [
      [casing, 2.6],
      [separatrix, 1.2],
    ] as const) {
      context.strokeStyle = color
      context.lineWidth = width
      context.stroke()
    }
  }
}

function drawPaths(context: Context2D, frame: MapFrame, content: MapContent): void {
  context.lineJoin = context.lineCap = 'round'
  for (const path of faintFirst(content.paths)) {
    if (!path.visible || path.isHeadAlone === true) continue
    tracePath(context, frame, path, content.playhead)
    context.strokeStyle = stageThemes[content.theme].casing
    const strength = path.isFaint ? faintAlpha : 1
    context.setLineDash(lineDashes[path.line ?? 'solid'])
    context.globalAlpha = 0.7 * strength
    context.lineWidth = path.isCompanion ? 3 : 4
    context.stroke()
    context.strokeStyle = path.color
    context.globalAlpha = strength
    context.lineWidth = path.isCompanion ? 1.4 : 2.2
    context.stroke()
    context.setLineDash([])
  }
}

/** Traces a path up to the playhead, leaving out rows that move less than a quarter of a pixel. */
function tracePath(context: Context2D, frame: MapFrame, path: PathData, playhead: number): void {
  context.beginPath()
  if (path.count === 0 || !(playhead >= path.clock[0]!)) return
  const last = lastAtOrBefore(path.clock, path.count, playhead)
  // far beyond any canvas: a racer on its way to infinity still leaves in the right direction
  const far = 1e5
  let [lastX, lastY] = [NaN, NaN]
  const lineTo = (x: number, y: number) => {
    const [px, py] = frame.toCanvas(x, y)
    if (!Number.isFinite(px) || !Number.isFinite(py)) {
      lastX = NaN
      return
    }
    if (Math.abs(px - lastX) < 0.25 && Math.abs(py - lastY) < 0.25) return
    const [cx, cy] = [Math.min(far, Math.max(-far, px)), Math.min(far, Math.max(-far, py))]
    if (Number.isNaN(lastX)) context.moveTo(cx, cy)
    else context.lineTo(cx, cy)
    lastX = px
    lastY = py
  }
  for (let i = trailStart(path, playhead); i <= last; i++) lineTo(path.points[2 * i]!, path.points[2 * i + 1]!)
  const head = pointAt(path, playhead)
  if (head !== undefined) lineTo(...head)
}

function drawMarks(context: Context2D, frame: MapFrame, content: MapContent): void {
  const { domain } = content
  const placeOf = (x: number, y: number) =>
    x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1] ? frame.toCanvas(x, y) : undefined
  const at = (x: number, y: number, draw: (px: number, py: number) => void) => {
    const place = placeOf(x, y)
    if (place !== undefined) draw(...place)
  }
  for (const point of content.criticalPoints) at(...point.at, (px, py) => drawCritical(context, point.kind, px, py))
  for (const [x, y] of content.landmarks) at(x, y, (px, py) => drawLandmark(context, px, py))
  if (content.start !== undefined) at(...content.start, (px, py) => drawStart(context, px, py))
  for (const path of faintFirst(content.paths)) {
    const head = path.visible ? pointAt(path, content.playhead) : undefined
    if (head === undefined) continue
    context.globalAlpha = path.isFaint ? faintAlpha : 1
    at(...head, (px, py) => drawHead(context, path, px, py, 4.6))
    context.globalAlpha = 1
  }
  if (content.thrown !== undefined) drawThrownStep(context, content.thrown, domain, placeOf, 7)
}

function drawFrame(context: Context2D, frame: MapFrame, content: MapContent, size: MapSize): void {
  const theme = stageThemes[content.theme]
  const { left, top, width, height } = frame
  const bottom = top + height
  context.strokeStyle = theme.line
  context.globalAlpha = theme.lineAlpha
  context.lineWidth = 1
  context.strokeRect(Math.round(left) - 0.5, Math.round(top) - 0.5, Math.round(width) + 1, Math.round(height) + 1)
  context.globalAlpha = 1
  if (size.width < 200) return
  context.font = labelFont({ size: 10.5, color: '' })
  context.fillStyle = theme.mutedText
  const ticksX = mapTicks(content.domain.x, size.width, 64)
  const ticksY = mapTicks(content.domain.y, size.height, 44)
  context.beginPath()
  context.textAlign = 'center'
  for (const { unit, label } of ticksX) {
    const x = left + unit * width
    context.moveTo(x, bottom + 1)
    context.lineTo(x, bottom + 5)
    const half = context.measureText(label).width / 2
    context.fillText(label, Math.min(size.width - half - 1, x), bottom + 16)
  }
  context.textAlign = 'right'
  for (const { unit, label } of ticksY) {
    const y = bottom - unit * height
    context.moveTo(left - 1, y)
    context.lineTo(left - 5, y)
    context.fillText(label, left - 8, Math.max(top + 6, y + 3.7))
  }
  context.globalAlpha = 0.6
  context.stroke()
  context.globalAlpha = 1
  context.fillStyle = theme.text
  context.font = labelFont({ size: 12, color: '', italic: true, weight: 500 })
  context.textAlign = 'left'
  context.fillText('y', 5, top + height / 2 + 4)
  context.fillText('x', left - 22, bottom + 16)
}

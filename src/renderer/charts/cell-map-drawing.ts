import type { Context2D } from '../scene/markers'
import { fontFamily } from '../scene/theme'
import { plainContext } from './plain-context'

/** A grid of coloured cells with axes: where starts end, or what a sweep has found. */
export interface CellMapContent {
  readonly resolution: readonly [nx: number, ny: number]
  /** RGBA bytes of each cell, row-major, rows are y ascending; alpha 0 where nothing is known yet. */
  readonly colors: Uint8ClampedArray<ArrayBuffer>
  /** Cells that are hatched: their runs were lost. */
  readonly isHatched: (cell: number) => boolean
  readonly x: CellAxis
  readonly y: CellAxis
  /** Height over width. */
  readonly aspect: number
  /** Whether it is shown as out of date. */
  readonly isDim: boolean
  /** Draws over the cells. */
  readonly marks?: (context: Context2D, frame: CellMapFrame) => void
}

export interface CellAxis {
  readonly title?: string
  /** `unit` goes from the middle of the first cell, 0, to that of the last, 1. */
  readonly ticks: readonly { readonly unit: number; readonly label: string }[]
}

export interface CellMapFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** Of the whole picture, axes included, in CSS pixels. */
  readonly fullHeight: number
  /** The size of a cell. */
  readonly cell: readonly [width: number, height: number]
  /** Where a place lies that is counted in cells from the middle of the first one. */
  toCanvas(column: number, row: number): [px: number, py: number]
  cellAt(px: number, py: number): number | undefined
}

const characterWidth = 6.1
const tickHeight = 18
const titleHeight = 15

/** The geometry of a map this many CSS pixels wide. */
export function cellMapFrame({ resolution, x, y, aspect }: CellMapContent, fullWidth: number): CellMapFrame {
  const [nx, ny] = resolution
  const left = 8 + characterWidth * Math.max(1, ...y.ticks.map(({ label }) => label.length))
  const top = y.title === undefined ? 6 : titleHeight + 3
  const width = Math.max(1, fullWidth - left - 6)
  const height = Math.max(1, aspect * width)
  const cell = [width / nx, height / ny] as const
  return {
    left,
    top,
    width,
    height,
    fullHeight: top + height + tickHeight + (x.title === undefined ? 0 : titleHeight),
    cell,
    toCanvas: (column, row) => [left + (column + 0.5) * cell[0], top + height - (row + 0.5) * cell[1]],
    cellAt: (px, py) => {
      const [i, j] = [Math.floor((px - left) / cell[0]), Math.floor((top + height - py) / cell[1])]
      return i >= 0 && i < nx && j >= 0 && j < ny ? j * nx + i : undefined
    },
  }
}

export interface CellMapInk {
  readonly text: string
  readonly line: string
  readonly pixelRatio: number
}

/** Draws the whole map. The canvas must be `pixelRatio` times its size; the context's transform is replaced. */
export function drawCellMap(
  context: CanvasRenderingContext2D,
  content: CellMapContent,
  frame: CellMapFrame,
  { text, line, pixelRatio }: CellMapInk,
): void {
  const { left, top, width, height } = frame
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  context.clearRect(0, 0, left + width + 100, frame.fullHeight)
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.globalAlpha = content.isDim ? 0.35 : 1
  context.imageSmoothingEnabled = false
  context.drawImage(imageOf(content), left, top, width, height)
  drawHatching(context, content, frame, pixelRatio)
  content.marks?.(context, frame)
  context.restore()

  context.strokeStyle = line
  context.lineWidth = 1
  context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1)
  drawAxes(context, content, frame, text)
}

function imageOf({ resolution, colors }: CellMapContent): OffscreenCanvas {
  const [nx, ny] = resolution
  const pixels = new ImageData(nx, ny)
  // Rows of an image run downwards.
  for (let j = 0; j < ny; j++) pixels.data.set(colors.subarray(4 * j * nx, 4 * (j + 1) * nx), 4 * (ny - 1 - j) * nx)
  const image = new OffscreenCanvas(nx, ny)
  plainContext(image).putImageData(pixels, 0, 0)
  return image
}

/** Diagonal lines where cells are hatched. */
function drawHatching(
  context: CanvasRenderingContext2D,
  { resolution, isHatched }: CellMapContent,
  { left, top, width, height }: CellMapFrame,
  pixelRatio: number,
): void {
  const [nx, ny] = resolution
  const pixels = new ImageData(nx, ny)
  let isAny = false
  for (let cell = 0; cell < nx * ny; cell++) {
    if (!isHatched(cell)) continue
    isAny = true
    pixels.data[4 * ((ny - 1 - Math.floor(cell / nx)) * nx + (cell % nx)) + 3] = 255
  }
  if (!isAny) return
  const mask = new OffscreenCanvas(nx, ny)
  plainContext(mask).putImageData(pixels, 0, 0)
  const lines = new OffscreenCanvas(Math.ceil(width * pixelRatio), Math.ceil(height * pixelRatio))
  const layer = plainContext(lines)
  layer.scale(pixelRatio, pixelRatio)
  layer.strokeStyle = 'rgb(255 255 255 / 0.32)'
  layer.lineWidth = 1
  layer.beginPath()
  for (let offset = -height; offset < width; offset += 5) {
    layer.moveTo(offset, height)
    layer.lineTo(offset + height, 0)
  }
  layer.stroke()
  layer.globalCompositeOperation = 'destination-in'
  layer.imageSmoothingEnabled = false
  layer.drawImage(mask, 0, 0, width, height)
  context.drawImage(lines, left, top, width, height)
}

function drawAxes(context: CanvasRenderingContext2D, content: CellMapContent, frame: CellMapFrame, ink: string): void {
  const { left, top, width, height } = frame
  const [nx, ny] = content.resolution
  const bottom = top + height
  context.fillStyle = ink
  context.font = `11px ${fontFamily}`
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  for (const { unit, label } of content.y.ticks) {
    const [, py] = frame.toCanvas(0, unit * (ny - 1))
    context.fillText(label, left - 5, Math.min(bottom - 5, Math.max(top + 5, py)))
  }
  context.textAlign = 'center'
  let taken = -Infinity
  for (const { unit, label } of content.x.ticks) {
    const half = context.measureText(label).width / 2
    const [px] = frame.toCanvas(unit * (nx - 1), 0)
    const centre = Math.min(left + width - half, Math.max(left + half, px))
    if (centre - half < taken + 6) continue
    taken = centre + half
    context.fillText(label, centre, bottom + 10)
  }
  if (content.x.title !== undefined) context.fillText(content.x.title, left + width / 2, bottom + tickHeight + 6)
  context.textAlign = 'left'
  if (content.y.title !== undefined) context.fillText(content.y.title, left, titleHeight / 2)
}

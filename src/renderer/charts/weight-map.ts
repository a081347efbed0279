import type { Context2D } from '../scene/markers'
import { signedColor } from './signed-color'
import { plainContext } from './plain-context'

/** The weights of a layer: a row a unit, a column an input, the biases behind them. */
export interface WeightMapContent {
  readonly rows: number
  readonly columns: number
  /** rows x columns, row-major, from `weight` on; rows from `bias` on, where there are any. */
  readonly theta: ArrayLike<number>
  readonly weight: number
  readonly bias: number | undefined
  /** The unit whose row is lit up. */
  readonly row: number | undefined
  /** By unit, the group of those that are the same to the last bit, or -1: see `alikeUnits`. */
  readonly groups: Int32Array
}

export interface WeightMapFrame {
  /** Of a cell, in CSS pixels; less than 1 of a large layer. */
  readonly cell: readonly [width: number, height: number]
  /** Where the first column begins: to its left a bar joins units that are alike. */
  readonly left: number
  /** Where the column of biases begins. */
  readonly biasAt: number
  readonly width: number
  readonly height: number
}

const largestCell = 13
/** A map is no taller than this, where nobody says less. */
const usualHeight = 110
const biasGap = 3
const gutter = 8
const barWidth = 4

export function weightMapFrame(
  { rows, columns, bias }: Pick<WeightMapContent, 'rows' | 'columns' | 'bias'>,
  fullWidth: number,
  tallest = usualHeight,
): WeightMapFrame {
  const drawn = columns + (bias === undefined ? 0 : 1)
  const gap = bias === undefined ? 0 : biasGap
  const cell = [
    Math.min(largestCell, (fullWidth - gutter - gap) / drawn),
    Math.max(Math.min(largestCell, tallest / rows), Math.min(2, tallest / rows)),
  ] as const
  const biasAt = gutter + cell[0] * columns + gap
  return { cell, left: gutter, biasAt, width: biasAt + (bias === undefined ? 0 : cell[0]), height: cell[1] * rows }
}

/** The largest size of a weight or bias of a layer: what the colours span, on both sides of 0. */
export function weightScale({ rows, columns, theta, weight, bias }: Omit<WeightMapContent, 'row' | 'groups'>): number {
  let most = 0
  for (let k = 0; k < rows * columns; k++) most = Math.max(most, Math.abs(theta[weight + k]!))
  if (bias !== undefined) for (let k = 0; k < rows; k++) most = Math.max(most, Math.abs(theta[bias + k]!))
  return most
}

/** Draws the map; the canvas is `pixelRatio` times its size, and the context's transform is replaced. */
export function drawWeightMap(
  context: Context2D,
  content: WeightMapContent,
  frame: WeightMapFrame,
  ground: readonly [r: number, g: number, b: number],
  pixelRatio: number,
): void {
  const { rows, columns, theta, weight, bias, row, groups } = content
  const isAnyAlike = groups.some((group) => group >= 0)
  const scale = weightScale(content) || 1
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  context.clearRect(0, 0, frame.width + 2, frame.height + 2)
  /** Where a unit is lit up the others are faint, and where some are alike those that are like none. */
  const alphaOf = (unit: number): number => {
    const isLit = row === undefined ? !isAnyAlike || groups[unit]! >= 0 : unit === row
    return isLit ? 255 : 90
  }
  const draw = (from: number, width: number, left: number): void => {
    const pixels = new ImageData(width, rows)
    for (let k = 0; k < width * rows; k++)
      pixels.data.set([...signedColor(theta[from + k]! / scale, ground), alphaOf(Math.floor(k / width))], 4 * k)
    const image = new OffscreenCanvas(width, rows)
    plainContext(image).putImageData(pixels, 0, 0)
    context.imageSmoothingEnabled = frame.cell[0] < 1 || frame.cell[1] < 1
    context.drawImage(image, left, 0, width * frame.cell[0], frame.height)
  }
  draw(weight, columns, frame.left)
  if (bias !== undefined) draw(bias, 1, frame.biasAt)
  drawBars(context, groups, frame.cell[1])
}

/** A unit and what it is told of: an input of its, or behind them its bias. */
export interface WeightCell {
  readonly unit: number
  readonly column: number
}

/** The cell at a place of the picture; undefined beside the map. */
export function weightCellAt(
  { rows, columns, bias }: Pick<WeightMapContent, 'rows' | 'columns' | 'bias'>,
  { cell, left, biasAt, height, width }: WeightMapFrame,
  [x, y]: readonly [x: number, y: number],
): WeightCell | undefined {
  if (y < 0 || y >= height || x < left || x >= width) return undefined
  const unit = Math.min(rows - 1, Math.floor(y / cell[1]))
  if (bias !== undefined && x >= biasAt) return { unit, column: columns }
  const column = Math.floor((x - left) / cell[0])
  return column < columns ? { unit, column } : undefined
}

/** Groups of units that are alike have these colours in turn. */
const groupColors = ['#2fa88a', '#c9659b', '#8f7ae0', '#b8962e'] as const

/** Bars beside the rows of units that are alike, one for those of a group that follow each other. */
function drawBars(context: Context2D, groups: Int32Array, rowHeight: number): void {
  for (let from = 0, to = 0; from < groups.length; from = to) {
    while (to < groups.length && groups[to] === groups[from]) to++
    if (groups[from]! < 0) continue
    context.fillStyle = groupColors[groups[from]! % groupColors.length]!
    context.fillRect(0, from * rowHeight, barWidth, (to - from) * rowHeight)
  }
}

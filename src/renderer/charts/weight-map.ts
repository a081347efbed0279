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
}

export interface WeightMapFrame {
  /** Of a cell, in CSS pixels; less than 1 of a large layer. */
  readonly cell: readonly [width: number, height: number]
  /** Where the column of biases begins. */
  readonly biasAt: number
  readonly width: number
  readonly height: number
}

const largestCell = 13
const tallest = 110
const biasGap = 3

export function weightMapFrame(
  { rows, columns, bias }: Pick<WeightMapContent, 'rows' | 'columns' | 'bias'>,
  fullWidth: number,
): WeightMapFrame {
  const drawn = columns + (bias === undefined ? 0 : 1)
  const gap = bias === undefined ? 0 : biasGap
  const cell = [
    Math.min(largestCell, (fullWidth - gap) / drawn),
    Math.max(Math.min(largestCell, tallest / rows), Math.min(2, tallest / rows)),
  ] as const
  const biasAt = cell[0] * columns + gap
  return { cell, biasAt, width: biasAt + (bias === undefined ? 0 : cell[0]), height: cell[1] * rows }
}

/** The largest size of a weight or bias of a layer: what the colours span, on both sides of 0. */
export function weightScale({ rows, columns, theta, weight, bias }: Omit<WeightMapContent, 'row'>): number {
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
  const { rows, columns, theta, weight, bias, row } = content
  const scale = weightScale(content) || 1
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  context.clearRect(0, 0, frame.width + 2, frame.height + 2)
  const draw = (from: number, width: number, left: number): void => {
    const pixels = new ImageData(width, rows)
    for (let k = 0; k < width * rows; k++)
      pixels.data.set([...signedColor(theta[from + k]! / scale, ground), alphaOf(Math.floor(k / width), row)], 4 * k)
    const image = new OffscreenCanvas(width, rows)
    plainContext(image).putImageData(pixels, 0, 0)
    context.imageSmoothingEnabled = frame.cell[0] < 1 || frame.cell[1] < 1
    context.drawImage(image, left, 0, width * frame.cell[0], frame.height)
  }
  draw(weight, columns, 0)
  if (bias !== undefined) draw(bias, 1, frame.biasAt)
}

/** Where a unit is lit up the others are faint. */
function alphaOf(row: number, lit: number | undefined): number {
  return lit === undefined || lit === row ? 255 : 90
}

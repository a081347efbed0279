import { contours } from 'd3-contour'
import type { LossId } from '../../core/networks/loss-ids'
import type { DataNames } from '../../core/tables/given-examples'
import type { NetworkDataResult, NetworkOutputsResult, ShownExamples } from '../../engine'
import { colorIndex, colorTable } from '../../core/scene/color-table'
import type { Context2D } from '../scene/markers'
import { axisTicks } from '../scene/scales'
import { fontFamily } from '../scene/theme'
import { attractorColor } from '../ui/attractor-colors'
import { className, inputName } from './data-names'
import { readClass, readCurve } from './output-reading'
import { cssColor, mixed, signedColor } from './signed-color'
import { plainContext } from './plain-context'

/** Data and what a network gives for them: points over regions, over heights, or about a curve. */
export interface DataPictureContent {
  readonly data: NetworkDataResult
  readonly names: DataNames
  readonly loss: LossId
  /** Absent before the first have come, and of more than two inputs. */
  readonly outputs: NetworkOutputsResult | undefined
  /** Whether the outputs are a hidden unit's. */
  readonly isUnit: boolean
}

export interface DataPictureInk {
  readonly text: string
  /** Of ticks. */
  readonly muted: string
  readonly line: string
  readonly ground: readonly [r: number, g: number, b: number]
  readonly pixelRatio: number
}

type Range = readonly [min: number, max: number]

/** Where the picture's plane lies on its canvas, in CSS pixels. */
export interface DataPictureFrame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly fullHeight: number
  readonly x: Range
  readonly y: Range
  toCanvas(x: number, y: number): [px: number, py: number]
  fromCanvas(px: number, py: number): [x: number, y: number]
}

const margins = { left: 30, right: 6, top: 6, bottom: 18 }
const pointRadius = 3.2

/** Inputs that are drawn: two of them, or one against what comes out. */
function isPlane({ data }: Pick<DataPictureContent, 'data'>): boolean {
  return data.columns.length === 2
}

export function dataPictureFrame(content: DataPictureContent, fullWidth: number): DataPictureFrame {
  const { data } = content
  const x = data.ranges[0]!
  const y = isPlane(content) ? data.ranges[1]! : heightRange(content)
  const { left, top } = margins
  const width = Math.max(1, fullWidth - left - margins.right)
  const shape = isPlane(content) ? (y[1] - y[0]) / (x[1] - x[0]) : 0.72
  const height = Math.round(width * Math.min(0.85, Math.max(0.6, shape)))
  return {
    left,
    top,
    width,
    height,
    fullHeight: top + height + margins.bottom,
    x,
    y,
    toCanvas: (at, up) => [
      left + (width * (at - x[0])) / (x[1] - x[0]),
      top + height * (1 - (up - y[0]) / (y[1] - y[0])),
    ],
    fromCanvas: (px, py) => [
      x[0] + ((px - left) / width) * (x[1] - x[0]),
      y[0] + (1 - (py - top) / height) * (y[1] - y[0]),
    ],
  }
}

/** Of one input: what targets span, and not the curve, which may be anywhere before it has been fitted. */
function heightRange({ data, loss }: DataPictureContent): Range {
  if (isMargin(loss)) return [-1.6, 1.6]
  if (data.classes !== undefined) return [-0.15, data.classes - 1 + 0.15]
  const targets = [data.training, data.validation, data.test].flatMap(({ targets: values }) => Array.from(values))
  const [min, max] = targets.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  )
  const room = 0.15 * (max - min || 1)
  return [min - room, max + room]
}

/** Whether a loss reads labels 0 and 1 as -1 and 1. */
function isMargin(loss: LossId): boolean {
  return loss === 'hinge' || loss === '0-1'
}

/** How high an example is drawn whose one input is drawn along the other axis. */
function heightOf(target: number, { data, loss }: DataPictureContent): number {
  return data.classes === 2 && isMargin(loss) ? 2 * target - 1 : target
}

/** Draws the whole picture; the canvas is `pixelRatio` times its size, and the context's transform is replaced. */
export function drawDataPicture(
  context: Context2D,
  content: DataPictureContent,
  frame: DataPictureFrame,
  ink: DataPictureInk,
): void {
  const { left, top, width, height, fullHeight } = frame
  context.setTransform(ink.pixelRatio, 0, 0, ink.pixelRatio, 0, 0)
  context.clearRect(0, 0, left + width + margins.right, fullHeight)
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.fillStyle = cssColor(ink.ground)
  context.fillRect(left, top, width, height)
  if (isPlane(content)) drawRegions(context, content, frame, ink)
  else drawCurves(context, content, frame, ink)
  const { validation, test, training } = content.data
  drawExamples(context, test, content, frame, ink, 'hollow')
  drawExamples(context, validation, content, frame, ink, 'hollow')
  drawExamples(context, training, content, frame, ink, 'filled')
  context.restore()
  context.strokeStyle = ink.line
  context.globalAlpha = 0.4
  context.lineWidth = 1
  context.strokeRect(left - 0.5, top - 0.5, width + 1, height + 1)
  context.globalAlpha = 1
  drawAxes(context, frame, ink)
  drawAxisNames(context, content, frame, ink)
}

/** What fills the plane: classes shaded by confidence, or a number's colour. */
function drawRegions(
  context: Context2D,
  content: DataPictureContent,
  frame: DataPictureFrame,
  ink: DataPictureInk,
): void {
  const { outputs } = content
  if (outputs === undefined) return
  const { resolution: n } = outputs
  const colors = regionColors(content, outputs, ink.ground)
  const pixels = new ImageData(n, n)
  // Rows of an image run downwards.
  for (let j = 0; j < n; j++) pixels.data.set(colors.subarray(4 * j * n, 4 * (j + 1) * n), 4 * (n - 1 - j) * n)
  const image = new OffscreenCanvas(n, n)
  plainContext(image).putImageData(pixels, 0, 0)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  const { left, top, width, height } = placeOfOutputs(outputs, frame)
  // The first and the last pixel have their middles on the edges.
  const [dx, dy] = [width / (n - 1) / 2, height / (n - 1) / 2]
  context.drawImage(image, left - dx, top - dy, width + 2 * dx, height + 2 * dy)
  drawBoundary(context, content, outputs, frame, ink)
}

/** Where what was computed over ranges lies: those of the data may have grown since. */
function placeOfOutputs({ ranges }: NetworkOutputsResult, frame: DataPictureFrame) {
  const [x, y = frame.y] = ranges
  const [left, bottom] = frame.toCanvas(x![0], y[0])
  const [right, top] = frame.toCanvas(x![1], y[1])
  return { left, top, width: right - left, height: bottom - top }
}

/** RGBA bytes of each point of the grid, row-major, rows ascending. */
export function regionColors(
  { data, loss, isUnit }: Pick<DataPictureContent, 'data' | 'loss' | 'isUnit'>,
  { outputs, width, resolution: n }: Pick<NetworkOutputsResult, 'outputs' | 'width' | 'resolution'>,
  ground: DataPictureInk['ground'],
): Uint8ClampedArray {
  const colors = new Uint8ClampedArray(4 * n * n)
  const { classes } = data
  const scale = isUnit ? largest(outputs) : 1
  const [min, max] = classes === undefined ? targetRange(data) : [0, 1]
  const table = colorTable('viridis')
  for (let k = 0; k < n * n; k++) {
    const at = k * width
    if (isUnit) colors.set(signedColor((0.6 * outputs[at]!) / scale, ground), 4 * k)
    else if (classes === undefined) {
      const entry = 4 * colorIndex((outputs[at]! - min) / (max - min))
      colors.set(table.subarray(entry, entry + 3), 4 * k)
    } else {
      const { label, confidence } = readClass(loss, classes, outputs, at, width)
      colors.set(mixed(ground, attractorColor(label), 0.1 + 0.45 * confidence), 4 * k)
    }
    colors[4 * k + 3] = Number.isNaN(outputs[at]) ? 0 : 255
  }
  return colors
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
}

function targetRange({ training }: NetworkDataResult): Range {
  const [min, max] = training.targets.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [
    Infinity,
    -Infinity,
  ] as Range)
  return [min, max > min ? max : min + 1]
}

/** Between two classes the line where neither has more. */
function drawBoundary(
  context: Context2D,
  { data, loss, isUnit }: DataPictureContent,
  computed: NetworkOutputsResult,
  frame: DataPictureFrame,
  ink: DataPictureInk,
): void {
  const { outputs, width, resolution: n } = computed
  const place = placeOfOutputs(computed, frame)
  if (isUnit || data.classes !== 2) return
  const isNumber = loss === 'mse' || loss === 'half-mse'
  const sides = Array.from({ length: n * n }, (_, k) =>
    width === 1 ? outputs[k]! - (isNumber ? 0.5 : 0) : outputs[2 * k + 1]! - outputs[2 * k]!,
  )
  const { coordinates } = contours().size([n, n]).contour(sides, 0)
  context.strokeStyle = ink.text
  context.lineWidth = 1.4
  context.beginPath()
  for (const ring of coordinates.flat()) {
    for (const [i, [column, row]] of ring.entries()) {
      // d3's points lie in the middles of unit squares.
      const px = place.left + (place.width * (column! - 0.5)) / (n - 1)
      const py = place.top + place.height * (1 - (row! - 0.5) / (n - 1))
      // A ring that follows the edge is no boundary there.
      const isEdge = column! <= 0.01 || row! <= 0.01 || column! >= n - 0.01 || row! >= n - 0.01
      if (i === 0 || isEdge) context.moveTo(px, py)
      else context.lineTo(px, py)
    }
  }
  context.stroke()
}

/** Each output against the one input. */
function drawCurves(
  context: Context2D,
  content: DataPictureContent,
  frame: DataPictureFrame,
  { text, line }: DataPictureInk,
): void {
  const { outputs, data, loss, isUnit } = content
  if (data.classes === 2 && !isUnit) {
    context.strokeStyle = line
    context.lineWidth = 1
    const [, py] = frame.toCanvas(0, isMargin(loss) ? 0 : 0.5)
    context.beginPath()
    context.moveTo(frame.left, py)
    context.lineTo(frame.left + frame.width, py)
    context.stroke()
  }
  if (outputs === undefined) return
  const { resolution: n, width, outputs: values } = outputs
  const [from, to] = outputs.ranges[0]!
  // Of two classes the second's share says all.
  const shown = isUnit || width !== 2 || data.classes !== 2 ? Array.from({ length: width }, (_, k) => k) : [1]
  const scale = isUnit ? largest(values) : 1
  for (const output of shown) {
    context.beginPath()
    for (let k = 0; k < n; k++) {
      const x = from + ((to - from) * k) / (n - 1)
      const y = isUnit
        ? middle(frame.y) + (0.45 * (frame.y[1] - frame.y[0]) * values[k]!) / scale
        : readCurve(loss, values, k * width, output, width)
      const [px, py] = frame.toCanvas(x, y)
      // Far outside it is drawn no further.
      context.lineTo(px, Math.min(frame.top + 4 * frame.height, Math.max(frame.top - 4 * frame.height, py)))
    }
    context.strokeStyle = shown.length > 1 ? cssColor(attractorColor(output)) : text
    context.lineWidth = 2
    context.stroke()
  }
}

function middle([min, max]: Range): number {
  return (min + max) / 2
}

/** Where an example is drawn. */
export function examplePlace(
  examples: ShownExamples,
  index: number,
  content: DataPictureContent,
  frame: DataPictureFrame,
): [px: number, py: number] {
  const { data } = content
  const x = examples.inputs[index * data.columns.length]!
  if (isPlane(content)) return frame.toCanvas(x, examples.inputs[2 * index + 1]!)
  return frame.toCanvas(x, heightOf(examples.targets[index * data.targets]!, content))
}

function drawExamples(
  context: Context2D,
  examples: ShownExamples,
  content: DataPictureContent,
  frame: DataPictureFrame,
  ink: DataPictureInk,
  look: 'filled' | 'hollow',
): void {
  const { data } = content
  const many = data.training.count + data.test.count + data.validation.count
  const radius = pointRadius * (many > 600 ? 0.6 : many > 250 ? 0.8 : 1)
  const colorOf = exampleColors(content)
  for (let index = 0; index < examples.count; index++) {
    const [px, py] = examplePlace(examples, index, content, frame)
    const color = colorOf(examples.targets[index * data.targets]!)
    context.beginPath()
    context.arc(px, py, look === 'filled' ? radius : radius - 0.4, 0, 2 * Math.PI)
    if (look === 'filled') {
      context.fillStyle = color
      context.fill()
      context.strokeStyle = cssColor(ink.ground)
      context.lineWidth = 0.9
    } else {
      context.strokeStyle = color
      context.lineWidth = 1.3
    }
    context.stroke()
    if (examples.corrupted[index] === 1 && data.classes !== undefined) drawCross(context, px, py, radius, ink)
  }
}

/** A label that was flipped is crossed out. */
function drawCross(context: Context2D, px: number, py: number, radius: number, { text }: DataPictureInk): void {
  const arm = radius + 1.6
  context.beginPath()
  for (const sign of [1, -1]) {
    context.moveTo(px - arm, py - sign * arm)
    context.lineTo(px + arm, py + sign * arm)
  }
  context.strokeStyle = text
  context.lineWidth = 1.1
  context.stroke()
}

/** The colour of a target: its class's, or of a number its place in the colours of heights. */
function exampleColors(content: DataPictureContent): (target: number) => string {
  const { data } = content
  if (data.classes !== undefined) return (target) => cssColor(attractorColor(target))
  if (!isPlane(content)) return () => cssColor(attractorColor(0))
  const [min, max] = targetRange(data)
  const table = colorTable('viridis')
  return (target) => {
    const entry = 4 * colorIndex((target - min) / (max - min))
    return `rgb(${table[entry]} ${table[entry + 1]} ${table[entry + 2]})`
  }
}

function drawAxes(context: Context2D, frame: DataPictureFrame, { muted }: DataPictureInk): void {
  const { left, top, width, height } = frame
  context.fillStyle = muted
  context.font = `10.5px ${fontFamily}`
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  for (const { value, label } of axisTicks(...frame.y, 4)) {
    const [, py] = frame.toCanvas(0, value)
    if (py >= top + 4 && py <= top + height - 3) context.fillText(label, left - 4, py)
  }
  context.textAlign = 'center'
  for (const { value, label } of axisTicks(...frame.x, 5)) {
    const [px] = frame.toCanvas(value, 0)
    if (px >= left + 6 && px <= left + width - 8) context.fillText(label, px, top + height + 10)
  }
}

/** What lies along the axes, within the picture's corners, where that has a name of its own. */
function drawAxisNames(
  context: Context2D,
  { data, names, isUnit }: DataPictureContent,
  { left, top, width, height }: DataPictureFrame,
  { text, ground }: DataPictureInk,
): void {
  const { inputs, targets } = names
  if (inputs === undefined) return
  const [x, y] = data.columns
  const up = y !== undefined ? inputName(names, y) : isUnit ? '' : (targets?.[0] ?? '')
  context.fillStyle = text
  context.strokeStyle = cssColor(ground)
  context.lineWidth = 3
  context.lineJoin = 'round'
  context.textBaseline = 'alphabetic'
  const write = (name: string, px: number, py: number, room: number): void => {
    const shown = fitting(name, room, (letters) => context.measureText(letters).width)
    context.strokeText(shown, px, py)
    context.fillText(shown, px, py)
  }
  context.textAlign = 'right'
  write(`${inputName(names, x!)} →`, left + width - 5, top + height - 6, width - 10)
  context.textAlign = 'left'
  if (up !== '') write(`↑ ${up}`, left + 5, top + 14, width / 2)
}

/** As many of a text's first letters as there is room for. */
function fitting(text: string, room: number, widthOf: (text: string) => number): string {
  if (widthOf(text) <= room) return text
  let length = text.length - 1
  while (length > 1 && widthOf(`${text.slice(0, length)}…`) > room) length--
  return `${text.slice(0, length)}…`
}

/** The training example within reach of a place on the canvas: the nearest. */
export function exampleAt(
  px: number,
  py: number,
  content: DataPictureContent,
  frame: DataPictureFrame,
): number | undefined {
  const { training } = content.data
  let found: number | undefined
  let least = 10
  for (let index = 0; index < training.count; index++) {
    const [x, y] = examplePlace(training, index, content, frame)
    const distance = Math.hypot(px - x, py - y)
    if (distance < least) [found, least] = [index, distance]
  }
  return found
}

/** What the network gives at a place on the canvas, in words; empty outside, and where nothing is known. */
export function valuesAt(
  px: number,
  py: number,
  content: DataPictureContent,
  frame: DataPictureFrame,
  text: (value: number) => string,
): string {
  const { outputs, data, names, loss, isUnit } = content
  const [x, y] = frame.fromCanvas(px, py)
  if (outputs === undefined) return ''
  const [alongX, alongY = frame.y] = outputs.ranges
  if (!isWithin(x, alongX!) || !isWithin(y, alongY)) return ''
  const { resolution: n, width, outputs: values } = outputs
  const index = (at: number, [min, max]: Range): number => Math.round(((at - min) / (max - min)) * (n - 1))
  const row = isPlane(content) ? index(y, alongY) : 0
  const at = width * (row * n + index(x, alongX!))
  if (isUnit) return text(values[at]!)
  if (!isPlane(content)) return `${text(x)} → ${text(readCurve(loss, values, at, Math.min(1, width - 1), width))}`
  if (data.classes === undefined) return text(values[at]!)
  const { label, confidence } = readClass(loss, data.classes, values, at, width)
  const chance = 1 / data.classes
  const knowsShares = loss === 'cross-entropy' || loss === 'binary-cross-entropy'
  return `${className(names, label)}${knowsShares ? `, ${Math.round(100 * (chance + (1 - chance) * confidence))} %` : ''}`
}

function isWithin(value: number, [min, max]: Range): boolean {
  return value >= min && value <= max
}

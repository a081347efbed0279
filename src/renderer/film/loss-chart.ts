import { extent } from 'd3-array'
import { scaleLinear, scaleLog } from 'd3-scale'
import { powerOfTen } from '../scene/number-format'
import type { PathData } from '../scene/stage'

/** Where a chart is drawn, CSS pixels. */
export interface ChartBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** One racer's loss over the clock, thinned for drawing. */
export interface LossCurve {
  readonly color: string
  readonly clock: Float64Array
  readonly loss: Float64Array
}

export interface ChartScales {
  readonly x: (clock: number) => number
  readonly y: (loss: number) => number
  readonly ticks: readonly { readonly value: number; readonly label: string }[]
}

/**
 * Scales that fit every finite loss of the curves into the box: logarithmic where all losses are positive, else linear.
 */
export function chartScales(curves: readonly LossCurve[], lastClock: number, box: ChartBox): ChartScales {
  const finite = curves.flatMap((curve) => extent(curve.loss.filter(Number.isFinite)))
  const [low = 0, high = 1] = extent(finite.filter((value) => value !== undefined))
  const x = scaleLinear([0, Math.max(lastClock, 1)], [box.left, box.left + box.width])
  const range = [box.top + box.height, box.top]
  if (low > 0 && high > low) {
    // Below 1e-16 of the largest loss rounding rules; a curve that runs into an exact minimum must not flatten the rest.
    const floor = Math.max(low, high * 1e-16)
    const y = scaleLog([floor, high], range).clamp(true)
    const first = Math.ceil(Math.log10(floor))
    const last = Math.floor(Math.log10(high))
    const stride = Math.max(1, Math.ceil((last - first + 1) / 4))
    const exponents = Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, i) => first + i * stride)
    return { x, y, ticks: exponents.map((n) => ({ value: Number(`1e${n}`), label: powerOfTen(n) })) }
  }
  const y = scaleLinear(high > low ? [low, high] : [low - 1, high + 1], range).nice(4)
  const format = y.tickFormat(4)
  return { x, y, ticks: y.ticks(4).map((value) => ({ value, label: format(value) })) }
}

/** The finite rows of a path's losses, at most two (smallest, largest) per pixel column, in the order of the clock. */
export function lossCurve(path: PathData, loss: Float64Array, lastClock: number, columns: number): LossCurve {
  const kept: number[] = []
  let column = -1
  let smallest = -1
  let largest = -1
  const flush = () => {
    if (smallest === -1) return
    kept.push(Math.min(smallest, largest))
    if (smallest !== largest) kept.push(Math.max(smallest, largest))
  }
  for (let row = 0; row < path.count; row++) {
    if (!Number.isFinite(loss[row])) continue
    const at = Math.floor((path.clock[row]! / Math.max(lastClock, 1)) * columns)
    if (at !== column) {
      flush()
      column = at
      smallest = largest = row
    } else {
      if (loss[row]! < loss[smallest]!) smallest = row
      if (loss[row]! > loss[largest]!) largest = row
    }
  }
  flush()
  return {
    color: path.color,
    clock: Float64Array.from(kept, (row) => path.clock[row]!),
    loss: Float64Array.from(kept, (row) => loss[row]!),
  }
}

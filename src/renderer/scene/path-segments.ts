import type { Domain } from '../../core/domain'
import { boxCoordinate } from './height-field'
import type { LineStyle } from '../../core/scene/palette'
import type { PathData } from './stage'

/** Numbers per segment: start x, y, clock and end x, y, clock; x and y in box coordinates. */
export const segmentStride = 6

/** A path's position at a playhead, exact between recorded rows; undefined before its first row or where non-finite. */
export function pointAt(path: PathData, playhead: number): [x: number, y: number] | undefined {
  const { clock, points, count } = path
  if (count === 0 || !(playhead >= clock[0]!)) return undefined
  const i = lastAtOrBefore(clock, count, playhead)
  let [x, y] = [points[2 * i]!, points[2 * i + 1]!]
  if (i + 1 < count) {
    const t = (playhead - clock[i]!) / (clock[i + 1]! - clock[i]!)
    x += t * (points[2 * i + 2]! - x)
    y += t * (points[2 * i + 3]! - y)
  }
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined
}

/** The first row of a path that is drawn at a playhead, where its trail begins. */
export function trailStart({ clock, count, trail }: PathData, playhead: number): number {
  return trail === undefined ? 0 : lastAtOrBefore(clock, count, playhead - trail)
}

/** The index of the last of `count` ascending values that is <= `value`, or 0. */
export function lastAtOrBefore(ascending: Float64Array, count: number, value: number): number {
  let [low, high] = [0, count - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (ascending[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low
}

/** On and off along a path, box coordinates. */
const dashes: Readonly<Record<LineStyle, readonly number[]>> = {
  solid: [],
  dashed: [0.045, 0.03],
  dotted: [0.012, 0.024],
  'dash-dotted': [0.05, 0.024, 0.012, 0.024],
}

/**
 * A path cut for drawing on a surface: clipped to the shown domain, thinned where it moves less than `tolerance`, and
 * subdivided to pieces no longer than `cell` so that it follows the surface. Grows with its path; when it would exceed
 * `limit` pieces it starts again twice as coarse.
 */
export class PathSegments {
  /** Rows of `segmentStride`; rows [0, count) are valid. */
  data = new Float32Array(64 * segmentStride)
  count = 0
  private consumed = 0
  private coarseness = 1
  /** The last point drawn to, and the last one seen, as x, y, clock; x is NaN at a break. */
  private readonly drawn = [NaN, NaN, NaN]
  private readonly seen = [NaN, NaN, NaN]
  private path: PathData | undefined
  /** How far along the path its last piece ends, box coordinates: where in its dashes it is. */
  private travelled = 0
  private pattern: readonly number[] = []
  private period = 0

  constructor(
    readonly domain: Domain,
    private readonly cell = 2 / 255,
    private readonly tolerance = 1 / 4000,
    private readonly limit = 24_000,
  ) {}

  /** Whether a path is this one, only longer. Arrays may have been moved to larger ones. */
  continues(path: PathData): boolean {
    const old = this.path
    if (old === undefined) return true
    if (path.line !== old.line) return false
    if (path.count < this.consumed) return false
    if (path.points === old.points && path.clock === old.clock) return true
    return [0, this.consumed >> 1, this.consumed - 1].every((row) => row < 0 || sameRow(old, path, row))
  }

  /** Takes in the rows not yet seen; returns the first segment that is new or changed. */
  append(path: PathData): number {
    this.path = path
    const pattern = dashes[path.line ?? 'solid']
    this.pattern = pattern
    this.period = pattern.reduce((sum, part) => sum + part, 0)
    let changedFrom = this.count
    for (; this.consumed < path.count; this.consumed++) {
      this.take(path, this.consumed)
      if (this.count > this.limit && this.coarseness < 4096) {
        this.coarseness *= 2
        this.count = changedFrom = 0
        this.consumed = -1
        this.travelled = 0
        this.drawn.fill(NaN)
        this.seen.fill(NaN)
      }
    }
    return changedFrom
  }

  /** The segments that begin before a playhead and no longer before it than the path's trail is. */
  shown(playhead: number): readonly [from: number, to: number] {
    const trail = this.path?.trail
    return [trail === undefined ? 0 : this.countBefore(playhead - trail), this.countBefore(playhead)]
  }

  /** How many segments begin before a playhead. */
  private countBefore(playhead: number): number {
    let [low, high] = [0, this.count]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.data[middle * segmentStride + 2]! < playhead) low = middle + 1
      else high = middle
    }
    return low
  }

  private take(path: PathData, row: number): void {
    const { drawn, seen } = this
    const x = boxCoordinate(path.points[2 * row]!, this.domain.x)
    const y = boxCoordinate(path.points[2 * row + 1]!, this.domain.y)
    const clock = path.clock[row]!
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      drawn[0] = NaN
    } else if (Number.isNaN(drawn[0]!)) {
      assign(drawn, x, y, clock)
    } else {
      const tolerance = this.tolerance * this.coarseness
      const moved = Math.max(Math.abs(x - drawn[0]!), Math.abs(y - drawn[1]!))
      if (moved >= tolerance) {
        // a racer that lingered and then leapt: keep where it leapt from, or the leap would seem to last all along
        if (moved > 2 * tolerance && seen[2]! > drawn[2]!) {
          this.push(drawn[0]!, drawn[1]!, drawn[2]!, seen[0]!, seen[1]!, seen[2]!)
          assign(drawn, seen[0]!, seen[1]!, seen[2]!)
        }
        this.push(drawn[0]!, drawn[1]!, drawn[2]!, x, y, clock)
        assign(drawn, x, y, clock)
      }
    }
    assign(seen, x, y, clock)
  }

  private push(ax: number, ay: number, aClock: number, bx: number, by: number, bClock: number): void {
    const clipped = clipToUnitBox(ax, ay, bx, by)
    if (clipped === undefined) return
    const [from, to] = clipped
    const [dx, dy, dClock] = [bx - ax, by - ay, bClock - aClock]
    const length = Math.max(Math.abs(dx), Math.abs(dy)) * (to - from)
    const pieces = Math.max(1, Math.ceil(length / (this.cell * Math.min(8, this.coarseness)) - 1e-9))
    this.reserve(this.count + pieces)
    const piece = (Math.hypot(dx, dy) * (to - from)) / pieces
    for (let k = 0; k < pieces; k++) {
      const isOn = this.isOn()
      this.travelled += piece
      if (!isOn) continue
      const s = from + ((to - from) * k) / pieces
      const t = from + ((to - from) * (k + 1)) / pieces
      const at = this.count++ * segmentStride
      this.data[at] = ax + dx * s
      this.data[at + 1] = ay + dy * s
      this.data[at + 2] = aClock + dClock * s
      this.data[at + 3] = ax + dx * t
      this.data[at + 4] = ay + dy * t
      this.data[at + 5] = aClock + dClock * t
    }
  }

  /** Whether a dash is where the path is now. */
  private isOn(): boolean {
    if (this.period === 0) return true
    let place = this.travelled % this.period
    for (let part = 0; part < this.pattern.length; part++) {
      if (place < this.pattern[part]!) return part % 2 === 0
      place -= this.pattern[part]!
    }
    return true
  }

  private reserve(count: number): void {
    if (count * segmentStride <= this.data.length) return
    const larger = new Float32Array(Math.max(count * segmentStride, this.data.length * 2))
    larger.set(this.data)
    this.data = larger
  }
}

/** The part [from, to] of a segment inside [-1, 1] x [-1, 1] (Liang and Barsky); undefined where it misses. */
export function clipToUnitBox(ax: number, ay: number, bx: number, by: number): [number, number] | undefined {
  let [from, to] = [0, 1]
  for (const [a, b] of [
    [ax, bx],
    [ay, by],
  ] as const) {
    const d = b - a
    if (d === 0) {
      if (a < -1 || a > 1) return undefined
      continue
    }
    const [enter, leave] = d > 0 ? [(-1 - a) / d, (1 - a) / d] : [(1 - a) / d, (-1 - a) / d]
    from = Math.max(from, enter)
    to = Math.min(to, leave)
  }
  return from < to ? [from, to] : undefined
}

function assign(target: number[], x: number, y: number, clock: number): void {
  target[0] = x
  target[1] = y
  target[2] = clock
}

function sameRow(a: PathData, b: PathData, row: number): boolean {
  return (
    a.clock[row] === b.clock[row] &&
    Object.is(a.points[2 * row], b.points[2 * row]) &&
    Object.is(a.points[2 * row + 1], b.points[2 * row + 1])
  )
}

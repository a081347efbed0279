import type { Domain } from '../../core/domain'
import type { DrawQuality } from '../scene/stage'

/**
 * What changes from frame to frame, outside React: mutable, read by painters, never a component's state.
 * A painter draws one thing for a playhead; it runs only in frames that somebody asked for.
 */
export interface Frame {
  /** `isDefault` while neither the scene's file nor a person has chosen the azimuth. */
  readonly camera: { azimuth: number; elevation: number; isDefault: boolean }
  /** The visible part of the plane. */
  domain: Domain
  /** The surface point under the pointer; `inside` says whether there is one. */
  readonly hover: { inside: boolean; x: number; y: number; f: number }
  /** Whether a hand is on the camera. */
  moving: boolean
}

export type Painter = (playhead: number, quality: DrawQuality) => void

export interface FrameLoop {
  /** Asks for one frame. */
  invalidate(): void
  /** Asks for one frame, and calls back once it has been painted. */
  afterFrame(run: () => void): void
  addPainter(painter: Painter): () => void
  /** Frames run since creation. */
  readonly frames: number
}

interface LoopInputs {
  readonly playhead: () => number
  /** Called before painting; may end the playing. */
  readonly settle: () => void
  readonly isPlaying: () => boolean
  readonly isMoving: () => boolean
  readonly requestFrame: (run: (time: number) => void) => void
}

/** Milliseconds between frames beyond which the whole mesh while moving is given up for good. */
const slowFrame = 32
const framesToJudge = 4

/**
 * Runs frames while something plays or moves, and single ones on demand; at rest it asks for none. The last frame
 * of a movement is drawn as at rest. The whole mesh is tried while moving too, and kept if the machine affords it.
 */
export function createFrameLoop(inputs: LoopInputs): FrameLoop {
  const painters = new Set<Painter>()
  let waiting: (() => void)[] = []
  let requested = false
  let previousTime = 0
  let followsFrame = false
  let frames = 0
  let judged = 0
  let slow = 0
  let affordsFull = true

  const judge = (time: number): void => {
    const interval = time - previousTime
    previousTime = time
    // The pause before a movement is a rest, not a slow frame.
    if (!affordsFull || !followsFrame) return
    judged++
    if (interval > slowFrame) slow++
    if (slow >= framesToJudge && slow * 2 > judged) affordsFull = false
    if (judged >= 120) judged = slow = 0
  }

  const run = (time: number): void => {
    requested = false
    frames++
    inputs.settle()
    const animated = inputs.isPlaying() || inputs.isMoving()
    if (animated) judge(time)
    followsFrame = animated
    const quality: DrawQuality = !animated ? 'rest' : affordsFull ? 'full' : 'moving'
    const playhead = inputs.playhead()
    for (const painter of painters) painter(playhead, quality)
    const painted = waiting
    waiting = []
    for (const each of painted) each()
    if (quality !== 'rest') request()
  }

  const request = (): void => {
    if (requested) return
    requested = true
    inputs.requestFrame(run)
  }

  return {
    invalidate: request,
    afterFrame: (each) => {
      waiting.push(each)
      request()
    },
    addPainter: (painter) => {
      painters.add(painter)
      request()
      return () => painters.delete(painter)
    },
    get frames() {
      return frames
    },
  }
}

/**
 * `domain` scaled by `factor` about a point that stays where it is; undefined where doubles could not tell points
 * apart.
 */
export function zoomed(domain: Domain, [x, y]: readonly [number, number], factor: number): Domain | undefined {
  const next: Domain = { x: scaledRange(domain.x, x, factor), y: scaledRange(domain.y, y, factor) }
  return isResolved(next.x) && isResolved(next.y) ? next : undefined
}

export function panned(domain: Domain, dx: number, dy: number): Domain {
  return { x: [domain.x[0] + dx, domain.x[1] + dx], y: [domain.y[0] + dy, domain.y[1] + dy] }
}

export function sameDomain(a: Domain, b: Domain): boolean {
  return a.x[0] === b.x[0] && a.x[1] === b.x[1] && a.y[0] === b.y[0] && a.y[1] === b.y[1]
}

function scaledRange(range: readonly [number, number], about: number, factor: number): [number, number] {
  return [about + (range[0] - about) * factor, about + (range[1] - about) * factor]
}

/** Whether a 256-point grid over the range still has distinct coordinates. */
function isResolved([min, max]: readonly [number, number]): boolean {
  const size = Math.max(Math.abs(min), Math.abs(max))
  return Number.isFinite(max - min) && max - min > size * 1e-12 && max - min > 1e-280 && size < 1e12
}

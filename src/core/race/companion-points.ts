import { companionPoint } from '../descent/velocity'
import { hyperAt } from './fork'
import type { Racer, RacerSpec } from './racer'
import type { TraceColumns } from './trace'

/**
 * The companion points of a racer's rows: see `Companion`. They are noted step by step, since a row is recorded of a
 * step once it is taken, and of a sum over examples only once it is known whether its loss is measured.
 */
export class CompanionPoints {
  private readonly points = new Map<number, Float64Array>()

  /** `recordsAt` says of which steps there may be a row whatever follows. */
  constructor(
    private readonly spec: Pick<RacerSpec, 'optimizer' | 'hyper' | 'fork'>,
    private readonly recordsAt: (step: number) => boolean,
  ) {}

  /** Notes where the companion is now: at the start, and after every single step. */
  note(racer: Racer): void {
    const { points, spec } = this
    const { step, theta, state } = racer.snapshot()
    const { learningRate } = racer
    points.set(step, companionPoint(spec.optimizer, hyperAt(spec, step), { step, theta, state, learningRate }))
    // A racer may end at the step before, where the last one led out of the finite numbers.
    if (!this.recordsAt(step - 2)) points.delete(step - 2)
  }

  /** Of the next rows: row-major, as theta is. */
  add({ step: steps, theta }: Pick<TraceColumns, 'step' | 'theta'>): Float64Array {
    const n = theta.length / steps.length
    const rows = new Float64Array(theta.length)
    for (const [row, step] of steps.entries()) rows.set(this.points.get(step)!, row * n)
    const last = steps.at(-1) ?? 0
    for (const step of this.points.keys()) if (step < last) this.points.delete(step)
    return rows
  }
}

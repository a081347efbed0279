import { dot, norm } from '../linalg/vector'
import type { EvaluationsInPieces } from '../objectives/objective'
import type { Pieces } from '../pieces'
import { DormandPrince } from './dormand-prince'

/** How a medium resists: by c v, by c |v| v, or by c v / |v|, whatever the speed. */
export const dragKinds = ['viscous', 'quadratic', 'dry'] as const
export type DragKind = (typeof dragKinds)[number]

export interface Drag {
  readonly kind: DragKind
  /** c, not negative. */
  readonly coefficient: number
}

/** How a particle moves, at equally spaced times from 0 to the last, `count` of them. */
export interface MotionUnderDrag {
  /** n x count, row-major; from where it ended early NaN. */
  readonly position: Float64Array
  readonly velocity: Float64Array
  /** |v|; J at each position; J + |v|^2 / 2. */
  readonly speed: Float64Array
  readonly loss: Float64Array
  readonly energy: Float64Array
  /** When it came to rest for good, under dry friction. */
  readonly restedAt?: number
  /** Why there is nothing after a time: one line for a person. */
  readonly endedEarly?: { readonly time: number; readonly reason: string }
  /** Of the integrator. */
  readonly steps: number
  readonly rejected: number
  readonly evaluations: number
}

/** What is moved, and how exactly. */
export interface DragProblem {
  readonly evaluations: Pick<EvaluationsInPieces, 'value' | 'valueGrad'>
  /** n coordinates. */
  readonly start: ArrayLike<number>
  readonly drag: Drag
  /** The last time, > 0. */
  readonly time: number
  /** Times that are told, 0 and the last included: 2 or more. */
  readonly count: number
  /** Of a step, relative to the largest coordinate of position and velocity. */
  readonly tolerance: number
  /** Steps at most. */
  readonly mostSteps: number
}

/** A step under dry friction covers so much of the time until rest, if the particle goes on to slow down as now. */
const partOfTimeToRest = 0.9
/** A speed that is slower than this part of the fastest is rest. */
const stillPart = 1e-11
/** A force that exceeds friction by no more than so many tolerances is held by it: it would move by as little. */
const heldTolerances = 100

/**
 * A particle of mass 1 that starts at rest on J and moves by x'' = -grad J(x) - drag(v): the drag equation, of which
 * momentum is a discretisation with viscous drag; see `DormandPrince` for how exactly.
 *
 * Dry friction keeps its size down to rest, and holds there whatever pulls no harder than c. Steps towards rest go a
 * part of the way each, so that none passes it, where the force jumps.
 *
 * Source: I. Goodfellow, Y. Bengio, A. Courville, Deep Learning, 2016, section 8.3.2 (the forces, and why drag is
 * viscous).
 */
export function* motionUnderDrag(problem: DragProblem): Pieces<MotionUnderDrag> {
  const { evaluations, start, drag, time, count, tolerance, mostSteps } = problem
  const n = start.length
  const gradient = new Float64Array(n)
  const accelerate = acceleration(drag)
  let fastest = 0

  const integrator = new DormandPrince(
    function* (state, out) {
      yield* evaluations.valueGrad(state.subarray(0, n), gradient)
      out.set(state.subarray(n))
      accelerate(gradient, state.subarray(n), out.subarray(n))
    },
    [...Array.from(start), ...new Float64Array(n)],
    tolerance,
  )
  const told = new Told(n, count)
  const at = new Float64Array(2 * n)
  const interval = time / (count - 1)
  let restedAt: number | undefined
  let ended: MotionUnderDrag['endedEarly']
  /** Tells of the times until now. */
  const tell = function* (until: number): Pieces<void> {
    while (told.rows < count && told.rows * interval <= until) {
      integrator.at(told.rows * interval, at)
      told.add(at, yield* evaluations.value(at.subarray(0, n)))
    }
  }

  yield* tell(0)
  while (told.rows < count) {
    let most = time - integrator.t
    if (drag.kind === 'dry') {
      const velocity = integrator.y.subarray(n)
      const speed = norm(velocity)
      fastest = Math.max(fastest, speed)
      yield* evaluations.valueGrad(integrator.y.subarray(0, n), gradient)
      const slowing = speed === 0 ? 0 : drag.coefficient + dot(gradient, velocity) / speed
      if (speed === 0 || (slowing > 0 && speed <= stillPart * fastest)) {
        integrator.restart(integrator.y.map((entry, i) => (i < n ? entry : 0)))
        if (norm(gradient) <= drag.coefficient * (1 + heldTolerances * tolerance)) {
          restedAt = integrator.t
          break
        }
      } else if (slowing > 0) most = Math.min(most, (partOfTimeToRest * speed) / slowing)
    }
    if (integrator.steps >= mostSteps) {
      const reason = `${mostSteps} steps led to time ${integrator.t}; take a shorter time or a larger tolerance`
      ended = { time: integrator.t, reason }
      break
    }
    if (!(yield* integrator.step(most))) {
      ended = { time: integrator.t, reason: 'loss or gradient became infinite or undefined, however short the step' }
      break
    }
    yield* tell(integrator.t)
  }
  if (restedAt !== undefined) {
    const loss = yield* evaluations.value(integrator.y.subarray(0, n))
    while (told.rows < count) told.add(integrator.y, loss)
  }
  const { steps, rejected, evaluations: asked } = integrator
  const facts = { steps, rejected, evaluations: asked }
  return {
    ...told.columns(),
    ...facts,
    ...(restedAt !== undefined && { restedAt }),
    ...(ended && { endedEarly: ended }),
  }
}

/** x'' by the gradient and v, into `out`; from rest under dry friction what exceeds it of the force. */
function acceleration({ kind, coefficient: c }: Drag) {
  return (gradient: Float64Array, v: Float64Array, out: Float64Array): void => {
    const speed = norm(v)
    if (kind === 'dry' && speed === 0) {
      const pull = norm(gradient)
      const part = pull > c ? 1 - c / pull : 0
      for (let i = 0; i < v.length; i++) out[i] = -part * gradient[i]!
      return
    }
    const rate = kind === 'viscous' ? c : kind === 'quadratic' ? c * speed : c / speed
    for (let i = 0; i < v.length; i++) out[i] = -gradient[i]! - rate * v[i]!
  }
}

/** The rows that are told so far. */
class Told {
  rows = 0
  private readonly position: Float64Array
  private readonly velocity: Float64Array
  private readonly speed: Float64Array
  private readonly loss: Float64Array
  private readonly energy: Float64Array

  constructor(
    private readonly n: number,
    count: number,
  ) {
    this.position = new Float64Array(n * count).fill(NaN)
    this.velocity = new Float64Array(n * count).fill(NaN)
    this.speed = new Float64Array(count).fill(NaN)
    this.loss = new Float64Array(count).fill(NaN)
    this.energy = new Float64Array(count).fill(NaN)
  }

  /** `state` is position and velocity. */
  add(state: Float64Array, loss: number): void {
    const { n, rows } = this
    const velocity = state.subarray(n)
    this.position.set(state.subarray(0, n), rows * n)
    this.velocity.set(velocity, rows * n)
    this.speed[rows] = norm(velocity)
    this.loss[rows] = loss
    this.energy[rows] = loss + dot(velocity, velocity) / 2
    this.rows++
  }

  columns(): Pick<MotionUnderDrag, 'position' | 'velocity' | 'speed' | 'loss' | 'energy'> {
    const { position, velocity, speed, loss, energy } = this
    return { position, velocity, speed, loss, energy }
  }
}

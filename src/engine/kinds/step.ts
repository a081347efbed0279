import { z } from 'zod'
import { velocityOf } from '../../core/descent/velocity'
import { dot } from '../../core/linalg/vector'
import { projectDirection, type Slice } from '../../core/slice/slice'
import { isSum, type Objective } from '../../core/objectives/objective'
import { chainStages } from '../../core/race/chain'
import type { Checkpoint } from '../../core/race/checkpoint'
import { createRacerInPieces, resumeRacer } from '../../core/race/create-racer'
import { type EffectiveRates, effectiveRates } from '../../core/race/effective-rates'
import { hyperAt } from '../../core/race/fork'
import type { Racer, RacerSpec } from '../../core/race/racer'
import type { Pieces } from '../../core/pieces'
import type { Checked } from '../../core/problem'
import { defineJobKind, type TileProgress } from '../job-kind'
import { checkpointsOf, lastCheckpoint } from './checkpoints'
import { stepWork } from './evaluation-work'
import { landscapeOf, raceAhead } from './landscapes'
import { checkRacerWithin, racerOf, type RaceSpec } from './race-specs'
import { startNeeds, startOf } from './starts'

/** Steps from one place to go on from to the next. */
const stride = 256

const schema = z.strictObject({ race: z.unknown(), racer: z.int().min(0), step: z.int().min(1) })

/** One step of a racer, taken again with everything it used laid open. */
export interface StepSpec {
  readonly race: RaceSpec
  /** Index into the race's racers. */
  readonly racer: number
  /** t, 1 at the first step. */
  readonly step: number
}

export interface StageVector {
  readonly stage: string
  readonly vector: Float64Array
  /** Of a landscape with a slice: the vector projected onto the plane, in the plane's coordinates. */
  readonly plane?: Float64Array
}

export interface StepResult {
  /** The step that was laid open: the racer's last if it ended before; 0, with nothing moved, if it took none. */
  readonly step: number
  /** theta_{t-1}, and J there: of a mean over examples over all of them. */
  readonly theta: Float64Array
  readonly loss: number
  readonly learningRate: number
  /** Of a mean over examples: the gradient over all of them, which the rule has not seen. */
  readonly fullGradient?: StageVector
  /** The gradient as it leaves each stage of the chain: exact, of the step's batch where it has one; noisy; clipped. */
  readonly gradients: readonly StageVector[]
  /** The rule's displacements, in order; they sum to `update` to the last bit. */
  readonly displacements: readonly StageVector[]
  readonly update: Float64Array
  /** Of a landscape with a slice: the update projected onto the plane. */
  readonly planeUpdate?: Float64Array
  /** Of the update and the last stage of the gradient, which the rule has seen; absent where it took no step. */
  readonly rates?: EffectiveRates
  /** Of a rule with momentum. */
  readonly motion?: Motion
  /**
   * Of the update d: g'd, d'Hd / 2, their sum, and the change of J that came of it. For gradient descent -lr g'g and
   * lr^2 g'Hg / 2. Of a mean over examples g, H and J are over all of them, whatever batch the step saw.
   */
  readonly taylor: {
    readonly first: number
    readonly second: number
    readonly predicted: number
    readonly actual: number
  }
}

/**
 * What a step does to the velocity v of a rule, which it changes by force + drag: see `Inertia`. All are displacements,
 * at the learning rate of the step.
 */
export interface Motion {
  /** mu */
  readonly coefficient: number
  /** v_{t-1}, with which the racer came to theta_{t-1}. */
  readonly velocity: StageVector
  /** v_t - mu v_{t-1}: of gradient descent with momentum -lr g. */
  readonly force: StageVector
  /** -(1 - mu) v_{t-1} */
  readonly drag: StageVector
}

/**
 * A racer's step, taken again from the last checkpoint before it, so that what is shown is what it did, to the last
 * bit.
 */
export const stepKind = defineJobKind({
  id: 'step',
  version: 6,
  ahead: raceAhead,

  validate: (given): Checked<StepSpec> => checkRacerWithin(schema, given),

  cost({ race, racer, step }) {
    const { every } = checkpointsOf(race, racer)
    const steps = Math.max(1, Math.min(step, race.steps, every))
    return { work: steps * stepWork(race, race.racers[racer]!), bytes: 0, smaller: 'lay open an earlier step' }
  },

  needs({ race, racer, step }, results) {
    const checkpoints = checkpointsOf(race, racer)
    const { needs } = lastCheckpoint(checkpoints, Math.min(step, checkpoints.steps), results)
    return [...startNeeds(race, [race.racers[racer]!]), ...needs]
  },

  plan: () => [0],

  *run({ race, racer: index, step }, _tile, needed): Generator<TileProgress, StepResult, void> {
    const start = startOf(race, race.racers[index]!, needed)
    const { spec, options } = racerOf({ ...race, record: Number.MAX_SAFE_INTEGER }, race.racers[index]!, start)
    const { objective, slice } = landscapeOf(race.landscape)
    const checkpoints = checkpointsOf(race, index)
    const target = Math.min(step, checkpoints.steps)
    const { checkpoint } = lastCheckpoint(checkpoints, target, needed)
    const resumed = checkpoint && resumeRacer(spec, objective(), options, checkpoint)
    let before = resumed && (yield* beforeLastStep(resumed, target))
    if (before === undefined) {
      // From the start: there is no checkpoint, or the racer ended on it.
      const racer = yield* createRacerInPieces(spec, objective(), options)
      before = yield* beforeLastStep(racer, target)
      if (before === undefined) return standingStill(racer)
    }
    const again = resumeRacer(spec, objective(), options, before.from)
    yield* again.run(before.step - again.step)
    return yield* laidOpen(again, spec, objective(), slice)
  },

  merge: (_spec, [result]): StepResult => result!,
})

/**
 * Runs a racer to a step or its end: where to go on from to come to the step before the last one that it took; absent
 * if it took none.
 */
function* beforeLastStep(
  racer: Racer,
  target: number,
): Generator<TileProgress, { readonly from: Checkpoint; readonly step: number } | undefined, void> {
  const first = racer.step
  // The last two places to go on from: the racer may end without a step after the later one.
  let [earlier, later] = [racer.snapshot(), racer.snapshot()]
  while (racer.ending === undefined && racer.step < target) {
    ;[earlier, later] = [later, racer.snapshot()]
    const run = racer.run(Math.min(stride, target - racer.step))
    while (run.next().done !== true) yield { type: 'progress', fraction: racer.step / target }
    racer.takeRows()
  }
  if (racer.step === first) return undefined
  return { from: later.step < racer.step ? later : earlier, step: racer.step - 1 }
}

/**
 * Takes the next step of a racer under observation. What it did not compute itself comes from `objective`, not the
 * race's own, which counts.
 */
function* laidOpen(racer: Racer, spec: RacerSpec, objective: Objective, slice: Slice | undefined): Pieces<StepResult> {
  const before = racer.snapshot()
  const { theta, loss: measured } = before
  const sum = isSum(objective) ? objective.inPieces : undefined
  const fullGradient = sum && new Float64Array(theta.length)
  // A racer on a sum is not measured at every step.
  const loss = sum === undefined ? measured : yield* sum.valueGrad(theta, fullGradient!)
  const seen: StageVector[] = []
  yield* racer.run(1, (stage, vector) => {
    seen.push(staged(stage, vector.slice(), slice))
  })
  const gradients = seen.slice(0, chainStages.length)
  const displacements = seen.slice(chainStages.length, -1)
  const { vector: update, plane } = seen.at(-1)!
  const product = new Float64Array(theta.length)
  if (objective.inPieces === undefined) objective.hessianVector(theta, update, product)
  else yield* objective.inPieces.hessianVector(theta, update, product)
  const first = dot(fullGradient ?? gradients[0]!.vector, update)
  const second = dot(update, product) / 2
  const after = racer.snapshot()
  const motion = motionOf(spec, before, after, racer.learningRate, slice)
  const actual = (sum === undefined ? after.loss : yield* sum.value(after.theta)) - loss
  return {
    step: racer.step,
    theta,
    loss,
    learningRate: racer.learningRate,
    ...(fullGradient && { fullGradient: staged('full gradient', fullGradient, slice) }),
    gradients,
    displacements,
    update,
    ...(plane && { planeUpdate: plane }),
    rates: effectiveRates(update, gradients.at(-1)!.vector),
    ...(motion && { motion }),
    taylor: { first, second, predicted: first + second, actual },
  }
}

/** The motion of a step from one state to another; undefined of a rule without momentum. */
function motionOf(
  spec: RacerSpec,
  before: Checkpoint,
  after: Checkpoint,
  learningRate: number,
  slice: Slice | undefined,
): Motion | undefined {
  const { inertia } = spec.optimizer
  if (inertia === undefined) return undefined
  const coefficient = hyperAt(spec, after.step)[inertia.coefficient] as number
  const velocity = velocityOf(inertia, { state: before.state, learningRate })
  const next = velocityOf(inertia, { state: after.state, learningRate })
  const force = next.map((entry, i) => entry - coefficient * velocity[i]!)
  const drag = velocity.map((entry) => (coefficient - 1) * entry)
  return {
    coefficient,
    velocity: staged('velocity', velocity, slice),
    force: staged('force', force, slice),
    drag: staged('drag', drag, slice),
  }
}

function staged(stage: string, vector: Float64Array, slice: Slice | undefined): StageVector {
  return { stage, vector, ...(slice && { plane: projectDirection(slice, vector).slice(0, 2) }) }
}

function standingStill(racer: Racer): StepResult {
  const { theta, loss } = racer.snapshot()
  return {
    step: 0,
    theta,
    loss,
    learningRate: racer.learningRate,
    gradients: [],
    displacements: [],
    update: new Float64Array(theta.length),
    taylor: { first: 0, second: 0, predicted: 0, actual: 0 },
  }
}

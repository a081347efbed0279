import { z } from 'zod'
import { atan2 } from '../../core/elementary'
import { euclideanNorm } from '../../core/linalg/euclidean-norm'
import type { Checked } from '../../core/problem'
import { clip } from '../../core/race/chain'
import type { ClipSetting } from '../../core/race/settings'
import { standingOut } from '../../core/race/thrown-step'
import { atOnce, defineJobKind } from '../job-kind'
import type { Need } from '../needs'
import { landscapeOf, raceAhead } from './landscapes'
import { checkRacerWithin, type RaceSpec } from './race-specs'
import type { StepResult } from './step'
import type { StepLengthsResult } from './step-lengths'

const PI = 3.141592653589793

const schema = z.strictObject({
  race: z.unknown(),
  racer: z.int().min(0),
  /** Of the step that is looked at; the throw, or where there is none the longest step, where absent. */
  step: z.int().min(1).optional(),
  /** What both ways of clipping clip at; a racer that is clipped has its own. */
  clip: z.number().gt(0),
  /** From how many times the length of those before a step is a throw. */
  ratio: z.number().gt(1),
})

export interface ThrowSpec {
  readonly race: RaceSpec
  /** Index into the race's racers. */
  readonly racer: number
  readonly step?: number | undefined
  readonly clip: number
  readonly ratio: number
}

type Place = readonly [x: number, y: number]

/** The gradient that the step met as a displacement, -lr g: as it was, and as clipping leaves it. */
export interface ThrowArrow {
  /** As far as it lies in the plane. */
  readonly plane: Place
  /** In all dimensions. */
  readonly length: number
  /** Degrees from the raw one, in all dimensions. */
  readonly turned: number
}

export interface ThrowResult {
  /** 0 where the racer has taken none. */
  readonly step: number
  /** Whether it is a throw, and its length over the longest of those before; NaN of a first step. */
  readonly isThrow: boolean
  readonly ratio: number
  /** 1, the usual descent: where the racer was halfway to the step; absent of a first step. */
  readonly usual?: Place
  /** 2, where the step starts, and 3, where it lands. */
  readonly from: Place
  readonly to: Place
  /** Of the step that was taken, and how J changed with it. */
  readonly length: number
  readonly loss: number
  readonly change: number
  readonly learningRate: number
  /** What is clipped at. */
  readonly clip: number
  readonly raw: ThrowArrow
  readonly byNorm: ThrowArrow
  readonly byValue: ThrowArrow
}

/**
 * The step of a racer that throws it, or another one, with the places before and after it, and what clipping by norm
 * and by value makes of its gradient.
 */
export const throwKind = defineJobKind({
  id: 'throw',
  version: 1,
  ahead: raceAhead,
  validate: (given): Checked<ThrowSpec> => checkRacerWithin(schema, given),
  cost: () => ({ work: 1, bytes: 0, smaller: 'take fewer steps' }),

  needs(spec, results) {
    const lengths = lengthsNeed(spec)
    const found = results.of(lengths) as StepLengthsResult | undefined
    return found === undefined || found.lengths.length === 0 ? [lengths] : [lengths, stepNeed(spec, found)]
  },

  plan: () => [0],

  run: (spec, _tile, needed) =>
    atOnce(() => {
      const found = needed.of(lengthsNeed(spec)) as StepLengthsResult
      const laidOpen =
        found.lengths.length === 0 ? undefined : (needed.of(stepNeed(spec, found)) as StepResult | undefined)
      return throwOf(spec, found, laidOpen)
    }),

  merge: (_spec, [result]): ThrowResult => result!,
})

function lengthsNeed({ race, racer }: ThrowSpec): Need {
  return { kind: 'step-lengths', spec: { race, racer } }
}

function stepNeed(spec: ThrowSpec, found: StepLengthsResult): Need {
  return { kind: 'step', spec: { race: spec.race, racer: spec.racer, step: stepOf(spec, found).step } }
}

/** The step that is looked at, which the racer has taken. */
function stepOf({ race: { domain }, step, ratio }: ThrowSpec, { lengths, places }: StepLengthsResult) {
  const [x, y] = placeAt(places, 1)
  const firstLeaves = !(x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1])
  const out = standingOut(lengths, firstLeaves, ratio)
  const asked = step === undefined ? out.step : Math.min(step, lengths.length)
  if (asked === out.step) return out
  const before = lengths.subarray(0, asked - 1).reduce((most, length) => Math.max(most, length || 0), 0)
  return { step: asked, isThrow: false, ratio: asked === 1 ? NaN : lengths[asked - 1]! / before }
}

function placeAt(places: Float64Array, row: number): Place {
  return [places[2 * row]!, places[2 * row + 1]!]
}

function throwOf(spec: ThrowSpec, found: StepLengthsResult, laidOpen: StepResult | undefined): ThrowResult {
  const { places, lengths } = found
  const own = spec.race.racers[spec.racer]!.clip?.value
  const at = own ?? spec.clip
  if (laidOpen === undefined) {
    const none: ThrowArrow = { plane: [0, 0], length: 0, turned: NaN }
    const stood = { step: 0, isThrow: false, ratio: NaN, from: placeAt(places, 0), to: placeAt(places, 0) }
    const still = { length: 0, loss: NaN, change: 0, learningRate: NaN, clip: at }
    return { ...stood, ...still, raw: none, byNorm: none, byValue: none }
  }
  const { step, isThrow, ratio } = stepOf(spec, found)
  const { project, slice } = landscapeOf(spec.race.landscape)
  const rate = Number.isNaN(laidOpen.learningRate) ? 1 : laidOpen.learningRate
  // What clipping meets: the gradient with its noise.
  const gradient = laidOpen.gradients[1]!.vector
  const along = (vector: Float64Array): ThrowArrow => {
    const displacement = vector.map((entry) => -rate * entry)
    const origin = slice?.origin
    const [a, b] = project(origin === undefined ? displacement : displacement.map((d, i) => d + origin[i]!))
    return { plane: [a, b], length: euclideanNorm(displacement), turned: degreesBetween(gradient, vector) }
  }
  const clipped = (kind: ClipSetting['kind']): ThrowArrow => {
    const vector = gradient.slice()
    clip({ kind, value: at }, vector)
    return along(vector)
  }
  return {
    step,
    isThrow,
    ratio,
    ...(step > 1 && { usual: placeAt(places, Math.floor((step - 1) / 2)) }),
    from: placeAt(places, step - 1),
    to: placeAt(places, step),
    length: lengths[step - 1]!,
    loss: laidOpen.loss,
    change: laidOpen.taylor.actual,
    learningRate: rate,
    clip: at,
    raw: along(gradient),
    byNorm: clipped('norm'),
    byValue: clipped('value'),
  }
}

/**
 * The angle between two directions, 2 atan2(|a/|a| - b/|b||, |a/|a| + b/|b||), which keeps its digits where they are
 * nearly one. After W. Kahan, How futile are mindless assessments of roundoff in floating-point computation, 2006,
 * section 12. NaN where one is 0.
 */
function degreesBetween(a: Float64Array, b: Float64Array): number {
  const [lengthA, lengthB] = [euclideanNorm(a), euclideanNorm(b)]
  const [apart, together] = [-1, 1].map((sign) =>
    euclideanNorm(a.map((entry, i) => entry / lengthA + (sign * b[i]!) / lengthB)),
  )
  return (360 / PI) * atan2(apart!, together!)
}

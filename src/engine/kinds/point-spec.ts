import { z } from 'zod'
import { addMultiple } from '../../core/linalg/vector'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import type { Need, NeededResults } from '../needs'
import { landscapeOf } from './landscapes'
import { checkRaceWithin, type RaceSpec } from './race-specs'
import type { StepResult, StepSpec } from './step'

/** A point: all its coordinates or its place on what is drawn; or where a racer is. */
export type PointSpec = readonly number[] | RacerPoint

/** Where a racer of a race is after a step, 0 at its start; its last one if it has ended before. */
export interface RacerPoint {
  readonly race: RaceSpec
  /** Index into the race's racers. */
  readonly racer: number
  readonly step: number
}

export const pointSchema = z.union([
  z.array(z.number()).readonly(),
  z.strictObject({ race: z.unknown(), racer: z.int().min(0), step: z.int().min(0) }),
])

/** Checks a point, which is a job's `at`, of a landscape that has been checked. */
export function checkPoint(at: z.infer<typeof pointSchema>, landscape: ResolvedLandscape): Checked<PointSpec> {
  if (!('race' in at)) {
    const problem = lengthProblem(at.length, landscape)
    return problem === undefined ? valid(at) : invalid(problem)
  }
  const race = checkRaceWithin(at.race)
  if (race.value === undefined) return invalid(...race.problems.map(within))
  const { racers } = race.value
  if (at.racer >= racers.length)
    return invalid({
      message: `racer is ${at.racer}, expected the index of one of ${racers.length} racers`,
      remedy: `take a number from 0 to ${racers.length - 1}`,
      where: 'at.racer',
    })
  const { dimension } = landscapeOf(race.value.landscape)
  if (dimension !== landscape.dimension)
    return invalid({
      message: `race is in ${dimension} dimensions, expected ${landscape.dimension}, as the landscape`,
      remedy: 'give the race on this landscape',
      where: 'at.race.landscape',
    })
  return valid({ race: race.value, racer: at.racer, step: at.step })
}

function within(problem: Problem): Problem {
  return { ...problem, where: `at.${problem.where ?? ''}` }
}

function lengthProblem(length: number, { dimension, planeDimension }: ResolvedLandscape): Problem | undefined {
  if (length === 2 || length === planeDimension || length === dimension) return undefined
  const message = `point has ${length} coordinates, expected ${dimension}, or ${planeDimension} on what is drawn`
  return { message, remedy: `give ${planeDimension} numbers`, where: 'at' }
}

/** The jobs that a point rests on. */
export function pointNeeds(at: PointSpec): readonly Need[] {
  return 'race' in at ? [stepNeed(at)] : []
}

/** The step that a racer takes next, or its last. */
function stepNeed({ race, racer, step }: RacerPoint): Need {
  return { kind: 'step', spec: { race, racer, step: step + 1 } satisfies StepSpec }
}

/** A point in all dimensions. */
export interface FoundPoint {
  readonly theta: Float64Array
  /** Of a racer: the step after which it is there. */
  readonly step?: number
}

/** Where a point that has been checked is, by the results of `pointNeeds`. The vector is the caller's. */
export function pointOf(at: PointSpec, landscape: ResolvedLandscape, needed: NeededResults): FoundPoint {
  if (!('race' in at)) return { theta: landscape.place(at) }
  const { theta, update, step } = needed.of(stepNeed(at)) as StepResult
  if (step > at.step) return { theta: theta.slice(), step: step - 1 }
  // It has ended there: a race adds the update, and so does this.
  const end = theta.slice()
  addMultiple(end, 1, update)
  return { theta: end, step }
}

/**
 * The update that a racer takes next, and where from: of one that has ended its last, from before it. Undefined where
 * it takes none.
 */
export function nextUpdate(
  at: RacerPoint,
  needed: NeededResults,
): (Required<FoundPoint> & { readonly update: Float64Array }) | undefined {
  const { theta, update, step } = needed.of(stepNeed(at)) as StepResult
  return step === 0 ? undefined : { theta: theta.slice(), update, step: step - 1 }
}

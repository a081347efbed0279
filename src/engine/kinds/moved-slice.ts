import { z } from 'zod'
import { dot } from '../../core/linalg/vector'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import type { SliceRecipeSetting } from '../../core/scene/landscape'
import type { SlicePoint } from '../../core/scene/slice-point'
import type { FoundSlice } from '../../core/scene/slice-recipe'
import {
  foundSliceProblems,
  isLine,
  resolveSliceInPieces,
  sliceSchema,
  sliceSettingProblems,
  unrecordedProblems,
} from '../../core/scene/slice-setting'
import { pathOnSlice } from '../../core/slice/path-on-slice'
import type { Slice } from '../../core/slice/slice'
import { defineJobKind, Infeasible, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkRaceWithin, type RaceSpec } from './race-specs'
import { checkShape } from './specs'
import { type PathResult, pathNeed } from './starts'

const schema = z.strictObject({
  race: z.unknown(),
  of: z.string(),
  step: z.int().min(0),
  recipe: sliceSchema.optional(),
})

/** A race's slice, moved to where one of its racers is after a step. */
export interface MovedSliceSpec {
  readonly race: RaceSpec
  /** The racer's id. */
  readonly of: string
  /** One that was recorded. */
  readonly step: number
  /** How the directions are found anew there; those of the race's slice stay where it is absent. */
  readonly recipe?: SliceRecipeSetting | undefined
}

export interface MovedSliceResult {
  readonly slice: Slice
  /** Of each racer of the race, of each recorded point: its place there, a and b interleaved. */
  readonly places: readonly Float64Array[]
}

/** Products with the Hessian that finding directions by derivatives was seen to take. */
const usualProducts = 200

/**
 * A plane through where a racer is, as its training goes on, and where all paths lie on it. Eigenvectors, which are
 * known but for their signs, lead towards where the racer ends, so that they do not turn over from step to step.
 */
export const movedSliceKind = defineJobKind({
  id: 'moved-slice',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<MovedSliceSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const { of, step, recipe } = shape.value
    const race = checkRaceWithin(shape.value.race)
    if (race.value === undefined) return invalid(...race.problems)
    const { dimension, slice, planeDimension } = landscapeOf(race.value.landscape)
    const problems: Problem[] = []
    if (slice === undefined || planeDimension !== 2)
      problems.push({ message: 'landscape has no plane that could be moved', where: 'race.landscape', ...needsPlane })
    if (!race.value.racers.some(({ id }) => id === of))
      problems.push({
        message: `unknown racer: "${of}"`,
        remedy: `take ${race.value.racers.map(({ id }) => id).join(' or ')}`,
        where: 'of',
      })
    if (recipe !== undefined) {
      problems.push(...sliceSettingProblems(movedTo(recipe, { kind: 'step', of, step }), dimension, 'recipe'))
      if (!('kind' in recipe) || isLine(recipe))
        problems.push({ message: 'recipe is of no plane', remedy: 'leave it out', where: 'recipe' })
    }
    if (problems.length > 0) return invalid(...problems)
    return valid({ race: race.value, of, step, ...(recipe && { recipe: recipe as SliceRecipeSetting }) })
  },

  cost({ race, recipe }) {
    const resolved = landscapeOf(race.landscape)
    const work = recipe === undefined ? 1 : usualProducts * evaluationWork(resolved).product
    const rows = race.racers.length * (race.steps / race.record + 1)
    return { work, bytes: 16 * rows, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },

  needs: ({ race }) => race.racers.map(({ id }) => pathNeed(race, id)),
  plan: () => [0],

  *run({ race, of, step, recipe }, _tile, needed): Generator<TileProgress, MovedSliceResult, void> {
    const { dimension: n, objective, slice: standard, seed = 0 } = landscapeOf(race.landscape)
    const pathOf = (id: string): PathResult => needed.of(pathNeed(race, id)) as PathResult
    const point: SlicePoint = { kind: 'step', of, step }
    const [problem] = unrecordedProblems({ kind: 'default', origin: point }, { pathOf })
    if (problem !== undefined) throw new Infeasible({ ...problem, where: 'step' })
    const path = pathOf(of)
    const at = path.step.indexOf(step) * n
    const here = path.theta.subarray(at, at + n)
    const racers = race.racers.map(({ id }) => id)
    const context = { dimension: n, standard: standard!, objective, seed, racers, pathOf }
    const found: FoundSlice =
      recipe === undefined
        ? { ...standard!, origin: Array.from(here) }
        : yield* resolveSliceInPieces(movedTo(recipe, point), context)
    const { origin } = found
    const ahead = path.theta.slice(-n).map((entry, i) => entry - path.theta[i]!)
    const turned = (direction: readonly number[]): readonly number[] =>
      found.eigenvalues !== undefined && dot(Float64Array.from(direction), ahead) < 0
        ? direction.map((entry) => -entry)
        : direction
    const slice = { origin, u: turned(found.u), v: turned(found.v!) }
    const [nothing] = foundSliceProblems(recipe, slice, n, context)
    if (nothing !== undefined) throw new Infeasible(nothing)
    const places: Float64Array[] = []
    for (const id of racers) places.push((yield* pathOnSlice(slice, pathOf(id).theta)).plane)
    return { slice, places }
  },

  merge: (_spec, [result]): MovedSliceResult => result!,
})

const needsPlane = { remedy: 'give a network, or a landscape in more dimensions, on a plane' }

function movedTo(recipe: object, origin: SlicePoint): SliceRecipeSetting {
  return { ...recipe, origin } as SliceRecipeSetting & { readonly origin: SlicePoint }
}

import { z } from 'zod'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import type { LandscapeSpec, Trajectory } from '../../core/scene/landscape'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { isResolvedByJob, racersMeant, racersOf, recipeProblems, takesDerivatives } from '../../core/scene/recipe-order'
import {
  foundSliceProblems,
  isLine,
  resolveSliceInPieces,
  sliceSettingProblems,
  unrecordedProblems,
} from '../../core/scene/slice-setting'
import type { Path } from '../../core/slice/fidelity'
import type { FoundSlice } from '../../core/scene/slice-recipe'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { recordedPath, trajectoriesSchema, trajectoryProblems } from '../../core/scene/trajectories'
import type { Slice } from '../../core/slice/slice'
import { defineJobKind, Infeasible, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, shareOf } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { checkRace, type RaceSpec } from './race-specs'
import { checkShape } from './specs'
import { type PathResult, pathNeed } from './starts'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  race: z.looseObject({}).optional(),
  paths: trajectoriesSchema.optional(),
})

/** A landscape, and the race on it or the recorded paths where its slice is made from them. */
export interface SliceSpec {
  readonly landscape: LandscapeSpec
  readonly race?: Omit<RaceSpec, 'landscape'>
  readonly paths?: readonly Trajectory[]
}

/** The vectors of a landscape's slice; nothing where the landscape is the plane. */
export interface SliceResult extends Omit<FoundSlice, keyof Slice> {
  readonly slice?: Slice
}

/** Resolves a landscape's slice, whatever recipe it has; infeasible where that comes to no plane. */
export const sliceKind = defineJobKind({
  id: 'slice',
  version: 6,
  ahead: specAhead,

  validate(given): Checked<SliceSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const { landscape, race, paths } = shape.value
    const recorded = paths && { paths }
    const ids = idsOf(paths)
    if (racersOf(landscape.slice).every((id) => ids.includes(id))) {
      const plain = isResolvedByJob(landscape.slice) ? checkedRecipe(landscape) : checkedLandscape(landscape)
      const problems = plain.value === undefined ? plain.problems : pathProblems(paths, plain.value.dimension)
      return problems.length === 0 ? valid({ landscape, ...recorded }) : invalid(...problems)
    }
    if (race === undefined) return invalid(raceMissing(landscape))
    const checked = checkRace({ ...race, landscape: beforeSlice(landscape) })
    if (checked.value === undefined) return invalid(...checked.problems)
    const { landscape: plain, ...rest } = checked.value
    const { dimension } = landscapeOf(plain)
    const problems = [
      ...sliceSettingProblems(landscape.slice, dimension, 'landscape.slice'),
      ...pathProblems(paths, dimension),
      ...recipeProblems(landscape.slice, isLine(landscape.slice), rest.racers, ids),
    ]
    return problems.length === 0 ? valid({ landscape, race: rest, ...recorded }) : invalid(...problems)
  },

  /** Of one that takes derivatives, products with the Hessian, as many as they were seen to take. */
  cost({ landscape }) {
    const resolved = landscapeOf(beforeSlice(landscape))
    const products = Math.min(resolved.dimension, 400)
    const work = takesDerivatives(landscape.slice) ? products * evaluationWork(resolved).product : 1
    return { work, bytes: 24 * resolved.dimension, smaller: atMost(...fewerExamples(resolved, shareOf(work))) }
  },
  needs: (spec) => named(spec).map((id) => pathNeed(raceBefore(spec), id)),
  plan: () => [0],

  *run(spec, _tile, needed): Generator<TileProgress, SliceResult, void> {
    const { dimension, objective, slice: standard, seed = 0 } = landscapeOf(beforeSlice(spec.landscape))
    if (standard === undefined) return {}
    const pathOf = (id: string): Path => {
      const recorded = spec.paths?.find((path) => path.id === id)
      return recorded === undefined
        ? (needed.of(pathNeed(raceBefore(spec), id)) as PathResult)
        : recordedPath(recorded, dimension)
    }
    const context = { dimension, standard, objective, seed, racers: idsOf(spec.race?.racers), pathOf }
    const [unrecorded] = unrecordedProblems(spec.landscape.slice, context)
    if (unrecorded !== undefined) throw new Infeasible(unrecorded)
    const { origin, u, v, ...facts } = yield* resolveSliceInPieces(spec.landscape.slice, context)
    const slice = { origin, u, ...(v && { v }) }
    const [problem] = foundSliceProblems(spec.landscape.slice, slice, dimension, context)
    if (problem !== undefined) throw new Infeasible(problem)
    return { slice, ...facts }
  },

  merge: (_spec, [result]): SliceResult => result!,
})

/**
 * A landscape as it is raced on before its slice is known: seen on its default one, by which `stop.escape` measures.
 */
function beforeSlice({ slice: _slice, ...landscape }: LandscapeSpec): LandscapeSpec {
  return landscape
}

function raceBefore({ landscape, race }: SliceSpec): RaceSpec {
  return { ...race!, landscape: beforeSlice(landscape) }
}

/** A recipe on a landscape that is in order without it. */
function checkedRecipe(landscape: LandscapeSpec): Checked<ResolvedLandscape> {
  const plain = checkedLandscape(beforeSlice(landscape))
  if (plain.value === undefined) return plain
  const problems = sliceSettingProblems(landscape.slice, plain.value.dimension, 'landscape.slice')
  return problems.length === 0 ? plain : invalid(...problems)
}

function pathProblems(paths: SliceSpec['paths'], dimension: number): readonly Problem[] {
  return trajectoryProblems(paths, dimension, 'paths')
}

/** The racers whose paths a slice is made from. */
function named({ landscape, race, paths }: SliceSpec): readonly string[] {
  const recorded = idsOf(paths)
  return racersMeant(racersOf(landscape.slice), idsOf(race?.racers)).filter((id) => !recorded.includes(id))
}

function idsOf(those: readonly { readonly id: string }[] = []): readonly string[] {
  return those.map(({ id }) => id)
}

function raceMissing({ slice }: LandscapeSpec): Problem {
  return {
    message: `slice is made from the paths of ${racersOf(slice).join(', ')}, and there is no race`,
    remedy: 'give the race too',
    where: 'race',
  }
}

import { z } from 'zod'
import { mostForDense } from '../../core/analysis/spectrum/curvature-at'
import { type Spectrum, spectrum } from '../../core/analysis/spectrum/spectrum'
import { invalid, type Problem } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { costLimits, defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, multiplicationsPerUnit } from './evaluation-work'
import { landscapeOf, checkedLandscape, specAhead } from './landscapes'
import { checkShape } from './specs'

/** Eigenvalues from each end at most: with more the Krylov space is as large as the Hessian. */
const mostTop = 50

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** A point in all dimensions, or its two coordinates in the plane that is drawn. */
  at: z.array(z.number()).readonly(),
  /** How many of the smallest and how many of the largest eigenvalues. */
  top: z.int().min(1).max(mostTop),
  density: z.boolean(),
  /** Whether the eigenvectors are wanted. */
  vectors: z.boolean().optional(),
  seed: z.int().min(0),
})

export type SpectrumSpec = z.infer<typeof schema>

export interface SpectrumResult extends Spectrum {
  readonly dimension: number
}

/** The ends of the Hessian's spectrum, its trace and density. */
export const spectrumKind = defineJobKind({
  id: 'spectrum',
  version: 3,
  ahead: specAhead,

  validate(given) {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, at } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const { dimension, planeDimension } = resolved.value
    return at.length === dimension || at.length === 2 || at.length === planeDimension
      ? shape
      : invalid(lengthProblem(at.length, dimension))
  },

  /** Products with the Hessian, as many as it was seen to take, each at right angles to those before it. */
  cost({ landscape, top, density, vectors }: SpectrumSpec) {
    const resolved = landscapeOf(landscape)
    const { dimension: n } = resolved
    const { product } = evaluationWork(resolved)
    const isDense = n <= mostForDense
    const orthogonalising = isDense ? 0 : (5 * n * (90 + 6 * top)) / multiplicationsPerUnit
    const products = isDense ? n : 400 + 12 * top + (density ? 800 : 0)
    const work = products * (product + orthogonalising)
    const ofProducts = Math.max(0, costLimits.work / products - orthogonalising) / product
    const fewer = atMost(...fewerExamples(resolved, Math.min(1, ofProducts)))
    return { work, bytes: 16 * (2 * top + 256) + (vectors === true ? 16 * top * n : 0), smaller: fewer }
  },

  plan: () => [0],

  *run({ landscape, at, top, density, vectors, seed }): Generator<TileProgress, SpectrumResult, void> {
    const { dimension, objective, place } = landscapeOf(landscape)
    const theta = at.length === dimension ? at : place(at)
    return { dimension, ...(yield* spectrum(objective(), theta, { top, density, vectors, seed })) }
  },

  merge: (_spec, parts): SpectrumResult => parts[0]!,
})

function lengthProblem(got: number, dimension: number): Problem {
  const wanted = `${dimension}, one for each coordinate, or 2 in the plane`
  return {
    message: `point has ${got} coordinates, expected ${wanted}`,
    remedy: `give ${dimension} numbers`,
    where: 'at',
  }
}

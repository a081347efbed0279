import { z } from 'zod'
import { invalid, type Problem } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import { costLimits, defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples } from './evaluation-work'
import { landscapeOf, checkedLandscape, specAhead } from './landscapes'
import { checkShape } from './specs'
import {
  spectrumAt,
  spectrumBytes,
  spectrumProblems,
  spectrumProducts,
  type SpectrumResult,
  spectrumSettings,
  spectrumWork,
} from './spectrum-settings'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** A point in all dimensions, or its two coordinates in the plane that is drawn. */
  at: z.array(z.number()).readonly(),
  ...spectrumSettings,
})

export type SpectrumSpec = z.infer<typeof schema>

/** The ends of the spectrum of the Hessian, or of a matrix beside it, its trace and density. */
export const spectrumKind = defineJobKind({
  id: 'spectrum',
  version: 4,
  ahead: specAhead,

  validate(given) {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, at } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const { dimension, planeDimension } = resolved.value
    const isPoint = at.length === dimension || at.length === 2 || at.length === planeDimension
    const problems = [
      ...(isPoint ? [] : [lengthProblem(at.length, dimension)]),
      ...spectrumProblems(shape.value, landscape),
    ]
    return problems.length === 0 ? shape : invalid(...problems)
  },

  /** Products with the Hessian, as many as it was seen to take, each at right angles to those before it. */
  cost({ landscape, at: _at, ...settings }: SpectrumSpec) {
    const resolved = landscapeOf(landscape)
    const { products, orthogonalising } = spectrumProducts(settings, resolved)
    const { product } = evaluationWork(resolved)
    const ofProducts = Math.max(0, costLimits.work / products - orthogonalising) / product
    const smaller = atMost(...fewerExamples(resolved, Math.min(1, ofProducts)))
    return { work: spectrumWork(settings, resolved), bytes: spectrumBytes(settings, resolved), smaller }
  },

  plan: () => [0],

  *run({ landscape, at, ...settings }): Generator<TileProgress, SpectrumResult, void> {
    const resolved = landscapeOf(landscape)
    const theta = at.length === resolved.dimension ? at : resolved.place(at)
    return yield* spectrumAt(resolved, resolved.objective(), theta, settings)
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

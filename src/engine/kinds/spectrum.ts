import { z } from 'zod'
import { type BatchSpectra, batchSpectra } from '../../core/analysis/spectrum/batch-spectra'
import { mostForDense } from '../../core/analysis/spectrum/curvature-at'
import { curvatureMatrices, matricesOf, matrixNames } from '../../core/analysis/spectrum/curvature-matrices'
import { findBlock, layerBlocks, namedBlocks } from '../../core/analysis/spectrum/parameter-blocks'
import { type PartSpectrum, partSpectra, spectrumParts } from '../../core/analysis/spectrum/part-spectra'
import { type Spectrum, spectrum, traceMethods } from '../../core/analysis/spectrum/spectrum'
import { closestName } from '../../core/closest-name'
import { isSum } from '../../core/objectives/objective'
import { invalid, type Problem } from '../../core/problem'
import { createBatches } from '../../core/race/batches'
import { batchSchema } from '../../core/race/settings'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { costLimits, defineJobKind, type TileProgress } from '../job-kind'
import { atMost, evaluationWork, fewerExamples, multiplicationsPerUnit } from './evaluation-work'
import { landscapeOf, checkedLandscape, specAhead } from './landscapes'
import { batchProblemsOf } from './race-specs'
import { checkShape } from './specs'

/** Eigenvalues from each end at most: with more the Krylov space is as large as the Hessian. */
const mostTop = 50
const mostBatches = 100

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** A point in all dimensions, or its two coordinates in the plane that is drawn. */
  at: z.array(z.number()).readonly(),
  /** The Hessian where absent. */
  matrix: z.enum(curvatureMatrices).optional(),
  /** The rows and columns of a block of the layout or of a layer, such as `0.weight` and `0`; all where absent. */
  block: z.string().optional(),
  /** How many of the smallest and how many of the largest eigenvalues. */
  top: z.int().min(1).max(mostTop),
  density: z.boolean(),
  /** Whether the eigenvectors are wanted. */
  vectors: z.boolean().optional(),
  /** How the trace is estimated beyond 128 dimensions: by Hutchinson's method where absent. */
  trace: z.enum(traceMethods).optional(),
  /** About how many products Lanczos' method takes at most; 8000 where absent. */
  products: z.int().min(1).optional(),
  /** Of a mean over examples: how the spectra of so many batches scatter, those of steps 1, 2, ... of a sampler. */
  batches: z.strictObject({ count: z.int().min(2).max(mostBatches), batch: batchSchema }).optional(),
  /** What the ends and the trace are wanted of besides: the landscape's matrices, each layer, each named block. */
  parts: z.array(z.enum(spectrumParts)).readonly().optional(),
  seed: z.int().min(0),
})

export type SpectrumSpec = z.infer<typeof schema>

export interface SpectrumResult extends Spectrum {
  /** Rows of the matrix: the landscape's dimension, or the block's length. */
  readonly dimension: number
  readonly batches?: BatchSpectra
  readonly parts?: readonly PartSpectrum[]
}

/** The ends of the spectrum of the Hessian, or of a matrix beside it, its trace and density. */
export const spectrumKind = defineJobKind({
  id: 'spectrum',
  version: 4,
  ahead: specAhead,

  validate(given) {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, at, matrix, block, batches } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const { dimension, planeDimension } = resolved.value
    const isPoint = at.length === dimension || at.length === 2 || at.length === planeDimension
    const problems = [
      ...(isPoint ? [] : [lengthProblem(at.length, dimension)]),
      ...matrixProblems(matrix, resolved.value),
      ...blockProblems(block, resolved.value),
      ...batchProblemsOf(landscape, [{ batch: batches?.batch, where: 'batches.batch' }]),
    ]
    return problems.length === 0 ? shape : invalid(...problems)
  },

  /** Products with the Hessian, as many as it was seen to take, each at right angles to those before it. */
  cost(spec: SpectrumSpec) {
    const { landscape, top, density, vectors } = spec
    const resolved = landscapeOf(landscape)
    const n = rowsOf(spec, resolved)
    const { product } = evaluationWork(resolved)
    const isDense = n <= mostForDense
    const orthogonalising = isDense ? 0 : (5 * n * (90 + 6 * top)) / multiplicationsPerUnit
    const products = (isDense ? n : 400 + 12 * top + (density ? 800 : 0)) * timesOf(spec, resolved)
    const work = products * (product + orthogonalising)
    const ofProducts = Math.max(0, costLimits.work / products - orthogonalising) / product
    const fewer = atMost(...fewerExamples(resolved, Math.min(1, ofProducts)))
    return { work, bytes: 16 * (2 * top + 256) + (vectors === true ? 16 * top * n : 0), smaller: fewer }
  },

  plan: () => [0],

  *run(spec): Generator<TileProgress, SpectrumResult, void> {
    const { landscape, at, block: name, products: mostProducts, batches, parts = [], ...given } = spec
    const { dimension, objective: create, place, layout, ...facts } = landscapeOf(landscape)
    const theta = at.length === dimension ? at : place(at)
    const objective = create()
    const block = name === undefined ? undefined : findBlock(layout(), name)
    const settings = { ...given, block, mostProducts }
    const result = { dimension: block?.length ?? dimension, ...(yield* spectrum(objective, theta, settings)) }
    const ofBatches =
      batches !== undefined && isSum(objective)
        ? yield* batchSpectra(objective, theta, settings, {
            count: batches.count,
            at: createBatches(batches.batch, given.seed, objective).at,
          })
        : undefined
    const ofParts =
      parts.length > 0 ? yield* partSpectra(objective, theta, settings, parts, matricesOf(facts)) : undefined
    return { ...result, ...(ofBatches && { batches: ofBatches }), ...(ofParts && { parts: ofParts }) }
  },

  merge: (_spec, parts): SpectrumResult => parts[0]!,
})

function rowsOf({ block }: SpectrumSpec, { dimension, layout }: ResolvedLandscape): number {
  return block === undefined ? dimension : findBlock(layout(), block)!.length
}

/** How often as many products are taken: once, for each of the parts, and for each batch by its share of examples. */
function timesOf({ batches, parts = [] }: SpectrumSpec, resolved: ResolvedLandscape): number {
  const { examples = 1 } = resolved.sum ?? {}
  const ofBatches = batches === undefined ? 0 : (batches.count * (batches.batch.size ?? examples)) / examples
  const countOf = {
    matrices: () => matricesOf(resolved).length,
    layers: () => layerBlocks(resolved.layout()).length,
    blocks: () => namedBlocks(resolved.layout()).length,
  }
  return parts.reduce((sum, part) => sum + countOf[part](), 1 + ofBatches)
}

function matrixProblems(matrix: SpectrumSpec['matrix'], resolved: ResolvedLandscape): readonly Problem[] {
  const known = matricesOf(resolved)
  if (matrix === undefined || known.includes(matrix)) return []
  const of = resolved.sum === undefined ? 'a landscape that is no mean over examples' : 'a formula'
  const remedy = `take ${known.join(' or ')}, or a network`
  return [{ message: `${matrixNames[matrix]} of ${of}, which has none`, remedy, where: 'matrix' }]
}

function blockProblems(block: string | undefined, { layout }: ResolvedLandscape): readonly Problem[] {
  if (block === undefined || findBlock(layout(), block) !== undefined) return []
  const names = [...new Set([...layerBlocks(layout()), ...namedBlocks(layout())].map(({ name }) => name))]
  const shown = names.length > 12 ? `${names.slice(0, 12).join(', ')}, ...` : names.join(', ')
  const meant = closestName(block, names)
  const remedy = meant === undefined ? `take one of ${shown}` : `did you mean "${meant}"? There are ${shown}`
  return [{ message: `no block or layer "${block}"`, remedy, where: 'block' }]
}

function lengthProblem(got: number, dimension: number): Problem {
  const wanted = `${dimension}, one for each coordinate, or 2 in the plane`
  return {
    message: `point has ${got} coordinates, expected ${wanted}`,
    remedy: `give ${dimension} numbers`,
    where: 'at',
  }
}

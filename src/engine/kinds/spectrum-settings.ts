import { z } from 'zod'
import { type BatchSpectra, batchSpectra } from '../../core/analysis/spectrum/batch-spectra'
import { mostForDense } from '../../core/analysis/spectrum/curvature-at'
import { curvatureMatrices, matricesOf, matrixNames } from '../../core/analysis/spectrum/curvature-matrices'
import { findBlock, layerBlocks, namedBlocks } from '../../core/analysis/spectrum/parameter-blocks'
import { type PartSpectrum, partSpectra, spectrumParts } from '../../core/analysis/spectrum/part-spectra'
import { type Spectrum, spectrum, traceMethods } from '../../core/analysis/spectrum/spectrum'
import { closestName } from '../../core/closest-name'
import { isSum, type Objective } from '../../core/objectives/objective'
import type { Pieces } from '../../core/pieces'
import type { Problem } from '../../core/problem'
import { createBatches } from '../../core/race/batches'
import { batchSchema } from '../../core/race/settings'
import type { LandscapeSpec } from '../../core/scene/landscape'
import type { ResolvedLandscape } from '../../core/scene/resolved-landscape'
import { evaluationWork, multiplicationsPerUnit } from './evaluation-work'
import { landscapeOf } from './landscapes'
import { batchProblemsOf } from './race-specs'

/** Eigenvalues from each end at most: with more the Krylov space is as large as the Hessian. */
const mostTop = 50
const mostBatches = 100

/** What is asked of the spectrum at a point. */
export const spectrumSettings = {
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
}

export type SpectrumSettings = z.infer<z.ZodObject<typeof spectrumSettings>>

export interface SpectrumResult extends Spectrum {
  /** Rows of the matrix: the landscape's dimension, or the block's length. */
  readonly dimension: number
  readonly batches?: BatchSpectra
  readonly parts?: readonly PartSpectrum[]
}

/** What a landscape that has been checked does not have of what is asked; `where` is the place of the settings. */
export function spectrumProblems(
  { matrix, block, batches }: Pick<SpectrumSettings, 'matrix' | 'block' | 'batches'>,
  landscape: LandscapeSpec,
  where = '',
): readonly Problem[] {
  const resolved = landscapeOf(landscape)
  const problems = [...matrixProblems(matrix, resolved), ...blockProblems(block, resolved)]
  return [
    ...problems.map((problem) => ({ ...problem, where: where + problem.where! })),
    ...batchProblemsOf(landscape, [{ batch: batches?.batch, where: `${where}batches.batch` }]),
  ]
}

function matrixProblems(matrix: SpectrumSettings['matrix'], resolved: ResolvedLandscape): readonly Problem[] {
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

/** What they take of a landscape: so many products with a matrix, each of this work beside the evaluation. */
export function spectrumProducts(
  settings: SpectrumSettings,
  resolved: ResolvedLandscape,
): { readonly products: number; readonly orthogonalising: number } {
  const { top, density } = settings
  const n = rowsOf(settings, resolved)
  const isDense = n <= mostForDense
  return {
    products: (isDense ? n : 400 + 12 * top + (density ? 800 : 0)) * timesOf(settings, resolved),
    orthogonalising: isDense ? 0 : (5 * n * (90 + 6 * top)) / multiplicationsPerUnit,
  }
}

export function spectrumWork(settings: SpectrumSettings, resolved: ResolvedLandscape): number {
  const { products, orthogonalising } = spectrumProducts(settings, resolved)
  return products * (evaluationWork(resolved).product + orthogonalising)
}

export function spectrumBytes(settings: SpectrumSettings, resolved: ResolvedLandscape): number {
  const { top, vectors } = settings
  return 16 * (2 * top + 256) + (vectors === true ? 16 * top * rowsOf(settings, resolved) : 0)
}

function rowsOf({ block }: SpectrumSettings, { dimension, layout }: ResolvedLandscape): number {
  return block === undefined ? dimension : findBlock(layout(), block)!.length
}

/** How often as many products are taken: once, for each of the parts, and for each batch by its share of examples. */
function timesOf({ batches, parts = [] }: SpectrumSettings, resolved: ResolvedLandscape): number {
  const { examples = 1 } = resolved.sum ?? {}
  const ofBatches = batches === undefined ? 0 : (batches.count * (batches.batch.size ?? examples)) / examples
  const countOf = {
    matrices: () => matricesOf(resolved).length,
    layers: () => layerBlocks(resolved.layout()).length,
    blocks: () => namedBlocks(resolved.layout()).length,
  }
  return parts.reduce((sum, part) => sum + countOf[part](), 1 + ofBatches)
}

/** The spectrum at a point of an objective of a landscape, as asked. */
export function* spectrumAt(
  resolved: ResolvedLandscape,
  objective: Objective,
  theta: ArrayLike<number>,
  { block: name, products: mostProducts, batches, parts = [], ...given }: SpectrumSettings,
): Pieces<SpectrumResult> {
  const block = name === undefined ? undefined : findBlock(objective.layout, name)
  const settings = { ...given, block, mostProducts }
  const result = { dimension: block?.length ?? objective.dimension, ...(yield* spectrum(objective, theta, settings)) }
  const ofBatches =
    batches !== undefined && isSum(objective)
      ? yield* batchSpectra(objective, theta, settings, {
          count: batches.count,
          at: createBatches(batches.batch, given.seed, objective).at,
        })
      : undefined
  const ofParts =
    parts.length > 0 ? yield* partSpectra(objective, theta, settings, parts, matricesOf(resolved)) : undefined
  return { ...result, ...(ofBatches && { batches: ofBatches }), ...(ofParts && { parts: ofParts }) }
}

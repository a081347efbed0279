import type { Command } from 'commander'
import { type CurvatureMatrix, curvatureMatrices } from '../../core/analysis/spectrum/curvature-matrices'
import { spectrumParts } from '../../core/analysis/spectrum/part-spectra'
import { traceMethods } from '../../core/analysis/spectrum/spectrum'
import type { Scene } from '../../core/scene/scene'
import type { SpectrumResult, SpectrumSettings } from '../../engine'
import { drawnBatches } from '../../engine/scene-specs'
import { json, type JsonSource } from '../../formats/json'
import { npy } from '../../formats/npy'
import { npz, type NpzEntry } from '../../formats/npz'
import { readChoice, readChoices, readInteger, readOutput, readPath, readPoint, readSteps } from '../arguments'
import { compute, forceOption } from '../compute'
import { Failure, unusable } from '../failure'
import { type NetworkNotes, notesAt } from '../network-notes'
import { print, withOutput, written } from '../output'
import { placeIn } from '../place-argument'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { spectrumAlong } from './spectrum-along'
import { notFinite, spectrumDocument, spectrumText } from './spectrum-report'

interface SpectrumOptions extends SceneOptions {
  readonly at?: readonly number[]
  readonly matrix?: CurvatureMatrix
  readonly block?: string
  readonly top: number
  readonly trace?: (typeof traceMethods)[number]
  readonly products?: number
  readonly density?: boolean
  readonly parts?: SpectrumSettings['parts']
  readonly batches?: number
  readonly batchSize?: number
  readonly along?: string
  readonly every?: number
  readonly steps?: readonly number[]
  readonly out?: string
  readonly vectors?: string
  readonly json?: boolean
}

interface FoundSpectrum {
  readonly result: SpectrumResult
  readonly notes: NetworkNotes
}

const largest = Number.MAX_SAFE_INTEGER

/** `basin spectrum SCENE`: the eigenvalues of the Hessian or a matrix beside it at a point or along a racer's path. */
export function addSpectrum(program: Command): void {
  withScene(program.command('spectrum').description('the ends of the Hessian’s spectrum, its trace and its density'))
    .option(
      '--at <x,y[,...]>',
      'the point: two coordinates in the plane, or one for each dimension (default: the origin of the plane)',
      (text) => readPoint('--at', text),
    )
    .option(
      '--matrix <name>',
      'hessian, gauss-newton or fisher (the empirical one); a network has all three (default: the Hessian)',
      readChoice('--matrix', curvatureMatrices),
    )
    .option('--block <name>', 'of a layer or a block of parameters alone: 0, 0.weight (default: all of them)')
    .option('--top <k>', 'how many of the smallest and of the largest eigenvalues', readInteger('--top', 1, 50), 5)
    .option(
      '--trace <method>',
      'how it is estimated beyond 128 dimensions: hutchinson or hutch++ (default: hutchinson)',
      readChoice('--trace', traceMethods),
    )
    .option(
      '--products <n>',
      'about how many products Lanczos may take (default: 8000)',
      readInteger('--products', 1, largest),
    )
    .option('--density', 'how the eigenvalues are distributed, too')
    .option(
      '--parts <names>',
      'ends and traces besides, of the landscape’s matrices, its layers, its blocks: matrices,layers,blocks',
      readChoices('--parts', spectrumParts),
    )
    .option('--batches <n>', 'how the spectra of n batches scatter, too', readInteger('--batches', 2, 100))
    .option(
      '--batch-size <b>',
      'examples of each of them (default: the batches of the scene)',
      readInteger('--batch-size', 1, largest),
    )
    .option('--along <racer>', 'along the path of a racer, beside the sharpness up to which its rule is stable')
    .option(
      '--every <k>',
      'with --along: at every k-th step (default: a twentieth of its steps)',
      readInteger('--every', 1, largest),
    )
    .option('--steps <a,b,...>', 'with --along: at these steps', readSteps)
    .option('--out <file>', 'where to: .npz or .json', readOutput(['npz', 'json']))
    .option(
      '--vectors <file>',
      'where the eigenvectors go, a row each in the order of the eigenvalues: .npy',
      readPath('--vectors', ['npy'], 'vectors'),
    )
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: SpectrumOptions) => {
      refuseImpossible(options)
      const scene = await readScene(argument, options)
      const settings = settingsOf(options, scene)
      const { along } = options
      if (along === undefined) await atPoint(scene, options, settings)
      else await spectrumAlong(scene, { ...options, along }, settings)
    })
}

/** Options that do not go together. */
function refuseImpossible({ along, at, out, vectors, every, steps, batches, batchSize }: SpectrumOptions): void {
  const refuse = (where: string, message: string, remedy: string): never => {
    throw unusable({ where, message, remedy })
  }
  if (along !== undefined && at !== undefined)
    refuse('--at', 'a point beside --along, which has its own', 'give one of them')
  if (along !== undefined && out !== undefined)
    refuse('--out', 'one spectrum’s file beside --along, which has those of many points', 'take --json')
  if (along !== undefined && vectors !== undefined)
    refuse('--vectors', 'eigenvectors beside --along, which has those of many points', 'take one point by --at')
  if (every !== undefined && steps !== undefined) refuse('--every', 'given beside --steps', 'give one of them')
  if (along === undefined && (every ?? steps) !== undefined)
    refuse(every === undefined ? '--steps' : '--every', 'steps of no path', 'add --along RACER')
  if (batches === undefined && batchSize !== undefined)
    refuse('--batch-size', 'a size of no batches', 'add --batches 10')
}

function settingsOf(options: SpectrumOptions, scene: Scene): SpectrumSettings {
  const { matrix, block, top, trace, products, parts, density = false, batches: count } = options
  const batches = count === undefined ? undefined : { count, batch: batchOf(options, scene) }
  return {
    ...(matrix && { matrix }),
    ...(block !== undefined && { block }),
    top,
    density,
    ...(trace && { trace }),
    ...(products !== undefined && { products }),
    ...(batches && { batches }),
    ...(parts && { parts }),
    seed: scene.seed,
  }
}

/** Those of the scene, or of a size: shuffled every epoch where the scene says nothing of them. */
function batchOf({ batchSize }: SpectrumOptions, scene: Scene): NonNullable<SpectrumSettings['batches']>['batch'] {
  const batch = drawnBatches(scene)
  if (batchSize !== undefined) return { ...(batch ?? { sampler: 'reshuffle' }), size: batchSize }
  if (batch !== undefined) return batch
  throw unusable({
    where: '--batches',
    message: 'scene without batches, and no size of them',
    remedy: 'add --batch-size 32',
  })
}

async function atPoint(scene: Scene, options: SpectrumOptions, settings: SpectrumSettings): Promise<void> {
  const { landscape, theta } = placeIn(scene, options.at)
  const spec = { landscape, at: theta, ...settings }
  const find = (vectors: boolean): Promise<SpectrumResult> =>
    compute('spectrum', { ...spec, ...(vectors && { vectors: true }) }, options.threads, options.force === true)
  const computed = async (): Promise<FoundSpectrum> => ({
    result: await withVectors(options.vectors, find),
    notes: await notesAt(landscape, theta, options.threads),
  })
  const whole = ({ result, notes: { kinks, batchNorm } }: FoundSpectrum): JsonSource => {
    const { dimension, ...document } = spectrumDocument(result, settings)
    return { at: theta, dimension, kinks: kinks && { ...kinks }, batchNorm, ...document }
  }
  const found = await written(options.out, computed, (each, path) =>
    path.toLowerCase().endsWith('.npz') ? npz(arrays(theta, each.result)) : json(whole(each)),
  )
  await print(options.json === true ? json(whole(found)) : [spectrumText(theta, found.result, found.notes, settings)])
}

/** `at`, `eigenvalues`, `residuals`, `trace` with its standard error, and the density where it was asked for. */
function* arrays(
  at: readonly number[],
  { eigenvalues, residuals, trace, density }: SpectrumResult,
): Generator<NpzEntry> {
  const named = {
    at: Float64Array.from(at),
    eigenvalues,
    residuals,
    trace: Float64Array.of(trace.value, trace.standardError),
    ...(density && { densityAt: density.at, density: density.value }),
  }
  for (const [name, values] of Object.entries(named)) yield { name, shape: [values.length], chunks: [values] }
}

/** What a spectrum comes to, its eigenvectors in a file where a path is given. */
function withVectors(
  path: string | undefined,
  find: (vectors: boolean) => Promise<SpectrumResult>,
): Promise<SpectrumResult> {
  if (path === undefined) return find(false)
  return withOutput(
    path,
    async (file) => {
      const result = await find(true)
      const { vectors, dimension } = result
      if (vectors!.length === 0) throw new Failure(1, [`no eigenvectors to write: ${notFinite}`])
      await file.write(npy([vectors!.length / dimension, dimension], [vectors!]))
      return result
    },
    '--vectors',
  )
}

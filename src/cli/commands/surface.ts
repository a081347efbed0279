import type { Command } from 'commander'
import type { SurfaceResult, SurfaceSpec } from '../../engine'
import { type CsvCell, csv } from '../../formats/csv'
import { endingOf } from '../../formats/ending'
import type { JsonSource } from '../../formats/json'
import { NumberStream, json } from '../../formats/json'
import { npy } from '../../formats/npy'
import { axisOf, prepareWriting, surfaceFile, surfaceFileExtensions } from '../../formats/write-surface'
import { readInteger, readNumber, readOutput } from '../arguments'
import { landscapeOf } from '../../engine/kinds/landscapes'
import { compute, forceOption } from '../compute'
import { batchNormNote, noteLines } from '../network-notes'
import { unusable } from '../failure'
import { mostSteps } from '../../core/race/settings'
import { exampleCount, landscapeSpec } from '../../core/scene/landscape'
import { drawnSpec } from '../../core/scene/surface-of'
import type { Scene } from '../../core/scene/scene'
import { batchOfStep } from '../../engine/scene-specs'
import { print, written } from '../output'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { shortNumber } from '../table'

interface SurfaceOptions extends SceneOptions {
  readonly resolution?: number
  readonly batch?: number
  readonly within?: number
  readonly out?: string
  readonly json?: boolean
}

/** A surface, and of a network with batch normalisation by which statistics it is. */
interface NotedSurface extends SurfaceResult {
  readonly batchNorm?: string
}

/** `basin surface SCENE --out FILE`: the grid of values. */
export function addSurface(program: Command): void {
  withScene(program.command('surface').description('values on a grid over the domain'))
    .option('--resolution <n>', 'points along each axis', readInteger('--resolution', 2, 8192))
    .option(
      '--within <share>',
      'of a network, interpolated where smooth: 0.01 is true to 1 %, but for what is narrower than 4 points',
      readNumber('--within', 1e-6, 0.1),
    )
    .option('--batch <k>', 'of the batch that step K sees alone', readInteger('--batch', 1, mostSteps))
    .option(
      '--out <file>',
      'where to: values in .npy, .csv, .json, .npz or .h5, or a mesh in .glb, .stl or .vtp',
      readOutput(['npy', 'csv', 'json', ...surfaceFileExtensions]),
    )
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: SurfaceOptions) => {
      if (options.out === undefined && options.json !== true) {
        throw unusable({
          where: '--out',
          message: 'output missing',
          remedy:
            'write --out surface.npy (or .csv, .json, .npz, .h5, .glb, .stl, .vtp), or --json for standard output',
        })
      }
      const scene = await readScene(argument, options)
      // Batches are of training.
      const landscape = options.batch === undefined ? drawnSpec(scene) : landscapeSpec(scene.landscape)
      const resolved = landscapeOf(landscape)
      const { within, resolution = within === undefined ? 256 : 257 } = options
      const spec = {
        landscape,
        domain: scene.landscape.domain,
        resolution: [resolution, resolved.planeDimension === 1 ? 1 : resolution] as const,
        gradient: within !== undefined,
        ...(within !== undefined && { within }),
        ...(options.batch !== undefined && { batch: batchOf(scene, options.batch) }),
      }
      const computed = async (): Promise<NotedSurface> => {
        const result = await compute('surface', spec, options.threads, options.force === true)
        const batchNorm = batchNormNote(resolved, result.batch?.length)
        return { ...result, ...(batchNorm !== undefined && { batchNorm }) }
      }
      const result = await written(options.out, computed, (surface, path) => pieces(surface, path, scene))
      await print(options.json === true ? json(document(result)) : [summary(result, options.out!)])
    })
}

/** The batch of a step of the scene's race. */
function batchOf(scene: Scene, step: number): NonNullable<SurfaceSpec['batch']> {
  const batch = batchOfStep(scene, step)
  if (batch !== undefined) return batch
  if (exampleCount(scene.landscape) === undefined)
    throw unusable({
      where: '--batch',
      message: 'batch of a landscape that is not a sum over examples',
      remedy: 'leave it out, or take a network or a formula with examples',
    })
  throw unusable({
    where: '--batch',
    message: 'every step of the scene sees all examples: there is one surface',
    remedy: 'leave it out, or give the scene batches: "batch": { "sampler": "reshuffle", "size": 8 }',
  })
}

async function* pieces(result: NotedSurface, path: string, { view }: Scene): AsyncGenerator<string | Uint8Array> {
  const [nx, ny] = result.resolution
  switch (endingOf(path)) {
    case 'npy':
      return yield* npy(ny === 1 ? [nx] : [ny, nx], [result.values])
    case 'csv':
      return yield* csv(ny === 1 ? ['x', 'value'] : ['x', 'y', 'value'], points(result))
    case 'json':
      return yield* json(document(result))
    default: {
      await prepareWriting(path)
      const file = surfaceFile(path, result, view)
      if (file.value === undefined) throw unusable(...file.problems.map((each) => ({ ...each, where: '--out' })))
      yield file.value
    }
  }
}

/** One row a point, in the order of the grid; of a line without y. The row is used again for the next. */
function* points({ domain, resolution: [nx, ny], values }: SurfaceResult): Generator<readonly CsvCell[]> {
  const xs = axisOf(domain.x, nx)
  const ys = axisOf(domain.y, ny)
  const row: number[] = []
  for (let k = 0; k < values.length; k++) {
    row[0] = xs[k % nx]!
    if (ny > 1) row[1] = ys[Math.floor(k / nx)]!
    row[ny > 1 ? 2 : 1] = values[k]!
    yield row
  }
}

function document(result: NotedSurface): JsonSource {
  const { domain, resolution, values, range, batch, batchNorm, evaluated, error } = result
  const isLine = resolution[1] === 1
  return {
    domain: isLine ? { x: domain.x } : { x: domain.x, y: domain.y },
    resolution: isLine ? [resolution[0]] : resolution,
    x: axisOf(domain.x, resolution[0]),
    y: isLine ? undefined : axisOf(domain.y, resolution[1]),
    range,
    nonFinite: nonFiniteCount(values),
    ...(batch && { batch: Array.from(batch) }),
    evaluated,
    error,
    batchNorm,
    values: isLine ? new NumberStream([values]) : new NumberStream([values], resolution[0]),
  }
}

/** How many values are null because they are not finite. */
function nonFiniteCount(values: Float64Array): number {
  let count = 0
  for (const value of values) if (!Number.isFinite(value)) count++
  return count
}

function summary(surface: NotedSurface, path: string): string {
  const { values, range, batch, evaluated, error } = surface
  const [nx, ny] = surface.resolution
  const notes = noteLines(surface).map(([name, note]) => `${name}: ${note}\n`)
  const holes = nonFiniteCount(values)
  const note = holes === 0 ? '' : `, ${holes} of them not finite`
  const seen = batch === undefined ? '' : `, on ${batch.length} ${batch.length === 1 ? 'example' : 'examples'}`
  const drawn =
    evaluated === undefined
      ? ''
      : `; evaluated at ${evaluated} points, between them off by ${shortNumber(error!)} at most where that was checked`
  return `${path}: ${ny === 1 ? nx : `${nx} x ${ny}`} values from ${shortNumber(range[0]!)} to ${shortNumber(range[1]!)}${note}${seen}${drawn}\n${notes.join('')}`
}

import type { Command } from 'commander'
import type { SurfaceResult, SurfaceSpec } from '../../engine'
import type { CsvCell } from '../../formats/csv'
import { csv } from '../../formats/csv'
import type { JsonSource } from '../../formats/json'
import { NumberStream, json } from '../../formats/json'
import { npy } from '../../formats/npy'
import { readInteger, readOutput } from '../arguments'
import { landscapeOf } from '../../engine/kinds/landscapes'
import { compute } from '../compute'
import { unusable } from '../failure'
import { mostSteps } from '../../core/race/settings'
import { exampleCount, landscapeSpec } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import { batchOfStep } from '../../engine/scene-specs'
import { print, written } from '../output'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { shortNumber } from '../table'

interface SurfaceOptions extends SceneOptions {
  readonly resolution: number
  readonly batch?: number
  readonly out?: string
  readonly json?: boolean
}

/** `basin surface SCENE --out FILE`: the grid of values. */
export function addSurface(program: Command): void {
  withScene(program.command('surface').description('values on a grid over the domain'))
    .option('--resolution <n>', 'points along each axis', readInteger('--resolution', 2, 8192), 256)
    .option('--batch <k>', 'of the batch that step K sees alone', readInteger('--batch', 1, mostSteps))
    .option('--out <file>', 'where to: .npy, .csv or .json', readOutput(['npy', 'csv', 'json']))
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: SurfaceOptions) => {
      if (options.out === undefined && options.json !== true) {
        throw unusable({
          where: '--out',
          message: 'output missing',
          remedy: 'write --out surface.npy (or .csv, .json), or --json for standard output',
        })
      }
      const scene = await readScene(argument, options)
      const landscape = landscapeSpec(scene.landscape)
      const { planeDimension } = landscapeOf(landscape)
      const spec = {
        landscape,
        domain: scene.landscape.domain,
        resolution: [options.resolution, planeDimension === 1 ? 1 : options.resolution] as const,
        gradient: false,
        ...(options.batch !== undefined && { batch: batchOf(scene, options.batch) }),
      }
      const result = await written(options.out, () => compute('surface', spec, options.threads), pieces)
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

function pieces(result: SurfaceResult, path: string): AsyncGenerator<string | Uint8Array> {
  const [nx, ny] = result.resolution
  if (path.toLowerCase().endsWith('.npy')) return npy([ny, nx], [result.values])
  if (path.toLowerCase().endsWith('.csv')) return csv(['x', 'y', 'value'], points(result))
  return json(document(result))
}

/** One row a point, in the order of the grid. The row is used again for the next. */
function* points({ domain, resolution: [nx, ny], values }: SurfaceResult): Generator<readonly CsvCell[]> {
  const xs = coordinates(domain.x, nx)
  const ys = coordinates(domain.y, ny)
  const row = [0, 0, 0]
  for (let k = 0; k < values.length; k++) {
    row[0] = xs[k % nx]!
    row[1] = ys[Math.floor(k / nx)]!
    row[2] = values[k]!
    yield row
  }
}

function document(result: SurfaceResult): JsonSource {
  const { domain, resolution, values, range, batch } = result
  return {
    domain: { x: domain.x, y: domain.y },
    resolution,
    x: coordinates(domain.x, resolution[0]),
    y: coordinates(domain.y, resolution[1]),
    range,
    nonFinite: nonFiniteCount(values),
    ...(batch && { batch: Array.from(batch) }),
    values: new NumberStream([values], resolution[0]),
  }
}

/** The grid's coordinates along one axis: evenly spaced, the last exactly the maximum. */
function coordinates([min, max]: readonly [number, number], n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? max : min + ((max - min) * i) / (n - 1)))
}

/** How many values are null because they are not finite. */
function nonFiniteCount(values: Float64Array): number {
  let count = 0
  for (const value of values) if (!Number.isFinite(value)) count++
  return count
}

function summary({ resolution: [nx, ny], values, range, batch }: SurfaceResult, path: string): string {
  const holes = nonFiniteCount(values)
  const note = holes === 0 ? '' : `, ${holes} of them not finite`
  const seen = batch === undefined ? '' : `, on ${batch.length} ${batch.length === 1 ? 'example' : 'examples'}`
  return `${path}: ${nx} x ${ny} values from ${shortNumber(range[0]!)} to ${shortNumber(range[1]!)}${note}${seen}\n`
}

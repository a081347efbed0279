import type { Command } from 'commander'
import { euclideanNorm } from '../../core/linalg/euclidean-norm'
import { finish } from '../../core/pieces'
import { type PathOnSlice, pathOnSlice } from '../../core/slice/path-on-slice'
import { landscapeSpec } from '../../core/scene/landscape'
import type { SliceResult } from '../../engine'
import { sliceSpec } from '../../engine/scene-specs'
import { landscapeOf } from '../../engine/kinds/landscapes'
import type { Scene } from '../../core/scene/scene'
import { directionTensors } from '../../formats/directions'
import { endingOf } from '../../formats/ending'
import { loadHdf5 } from '../../formats/hdf5-library'
import { hdf5 } from '../../formats/write-hdf5'
import { json, type JsonSource, NumberStream } from '../../formats/json'
import { npz, type NpzEntry } from '../../formats/npz'
import { readOutput } from '../arguments'
import { compute, forceOption } from '../compute'
import { unusable } from '../failure'
import { print, written } from '../output'
import type { SceneOptions } from '../scene-argument'
import { readUnresolved, withScene } from '../scene-argument'
import { shortNumber } from '../table'

interface SliceOptions extends SceneOptions {
  readonly out?: string
  readonly json?: boolean
}

type FoundSlice = NonNullable<SliceResult['slice']>

/** A slice, and where the scene's recorded paths lie on it. */
interface Drawn extends SliceResult {
  readonly paths: readonly (PathOnSlice & { readonly id: string })[]
}

/** `basin slice SCENE`: the vectors of the plane or line that is drawn, whatever recipe it has. */
export function addSlice(program: Command): void {
  withScene(program.command('slice').description('the plane or line that is drawn: its origin and directions'))
    .option(
      '--out <file>',
      'where to: .npz, .json, or the directions alone as tensors in .h5',
      readOutput(['npz', 'json', 'h5']),
    )
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: SliceOptions) => {
      const scene = await readUnresolved(argument, options)
      const spec = sliceSpec(scene) ?? { landscape: landscapeSpec(scene.landscape) }
      const computed = async (): Promise<Drawn> => {
        const result = await compute('slice', spec, options.threads, options.force === true)
        const paths = (scene.landscape.paths ?? []).map(({ id, theta }) => ({
          id,
          ...finish(pathOnSlice(found(result), Float64Array.from(theta))),
        }))
        return { ...result, paths }
      }
      const result = await written(options.out, computed, (drawn, path) => pieces(drawn, path, scene))
      await print(options.json === true ? json(document(result)) : [summary(result, options.out)])
    })
}

function found({ slice }: SliceResult): FoundSlice {
  if (slice !== undefined) return slice
  throw unusable({
    message: 'landscape lies in the plane and has no slice',
    remedy: 'give a network, or a landscape in more dimensions',
  })
}

async function* pieces(drawn: Drawn, path: string, scene: Scene): AsyncGenerator<string | Uint8Array> {
  switch (endingOf(path)) {
    case 'npz':
      return yield* npz(arrays(drawn))
    case 'h5': {
      await loadHdf5()
      const { slice: _slice, ...landscape } = landscapeSpec(scene.landscape)
      return yield hdf5(directionTensors(found(drawn), landscapeOf(landscape).layout()))
    }
    default:
      return yield* json(document(drawn))
  }
}

function* arrays(result: Drawn): Generator<NpzEntry> {
  const { origin, u, v } = found(result)
  const { shares, walk, eigenvalues, paths } = result
  const named = { origin, u, v, shares, walk, eigenvalues }
  for (const [name, values] of Object.entries(named)) {
    if (values === undefined) continue
    yield { name, shape: [values.length], chunks: [Float64Array.from(values)] }
  }
  for (const { id, plane, distance } of paths) {
    yield { name: [id, 'plane'], shape: [distance.length, 2], chunks: [plane] }
    yield { name: [id, 'distance'], shape: [distance.length], chunks: [distance] }
  }
}

function document(result: Drawn): JsonSource {
  const { origin, u, v } = found(result)
  const { shares, walk, eigenvalues, residuals, paths } = result
  const placed = paths.map(({ id, plane, distance }) => ({ id, plane: new NumberStream([plane], 2), distance }))
  return { origin, u, v, shares, walk, eigenvalues, residuals, ...(placed.length > 0 && { paths: placed }) }
}

function summary(result: Drawn, path?: string): string {
  const { origin, u, v } = found(result)
  const what = v === undefined ? 'line' : 'plane'
  const lengths = [u, v].flatMap((d) => (d === undefined ? [] : [shortNumber(euclideanNorm(Float64Array.from(d)))]))
  const percents = (shares: readonly number[]): string =>
    shares.map((share) => `${shortNumber(100 * share)} %`).join(' and ')
  const walk = result.walk === undefined ? '' : `, those of a random walk ${percents(result.walk)}`
  const held =
    result.shares === undefined
      ? ''
      : `; of the squared distance of the path they hold ${percents(result.shares)}${walk}`
  const { eigenvalues, residuals } = result
  const along =
    eigenvalues === undefined
      ? ''
      : `; eigenvalues ${eigenvalues.map(shortNumber).join(' and ')}, residuals ${residuals!.map(shortNumber).join(' and ')}`
  return `${path === undefined ? '' : `${path}: `}a ${what} in ${origin.length} dimensions, its directions ${lengths.join(' and ')} long${held}${along}\n${result.paths.map(pathLine).join('')}`
}

/** Where a path lies, so that a domain can be chosen. */
function pathLine({ id, plane, distance }: Drawn['paths'][number]): string {
  const [x, y] = [0, 1].map((axis) => {
    const along = plane.filter((_, k) => k % 2 === axis)
    return `[${shortNumber(along.reduce(smaller))}, ${shortNumber(along.reduce(larger))}]`
  })
  const off = shortNumber(distance.reduce(larger))
  return `${id}: ${distance.length} points, drawn at x in ${x!}, y in ${y!}, at most ${off} off\n`
}

function smaller(a: number, b: number): number {
  return Math.min(a, b)
}

function larger(a: number, b: number): number {
  return Math.max(a, b)
}

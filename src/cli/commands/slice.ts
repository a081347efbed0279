import type { Command } from 'commander'
import { euclideanNorm } from '../../core/linalg/euclidean-norm'
import { landscapeSpec } from '../../core/scene/landscape'
import type { SliceResult } from '../../engine'
import { sliceSpec } from '../../engine/scene-specs'
import { json, type JsonSource } from '../../formats/json'
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

/** `basin slice SCENE`: the vectors of the plane or line that is drawn, whatever recipe it has. */
export function addSlice(program: Command): void {
  withScene(program.command('slice').description('the plane or line that is drawn: its origin and directions'))
    .option('--out <file>', 'where to: .npz or .json', readOutput(['npz', 'json']))
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: SliceOptions) => {
      if (options.out === undefined && options.json !== true)
        throw unusable({ where: '--out', message: 'output missing', remedy: 'add --out FILE (.npz, .json) or --json' })
      const scene = await readUnresolved(argument, options)
      const spec = sliceSpec(scene) ?? { landscape: landscapeSpec(scene.landscape) }
      const pieces = (result: SliceResult, path: string) =>
        path.toLowerCase().endsWith('.npz') ? npz(arrays(found(result), result)) : json(document(result))
      const result = await written(
        options.out,
        () => compute('slice', spec, options.threads, options.force === true),
        pieces,
      )
      await print(options.json === true ? json(document(result)) : [summary(options.out!, result)])
    })
}

function found({ slice }: SliceResult): FoundSlice {
  if (slice !== undefined) return slice
  throw unusable({
    message: 'landscape lies in the plane and has no slice',
    remedy: 'give a network, or a landscape in more dimensions',
  })
}

function* arrays({ origin, u, v }: FoundSlice, { shares, walk, eigenvalues }: SliceResult): Generator<NpzEntry> {
  const named = { origin, u, v, shares, walk, eigenvalues }
  for (const [name, values] of Object.entries(named)) {
    if (values === undefined) continue
    yield { name, shape: [values.length], chunks: [Float64Array.from(values)] }
  }
}

function document(result: SliceResult): JsonSource {
  const { origin, u, v } = found(result)
  const { shares, walk, eigenvalues, residuals } = result
  return { origin, u, v, shares, walk, eigenvalues, residuals }
}

function summary(path: string, result: SliceResult): string {
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
  return `${path}: a ${what} in ${origin.length} dimensions, its directions ${lengths.join(' and ')} long${held}${along}\n`
}

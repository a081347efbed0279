import { basename } from 'node:path'
import type { Command } from 'commander'
import { type LandscapeSpec, type ConnectResult, type ConnectSpec, type FoundPath, type PathId } from '../../engine'
import { defaultSearch, pathIds } from '../../engine/kinds/connect'
import { landscapeOf } from '../../engine/kinds/landscapes'
import { raceAlone } from '../../engine/kinds/starts'
import { raceSpec } from '../../engine/scene-specs'
import { landscapeSpec } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import { csv } from '../../formats/csv'
import { json, type JsonSource } from '../../formats/json'
import { npz, type NpzEntry } from '../../formats/npz'
import { stateExtensions, stateNames } from '../../formats/state-dict'
import { readInteger, readNumber, readOutput } from '../arguments'
import { compute, forceOption } from '../compute'
import { unusable } from '../failure'
import { print, written } from '../output'
import { onlyRacer } from '../racer-argument'
import { readScene } from '../scene-argument'
import { readStatePath } from '../state-argument'
import { shortNumber, table } from '../table'
import { tell } from '../tell'

interface ConnectOptions {
  readonly scene?: string
  readonly path: readonly PathId[]
  readonly points: number
  readonly steps: number
  readonly lr: number
  readonly seed: number
  readonly out?: string
  readonly threads?: number
  readonly force?: boolean
  readonly json?: boolean
}

/** One of the two points that are joined. */
interface Named {
  readonly name: string
  readonly landscape: LandscapeSpec
  readonly theta: readonly number[]
}

/** `basin connect A B`: the loss along the paths between two points, and the barriers on them. */
export function addConnect(program: Command): void {
  program
    .command('connect')
    .description('the loss along paths between two trained networks or other points, and the barriers on them')
    .argument(
      '<A>',
      'a scene, whose first racer ends there; SCENE#ID for another racer; with --scene a file of parameters',
    )
    .argument('<B>', 'the same; the loss is that of A’s landscape')
    .option('--scene <SCENE>', 'whose landscape it is: A and B are then files of parameters, .npz, .json or .npy')
    .option(
      '--path <kinds>',
      `what to find besides the straight line, of ${pathIds.join(',')}: match permutes the units of B, curves are searched for`,
      readPaths,
      [],
    )
    .option('--points <n>', 'points along each path, its ends included', readInteger('--points', 2, 10_001), 51)
    .option(
      '--steps <n>',
      'steps of Adam that search for a curve',
      readInteger('--steps', 1, 1_000_000),
      defaultSearch.steps,
    )
    .option('--lr <rate>', 'their learning rate', readNumber('--lr', 1e-12, 1e6), defaultSearch.lr)
    .option('--seed <n>', 'of what the search draws', readInteger('--seed', 0, Number.MAX_SAFE_INTEGER), 0)
    .option('--out <file>', 'where to: .npz, .json or .csv', readOutput(['npz', 'json', 'csv']))
    .option('--threads <n>', 'threads to compute on (default: all cores)', readInteger('--threads', 1, 256))
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .action(async (first: string, second: string, options: ConnectOptions) => {
      const [a, b] = await readEnds(first, second, options)
      const { path, points, steps, lr, seed, threads } = options
      if (JSON.stringify(a.landscape) !== JSON.stringify(b.landscape))
        tell(`connect: the landscapes of A and B differ; the loss is that of ${a.name}`)
      const spec: ConnectSpec = {
        landscape: a.landscape,
        from: a.theta,
        to: b.theta,
        paths: path,
        points,
        search: { steps, lr },
        seed,
      }
      const result = await written(
        options.out,
        () => compute('connect', spec, threads, options.force === true),
        (found, file) => {
          if (/\.csv$/i.test(file))
            return csv(
              columns(found).map(([name]) => name),
              rows(found),
            )
          return /\.npz$/i.test(file) ? npz(arrays(found)) : json(document(found))
        },
      )
      await print(options.json === true ? json(document(result)) : [text(a, b, result)])
    })
}

function readPaths(given: string): readonly PathId[] {
  return given.split(',').map((name) => {
    const found = pathIds.find((id) => id === name)
    if (found !== undefined) return found
    throw unusable({
      where: '--path',
      message: `unknown path: "${name}"`,
      remedy: `take some of ${pathIds.join(',')}`,
    })
  })
}

async function readEnds(first: string, second: string, options: ConnectOptions): Promise<readonly [Named, Named]> {
  if (options.scene === undefined) return [await endOfRacer(first, options), await endOfRacer(second, options)]
  const landscape = landscapeSpec((await readScene(options.scene, options)).landscape)
  const names = stateNames(landscapeOf(landscape).objective())
  const read = async (path: string, where: string): Promise<Named> => {
    const { theta } = await readStatePath(path, names, where)
    return { name: basename(path), landscape, theta: Array.from(theta) }
  }
  return [await read(first, 'A'), await read(second, 'B')]
}

/** Where a racer of a scene ends, by `SCENE` or `SCENE#ID`. */
async function endOfRacer(argument: string, options: ConnectOptions): Promise<Named> {
  const [, file, id] = /^(.*?)(?:#([^#]*))?$/s.exec(argument)!
  if (stateExtensions.some((extension) => extension !== 'json' && file!.endsWith(`.${extension}`)))
    throw unusable({
      where: argument,
      message: 'file of parameters without a scene that says what they are parameters of',
      remedy: 'add --scene SCENE',
    })
  const scene: Scene = await readScene(file!, options)
  const race = { ...raceSpec(scene), record: Number.MAX_SAFE_INTEGER }
  const racer = onlyRacer(race.racers, id)
  const landscape = landscapeSpec(scene.landscape)
  const { theta } = await compute('path', raceAlone(race, racer.id), options.threads, options.force === true)
  return {
    name: `${basename(file!)}#${racer.id}`,
    landscape,
    theta: Array.from(theta.subarray(-landscapeOf(landscape).dimension)),
  }
}

function columns({ paths }: ConnectResult): readonly (readonly [string, Float64Array])[] {
  return [
    ['t', paths[0]!.t],
    ...paths.flatMap(({ path, loss, performance }) => [
      [`${path}_loss`, loss] as const,
      ...(performance === undefined ? [] : [[`${path}_performance`, performance] as const]),
    ]),
  ]
}

function* rows(result: ConnectResult): Generator<readonly number[]> {
  const listed = columns(result)
  for (let i = 0; i < listed[0]![1].length; i++) yield listed.map(([, values]) => values[i]!)
}

function* arrays(result: ConnectResult): Generator<NpzEntry> {
  const vectors = result.paths.flatMap(({ path, bend, matched }) => [
    ...(bend === undefined ? [] : [[`${path}_bend`, bend] as const]),
    ...(matched === undefined ? [] : [[`${path}_to`, matched] as const]),
  ])
  const named = [['from', result.from.theta], ['to', result.to.theta], ...columns(result), ...vectors] as const
  for (const [name, values] of named) yield { name, shape: [values.length], chunks: [values] }
}

function document({ from, to, distance, orbit, paths }: ConnectResult): JsonSource {
  return {
    from: { loss: from.loss, theta: from.theta },
    to: { loss: to.loss, theta: to.theta },
    distance,
    orbit: orbit && { ...orbit },
    paths: paths.map(({ path, barrier, isFound, reason, t, loss, performance, bend, matched }) => ({
      path,
      found: isFound,
      reason,
      barrier: { ...barrier },
      t,
      loss,
      performance,
      bend,
      matched,
    })),
  }
}

function text(a: Named, b: Named, { from, to, distance, orbit, paths }: ConnectResult): string {
  const lines = [
    `from          ${a.name}: loss ${shortNumber(from.loss)}\n`,
    `to            ${b.name}: loss ${shortNumber(to.loss)}\n`,
    `distance      ${shortNumber(distance)}\n`,
    ...(orbit === undefined ? [] : [`twins of A    ${orbit.words}\n`]),
  ]
  const columnsShown = [
    { title: 'path' },
    ...['barrier', 'at', 'above ends', 'highest loss'].map((title) => ({ title, align: 'right' as const })),
  ]
  const shown = paths.map(({ path, barrier, loss }) => [
    path,
    shortNumber(barrier.height),
    shortNumber(barrier.at),
    shortNumber(barrier.aboveEnds),
    shortNumber(largestOf(loss)),
  ])
  const reasons = paths.flatMap(({ path, reason }: FoundPath) => (reason === undefined ? [] : [`${path}: ${reason}\n`]))
  return [...lines, table(columnsShown, shown), ...reasons].join('')
}

function largestOf(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity)
}

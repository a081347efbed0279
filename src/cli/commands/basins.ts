import type { Command } from 'commander'
import { outcomes } from '../../core/race/trace'
import type { BasinsResult, BasinsSpec } from '../../engine'
import { raceSpec } from '../../engine/scene-specs'
import type { CsvCell } from '../../formats/csv'
import { csv } from '../../formats/csv'
import type { JsonSource } from '../../formats/json'
import { NumberStream, json } from '../../formats/json'
import type { NpzEntry } from '../../formats/npz'
import { npz } from '../../formats/npz'
import { readInteger, readOutput } from '../arguments'
import { compute, forceOption } from '../compute'
import { print, written } from '../output'
import { onlyRacer } from '../racer-argument'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { shortNumber, table } from '../table'

interface BasinsOptions extends SceneOptions {
  readonly racer?: string
  readonly resolution: number
  readonly steps?: number
  readonly out?: string
  readonly json?: boolean
}

/** `basin basins SCENE`: where every start of a grid ends. */
export function addBasins(program: Command): void {
  withScene(program.command('basins').description('where one racer ends from every start of a grid'))
    .option('--racer <id>', 'the racer (default: the first of the scene)')
    .option('--resolution <n>', 'starts along each axis', readInteger('--resolution', 2, 2048), 128)
    .option('--steps <n>', 'steps in place of the scene’s', readInteger('--steps', 1, Number.MAX_SAFE_INTEGER))
    .option('--out <file>', 'where the map goes: .npz, .csv or .json', readOutput(['npz', 'csv', 'json']))
    .option('--json', 'one JSON document on standard output')
    .option(...forceOption)
    .action(async (argument: string | undefined, options: BasinsOptions) => {
      const scene = await readScene(argument, options, options.steps === undefined ? {} : { steps: options.steps })
      const { racers, record: _record, ...race } = raceSpec(scene)
      const spec: BasinsSpec = {
        ...race,
        racer: onlyRacer(racers, options.racer),
        resolution: [options.resolution, options.resolution],
      }
      const computed = () => compute('basins', spec, options.threads, options.force === true)
      const result = await written(options.out, computed, (each, path) => pieces(spec, each, path))
      await print(options.json === true ? json(document(spec, result)) : [text(spec, result)])
    })
}

function pieces(spec: BasinsSpec, result: BasinsResult, path: string): AsyncGenerator<string | Uint8Array> {
  if (path.toLowerCase().endsWith('.csv')) {
    return csv(['i', 'j', 'endX', 'endY', 'loss', 'steps', 'outcome', 'attractor'], rows(result))
  }
  return path.toLowerCase().endsWith('.npz') ? npz(arrays(result)) : json(document(spec, result))
}

/** The index of an attractor as people expect it: -1 where there is none. */
function attractorOf(label: number): number {
  return label === 65535 ? -1 : label
}

/** One row a start, x fastest. The row is used again for the next. */
function* rows({ resolution: [nx], labels, ends, losses, steps, outcomes: codes }: BasinsResult): Generator<CsvCell[]> {
  const row: CsvCell[] = []
  for (const [k, label] of labels.entries()) {
    row[0] = k % nx
    row[1] = Math.floor(k / nx)
    row[2] = ends[2 * k]!
    row[3] = ends[2 * k + 1]!
    row[4] = losses[k]!
    row[5] = steps[k]!
    row[6] = outcomes[codes[k]!]!
    row[7] = attractorOf(label)
    yield row
  }
}

function* arrays({ resolution: [nx, ny], attractors, ...map }: BasinsResult): Generator<NpzEntry> {
  const grid = (name: string, values: ArrayLike<number>): NpzEntry => {
    return { name, shape: [ny, nx], chunks: [Float64Array.from(values)] }
  }
  yield grid('attractor', Array.from(map.labels, attractorOf))
  yield { name: 'end', shape: [ny, nx, 2], chunks: [map.ends] }
  yield grid('loss', map.losses)
  yield grid('steps', map.steps)
  yield grid('outcome', map.outcomes)
  yield {
    name: 'attractors',
    shape: [attractors.length, 2],
    chunks: [Float64Array.from(attractors.flatMap(({ at }) => at))],
  }
}

function document({ domain, racer }: BasinsSpec, result: BasinsResult): JsonSource {
  const [nx] = result.resolution
  return {
    racer: racer.id,
    optimizer: racer.optimizer,
    domain: { x: domain.x, y: domain.y },
    resolution: result.resolution,
    evaluations: result.evaluations,
    attractors: result.attractors.map(({ at, value, starts }) => ({ at, value, starts })),
    outcomes,
    attractor: new NumberStream([Float64Array.from(result.labels, attractorOf)], nx),
    end: new NumberStream([result.ends], 2),
    loss: new NumberStream([result.losses], nx),
    steps: new NumberStream([Float64Array.from(result.steps)], nx),
    outcome: new NumberStream([Float64Array.from(result.outcomes)], nx),
  }
}

function text({ racer }: BasinsSpec, { attractors, labels, resolution: [nx, ny] }: BasinsResult): string {
  const lost = labels.filter((label) => label === 65535).length
  const share = (starts: number): string => `${shortNumber(Number(((100 * starts) / labels.length).toFixed(2)))} %`
  const shown = attractors.toSorted((a, b) => b.starts - a.starts).slice(0, 20)
  const rest = attractors.length - shown.length
  return [
    `${racer.id} from ${nx} x ${ny} starts: ${attractors.length} places, ${share(lost)} of the starts lost\n`,
    table(
      [
        { title: 'x', align: 'right' },
        { title: 'y', align: 'right' },
        { title: 'value', align: 'right' },
        { title: 'starts', align: 'right' },
        { title: 'share', align: 'right' },
      ],
      shown.map(({ at, value, starts }) => [...at.map(shortNumber), shortNumber(value), String(starts), share(starts)]),
    ),
    rest > 0 ? `and ${rest} more\n` : '',
  ].join('')
}

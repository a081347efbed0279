import type { Command } from 'commander'
import { sweepValues } from '../../core/analysis/maps/sweep-axis'
import { findOptimizer } from '../../core/catalogue/optimizers'
import { outcomes } from '../../core/race/trace'
import type { SweepSetting } from '../../core/scene/sweep-setting'
import type { RaceRacerSpec, SweepAxis, SweepResult, SweepSpec } from '../../engine'
import { raceSpec } from '../../engine/scene-specs'
import type { CsvCell } from '../../formats/csv'
import { csv } from '../../formats/csv'
import type { JsonSource } from '../../formats/json'
import { NumberStream, json } from '../../formats/json'
import type { NpzEntry } from '../../formats/npz'
import { npz } from '../../formats/npz'
import { readInteger, readOutput } from '../arguments'
import { compute, forceOption } from '../compute'
import { unusable } from '../failure'
import { print, written } from '../output'
import { onlyRacer } from '../racer-argument'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { shortNumber, table } from '../table'

interface SweepOptions extends SceneOptions {
  readonly x?: string
  readonly y?: string
  readonly racer?: string
  readonly steps?: number
  readonly after?: number
  readonly out?: string
  readonly json?: boolean
}

const axisForm = 'NAME=FROM:TO:COUNT'
const usualAxis = 'lr=1e-4:1:33'

/** `basin sweep SCENE`: final and best loss over a grid of hyperparameters. */
export function addSweep(program: Command): void {
  withScene(program.command('sweep').description('final and best loss over a grid of hyperparameters'))
    .option(`--x <${axisForm}>`, `the first hyperparameter and its values (default: the scene’s, else ${usualAxis})`)
    .option(`--y <${axisForm}>`, 'a second one')
    .option('--racer <id>', 'sweep this racer alone (default: every racer of the scene)')
    .option('--after <n>', 'the loss after this step besides', readInteger('--after', 1, Number.MAX_SAFE_INTEGER))
    .option('--steps <n>', 'steps in place of the scene’s', readInteger('--steps', 1, Number.MAX_SAFE_INTEGER))
    .option('--out <file>', 'where the grids go: .npz, .csv or .json', readOutput(['npz', 'csv', 'json']))
    .option('--json', 'one JSON document on standard output')
    .option(...forceOption)
    .action(async (argument: string | undefined, options: SweepOptions) => {
      const scene = await readScene(argument, options, options.steps === undefined ? {} : { steps: options.steps })
      const whole = raceSpec(scene)
      const race = options.racer === undefined ? whole : { ...whole, racers: [onlyRacer(whole.racers, options.racer)] }
      const { after = scene.view.sweep.after } = options
      const spec: SweepSpec = {
        race,
        x: readAxis('--x', options.x ?? axisOf(scene.view.sweep), race.racers),
        ...(options.y === undefined ? {} : { y: readAxis('--y', options.y, race.racers) }),
        ...(after && { after }),
      }
      const computed = () => compute('sweep', spec, options.threads, options.force === true)
      const result = await written(options.out, computed, (each, path) => pieces(spec, each, path))
      await print(options.json === true ? json(document(spec, result)) : [text(spec, result)])
    })
}

/** The first axis of a scene's sweep, where it says from where to where. */
function axisOf({ x: { hyperparameter, ends }, values }: SweepSetting): string {
  return ends === undefined ? usualAxis : `${hyperparameter}=${ends[0]}:${ends[1]}:${values}`
}

/**
 * Reads `lr=1e-4:1:33`: in equal ratios where the hyperparameter's own scale is logarithmic and both ends are positive.
 */
function readAxis(option: string, given: string, racers: readonly RaceRacerSpec[]): SweepAxis {
  const [, hyperparameter, ends] = /^([A-Za-z]\w*)=(.+)$/.exec(given) ?? []
  const [from, to, count] = (ends ?? '').split(':').map(Number)
  const isInOrder = Number.isFinite(from) && Number.isFinite(to) && Number.isInteger(count) && count! >= 1
  if (hyperparameter === undefined || !isInOrder || (count! > 1 && !(from! < to!)) || count! > 512) {
    throw unusable({
      where: option,
      message: `expected ${axisForm} with FROM below TO and 1 to 512 values, got "${given}"`,
      remedy: `write ${option} lr=1e-4:1:33`,
    })
  }
  const definitions = racers.map(({ optimizer }) => findOptimizer(optimizer)!.hyperparameters[hyperparameter])
  const isLog = from! > 0 && definitions.some((each) => each?.kind === 'number' && each.scale === 'log')
  return { hyperparameter, values: sweepValues(from!, to!, count!, isLog ? 'log' : 'linear') }
}

function pieces(spec: SweepSpec, result: SweepResult, path: string): AsyncGenerator<string | Uint8Array> {
  if (path.toLowerCase().endsWith('.csv')) {
    const names = [spec.x, spec.y].flatMap((axis) => (axis === undefined ? [] : [axis.hyperparameter]))
    const after = spec.after === undefined ? [] : [`after ${spec.after}`]
    return csv(['racer', ...names, 'final', 'best', 'outcome', ...after], rows(spec, result))
  }
  return path.toLowerCase().endsWith('.npz') ? npz(arrays(spec, result)) : json(document(spec, result))
}

/** One row a run. */
function* rows({ x, y }: SweepSpec, { racers }: SweepResult): Generator<CsvCell[]> {
  for (const { id, resolution, final, best, outcomes: codes, after } of racers) {
    for (const [cell, loss] of final.entries()) {
      const j = Math.floor(cell / resolution[0])
      const swept = y === undefined ? [] : [resolution[1] === 1 ? NaN : y.values[j]!]
      yield [
        id,
        x.values[cell % resolution[0]]!,
        ...swept,
        loss,
        best[cell]!,
        outcomes[codes[cell]!]!,
        ...(after === undefined ? [] : [after[cell]!]),
      ]
    }
  }
}

function* arrays({ x, y }: SweepSpec, { racers }: SweepResult): Generator<NpzEntry> {
  yield { name: x.hyperparameter, shape: [x.values.length], chunks: [Float64Array.from(x.values)] }
  if (y !== undefined) yield { name: y.hyperparameter, shape: [y.values.length], chunks: [Float64Array.from(y.values)] }
  for (const { id, resolution, final, best, outcomes: codes, stabilityEdge, after } of racers) {
    const shape = [resolution[1], resolution[0]]
    yield { name: `${id}/final`, shape, chunks: [final] }
    yield { name: `${id}/best`, shape, chunks: [best] }
    if (after !== undefined) yield { name: `${id}/after`, shape, chunks: [after] }
    yield { name: `${id}/outcome`, shape, chunks: [Float64Array.from(codes)] }
    yield { name: `${id}/stabilityEdge`, shape: [resolution[1]], chunks: [Float64Array.from(stabilityEdge)] }
  }
}

function document({ x, y, after: afterStep }: SweepSpec, { racers }: SweepResult): JsonSource {
  return {
    x: { hyperparameter: x.hyperparameter, values: x.values },
    y: y === undefined ? undefined : { hyperparameter: y.hyperparameter, values: y.values },
    outcomes,
    afterStep,
    racers: racers.map(
      ({ id, optimizer, resolution, final, best, outcomes: codes, bestCell, stabilityEdge, after }) => ({
        id,
        optimizer,
        best:
          bestCell === undefined ? undefined : { ...cellOf({ x, y }, resolution, bestCell), final: final[bestCell]! },
        stabilityEdge: stabilityEdge.length === 0 ? [] : Array.from(stabilityEdge),
        final: new NumberStream([final], resolution[0]),
        bestLoss: new NumberStream([best], resolution[0]),
        outcome: new NumberStream([Float64Array.from(codes)], resolution[0]),
        after: after && new NumberStream([after], resolution[0]),
      }),
    ),
  }
}

function cellOf(
  { x, y }: Pick<SweepSpec, 'x'> & { readonly y: SweepAxis | undefined },
  [nx, ny]: readonly [number, number],
  cell: number,
): Record<string, number> {
  const swept = y === undefined || ny === 1 ? {} : { [y.hyperparameter]: y.values[Math.floor(cell / nx)]! }
  return { [x.hyperparameter]: x.values[cell % nx]!, ...swept }
}

function text(spec: SweepSpec, { racers }: SweepResult): string {
  const { x, y } = spec
  return table(
    [
      { title: 'racer' },
      { title: `best ${x.hyperparameter}`, align: 'right' },
      ...(y === undefined ? [] : [{ title: `best ${y.hyperparameter}`, align: 'right' as const }]),
      { title: 'final loss', align: 'right' },
      { title: `stable to ${x.hyperparameter}`, align: 'right' },
    ],
    racers.map(({ id, resolution, final, bestCell, stabilityEdge }) => {
      const cell = bestCell === undefined ? {} : cellOf({ x, y }, resolution, bestCell)
      const row = bestCell === undefined ? 0 : Math.floor(bestCell / resolution[0])
      const edge = stabilityEdge[row]!
      const shown = (axis: SweepAxis): string => {
        const value = cell[axis.hyperparameter]
        return value === undefined ? '-' : shortNumber(value)
      }
      return [
        id,
        shown(x),
        ...(y === undefined ? [] : [shown(y)]),
        bestCell === undefined ? 'none' : shortNumber(final[bestCell]!),
        edge === -1
          ? 'none'
          : edge === x.values.length - 1
            ? `>= ${shortNumber(x.values[edge]!)}`
            : shortNumber(x.values[edge]!),
      ]
    }),
  )
}

import type { Command } from 'commander'
import type { Rate } from '../../core/analysis/rates/rates'
import type { RaceChunk, RaceResult } from '../../engine'
import type { CsvCell } from '../../formats/csv'
import { csv } from '../../formats/csv'
import type { JsonSource } from '../../formats/json'
import { NumberStream, json } from '../../formats/json'
import type { NpzEntry } from '../../formats/npz'
import { npz } from '../../formats/npz'
import { readInteger, readOutput } from '../arguments'
import { compute } from '../compute'
import { raceSpec } from '../../engine/scene-specs'
import { openOutput, print } from '../output'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { shortNumber, table } from '../table'

interface RaceOptions extends SceneOptions {
  readonly steps?: number
  readonly seed?: number
  readonly record?: number
  readonly out?: string
  readonly json?: boolean
}

/** `basin race SCENE`: the racers run to their ends, their traces recorded. */
export function addRace(program: Command): void {
  const whole = Number.MAX_SAFE_INTEGER
  withScene(program.command('race').description('race the optimizers of a scene, or the default ones'))
    .option('--steps <n>', 'steps in place of the scene’s', readInteger('--steps', 1, whole))
    .option('--seed <s>', 'seed in place of the scene’s', readInteger('--seed', 0, whole))
    .option('--record <k>', 'record every k-th step', readInteger('--record', 1, whole))
    .option('--out <file>', 'where the traces go: .json, .csv or .npz', readOutput(['json', 'csv', 'npz']))
    .option('--json', 'one JSON document on standard output')
    .action(async (argument: string | undefined, options: RaceOptions) => {
      const { steps, seed, record } = options
      const scene = await readScene(argument, options, {
        ...(steps === undefined ? {} : { steps }),
        ...(seed === undefined ? {} : { seed }),
        ...(record === undefined ? {} : { record }),
      })
      const file = options.out === undefined ? undefined : await openOutput(options.out)
      const traces = scene.racers.map((): RaceChunk[] => [])
      const isKept = file !== undefined || options.json === true
      const result = await compute('race', raceSpec(scene), options.threads, (chunk) => {
        if (isKept) traces[chunk.racer]!.push(chunk)
      })
      if (file !== undefined) {
        await file.write(pieces(result, traces, options.out!))
        await file.commit()
      }
      await print(options.json === true ? json(document(result, traces)) : [text(result)])
      const warnings = result.racers.flatMap(({ warning }) => warning ?? [])
      for (const warning of new Set(warnings)) process.stderr.write(`warning: ${warning}\n`)
    })
}

/** The recorded chunks of each racer, in the order of the scene's racers. */
type Traces = readonly (readonly RaceChunk[])[]

/** A column of a trace, so many numbers wide. */
interface TraceColumn {
  readonly name: string
  readonly width: number
  readonly chunks: readonly Float64Array[]
}

/** The columns of a racer's trace as they are written; where its points lie on the plane and how far from it, if there is a slice. */
function columnsOf(chunks: readonly RaceChunk[]): readonly TraceColumn[] {
  const column = (name: string, width: number, of: (chunk: RaceChunk) => Float64Array): TraceColumn => {
    return { name, width, chunks: chunks.map(of) }
  }
  // Every trace has its start at least.
  const { rows, plane } = chunks[0]!
  return [
    column('step', 1, (chunk) => chunk.rows.step),
    column('theta', rows.theta.length / rows.step.length, (chunk) => chunk.rows.theta),
    ...(plane === undefined
      ? []
      : [column('plane', 2, (chunk) => chunk.plane!), column('distance', 1, (chunk) => chunk.distance!)]),
    column('loss', 1, (chunk) => chunk.rows.loss),
    column('gradientNorm', 1, (chunk) => chunk.rows.gradientNorm),
  ]
}

/** What a table calls the numbers of a column: x and y in the plane, x1 to xn in space, a and b on a slice. */
function titlesOf({ name, width }: TraceColumn, isSliced: boolean): readonly string[] {
  switch (name) {
    case 'theta':
      return isSliced ? Array.from({ length: width }, (_, i) => `x${i + 1}`) : ['x', 'y']
    case 'plane':
      return ['a', 'b']
    default:
      return [name]
  }
}

function pieces(result: RaceResult, traces: Traces, path: string): AsyncGenerator<string | Uint8Array> {
  if (path.toLowerCase().endsWith('.csv')) {
    const columns = columnsOf(traces[0]!)
    const isSliced = columns.some(({ name }) => name === 'plane')
    const titles = columns.flatMap((column) => titlesOf(column, isSliced))
    return csv(['racer', ...titles], rows(result, traces))
  }
  if (path.toLowerCase().endsWith('.npz')) return npz(arrays(result, traces))
  return json(document(result, traces))
}

function document(result: RaceResult, traces: Traces): JsonSource {
  return {
    racers: result.racers.map(({ id, optimizer, ending, evaluations, rate, warning }, i) => ({
      id,
      optimizer,
      outcome: ending.outcome,
      steps: ending.step,
      evaluations,
      reason: ending.reason,
      rate: rate && { ...rate },
      warning,
      lastFinite: ending.lastFinite === undefined ? undefined : { ...ending.lastFinite },
      trace: Object.fromEntries(
        columnsOf(traces[i]!).map(({ name, width, chunks }) => [
          name,
          width === 1 ? new NumberStream(chunks) : new NumberStream(chunks, width),
        ]),
      ),
    })),
  }
}

/** One row a recorded step, racer after racer. The row is used again for the next. */
function* rows(result: RaceResult, traces: Traces): Generator<readonly CsvCell[]> {
  const row: CsvCell[] = []
  for (const [i, racer] of result.racers.entries()) {
    const columns = columnsOf(traces[i]!)
    row[0] = racer.id
    for (const [c, { rows: recorded }] of traces[i]!.entries()) {
      for (let k = 0; k < recorded.step.length; k++) {
        let cell = 1
        for (const { width, chunks } of columns)
          for (let j = 0; j < width; j++) row[cell++] = chunks[c]![k * width + j]!
        yield row
      }
    }
  }
}

/** `<racer>/step`, `<racer>/theta` and so on. */
function* arrays(result: RaceResult, traces: Traces): Generator<NpzEntry> {
  for (const [i, racer] of result.racers.entries()) {
    for (const { name, width, chunks } of columnsOf(traces[i]!)) {
      const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0) / width
      yield { name: `${racer.id}/${name}`, shape: width === 1 ? [length] : [length, width], chunks }
    }
  }
}

function text(result: RaceResult): string {
  return table(
    [
      { title: 'racer' },
      { title: 'outcome' },
      { title: 'steps', align: 'right' },
      { title: 'evaluations', align: 'right' },
      { title: 'loss', align: 'right' },
      { title: 'convergence' },
      { title: 'reason' },
    ],
    result.racers.map(({ id, ending, evaluations, rate }) => [
      id,
      ending.outcome,
      String(ending.step),
      String(evaluations),
      shortNumber(ending.lastFinite?.loss ?? Number.NaN),
      rateText(rate),
      ending.reason,
    ]),
  )
}

/** How the distance to the limit shrinks: `0.64^k`, `k^-1`, `order 2`. */
function rateText(rate: Rate | undefined): string {
  switch (rate?.kind) {
    case undefined:
      return '-'
    case 'linear':
      return `${Number(rate.factor.toPrecision(4))}^k`
    case 'sublinear':
      return `k^-${Number(rate.exponent.toPrecision(3))}`
    case 'superlinear':
      return `order ${Number(rate.order.toPrecision(3))}`
  }
}

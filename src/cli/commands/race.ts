import type { Command } from 'commander'
import type { TraceColumns } from '../../core/race/trace'
import type { RaceResult } from '../../engine/job-table'
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
      const traces = scene.racers.map((): TraceColumns[] => [])
      const isKept = file !== undefined || options.json === true
      const result = await compute('race', raceSpec(scene), options.threads, (chunk) => {
        if (isKept) traces[chunk.racer]!.push(chunk.rows)
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
type Traces = readonly (readonly TraceColumns[])[]

/** The number of coordinates; every trace has its start at least. */
function dimensionOf(traces: Traces): number {
  const { theta, step } = traces[0]![0]!
  return theta.length / step.length
}

function pieces(result: RaceResult, traces: Traces, path: string): AsyncGenerator<string | Uint8Array> {
  if (path.toLowerCase().endsWith('.csv')) {
    const n = dimensionOf(traces)
    const coordinates = n === 2 ? ['x', 'y'] : Array.from({ length: n }, (_, i) => `x${i + 1}`)
    return csv(['racer', 'step', ...coordinates, 'loss', 'gradientNorm'], rows(result, traces))
  }
  if (path.toLowerCase().endsWith('.npz')) return npz(arrays(result, traces))
  return json(document(result, traces))
}

function document(result: RaceResult, traces: Traces): JsonSource {
  return {
    racers: result.racers.map(({ id, optimizer, ending, evaluations, warning }, i) => ({
      id,
      optimizer,
      outcome: ending.outcome,
      steps: ending.step,
      evaluations,
      reason: ending.reason,
      warning,
      lastFinite: ending.lastFinite === undefined ? undefined : { ...ending.lastFinite },
      trace: {
        step: new NumberStream(traces[i]!.map((chunk) => chunk.step)),
        theta: new NumberStream(
          traces[i]!.map((chunk) => chunk.theta),
          dimensionOf(traces),
        ),
        loss: new NumberStream(traces[i]!.map((chunk) => chunk.loss)),
        gradientNorm: new NumberStream(traces[i]!.map((chunk) => chunk.gradientNorm)),
      },
    })),
  }
}

/** One row a recorded step, racer after racer. The row is used again for the next. */
function* rows(result: RaceResult, traces: Traces): Generator<readonly CsvCell[]> {
  const n = dimensionOf(traces)
  const row = Array<CsvCell>(n + 4).fill(0)
  for (const [i, racer] of result.racers.entries()) {
    row[0] = racer.id
    for (const chunk of traces[i]!) {
      for (let k = 0; k < chunk.step.length; k++) {
        row[1] = chunk.step[k]!
        for (let i = 0; i < n; i++) row[2 + i] = chunk.theta[k * n + i]!
        row[n + 2] = chunk.loss[k]!
        row[n + 3] = chunk.gradientNorm[k]!
        yield row
      }
    }
  }
}

/** `<racer>/step`, `<racer>/theta` and so on. */
function* arrays(result: RaceResult, traces: Traces): Generator<NpzEntry> {
  for (const [i, racer] of result.racers.entries()) {
    const chunks = traces[i]!
    const n = chunks.reduce((sum, chunk) => sum + chunk.step.length, 0)
    yield { name: `${racer.id}/step`, shape: [n], chunks: chunks.map((chunk) => chunk.step) }
    yield { name: `${racer.id}/theta`, shape: [n, dimensionOf(traces)], chunks: chunks.map((chunk) => chunk.theta) }
    yield { name: `${racer.id}/loss`, shape: [n], chunks: chunks.map((chunk) => chunk.loss) }
    yield { name: `${racer.id}/gradientNorm`, shape: [n], chunks: chunks.map((chunk) => chunk.gradientNorm) }
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
      { title: 'reason' },
    ],
    result.racers.map(({ id, ending, evaluations }) => [
      id,
      ending.outcome,
      String(ending.step),
      String(evaluations),
      shortNumber(ending.lastFinite?.loss ?? Number.NaN),
      ending.reason,
    ]),
  )
}

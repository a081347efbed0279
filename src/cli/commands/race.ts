import type { Command } from 'commander'
import { rateLaws } from '../../core/analysis/rates/rate-line'
import type { Rate } from '../../core/analysis/rates/rates'
import { leastRecordWithTheta, mostThetaBytes, thetaBytes } from '../../core/race/kept-rows'
import { raceSize } from '../../core/scene/race-size'
import { findOptimizer } from '../../core/catalogue/optimizers'
import type { ChartQuantity } from '../../core/scene/chart'
import type { Scene } from '../../core/scene/scene'
import type { RaceResult, Trace } from '../../engine'
import { quantityColumn, type RatedRacer } from '../../engine/accumulations/race-quantities'
import type { CsvCell } from '../../formats/csv'
import { csv } from '../../formats/csv'
import type { JsonSource } from '../../formats/json'
import { NumberStream, json } from '../../formats/json'
import type { NpzEntry } from '../../formats/npz'
import { npz } from '../../formats/npz'
import { readChoice, readInteger, readOutput, readPath } from '../arguments'
import { compute, forceOption } from '../compute'
import { unusable } from '../failure'
import { raceSpec } from '../../engine/scene-specs'
import { print, written } from '../output'
import type { SceneOptions } from '../scene-argument'
import { readScene, withScene } from '../scene-argument'
import { shortNumber, table } from '../table'
import { tell } from '../tell'
import {
  fitDocument,
  fitsOf,
  fitText,
  type FitOptions,
  type Fits,
  readFit,
  readOptimum,
  referenceFor,
} from './race-fit'
import { withWeights } from './race-weights'
import { type Counted, type RaceReport, readCounted, readQuantity, seedsHelp, seedsReport } from './race-seeds'

interface RaceOptions extends SceneOptions, FitOptions {
  readonly steps?: number
  readonly seed?: number
  readonly record?: number
  readonly seeds?: number
  readonly count?: Counted
  readonly quantity?: ChartQuantity
  readonly optimum?: number
  readonly out?: string
  readonly weights?: string
  readonly companions?: boolean
  readonly json?: boolean
}

/** `basin race SCENE`: the racers run to their ends, their traces recorded. */
export function addRace(program: Command): void {
  const whole = Number.MAX_SAFE_INTEGER
  withScene(program.command('race').description('race the optimizers of a scene, or the default ones'))
    .option('--steps <n>', 'steps in place of the scene’s', readInteger('--steps', 1, whole))
    .option('--seed <s>', 'seed in place of the scene’s', readInteger('--seed', 0, whole))
    .option('--record <k>', 'record every k-th step', readInteger('--record', 1, whole))
    .option(
      '--seeds <s>',
      'race with seeds 0 to s - 1 and tell statistics of the losses',
      readInteger('--seeds', 1, 10_000),
    )
    .option('--count <predicate>', 'with --seeds: count those with loss<NUMBER or outcome=OUTCOME', readCounted)
    .option(
      '--quantity <name>',
      'with --seeds or --fit: of this in place of the losses, such as gradient-norm',
      readQuantity,
    )
    .option('--fit <from,to>', 'fit a law to the excess, or to --quantity, over these steps', readFit)
    .option('--law <name>', `with --fit: ${rateLaws.join(' or ')}`, readChoice('--law', rateLaws))
    .option('--optimum <loss>', 'the loss that an excess is above', readOptimum)
    .option('--out <file>', 'where traces or statistics go: .json, .csv or .npz', readOutput(['json', 'csv', 'npz']))
    .option(
      '--weights <file>',
      'where the parameters at the end go, by the names of a state_dict: .npz or .json; one a racer, its id before the ending',
      readPath('--weights', ['npz', 'json'], 'weights'),
    )
    .option('--companions', 'record also the companions of rules that have one: look-ahead points and averages')
    .option(...forceOption)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', seedsHelp)
    .action(async (argument: string | undefined, options: RaceOptions) => {
      refuseImpossible(options)
      const { steps, seed, record } = options
      const read = await readScene(argument, options, {
        ...(steps === undefined ? {} : { steps }),
        ...(seed === undefined ? {} : { seed }),
        ...(record === undefined ? {} : { record }),
      })
      const scene = options.optimum === undefined ? read : withOptimum(read, options.optimum)
      const computed = async (): Promise<RaceReport> => {
        if (options.seeds !== undefined) return seedsReport(scene, { ...options, seeds: options.seeds })
        const race = (): Promise<RaceResult> =>
          compute('race', raceSpec(scene, options.companions), options.threads, options.force === true)
        return raceReport(await withWeights(options.weights, scene, race), scene, options)
      }
      const report = await written(options.out, computed, ({ pieces }, path) => pieces(path))
      await print(options.json === true ? json(report.document) : [report.text])
      for (const warning of report.warnings) tell(`warning: ${warning}`)
    })
}

/** Options that do not go together. */
function refuseImpossible({ seed, seeds, count, quantity, weights, fit, law }: RaceOptions): void {
  if (seeds !== undefined && weights !== undefined) {
    throw unusable({
      where: '--weights',
      message: `parameters at the end were asked for beside --seeds ${seeds}, which tells statistics`,
      remedy: 'give one of them; --seed takes one seed',
    })
  }
  if (seeds !== undefined && seed !== undefined) {
    throw unusable({
      where: '--seed',
      message: `seed ${seed} was given beside --seeds ${seeds}, which takes seeds 0 to ${seeds - 1}`,
      remedy: 'give one of them',
    })
  }
  for (const [where, option] of [
    ['--count', count],
    ['--quantity', fit === undefined ? quantity : undefined],
  ] as const)
    if (seeds === undefined && option !== undefined) {
      const message = `seeds missing, expected --seeds beside ${where}`
      throw unusable({ where, message, remedy: 'add --seeds 100' })
    }
  if (law !== undefined && fit === undefined)
    throw unusable({ where: '--law', message: `law ${law} without steps to fit it over`, remedy: 'add --fit 100,1000' })
}

function withOptimum(scene: Scene, value: number): Scene {
  const { chart } = scene.view
  return { ...scene, view: { ...scene.view, chart: { ...chart, best: { ...chart.best, value } } } }
}

function raceReport(result: RaceResult, scene: Scene, options: RaceOptions): RaceReport {
  const leftOut = isThetaLeftOut(result.traces[0]!) ? thetaLeftOut(scene) : undefined
  const columns = result.traces.map((trace, i) => columnsOf(trace, scene.racers[i]!))
  const { quantity = 'excess', fit } = options
  const reference = fit && referenceFor(scene, quantity)
  const fits =
    reference &&
    fitsOf(
      result.traces.map((trace, i) => ({
        id: trace.id,
        step: trace.step.subarray(0, trace.count),
        values: quantityColumn(trace, quantity, scene.racers[i]!, reference),
      })),
      options,
    )
  const race = { racers: result.racers, columns, leftOut, fits }
  const ids = result.racers.map(({ id }) => id)
  return {
    pieces: (path) => pieces(race, path),
    document: document(race),
    text: `${text(result)}${fits && fit ? fitText(ids, fits, quantity, fit) : ''}`,
    warnings: new Set([...result.racers.flatMap(({ warning }) => warning ?? []), ...(leftOut ? [leftOut] : [])]),
  }
}

function isThetaLeftOut({ theta, distance }: Trace): boolean {
  return theta === undefined && distance !== undefined
}

/** Why there is no theta, and how to have it. */
function thetaLeftOut(scene: Scene): string {
  const size = raceSize({ ...raceSpec(scene), landscape: scene.landscape }, scene.landscape.dimension ?? 2, true)
  const [taken, limit] = [thetaBytes(size), mostThetaBytes].map((count) => `${Math.ceil(count / 1_048_576)} MiB`)
  const least = leastRecordWithTheta(size)
  const remedy = least === undefined ? 'race fewer optimizers or measure less often' : `take --record ${least} or more`
  return `theta left out of the trace, whose rows would take ${taken}, expected at most ${limit}; ${remedy} to have it`
}

/** A column of a trace, so many numbers wide. */
interface TraceColumn {
  readonly name: string
  readonly width: number
  readonly values: Float64Array
  /** Whether a row is a list even where it has one number: theta. */
  readonly isVector?: boolean
  /** What a table calls its numbers, where its name does not tell. */
  readonly titles?: readonly string[]
}

/** What is written of a race. */
interface WrittenRace {
  readonly racers: RaceResult['racers']
  /** Of each racer. */
  readonly columns: readonly (readonly TraceColumn[])[]
  /** Why there is no theta, where there is none. */
  readonly leftOut: string | undefined
  /** Of each racer, where a law was to be fitted. */
  readonly fits: Fits | undefined
}

/**
 * The columns of a racer's trace as they are written; where its points lie on the plane and how far from it, if there
 * is a slice, and then theta if it is kept; of a sum on a slice how long its path is; last the learning rate that the
 * step of each row took, if the rule has one, and its companion, where that was asked for.
 */
function columnsOf(trace: Trace, racer: RatedRacer & { readonly optimizer: string }): readonly TraceColumn[] {
  const { dimension, count, step, points, theta, distance, loss, gradientNorm, sampled, lengths } = trace
  const rates = quantityColumn(trace, 'learning-rate', racer, { places: [] })
  const column = (name: string, values: Float64Array, width = 1): TraceColumn => {
    return { name, width, values: values.subarray(0, count * width) }
  }
  return [
    column('step', step),
    ...(theta === undefined ? [] : [{ ...column('theta', theta, dimension), isVector: true }]),
    ...(theta === undefined && distance === undefined ? [column('theta', points, 2)] : []),
    ...(distance === undefined ? [] : [column('plane', points, 2), column('distance', distance)]),
    column('loss', loss),
    column('gradientNorm', gradientNorm),
    ...(sampled === undefined
      ? []
      : [
          column('batchLoss', sampled.batchLoss),
          column('batchGradientNorm', sampled.batchGradientNorm),
          column('examples', sampled.examples),
          ...Object.entries(sampled.measured).map(([name, values]) => column(name, values)),
        ]),
    ...(sampled === undefined || lengths === undefined
      ? []
      : [
          column('thetaNorm', lengths.norm),
          column('distanceFromStart', lengths.fromStart),
          column('stepLength', lengths.step),
        ]),
    ...(rates === undefined ? [] : [column('learningRate', rates)]),
    ...companionColumns(trace, racer.optimizer, column),
  ]
}

/** The companion of a rule that has one, where it was asked for: by its name, and off the plane where it lies on it. */
function companionColumns(
  { companion, distance, dimension }: Trace,
  optimizer: string,
  column: (name: string, values: Float64Array, width: number) => TraceColumn,
): readonly TraceColumn[] {
  if (companion === undefined) return []
  const name = camelCase(findOptimizer(optimizer)!.companion!.name)
  const { theta, points } = companion
  const titles = (of: string, width: number): readonly string[] =>
    coordinates(of, width, distance !== undefined).map((coordinate) => `${name}.${coordinate}`)
  if (distance === undefined) {
    const [values, width] = theta === undefined ? [points, 2] : [theta, dimension]
    return [{ ...column(name, values, width), titles: titles('theta', width) }]
  }
  return [
    ...(theta === undefined ? [] : [{ ...column(name, theta, dimension), titles: titles('theta', dimension) }]),
    { ...column(`${name}Plane`, points, 2), titles: titles('plane', 2) },
  ]
}

/** A name of words, such as `look-ahead`, as other columns are named. */
function camelCase(name: string): string {
  return name.replace(/[- ](.)/g, (_, letter: string) => letter.toUpperCase())
}

/** What a table calls the numbers of a column. */
function titlesOf({ name, width, titles }: TraceColumn, isSliced: boolean): readonly string[] {
  return titles ?? coordinates(name, width, isSliced)
}

/** Of a point x and y in the plane or x alone, x1 to xn in space, a and b on a slice; of a number its name. */
function coordinates(name: string, width: number, isSliced: boolean): readonly string[] {
  switch (name) {
    case 'theta':
      return isSliced ? Array.from({ length: width }, (_, i) => `x${i + 1}`) : ['x', 'y'].slice(0, width)
    case 'plane':
      return ['a', 'b']
    default:
      return [name]
  }
}

function pieces(race: WrittenRace, path: string): AsyncGenerator<string | Uint8Array> {
  if (path.toLowerCase().endsWith('.csv')) {
    const columns = tableColumns(race)
    const isSliced = columns.some(({ name }) => name === 'plane')
    const titles = columns.flatMap((column) => titlesOf(column, isSliced))
    return csv(['racer', ...titles], rows(race, columns))
  }
  if (path.toLowerCase().endsWith('.npz')) return npz(arrays(race))
  return json(document(race))
}

/** The columns of a table of all racers: those of the first, and what another one has besides. */
function tableColumns({ columns: [first, ...others] }: WrittenRace): readonly TraceColumn[] {
  const columns = [...first!]
  for (const column of others.flat()) if (!columns.some(({ name }) => name === column.name)) columns.push(column)
  return columns
}

function document({ racers, columns, leftOut, fits }: WrittenRace): JsonSource {
  return {
    leftOut,
    racers: racers.map(({ id, optimizer, ending, evaluations, rate, warning }, i) => ({
      id,
      optimizer,
      outcome: ending.outcome,
      steps: ending.step,
      evaluations,
      reason: ending.reason,
      rate: rate && { ...rate },
      fit: fits && fitDocument(fits[i]),
      warning,
      lastFinite: ending.lastFinite === undefined ? undefined : { ...ending.lastFinite },
      trace: Object.fromEntries(
        columns[i]!.map(({ name, width, values, isVector }) => [
          name,
          width === 1 && isVector !== true ? new NumberStream([values]) : new NumberStream([values], width),
        ]),
      ),
    })),
  }
}

/** One row a recorded step, racer after racer, NaN where a racer has nothing. The row is used again for the next. */
function* rows({ racers, columns }: WrittenRace, titled: readonly TraceColumn[]): Generator<readonly CsvCell[]> {
  const row: CsvCell[] = []
  for (const [i, { id }] of racers.entries()) {
    const own = titled.map(({ name, width }) => ({ width, values: valuesOf(columns[i]!, name) }))
    row[0] = id
    for (let k = 0; k < valuesOf(columns[i]!, 'step')!.length; k++) {
      let cell = 1
      for (const { width, values } of own)
        for (let j = 0; j < width; j++) row[cell++] = values === undefined ? NaN : values[k * width + j]!
      yield row
    }
  }
}

/** `<racer>/step`, `<racer>/theta` and so on. */
function* arrays({ racers, columns }: WrittenRace): Generator<NpzEntry> {
  for (const [i, { id }] of racers.entries())
    for (const { name, width, values, isVector } of columns[i]!)
      yield {
        name: [id, name],
        shape: width === 1 && isVector !== true ? [values.length] : [values.length / width, width],
        chunks: [values],
      }
}

function valuesOf(columns: readonly TraceColumn[], name: string): Float64Array | undefined {
  return columns.find((column) => column.name === name)?.values
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
      // A step on a batch counts by its examples.
      Number.isInteger(evaluations) ? String(evaluations) : shortNumber(evaluations),
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

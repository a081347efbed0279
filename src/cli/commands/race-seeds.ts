import type { Predicate } from '../../core/analysis/ensemble/predicate'
import { findIn } from '../../core/catalogue/gather'
import { outcomes } from '../../core/race/trace'
import { type ChartQuantity, chartQuantities } from '../../core/scene/chart'
import type { Scene } from '../../core/scene/scene'
import type { EnsemblePlacesResult, EnsembleRacer, EnsembleResult, EnsembleSpec } from '../../engine'
import type { CsvCell } from '../../formats/csv'
import { csv } from '../../formats/csv'
import type { JsonSource } from '../../formats/json'
import { NumberStream, json } from '../../formats/json'
import type { NpzEntry } from '../../formats/npz'
import { npz } from '../../formats/npz'
import { compute } from '../compute'
import { leavingTable, placesArrays, placesDocument, placesSpec, type Watched } from './race-leaving'
import { fitDocument, fitsOf, fitText, type FitOptions, type Fits, referenceFor } from './race-fit'
import { ensembleQuantiles as quantiles, ensembleReference, raceSpec } from '../../engine/scene-specs'
import { unusable } from '../failure'
import { shortNumber, table } from '../table'

/** What `--count` counts, and how it was written. */
export interface Counted {
  readonly text: string
  readonly predicate: Predicate
}

/** Reads `loss<NUMBER` or `outcome=OUTCOME`. */
export function readCounted(text: string): Counted {
  const [, below] = /^\s*loss\s*<\s*(\S+)\s*$/.exec(text) ?? []
  const bound = below === undefined ? Number.NaN : Number(below)
  if (Number.isFinite(bound)) return { text, predicate: { loss: { below: bound } } }
  const [, name] = /^\s*outcome\s*=\s*(\S+)\s*$/.exec(text) ?? []
  const outcome = outcomes.find((each) => each === name)
  if (outcome !== undefined) return { text, predicate: { outcome } }
  throw unusable({
    where: '--count',
    message: `expected loss<NUMBER or outcome=OUTCOME, got "${text}"`,
    remedy: `write --count 'loss<1e-3', or an outcome: ${outcomes.join(', ')}`,
  })
}

/** Reads what the chart of the window may show. */
export function readQuantity(text: string): ChartQuantity {
  const ids = chartQuantities.map((id) => ({ id }))
  const { value, problems } = findIn(ids, 'quantity', text, '--quantity')
  if (value === undefined) throw unusable(problems[0]!)
  return value.id
}

/** What a race has to tell, in every form. */
export interface RaceReport {
  /** As a file; its ending says which kind. */
  pieces(path: string): AsyncGenerator<string | Uint8Array>
  readonly document: JsonSource
  readonly text: string
  readonly warnings: Iterable<string>
}

export const seedsHelp = `
With --seeds the JSON document is { seeds, counted, racers: [{ id, optimizer, outcomes, met, losses }] }: outcomes counts
the seeds by how they ended, met those that --count asks for, and losses holds the columns step, finite (seeds whose loss
is finite), mean, standardError, q10, q50 and q90, a number a recorded step. The CSV has these columns after racer.
With --left a racer has left: { seeds, share, median, last, up, down, steps }, the first step of each seed (null: never), with it or
with --places also ends: { x, y }, where each seed is at the end; the NPZ has these as arrays.
With --quantity they are of that, under values in place of losses: ${chartQuantities.join(', ')}.

A seed draws batches, noise and what rules draw, and of a network the parameters of racers that start where these begin,
unless "init" has a seed of its own or "theta" gives them. Data and the plane stay those of the scene's seed.`

/** What is asked of many seeds. */
export interface SeedsOptions extends FitOptions {
  readonly seeds: number
  readonly count?: Counted
  /** The loss where absent. */
  readonly quantity?: ChartQuantity
  /** What the seeds are watched for. */
  readonly left?: Watched
  /** Whether it is told where each seed ends. */
  readonly places?: boolean
  readonly threads?: number
  readonly force?: boolean
}

type Told = SeedsOptions & { readonly fits: Fits | undefined; readonly seen: EnsemblePlacesResult | undefined }

/** Races with each of the seeds 0 to `seeds` - 1. */
export async function seedsReport(scene: Scene, options: SeedsOptions): Promise<RaceReport> {
  const { seeds, count, fit, left, threads, force } = options
  const quantity = options.quantity ?? (fit && 'excess')
  const spec: EnsembleSpec = {
    race: raceSpec(scene),
    seeds,
    quantiles,
    ...(count && { predicate: count.predicate }),
    ...(quantity && { quantity }),
    ...(quantity && ensembleReference(quantity, referenceFor(scene, quantity))),
  }
  const result = await compute('ensemble', spec, threads, force === true)
  const fits = fitsOf(
    result.racers.map(({ id, step, mean }) => ({ id, step, values: mean })),
    options,
  )
  const places =
    left === undefined && options.places !== true
      ? undefined
      : await compute('ensemble-places', placesSpec(scene, seeds, left), threads, force === true)
  const told = { ...options, ...(quantity && { quantity }), fits, seen: places }
  const document = documentOf(result, told)
  return {
    pieces: (path) => piecesOf(result, places, document, path),
    document,
    text: textOf(result, told),
    warnings: new Set(result.racers.flatMap(({ warning }) => warning ?? [])),
  }
}

/** The columns of a racer as they are written: a row a recorded step. */
function columnsOf(racer: EnsembleRacer): readonly (readonly [name: string, values: Float64Array])[] {
  return [
    ['step', racer.step],
    ['finite', Float64Array.from(racer.count)],
    ['mean', racer.mean],
    ['standardError', racer.standardError],
    ...quantiles.map((p, k) => [`q${100 * p}`, racer.quantiles[k]!] as const),
  ]
}

function piecesOf(
  result: EnsembleResult,
  places: EnsemblePlacesResult | undefined,
  document: JsonSource,
  path: string,
): AsyncGenerator<string | Uint8Array> {
  if (path.toLowerCase().endsWith('.csv')) {
    return csv(['racer', ...columnsOf(result.racers[0]!).map(([name]) => name)], rows(result))
  }
  return path.toLowerCase().endsWith('.npz') ? npz(arrays(result, places)) : json(document)
}

function* rows({ racers }: EnsembleResult): Generator<readonly CsvCell[]> {
  for (const racer of racers) {
    const columns = columnsOf(racer)
    for (let k = 0; k < racer.step.length; k++) yield [racer.id, ...columns.map(([, values]) => values[k]!)]
  }
}

/** `<racer>/step`, `<racer>/mean` and so on. */
function* arrays({ racers }: EnsembleResult, places: EnsemblePlacesResult | undefined): Generator<NpzEntry> {
  if (places !== undefined) yield* placesArrays(places)
  for (const racer of racers) {
    for (const [name, values] of columnsOf(racer))
      yield { name: [racer.id, name], shape: [values.length], chunks: [values] }
  }
}

function documentOf({ racers }: EnsembleResult, { seeds, count, quantity, left, fits, seen }: Told): JsonSource {
  return {
    seeds,
    counted: count?.text,
    watched: left?.text,
    quantity,
    racers: racers.map((racer, k) => ({
      id: racer.id,
      optimizer: racer.optimizer,
      outcomes: Object.fromEntries(outcomesOf(racer)),
      met: racer.met,
      fit: fits && fitDocument(fits[k]),
      ...(seen && placesDocument(seen, k)),
      warning: racer.warning,
      [quantity === undefined ? 'losses' : 'values']: Object.fromEntries(
        columnsOf(racer).map(([name, values]) => [name, new NumberStream([values])]),
      ),
    })),
  }
}

/** The outcomes that there were, each with its count of seeds. */
function outcomesOf({ outcomes: counts }: EnsembleRacer): [name: string, count: number][] {
  return outcomes.map((name, code): [string, number] => [name, counts[code]!]).filter(([, count]) => count > 0)
}

/** What it is at the last step, a line a racer. */
function textOf({ racers }: EnsembleResult, { seeds, count, quantity, fit, fits, left, seen }: Told): string {
  const right = (title: string) => ({ title, align: 'right' as const })
  return [
    `${quantity ?? 'losses'} at the last step, over ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}\n`,
    table(
      [
        { title: 'racer' },
        ...['mean', 'std. error', ...quantiles.map((p) => `${100 * p} %`), 'finite'].map(right),
        ...(count === undefined ? [] : [right(count.text)]),
        { title: 'outcomes' },
      ],
      racers.map((racer) => {
        const last = racer.step.length - 1
        return [
          racer.id,
          ...[racer.mean, racer.standardError, ...racer.quantiles].map((values) => shortNumber(values[last]!)),
          String(racer.count[last]!),
          ...(racer.met === undefined ? [] : [String(racer.met)]),
          outcomesOf(racer)
            .map(([name, count]) => `${name} ${count}`)
            .join(', '),
        ]
      }),
    ),
    ...(fits && fit && quantity
      ? [
          fitText(
            racers.map(({ id }) => id),
            fits,
            quantity,
            fit,
          ),
        ]
      : []),
    ...(seen && left ? [leavingTable(seen, left)] : []),
  ].join('')
}

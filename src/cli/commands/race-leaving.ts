import { type Leaving, leavingSummary } from '../../core/analysis/ensemble/leaving'
import type { Scene } from '../../core/scene/scene'
import type { EnsemblePlacesResult, EnsemblePlacesSpec, PlacesOfRacer } from '../../engine'
import { raceSpec } from '../../engine/scene-specs'
import type { JsonSource } from '../../formats/json'
import { NumberStream } from '../../formats/json'
import type { NpzEntry } from '../../formats/npz'
import { unusable } from '../failure'
import { shortNumber, table } from '../table'

/** What `--left` watches for, and how it was written. */
export interface Watched {
  readonly text: string
  readonly leaving: Leaving
}

/** Reads `|x|>0.5`, `x>1`, `y<0` or `loss<0.1`. */
export function readWatched(text: string): Watched {
  const [, beside, between, inside, sign, number] =
    /^\s*(?:(x|y|loss)|\|\s*([xy])\s*\||abs\(\s*([xy])\s*\))\s*([<>])\s*(\S+)\s*$/.exec(text) ?? []
  const bound = Number(number)
  const size = between ?? inside
  if (Number.isFinite(bound)) {
    if (beside !== undefined)
      return { text, leaving: { of: beside, is: sign === '>' ? 'above' : 'below', bound } as Leaving }
    if (size !== undefined && sign === '>') return { text, leaving: { of: size as 'x' | 'y', is: 'beyond', bound } }
  }
  throw unusable({
    where: '--left',
    message: `expected a comparison of x, y, |x|, |y| or loss with a number, got "${text}"`,
    remedy: "write --left '|x|>0.5', 'x>1', 'y<0' or 'loss<0.1'",
  })
}

/** Where the seeds of a scene's race are at its end, and when they leave. */
export function placesSpec(scene: Scene, seeds: number, watched: Watched | undefined): EnsemblePlacesSpec {
  const race = raceSpec(scene)
  const every = Math.max(1, race.steps)
  return { race: { ...race, record: 1 }, seeds, every, ...(watched && { leaving: watched.leaving }) }
}

/** The places of each seed at the end: columns x and y. */
function endsOf(
  { step }: EnsemblePlacesResult,
  { places }: PlacesOfRacer,
): readonly [x: Float64Array, y: Float64Array] {
  const seeds = places.length / 2 / step.length
  const last = places.subarray(2 * (step.length - 1) * seeds)
  return [0, 1].map((axis) => Float64Array.from({ length: seeds }, (_, k) => last[2 * k + axis]!)) as [
    Float64Array,
    Float64Array,
  ]
}

/** What a racer's seeds did, for JSON: steps are null of those that stay. */
export function placesDocument(result: EnsemblePlacesResult, index: number): Record<string, JsonSource> {
  const racer = result.racers[index]!
  const { left, sides } = racer
  const [x, y] = endsOf(result, racer)
  const ends = { ends: { x: new NumberStream([x]), y: new NumberStream([y]) } }
  if (left === undefined || sides === undefined) return ends
  const summary = leavingSummary({ steps: left, sides })
  return {
    left: {
      seeds: summary.left,
      share: summary.left / summary.runs,
      median: finiteOr(summary.median),
      last: finiteOr(summary.last),
      up: summary.up,
      down: summary.down,
      steps: new NumberStream([left]),
    },
    ...ends,
  }
}

function finiteOr(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** `<racer>/left`, `<racer>/x` and `<racer>/y`, a number a seed. */
export function* placesArrays(result: EnsemblePlacesResult): Generator<NpzEntry> {
  for (const racer of result.racers) {
    const [x, y] = endsOf(result, racer)
    const columns = { ...(racer.left && { left: racer.left }), x, y }
    for (const [name, values] of Object.entries(columns))
      yield { name: [racer.id, name], shape: [values.length], chunks: [values] }
  }
}

/** How many have left and when, a line a racer. */
export function leavingTable(result: EnsemblePlacesResult, { text, leaving }: Watched): string {
  const right = (title: string) => ({ title, align: 'right' as const })
  const hasSides = leaving.is === 'beyond'
  const rows = result.racers.map(({ id, left, sides }) => {
    const summary = leavingSummary({ steps: left!, sides: sides! })
    const step = (value: number): string => (Number.isFinite(value) ? shortNumber(value) : '-')
    const numbers = [`${summary.left} of ${summary.runs}`, step(summary.median), step(summary.last)]
    return [id, ...numbers, ...(hasSides ? [String(summary.down), String(summary.up)] : [])]
  })
  const columns = [{ title: 'racer' }, ...['seeds', 'median', 'last', ...(hasSides ? ['down', 'up'] : [])].map(right)]
  return `\nfirst step with ${text}\n${table(columns, rows)}`
}

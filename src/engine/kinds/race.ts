import { LossSample } from '../../core/analysis/rates/loss-sample'
import type { Rate } from '../../core/analysis/rates/rates'
import type { OptimizerDefinition } from '../../core/definitions/optimizer'
import { createRacerInPieces } from '../../core/race/create-racer'
import { rowBytes } from '../../core/race/row-bytes'
import type { Ending, TraceColumns } from '../../core/race/trace'
import { project, type Slice } from '../../core/slice/slice'
import { costLimits, defineJobKind, type TileEvent } from '../job-kind'
import { landscapeOf, type LandscapeSpec } from './landscapes'
import { checkRace, racerOf } from './race-specs'

/** Bytes of a chunk's rows: few at first, so that something is seen at once, then more. It must not depend on time. */
const firstChunkBytes = 12_288
const lastChunkBytes = 393_216

/** The next recorded rows of one racer. */
export interface RaceChunk {
  /** Index into the spec's racers. */
  readonly racer: number
  readonly rows: TraceColumns
  /** Of a landscape with a slice: each row's point projected into the plane (a, b interleaved), and how far from the plane it is. */
  readonly plane?: Float64Array
  readonly distance?: Float64Array
}

export interface RaceResult {
  readonly racers: readonly {
    readonly id: string
    readonly optimizer: string
    readonly ending: Ending
    readonly evaluations: number
    /** How fast the recorded losses approach their limit; absent where no law fits them. */
    readonly rate?: Rate
    /** One line for a person where the rule rests on derivatives that the landscape does not have everywhere. */
    readonly warning?: string
  }[]
}

type RacerResult = RaceResult['racers'][number]

/** Traces stream as chunks; a tile is a racer. */
export const raceKind = defineJobKind({
  id: 'race',
  version: 2,
  streams: true,

  validate: checkRace,

  cost({ landscape, racers, steps, record }) {
    const { dimension, slice } = landscapeOf(landscape)
    const bytesPerRow = rowBytes(dimension, slice !== undefined)
    const most = Math.min(costLimits.work, Math.floor((costLimits.bytes / bytesPerRow) * record)) / racers.length
    return {
      work: racers.length * Math.max(1, steps),
      bytes: racers.length * Math.ceil(steps / record + 1) * bytesPerRow,
      smaller: `take at most ${Math.floor(most)} steps, or record fewer of them`,
    }
  },

  plan: ({ racers }) => racers.map((_, index) => index),

  *run(spec, index): Generator<TileEvent<RaceChunk>, RacerResult, void> {
    const { landscape, steps, record } = spec
    const { id, optimizer } = spec.racers[index]!
    const rule = racerOf(spec, spec.racers[index]!)
    const { dimension, slice, objective } = landscapeOf(landscape)
    const racer = yield* createRacerInPieces(rule.spec, objective(), rule.options)
    const rowsOf = (bytes: number): number => Math.ceil(bytes / rowBytes(dimension, slice !== undefined))
    const losses = new LossSample()
    const takeChunk = (): TileEvent<RaceChunk> => {
      const rows = racer.takeRows()
      losses.add(rows)
      return { type: 'chunk', chunk: chunkOf(index, rows, slice) }
    }
    let chunkRows = rowsOf(firstChunkBytes)
    while (racer.ending === undefined) {
      const run = racer.run(chunkRows * record)
      while (run.next().done !== true) yield { type: 'progress', fraction: racer.step / steps }
      chunkRows = Math.min(2 * chunkRows, rowsOf(lastChunkBytes))
      yield takeChunk()
    }
    const rest = racer.takeRows()
    if (rest.step.length > 0) yield { type: 'chunk', chunk: chunkOf(index, rest, slice) }
    const warning = warningOf(rule.spec.optimizer, landscape)
    const rate = losses.rate()
    return {
      id,
      optimizer,
      ending: racer.ending,
      evaluations: racer.evaluations,
      ...(rate && { rate }),
      ...(warning && { warning }),
    }
  },

  merge: (_spec, racers): RaceResult => ({ racers }),
})

/** What to know before one trusts a rule on a landscape. */
function warningOf({ id, smoothOnly }: OptimizerDefinition, landscape: LandscapeSpec): string | undefined {
  if (smoothOnly !== true || !landscapeOf(landscape).hasKinks) return undefined
  const name = landscape.kind === 'catalog' ? landscape.id : 'the landscape'
  return `${id} rests on second derivatives, and ${name} has kinks or jumps, where there are none: near them it may stall or leap`
}

/** Rows with where they lie on the slice, if there is one. */
function chunkOf(racer: number, rows: TraceColumns, slice: Slice | undefined): RaceChunk {
  if (slice === undefined) return { racer, rows }
  const count = rows.step.length
  const plane = new Float64Array(2 * count)
  const distance = new Float64Array(count)
  const nearest = new Float64Array(3)
  for (let row = 0; row < count; row++) {
    project(slice, rows.theta, nearest, row * slice.origin.length)
    plane[2 * row] = nearest[0]!
    plane[2 * row + 1] = nearest[1]!
    distance[row] = nearest[2]!
  }
  return { racer, rows, plane, distance }
}

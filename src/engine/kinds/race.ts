import { LossSample } from '../../core/analysis/rates/loss-sample'
import type { OptimizerDefinition } from '../../core/definitions/optimizer'
import { createRacerInPieces } from '../../core/race/create-racer'
import { rowBytes } from '../../core/race/row-bytes'
import type { TraceColumns } from '../../core/race/trace'
import { project, type Slice } from '../../core/slice/slice'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { raceAccumulation, type RacePart } from '../accumulations/race'
import { costLimits, defineStreamingJobKind, type TileEvent } from '../job-kind'
import { landscapeOf } from './landscapes'
import { checkRace, racerOf } from './race-specs'
import { startNeeds, startOf } from './starts'

/** Bytes of a part's rows: few at first, so that something is seen at once, then more. It must not depend on time. */
const firstPartBytes = 12_288
const lastPartBytes = 393_216

/** Traces stream; a tile is a racer. */
export const raceKind = defineStreamingJobKind({
  id: 'race',
  version: 2,
  accumulation: raceAccumulation,

  validate: checkRace,
  needs: (race) => startNeeds(race),

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

  *run(spec, index, needed): Generator<TileEvent<RacePart>, void, void> {
    const { landscape, steps, record } = spec
    const { id, optimizer } = spec.racers[index]!
    const rule = racerOf(spec, spec.racers[index]!, startOf(spec, spec.racers[index]!, needed))
    const { dimension, slice, objective } = landscapeOf(landscape)
    const racer = yield* createRacerInPieces(rule.spec, objective(), rule.options)
    const rowsOf = (bytes: number): number => Math.ceil(bytes / rowBytes(dimension, slice !== undefined))
    const losses = new LossSample()
    const nextPart = (): RacePart => {
      const rows = racer.takeRows()
      losses.add(rows.sampled === undefined ? rows : measuredRows(rows))
      return { racer: index, rows, ...(slice && placesOn(slice, rows)) }
    }
    let partRows = rowsOf(firstPartBytes)
    while (racer.ending === undefined) {
      const run = racer.run(partRows * record)
      while (run.next().done !== true) yield { type: 'progress', fraction: racer.step / steps }
      partRows = Math.min(2 * partRows, rowsOf(lastPartBytes))
      if (racer.ending === undefined) yield { type: 'part', part: nextPart() }
    }
    const last = nextPart()
    const { ending, evaluations } = racer
    const warning = warningOf(rule.spec.optimizer, landscape)
    const rate = losses.rate()
    const end = { id, optimizer, ending, evaluations, ...(rate && { rate }), ...(warning && { warning }) }
    yield { type: 'part', part: { ...last, end } }
  },
})

/** What to know before one trusts a rule on a landscape. */
function warningOf({ id, smoothOnly }: OptimizerDefinition, landscape: LandscapeSpec): string | undefined {
  const { name, hasKinks } = landscapeOf(landscape)
  if (smoothOnly !== true || !hasKinks) return undefined
  return `${id} rests on second derivatives, and ${name} has kinks or jumps, where there are none: near them it may stall or leap`
}

/** The rows whose loss is measured. */
function measuredRows({ step, loss }: TraceColumns): Pick<TraceColumns, 'step' | 'loss'> {
  const isMeasured = (_: number, row: number): boolean => !Number.isNaN(loss[row])
  return { step: step.filter(isMeasured), loss: loss.filter(isMeasured) }
}

/** Where rows lie on the slice, and how far from it. */
function placesOn(slice: Slice, rows: TraceColumns): Pick<RacePart, 'plane' | 'distance'> {
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
  return { plane, distance }
}

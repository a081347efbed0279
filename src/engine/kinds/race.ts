import { LossSample } from '../../core/analysis/rates/loss-sample'
import { createRacerInPieces } from '../../core/race/create-racer'
import { keepsTheta, type RaceSize, rowBytes } from '../../core/race/kept-rows'
import type { TraceColumns } from '../../core/race/trace'
import { raceAccumulation, type RacePart } from '../accumulations/race'
import { costLimits, defineStreamingJobKind, type TileEvent } from '../job-kind'
import { checkpointsOf, runPastCheckpoints } from './checkpoints'
import { landscapeOf } from './landscapes'
import { joinedRows, type PlacedRows, placedRows } from './race-rows'
import { checkRace, racerOf, type RaceSpec } from './race-specs'
import { startNeeds, startOf } from './starts'
import { warningOf } from './warning'

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

  cost(race) {
    const { racers, steps, record } = race
    const bytesPerRow = rowBytes(sizeOf(race))
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
    const size = sizeOf(spec)
    const isThetaKept = keepsTheta(size)
    const rowsOf = (bytes: number): number => Math.ceil(bytes / rowBytes(size))
    /** Rows that are held with theta at a time. */
    const rowsAtOnce = Math.ceil(lastPartBytes / (rowBytes(size) + (isThetaKept ? 0 : 8 * dimension)))
    const losses = new LossSample()
    const checkpoints = checkpointsOf(spec, index)
    let taken: PlacedRows[] = []
    const take = (): void => {
      const rows = racer.takeRows()
      losses.add(rows.sampled === undefined ? rows : measuredRows(rows))
      taken.push(placedRows(rows, slice, isThetaKept))
    }
    const nextPart = (): RacePart => {
      const part = { racer: index, ...joinedRows(taken) }
      taken = []
      return part
    }
    let partRows = rowsOf(firstPartBytes)
    let partEnd = partRows * record
    while (racer.ending === undefined) {
      const run = runPastCheckpoints(racer, Math.min(partEnd - racer.step, rowsAtOnce * record), checkpoints)
      for (const event of run) yield event ?? { type: 'progress', fraction: racer.step / steps }
      take()
      if (racer.ending !== undefined || racer.step < partEnd) continue
      yield { type: 'part', part: nextPart() }
      partRows = Math.min(2 * partRows, rowsOf(lastPartBytes))
      partEnd += partRows * record
    }
    // Of a racer that ended on its start.
    if (taken.length === 0) take()
    const { ending, evaluations } = racer
    const warning = warningOf(rule.spec.optimizer, landscape)
    const rate = losses.rate()
    const end = { id, optimizer, ending, evaluations, ...(rate && { rate }), ...(warning && { warning }) }
    yield { type: 'part', part: { ...nextPart(), end } }
  },
})

function sizeOf({ landscape, racers, steps, record }: RaceSpec): RaceSize {
  const { dimension, slice } = landscapeOf(landscape)
  return { racers: racers.length, dimension, isSliced: slice !== undefined, steps, record }
}

/** The rows whose loss is measured. */
function measuredRows({ step, loss }: TraceColumns): Pick<TraceColumns, 'step' | 'loss'> {
  const isMeasured = (_: number, row: number): boolean => !Number.isNaN(loss[row])
  return { step: step.filter(isMeasured), loss: loss.filter(isMeasured) }
}

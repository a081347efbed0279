import { LossSample } from '../../core/analysis/rates/loss-sample'
import { createRacerInPieces, resumeRacer } from '../../core/race/create-racer'
import { PathLengths } from '../../core/race/path-lengths'
import { RecordedRates } from '../../core/race/recorded-rates'
import { recordedRows, rowBytes } from '../../core/race/kept-rows'
import type { TraceColumns } from '../../core/race/trace'
import { raceAccumulation, type RacePart } from '../accumulations/race'
import { costLimits, defineStreamingJobKind, type TileEvent } from '../job-kind'
import { checkpointsOf, keptOf, runPastCheckpoints, sizeOf } from './checkpoints'
import { atMost, raceWork, shareOf } from './evaluation-work'
import { historyNeeds, historyOf } from './history'
import { landscapeOf, specAhead } from './landscapes'
import { joinedRows, type PlacedRows, placedRows } from './race-rows'
import { checkRace, racerOf } from './race-specs'
import { raceAlone, startNeeds, startOf } from './starts'
import { warningOf } from './warning'

/** Bytes of a part's rows: few at first, so that something is seen at once, then more. It must not depend on time. */
const firstPartBytes = 12_288
const lastPartBytes = 1_572_864
/** And the steps of the first at most, later a share of the race: where few rows are recorded they are seen too. */
const firstPartSteps = 4096
const lastPartShare = 1 / 64

/** Traces stream; a tile is a racer. */
export const raceKind = defineStreamingJobKind({
  id: 'race',
  version: 7,
  ahead: specAhead,
  accumulation: raceAccumulation,

  validate: checkRace,
  needs: (race) => [...startNeeds(race), ...race.racers.flatMap((_, index) => historyNeeds(race, index))],

  cost(race) {
    const { racers, steps, record } = race
    const size = sizeOf(race)
    const bytesPerRow = rowBytes(size)
    const work = raceWork(race)
    const bytes = racers.length * recordedRows(size) * bytesPerRow
    const isOfBytes = bytes > costLimits.bytes
    // Rows are in proportion to steps, but for the first and the last.
    const ends = 2 * Math.min(record, size.measureEvery ?? Infinity)
    const recorded = isOfBytes ? shareOf(bytes, costLimits.bytes) * steps - ends : Infinity
    const fewer = atMost({ most: Math.min(shareOf(work) * steps, recorded), say: (count) => `${count} steps` })
    return { work, bytes, smaller: isOfBytes ? `${fewer}, or record fewer of them` : fewer }
  },

  plan: ({ racers }) => racers.map((_, index) => index),
  alone: (race, index) => ({ ...raceAlone(race, race.racers[index]!.id), keep: keptOf(race, index) }),
  partOf: ({ racers }, index, { end, ...part }) => ({
    ...part,
    racer: index,
    ...(end && { end: { ...end, id: racers[index]!.id } }),
  }),

  *run(spec, index, needed): Generator<TileEvent<RacePart>, void, void> {
    const { landscape, steps, record } = spec
    const { id, optimizer } = spec.racers[index]!
    const rule = racerOf(spec, spec.racers[index]!, startOf(spec, spec.racers[index]!, needed))
    const { dimension, slice, objective, sum } = landscapeOf(landscape)
    const history = historyOf(spec, index, needed)
    const racer =
      history === undefined
        ? yield* createRacerInPieces(rule.spec, objective(), rule.options)
        : resumeRacer(rule.spec, objective(), rule.options, history.checkpoint)
    const { theta: isThetaKept } = keptOf(spec, index)
    const bytesPerRow = rowBytes(sizeOf(spec), isThetaKept)
    const rowsOf = (bytes: number, most: number): number =>
      Math.min(Math.ceil(bytes / bytesPerRow), Math.max(1, Math.floor(most / record)))
    const mostRows = rowsOf(lastPartBytes, Math.max(firstPartSteps, lastPartShare * steps))
    /** Rows that are held with theta at a time. */
    const rowsAtOnce = Math.ceil(lastPartBytes / (bytesPerRow + (isThetaKept ? 0 : 8 * dimension)))
    const losses = new LossSample()
    const checkpoints = checkpointsOf(spec, index)
    const lengths = new PathLengths(rule.spec.start, history?.checkpoint)
    const rates = rule.spec.schedule && new RecordedRates(rule.spec, rule.options, sum !== undefined)
    let taken: PlacedRows[] = []
    const take = (placed: PlacedRows): void => {
      const { rows } = placed
      losses.add(rows.sampled === undefined ? rows : measuredRows(rows))
      taken.push(rates === undefined ? placed : { ...placed, learningRate: rates.add(rows) })
    }
    const takeNext = (): void => take(placedRows(racer.takeRows(), slice, lengths, isThetaKept))
    const nextPart = (): RacePart => {
      const part = { racer: index, ...joinedRows(taken) }
      taken = []
      return part
    }
    if (history !== undefined) {
      take(history.rows)
      yield { type: 'part', part: nextPart() }
    }
    let partRows = rowsOf(firstPartBytes, firstPartSteps)
    let partEnd = racer.step + partRows * record
    while (racer.ending === undefined) {
      const run = runPastCheckpoints(racer, Math.min(partEnd - racer.step, rowsAtOnce * record), checkpoints)
      for (const event of run) yield event ?? { type: 'progress', fraction: racer.step / steps }
      takeNext()
      if (racer.ending !== undefined || racer.step < partEnd) continue
      yield { type: 'part', part: nextPart() }
      partRows = Math.min(2 * partRows, mostRows)
      partEnd += partRows * record
    }
    // Of a racer that had ended where it began.
    if (taken.length === 0) takeNext()
    const { ending, evaluations } = racer
    const warning = warningOf(rule.spec.optimizer, landscape)
    const rate = losses.rate()
    const end = { id, optimizer, ending, evaluations, ...(rate && { rate }), ...(warning && { warning }) }
    yield { type: 'part', part: { ...nextPart(), end } }
  },
})

/** The rows whose loss is measured. */
function measuredRows({ step, loss }: TraceColumns): Pick<TraceColumns, 'step' | 'loss'> {
  const isMeasured = (_: number, row: number): boolean => !Number.isNaN(loss[row])
  return { step: step.filter(isMeasured), loss: loss.filter(isMeasured) }
}

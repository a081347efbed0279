import { LossSample } from '../../core/analysis/rates/loss-sample'
import { CompanionPoints } from '../../core/race/companion-points'
import { createRacerInPieces, resumeRacer } from '../../core/race/create-racer'
import { PathLengths } from '../../core/race/path-lengths'
import { RecordedRates } from '../../core/race/recorded-rates'
import { keepsTheta, recordedRows, rowBytes } from '../../core/race/kept-rows'
import type { Racer } from '../../core/race/racer'
import type { TraceColumns } from '../../core/race/trace'
import { raceAccumulation, type RacePart } from '../accumulations/race'
import { type ByProduct, costLimits, defineStreamingJobKind, type TileEvent } from '../job-kind'
import { type Checkpoints, checkpointsOf, keptOf, runPastCheckpoints, sizeOf } from './checkpoints'
import { atMost, raceWork, shareOf } from './evaluation-work'
import { hasCompanion, historyNeeds, historyOf, racedAlone } from './history'
import { landscapeOf, specAhead } from './landscapes'
import { joinedRows, placedCompanion, type PlacedRows, placedRows } from './race-rows'
import { checkRace, racerOf, type RaceSpec } from './race-specs'
import { startNeeds, startOf } from './starts'
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
    const work = raceWork(race)
    const bytes = recordedRows(size) * racers.reduce((sum, _, i) => sum + bytesOfRow(race, i, keepsTheta(size)), 0)
    const isOfBytes = bytes > costLimits.bytes
    // Rows are in proportion to steps, but for the first and the last.
    const ends = 2 * Math.min(record, size.measureEvery ?? Infinity)
    const recorded = isOfBytes ? shareOf(bytes, costLimits.bytes) * steps - ends : Infinity
    const fewer = atMost({ most: Math.min(shareOf(work) * steps, recorded), say: (count) => `${count} steps` })
    return { work, bytes, smaller: isOfBytes ? `${fewer}, or record fewer of them` : fewer }
  },

  plan: ({ racers }) => racers.map((_, index) => index),
  alone: racedAlone,
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
    const bytesPerRow = bytesOfRow(spec, index, isThetaKept)
    const rowsOf = (bytes: number, most: number): number =>
      Math.min(Math.ceil(bytes / bytesPerRow), Math.max(1, Math.floor(most / record)))
    const mostRows = rowsOf(lastPartBytes, Math.max(firstPartSteps, lastPartShare * steps))
    /** Rows that are held with theta at a time. */
    const rowsAtOnce = Math.ceil(lastPartBytes / (bytesPerRow + (isThetaKept ? 0 : 8 * dimension)))
    const losses = new LossSample()
    const checkpoints = checkpointsOf(spec, index)
    const lengths = new PathLengths(rule.spec.start, history?.checkpoint)
    const rates = rule.spec.schedule && new RecordedRates(rule.spec, rule.options, sum !== undefined)
    const { measureEvery = Infinity } = sizeOf({ ...spec, racers: [spec.racers[index]!] })
    const companions = hasCompanion(spec, index)
      ? new CompanionPoints(rule.spec, (step) => step % record === 0 || step % measureEvery === 0)
      : undefined
    companions?.note(racer)
    let taken: PlacedRows[] = []
    const take = (placed: PlacedRows): void => {
      const { rows } = placed
      losses.add(rows.sampled === undefined ? rows : measuredRows(rows))
      taken.push(rates === undefined ? placed : { ...placed, learningRate: rates.add(rows) })
    }
    const takeNext = (): void => {
      const rows = racer.takeRows()
      const companion = companions && placedCompanion(companions.add(rows), slice, isThetaKept)
      take({ ...placedRows(rows, slice, lengths, isThetaKept), ...(companion && { companion }) })
    }
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
      const most = Math.min(partEnd - racer.step, rowsAtOnce * record)
      const run =
        companions === undefined
          ? runPastCheckpoints(racer, most, checkpoints)
          : runNoting(companions, racer, most, checkpoints)
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

/** Bytes of a recorded row of a racer. */
function bytesOfRow(race: RaceSpec, index: number, isThetaKept: boolean): number {
  const size = sizeOf(race)
  const ofCompanion = (isThetaKept ? size.dimension : 0) + (size.isSliced ? 2 : 0)
  return rowBytes(size, isThetaKept) + (hasCompanion(race, index) ? 8 * ofCompanion : 0)
}

/** As `runPastCheckpoints`, one step at a time. */
function* runNoting(
  companions: CompanionPoints,
  racer: Racer,
  maxSteps: number,
  checkpoints: Checkpoints,
): Generator<ByProduct | undefined, void, void> {
  const last = racer.step + maxSteps
  while (racer.ending === undefined && racer.step < last) {
    yield* runPastCheckpoints(racer, 1, checkpoints)
    companions.note(racer)
  }
}

/** The rows whose loss is measured. */
function measuredRows({ step, loss }: TraceColumns): Pick<TraceColumns, 'step' | 'loss'> {
  const isMeasured = (_: number, row: number): boolean => !Number.isNaN(loss[row])
  return { step: step.filter(isMeasured), loss: loss.filter(isMeasured) }
}

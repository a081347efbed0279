import { createRacer } from '../../core/race/racer'
import { costLimits, defineJobKind, type TileEvent } from '../job-kind'
import type { RaceChunk, RaceResult } from '../job-table'
import { landscapeOf } from './landscapes'
import { checkRace, racerOf } from './race-specs'

/** step, x, y, loss, gradient norm, evaluations: float64 each. */
const rowBytes = 48
/** Steps between two yields: some tenths of a millisecond for a formula. */
const yieldSteps = 512
/** Rows of a chunk: few at first, so that something is seen at once, then more. It must not depend on time. */
const firstChunkRows = 256
const lastChunkRows = 8192

type RacerResult = RaceResult['racers'][number]

/** Traces stream as chunks; a tile is a racer. */
export const raceKind = defineJobKind({
  id: 'race',
  version: 1,
  streams: true,

  validate: checkRace,

  cost({ racers, steps, record }) {
    const most = Math.min(costLimits.work, Math.floor((costLimits.bytes / rowBytes) * record)) / racers.length
    return {
      work: racers.length * Math.max(1, steps),
      bytes: racers.length * Math.ceil(steps / record + 1) * rowBytes,
      smaller: `take at most ${Math.floor(most)} steps, or record fewer of them`,
    }
  },

  plan: ({ racers }) => racers.map((_, index) => index),

  *run(spec, index): Generator<TileEvent<RaceChunk>, RacerResult, void> {
    const { landscape, steps, record } = spec
    const { id, optimizer } = spec.racers[index]!
    const rule = racerOf(spec, spec.racers[index]!)
    const racer = createRacer(rule.spec, landscapeOf(landscape).objective(), rule.options)
    let chunkRows = firstChunkRows
    let sentTo = 0
    while (racer.ending === undefined) {
      racer.advance(Math.min(yieldSteps, chunkRows * record))
      if (racer.step - sentTo >= chunkRows * record || racer.ending !== undefined) {
        sentTo = racer.step
        chunkRows = Math.min(2 * chunkRows, lastChunkRows)
        yield { type: 'chunk', chunk: { racer: index, rows: racer.takeRows() } }
      }
      yield { type: 'progress', fraction: steps === 0 ? 1 : racer.step / steps }
    }
    const rest = racer.takeRows()
    if (rest.step.length > 0) yield { type: 'chunk', chunk: { racer: index, rows: rest } }
    return { id, optimizer, ending: racer.ending, evaluations: racer.evaluations }
  },

  merge: (_spec, racers) => ({ racers }),
})

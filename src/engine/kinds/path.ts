import { createRacerInPieces } from '../../core/race/create-racer'
import type { TraceColumns } from '../../core/race/trace'
import { defineJobKind, type TileProgress } from '../job-kind'
import { raceWork } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkRace, racerOf } from './race-specs'
import { joined } from './row-bands'
import { type PathResult, startNeeds, startOf } from './starts'

/** Rows that are taken from the racer at a time. */
const rowsAtOnce = 4096

/** The path of the first racer of a race, for what is made from it; the others are those that its start waits for. */
export const pathKind = defineJobKind({
  id: 'path',
  version: 4,
  ahead: specAhead,
  validate: checkRace,
  needs: (race) => startNeeds(race, race.racers.slice(0, 1)),
  cost(race) {
    const { landscape, racers, steps, record } = race
    const bytesPerRow = 8 * landscapeOf(landscape).dimension
    return {
      work: raceWork(race, racers.slice(0, 1)),
      bytes: bytesPerRow * (Math.ceil(steps / record) + 1),
      smaller: 'take fewer steps, or record fewer of them',
    }
  },
  plan: () => [0],

  *run(race, _tile, needed): Generator<TileProgress, PathResult, void> {
    const first = race.racers[0]!
    const { spec, options } = racerOf(race, first, startOf(race, first, needed))
    const racer = yield* createRacerInPieces(spec, landscapeOf(race.landscape).objective(), options)
    const rows: TraceColumns[] = []
    const stepsAtOnce = Math.min(race.steps, rowsAtOnce * race.record)
    while (racer.ending === undefined) {
      const run = racer.run(stepsAtOnce)
      while (run.next().done !== true) yield { type: 'progress', fraction: racer.step / race.steps }
      rows.push(racer.takeRows())
    }
    rows.push(racer.takeRows())
    const column = (name: 'theta' | 'step'): Float64Array => {
      const parts = rows.map((each) => each[name])
      return joined(
        parts,
        parts.reduce((sum, { length }) => sum + length, 0),
      )
    }
    return { theta: column('theta'), step: column('step') }
  },

  merge: (_spec, [path]): PathResult => path!,
})

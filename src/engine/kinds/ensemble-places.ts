import { z } from 'zod'
import type { Leaving } from '../../core/analysis/ensemble/leaving'
import { leavingSchema } from '../../core/analysis/ensemble/leaving-schema'
import { findOptimizer } from '../../core/catalogue/optimizers'
import { PlacesSeen, type SeenPlaces } from '../../core/analysis/ensemble/places'
import { recordedSteps } from '../../core/analysis/ensemble/recorded-steps'
import { mostSeeds } from '../../core/analysis/ensemble/most-seeds'
import { invalid, valid, type Checked } from '../../core/problem'
import { raceMany } from '../../core/race/race-many'
import { costLimits, defineJobKind, type TileProgress } from '../job-kind'
import { atMost, raceWork, racesWork, shareOf } from './evaluation-work'
import { landscapeOf, specAhead } from './landscapes'
import { checkRaceWithin, racedStart, racerOf, type RaceSpec } from './race-specs'
import { checkShape } from './specs'
import { warningOf } from './warning'

/** Steps of all runs of a tile, about; a tile has one seed at least. */
const tileWork = 65_536

const schema = z.strictObject({
  race: z.unknown(),
  seeds: z.int().min(1).max(mostSeeds),
  every: z.int().min(1),
  leaving: leavingSchema.optional(),
})

/** A race with each of the seeds 0 to `seeds` - 1 in place of its own, as that of an `EnsembleSpec`. */
export interface EnsemblePlacesSpec {
  /** Its own seed is not looked at, nor how often it records. */
  readonly race: RaceSpec
  readonly seeds: number
  /** After every how many steps it is told where the seeds are; at the start and after the last step too. */
  readonly every: number
  /** What they are watched for at every step. */
  readonly leaving?: Leaving
}

export interface EnsemblePlacesResult {
  /** The steps at which it is told where the seeds are. */
  readonly step: Float64Array
  readonly racers: readonly PlacesOfRacer[]
}

/** The runs are the seeds. */
export interface PlacesOfRacer extends SeenPlaces {
  readonly id: string
  /** One line for a person where the rule rests on derivatives that the landscape does not have everywhere. */
  readonly warning?: string
}

interface Tile {
  readonly racer: number
  readonly from: number
  readonly to: number
}

/**
 * Where a race is with many seeds, and when each first meets a condition. A tile is a racer with some seeds, which are
 * raced together where its rule allows it.
 */
export const ensemblePlacesKind = defineJobKind({
  id: 'ensemble-places',
  version: 2,
  ahead: specAhead,

  validate(given): Checked<EnsemblePlacesSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return invalid(...shape.problems)
    const { race: document, leaving: watched, ...counts } = shape.value
    const race = checkRaceWithin(document)
    if (race.value === undefined) return invalid(...race.problems)
    return valid({ race: { ...race.value, seed: 0 }, ...counts, ...(watched && { leaving: watched }) })
  },

  cost({ race, seeds, every }) {
    const { racers, steps } = race
    const work = seeds * racesWork(race)
    const bytes = racers.length * seeds * (16 * (Math.ceil(steps / every) + 1) + 17)
    const share = Math.min(shareOf(work), shareOf(bytes, costLimits.bytes))
    const fewer = atMost(
      { most: share * seeds, say: (count) => `${count} seeds` },
      { most: share * steps, say: (count) => `${count} steps` },
    )
    return { work, bytes, smaller: bytes > costLimits.bytes ? `${fewer}, or ask for fewer of them` : fewer }
  },

  plan({ race, seeds }): readonly Tile[] {
    return race.racers.flatMap((racer, index) => {
      const size = Math.max(1, Math.floor(tileWork / raceWork(race, [racer])))
      return Array.from({ length: Math.ceil(seeds / size) }, (_, k): Tile => {
        return { racer: index, from: k * size, to: Math.min(seeds, (k + 1) * size) }
      })
    })
  },

  *run({ race, every, leaving: watched }, tile): Generator<TileProgress, SeenPlaces, void> {
    const { objective: create, slice } = landscapeOf(race.landscape)
    const racer = race.racers[tile.racer]!
    const objective = create()
    const n = objective.dimension
    const count = tile.to - tile.from
    const seeds = Array.from({ length: count }, (_, k) => tile.from + k)
    const starts = new Float64Array(n * count)
    for (const [k, seed] of seeds.entries()) {
      const start = yield* racedStart({ ...race, seed }, racer)
      for (let j = 0; j < n; j++) starts[j * count + k] = start[j]!
    }
    const { spec, options } = racerOf(race, racer, starts.subarray(0, n))
    const seen = new PlacesSeen(recordedSteps(race.steps, every), count, slice, watched)
    let steps = 0
    const all = count * Math.max(1, options.steps)
    const watch: typeof seen.see = (...row) => {
      steps++
      seen.see(...row)
    }
    const runs = raceMany(spec, objective, { ...options, seeds, watch }, starts, count)
    while (runs.next().done !== true) yield { type: 'progress', fraction: Math.min(1, steps / all) }
    return seen.end()
  },

  merge({ race, seeds, every }, parts): EnsemblePlacesResult {
    const step = recordedSteps(race.steps, every)
    const tiles = ensemblePlacesKind.plan({ race, seeds, every }) as readonly Tile[]
    const racers = race.racers.map(({ id, optimizer }, index): PlacesOfRacer => {
      const own = tiles.flatMap((tile, k) => (tile.racer === index ? [{ ...tile, part: parts[k]! }] : []))
      const places = new Float64Array(2 * step.length * seeds)
      for (const { from, to, part } of own) {
        const width = 2 * (to - from)
        for (let k = 0; k < step.length; k++)
          places.set(part.places.subarray(k * width, (k + 1) * width), 2 * (k * seeds + from))
      }
      const isWatched = own.every(({ part }) => part.left !== undefined)
      const warning = warningOf(findOptimizer(optimizer)!, race.landscape)
      return {
        id,
        places,
        losses: Float64Array.from(own.flatMap(({ part }) => [...part.losses])),
        ...(isWatched && {
          left: Float64Array.from(own.flatMap(({ part }) => [...part.left!])),
          sides: Int32Array.from(own.flatMap(({ part }) => [...part.sides!])),
        }),
        ...(warning && { warning }),
      }
    })
    return { step, racers }
  },
})

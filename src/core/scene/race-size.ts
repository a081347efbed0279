import { stepsOfEpoch } from '../race/epoch'
import type { RaceSize } from '../race/kept-rows'
import { columnsAsked } from '../objectives/measures'
import { type BatchSetting, measuresAsked, type MeasureSetting } from '../race/settings'
import { type LandscapeSpec, sumFacts } from './landscape'

interface SizedRace {
  readonly landscape: Pick<LandscapeSpec, 'examples' | 'sum'>
  readonly racers: readonly { readonly batch?: BatchSetting | undefined }[]
  readonly steps: number
  readonly record: number
  readonly batch?: BatchSetting | undefined
  readonly measure?: MeasureSetting | undefined
}

/** What a race records, in n dimensions; in one of them nothing lies off what is drawn. */
export function raceSize(
  { landscape, racers, steps, record, batch, measure }: SizedRace,
  dimension: number,
  isSliced: boolean,
): RaceSize {
  const size = { racers: racers.length, dimension, isSliced: isSliced && dimension > 1, steps, record }
  const sum = sumFacts(landscape)
  if (sum === undefined) return size
  const { examples } = sum
  const batches = racers.length === 0 ? [batch] : racers.map((racer) => racer.batch ?? batch)
  const epochs = batches.map((each) => stepsOfEpoch(each, examples))
  const measured = columnsAsked(sum.measures, measuresAsked(measure)).length
  return { ...size, measureEvery: measure?.every ?? Math.min(...epochs), sampledColumns: 3 + measured }
}

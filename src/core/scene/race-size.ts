import { stepsOfEpoch } from '../race/epoch'
import type { RaceSize } from '../race/kept-rows'
import type { BatchSetting, MeasureSetting } from '../race/settings'
import { exampleCount, type LandscapeSpec } from './landscape'

interface SizedRace {
  readonly landscape: Pick<LandscapeSpec, 'examples'>
  readonly racers: readonly { readonly batch?: BatchSetting | undefined }[]
  readonly steps: number
  readonly record: number
  readonly batch?: BatchSetting | undefined
  readonly measure?: MeasureSetting | undefined
}

/** What a race records, in n dimensions. */
export function raceSize(
  { landscape, racers, steps, record, batch, measure }: SizedRace,
  dimension: number,
  isSliced: boolean,
): RaceSize {
  const size = { racers: racers.length, dimension, isSliced, steps, record }
  const examples = exampleCount(landscape)
  if (examples === undefined) return size
  const batches = racers.length === 0 ? [batch] : racers.map((racer) => racer.batch ?? batch)
  const epochs = batches.map((each) => stepsOfEpoch(each, examples))
  return { ...size, measureEvery: measure?.every ?? Math.min(...epochs) }
}

import type { BatchSetting } from './settings'

/** The sampler whose batch is all examples, whatever size is asked for. */
export const samplerOfAll = 'all'

/** Steps of an epoch of so many examples: those that a racer takes until it has seen as many as there are. */
export function stepsOfEpoch(setting: BatchSetting | undefined, examples: number): number {
  return setting === undefined || setting.sampler === samplerOfAll ? 1 : Math.ceil(examples / setting.size)
}

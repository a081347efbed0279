import { batchesOfEpoch } from '../data/epoch'
import type { BatchSetting } from './settings'

/** The sampler whose batch is all examples, whatever size is asked for. */
export const samplerOfAll = 'full'

/**
 * Steps of an epoch of so many examples: those that a racer takes until it has seen as many as there are, but for those
 * that are dropped. Of listed batches, from the first on.
 */
export function stepsOfEpoch(setting: BatchSetting | undefined, examples: number): number {
  if (setting === undefined || setting.sampler === samplerOfAll) return 1
  const { size = examples, dropLast = false, batches } = setting
  if (batches !== undefined) return stepsOfListed(batches, examples)
  // At least one, of settings too that are not checked yet.
  return Math.max(1, batchesOfEpoch({ size, examples, dropLast }))
}

function stepsOfListed(batches: readonly (readonly number[])[], examples: number): number {
  const total = batches.reduce((sum, { length }) => sum + length, 0)
  const cycles = Math.floor(examples / total)
  let steps = cycles * batches.length
  for (let seen = cycles * total; seen < examples; steps++) seen += batches[steps % batches.length]!.length
  return steps
}

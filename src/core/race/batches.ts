import { findSampler } from '../catalogue/samplers'
import type { Batch, SumObjective } from '../objectives/objective'
import { stepsOfEpoch } from './epoch'
import type { BatchSetting } from './settings'

/** The batches of a racer. */
export interface Batches {
  /** Steps of an epoch. */
  readonly perEpoch: number
  /** Those of step t, good until the next call; undefined is all. */
  at(step: number): Batch | undefined
}

/**
 * The batches of a setting that has been checked; all examples where there is none. The same setting and seed give the
 * same ones.
 */
export function createBatches(setting: BatchSetting | undefined, raceSeed: number, objective: SumObjective): Batches {
  if (setting === undefined) return { perEpoch: 1, at: () => undefined }
  const { examples } = objective
  const sampler = findSampler(setting.sampler)
  if (sampler === undefined) throw new Error(`sampler not checked: ${setting.sampler}`)
  const { seed = raceSeed, size = examples, dropLast = false, batches = [] } = setting
  const batchAt = sampler.create({ seed, size, examples, dropLast, batches })
  return {
    perEpoch: stepsOfEpoch(setting, examples),
    at(step) {
      if (sampler.takes === 'new') {
        if (objective.drawFresh === undefined) throw new Error('fresh examples without a source of them')
        objective.drawFresh(seed, step, size)
      }
      return batchAt(step)
    },
  }
}

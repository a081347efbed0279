import { findSampler } from '../catalogue/samplers'
import { pieceOperations, type Pieces } from '../pieces'
import { stepsOfEpoch } from './epoch'
import type { BatchSetting } from './settings'

/** How often the batches of some steps saw each example. */
export interface ExamplesSeen {
  /** By example: in all steps, and in those of the epoch that the last step is in. */
  readonly all: Uint32Array
  readonly epoch: Uint32Array
  /** Which epoch that is, from 0, and how many steps it has. */
  readonly index: number
  readonly perEpoch: number
  /** Epochs that are over, and which share of the examples one of them saw, on average; NaN of none. */
  readonly epochs: number
  readonly meanShare: number
  /** Whether the batches are of examples that are drawn anew: none of those that there are is seen. */
  readonly isNew: boolean
}

/**
 * Counts what the batches of steps 1 to `last` see of N examples, by a setting that has been checked; all of them at
 * every step where there is none. The draws are those of a race with this seed.
 */
export function* examplesSeen(
  setting: BatchSetting | undefined,
  raceSeed: number,
  examples: number,
  last: number,
): Pieces<ExamplesSeen> {
  const perEpoch = stepsOfEpoch(setting, examples)
  const sampler = findSampler(setting?.sampler ?? 'full')
  if (sampler === undefined) throw new Error(`sampler not checked: ${setting?.sampler}`)
  const { seed = raceSeed, size = examples, dropLast = false, batches = [] } = setting ?? {}
  const isNew = sampler.takes === 'new'
  const batchAt = isNew ? () => new Uint32Array(0) : sampler.create({ seed, size, examples, dropLast, batches })
  const all = new Uint32Array(examples)
  let epoch = new Uint32Array(examples)
  let [epochs, shares, work] = [0, 0, 0]
  for (let step = 1; step <= last; step++) {
    if (step > 1 && (step - 1) % perEpoch === 0) epoch = new Uint32Array(examples)
    const batch = batchAt(step)
    if (batch === undefined) {
      for (let k = 0; k < examples; k++) epoch[k]!++
      for (let k = 0; k < examples; k++) all[k]!++
    } else
      for (const k of batch) {
        epoch[k]!++
        all[k]!++
      }
    if (step % perEpoch === 0) {
      epochs++
      shares += seenShare(epoch)
      work += examples
    }
    work += (batch?.length ?? examples) + 1
    if (work >= pieceOperations) {
      work = 0
      yield
    }
  }
  const index = Math.max(0, Math.ceil(last / perEpoch) - 1)
  return { all, epoch, index, perEpoch, epochs, meanShare: shares / epochs, isNew }
}

/** The share of examples that have been seen. */
export function seenShare(counts: Uint32Array): number {
  let seen = 0
  for (const count of counts) if (count > 0) seen++
  return seen / counts.length
}

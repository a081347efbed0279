import type { Layout } from '../objectives/objective'
import type { RaceSize } from './kept-rows'
import type { RacerSpec } from './racer'

/** What the checkpoints of a race take at most, all racers together. */
export const mostCheckpointBytes = 67_108_864

/** Checkpoints of a racer at most: more would make its steps no quicker to come by than they are to be shown. */
const mostCheckpoints = 64

/** Coordinates stepped between two checkpoints at least: what takes about as long as keeping one does. */
const leastCoordinates = 16_384

/**
 * The steps from one checkpoint of a racer to the next, the same wherever and however often it is run; Infinity where
 * there is no room for one. A checkpoint has theta, the gradient there and what the rule remembers, so that a rule with
 * a long memory has few of them.
 */
export function checkpointInterval(
  { optimizer, hyper, fork }: Pick<RacerSpec, 'optimizer' | 'hyper' | 'fork'>,
  layout: Layout,
  { dimension, steps, racers }: Pick<RaceSize, 'dimension' | 'steps' | 'racers'>,
): number {
  const remembered = [hyper, fork?.hyper ?? hyper].map((values) =>
    Object.values(optimizer.init(dimension, values, layout)).reduce<number>(
      (sum, entry) => sum + (typeof entry === 'number' ? 1 : entry.length),
      0,
    ),
  )
  const bytes = 8 * (2 * dimension + Math.max(...remembered))
  const count = Math.min(mostCheckpoints, Math.floor(mostCheckpointBytes / racers / bytes))
  if (count === 0) return Infinity
  return Math.max(Math.ceil(leastCoordinates / dimension), Math.ceil(steps / (count + 1)))
}

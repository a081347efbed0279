import { stepsOfEpoch } from '../race/epoch'
import type { BatchSetting } from '../race/settings'
import type { StopRules } from '../race/trace'
import { exampleCount, type SceneLandscape } from './landscape'
import type { SceneRacer } from './racer'
import type { Scene } from './scene'

interface RacePlan extends Pick<Scene, 'steps' | 'stop' | 'compareBy' | 'batch'> {
  /** Absent where it is not known yet. */
  readonly landscape: Pick<SceneLandscape, 'examples'> | undefined
  readonly racers: readonly Pick<SceneRacer, 'batch'>[]
}

interface RaceLength {
  /** The steps that a racer takes at most. */
  readonly steps: number
  readonly stop: StopRules
  /** The steps of each racer where they differ. */
  readonly stepsEach?: readonly number[]
}

/**
 * How long a scene's race is. Compared by step, every racer takes the same number of steps. Compared by evaluation,
 * every racer has the same budget of gradient evaluations, however many it spends on a step: `stop.evaluations`, or
 * else what a rule that looks once a step spends on `steps` steps, `steps` + 1. The steps that such a rule takes with
 * the budget are then the race's, by which schedules measure; no other rule takes more.
 *
 * Of a mean over N examples an evaluation is an epoch, N examples, and every racer has the same budget of them, be they
 * counted as evaluations, epochs or examples: `stop.evaluations`, or else the epochs that `steps` steps of the race's
 * batch begin. With a batch of B of its own a racer that looks once a step takes ceil(N / B) steps an epoch.
 *
 * A racer begins no step once its budget is spent. The step it is in is finished, so one that looks k times in it may
 * end k - 1 beyond.
 */
export function raceLength({ steps, stop, compareBy, batch, landscape, racers }: RacePlan): RaceLength {
  if (compareBy === 'step') return { steps, stop }
  const examples = landscape && exampleCount(landscape)
  if (examples === undefined) {
    const evaluations = stop.evaluations ?? steps + 1
    return { steps: evaluations - 1, stop: { ...stop, evaluations } }
  }
  const perEpoch = (own: BatchSetting | undefined): number => stepsOfEpoch(own, examples)
  const evaluations = stop.evaluations ?? Math.max(1, Math.ceil(steps / perEpoch(batch)))
  const stepsEach = racers.map((racer) => evaluations * perEpoch(racer.batch ?? batch))
  return {
    steps: Math.max(evaluations * perEpoch(batch), ...stepsEach),
    stop: { ...stop, evaluations },
    stepsEach,
  }
}

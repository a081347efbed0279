import type { Scene } from '../../core/scene/scene'
import { sumFacts } from '../../core/scene/landscape'
import type { RaceSpec } from '../../engine'
import type { Engine } from '../../engine/client'
import { raceSpec } from '../../engine/scene-specs'

/** What an update takes of this machine, by the size of its batch. */
export interface UpdateCost {
  readonly size: number
  /** Milliseconds. */
  readonly time: number
}

/** Largest batch that is timed. */
const largest = 1024
/** Milliseconds that a timed race lasts at least. */
const long = 60
/** Of so many the quickest counts: what else the machine does only adds. */
const repeats = 3

/** Powers of two up to so many examples, and their neighbours. */
export function costSizes(examples: number): readonly number[] {
  const most = Math.min(largest, examples)
  const sizes = new Set<number>()
  for (let power = 1; power <= most; power *= 2)
    for (const size of [power - 1, power, power + 1]) if (size >= 1 && size <= most) sizes.add(size)
  return [...sizes].sort((a, b) => a - b)
}

/**
 * Times updates of the scene's first racer on batches of each size, on this machine: the difference of a long race and
 * one of a single step, over the steps between them, so that what a race costs besides cancels. Nothing is taken from
 * the engine's cache: every race has a seed of its own, from `firstSeed` on.
 */
export async function* updateCosts(
  { engine, clock }: { readonly engine: Engine; readonly clock: () => number },
  scene: Scene,
  firstSeed: number,
): AsyncGenerator<UpdateCost, void, void> {
  const { examples = 1, leastBatch = 1 } = sumFacts(scene.landscape) ?? {}
  const race = raceSpec(scene)
  let seed = firstSeed
  const timeOf = async (size: number, steps: number): Promise<number> => {
    const spec: RaceSpec = {
      ...race,
      racers: race.racers.slice(0, 1).map(({ batch: _batch, steps: _steps, fork: _fork, ...racer }) => racer),
      steps,
      record: steps,
      stop: {},
      seed: seed++,
      batch: { sampler: 'with-replacement', size },
      measure: { every: steps, what: [] },
    }
    const from = clock()
    const end = await engine.run('race', spec, { priority: 'interactive' }).end
    if (end.status !== 'done') throw new Error('a race that was to be timed did not end')
    return clock() - from
  }
  for (const size of costSizes(examples).filter((each) => each >= leastBatch)) {
    let steps = 32
    while ((await timeOf(size, steps)) < long && steps < 100_000) steps *= 2
    let time = Infinity
    for (let k = 0; k < repeats; k++)
      time = Math.min(time, ((await timeOf(size, steps)) - (await timeOf(size, 1))) / (steps - 1))
    yield { size, time: Math.max(time, 0) }
  }
}

import type { OptimizerCard } from '../../core/definitions/optimizer'
import { mostMotions } from '../../core/scene/overlays'
import type { Scene } from '../../core/scene/scene'
import type { Trace } from './trace'
import { clockOf, rowAt } from './trace'

/** The index of the racer with an id, else the first; -1 where there is none. */
export function chosenRacer({ racers }: Pick<Scene, 'racers'>, id: string | undefined): number {
  const found = racers.findIndex((racer) => racer.id === id)
  return found === -1 ? Math.min(0, racers.length - 1) : found
}

/** The step that has led to the playhead, and at the start the first. */
export function stepAt(scene: Pick<Scene, 'compareBy'>, trace: Trace | undefined, playhead: number): number {
  return Math.max(1, stepsBefore(scene, trace, playhead))
}

/** The steps that a racer has taken at the playhead; those of a race by step need not have come. */
export function stepsBefore(
  { compareBy }: Pick<Scene, 'compareBy'>,
  trace: Trace | undefined,
  playhead: number,
): number {
  if (compareBy === 'step' || trace === undefined) return Math.floor(playhead)
  const row = rowAt(trace, compareBy, playhead)
  return row < 0 ? 0 : clockOf(trace, 'step')[row]!
}

/** The racers, by their indices, that are shown and have momentum: as many as arrows are drawn of. */
export function movingRacers(
  { racers }: Pick<Scene, 'racers'>,
  optimizerCards: readonly OptimizerCard[],
): readonly number[] {
  const hasInertia = (id: string): boolean => optimizerCards.find((card) => card.id === id)?.inertia !== undefined
  const moving = racers.flatMap(({ visible, optimizer }, k) => (visible && hasInertia(optimizer) ? [k] : []))
  return moving.slice(0, mostMotions)
}

import type { LandscapeCard } from '../../core/definitions/landscape'
import type { Scene } from '../../core/scene/scene'
import type { EnsembleSpec, Trace } from '../../engine'
import { quantityColumn } from '../../engine/accumulations/race-quantities'
import { ensembleSpec } from '../../engine/scene-specs'
import { chartReference } from '../playback/standings'

/**
 * What is asked of many seeds for the bands of the chart, of its first quantity; undefined where there is one seed, or
 * where the race on screen has nothing of the quantity.
 */
export function seedsQuestion(
  scene: Scene,
  traces: readonly Trace[],
  landscapeCards: readonly LandscapeCard[],
): EnsembleSpec | undefined {
  const { view, racers } = scene
  const { seeds } = view.ensemble
  if (seeds < 2) return undefined
  const { quantity } = view.chart
  const reference = chartReference(scene, landscapeCards, traces)
  const isTold = traces.some((trace) => {
    const racer = racers.find(({ id }) => id === trace.id)
    const column = racer && quantityColumn(trace, quantity, racer, reference)
    return column?.subarray(0, trace.count).some(Number.isFinite) === true
  })
  return isTold ? ensembleSpec(scene, seeds, quantity, reference) : undefined
}

import { landscapeSpec, sumFacts } from '../../core/scene/landscape'
import type { Scene } from '../../core/scene/scene'
import { shownStart } from '../../core/scene/start'
import type { GradientNoiseSpec } from '../../engine'

/** Batches of each size. */
export const noiseDraws = 64

/** How large the batches are whose gradients are drawn one by one, where nobody has chosen. */
export function usualBatch({ batch, landscape }: Scene): number {
  const { examples = 1 } = sumFacts(landscape) ?? {}
  return Math.min(batch?.size ?? 32, examples)
}

/** Where a race starts, on the plane; the start that is shown, where it has coordinates elsewhere. */
export function noisePlace({ start, landscape }: Scene): readonly number[] {
  return 'kind' in start ? shownStart(start, landscape.domain) : start
}

export function noiseSpec({ landscape, seed }: Scene, at: readonly number[], batch: number): GradientNoiseSpec {
  return { landscape: landscapeSpec(landscape), at, batch, draws: noiseDraws, seed }
}

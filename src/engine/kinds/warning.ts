import type { OptimizerDefinition } from '../../core/definitions/optimizer'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { landscapeOf } from './landscapes'

/** What to know before one trusts a rule on a landscape. */
export function warningOf({ id, smoothOnly }: OptimizerDefinition, landscape: LandscapeSpec): string | undefined {
  const { name, hasKinks } = landscapeOf(landscape)
  if (smoothOnly !== true || !hasKinks) return undefined
  return `${id} rests on second derivatives, and ${name} has kinks or jumps, where there are none: near them it may stall or leap`
}

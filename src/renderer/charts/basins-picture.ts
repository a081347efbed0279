import { noAttractor } from '../../core/analysis/maps/basin-labels'
import { isLostOutcome } from '../../core/race/trace'
import type { BasinsResult } from '../../engine'
import { arrivalShade, attractorColor, lostColor } from '../ui/attractor-colors'

/**
 * The colour of each start by where it ends, lighter the quicker it came there, as RGBA bytes; alpha 0 where it is not
 * known yet.
 */
export function basinColors(result: BasinsResult): Uint8ClampedArray<ArrayBuffer> {
  const { labels, steps } = result
  const most = steps.reduce((a, b) => Math.max(a, b), 0)
  const colors = new Uint8ClampedArray(4 * steps.length)
  for (let start = 0; start < steps.length; start++) {
    const label = labels[start] ?? noAttractor
    if (label === noAttractor) {
      if (isLostStart(result, start)) colors.set([...lostColor, 255], 4 * start)
      continue
    }
    const shade = arrivalShade(steps[start]!, most)
    const [r, g, b] = attractorColor(label)
    colors.set([r * shade, g * shade, b * shade, 255], 4 * start)
  }
  return colors
}

/** Whether a start was raced and has no end; where its end has not come yet the outcome's number is 0. */
export function isLostStart({ outcomes }: BasinsResult, start: number): boolean {
  return isLostOutcome(outcomes[start]!)
}

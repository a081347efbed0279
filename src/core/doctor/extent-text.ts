import { brief } from '../brief'
import type { SampledGrid } from '../objectives/sampled-grid'

/** How far a grid reaches: `2 x 3`, of a line `2`. */
export function extentText({ x, y }: SampledGrid): string {
  const axes = y.length === 1 ? [x] : [x, y]
  return axes.map((axis) => brief(axis.at(-1)! - axis[0]!)).join(' x ')
}

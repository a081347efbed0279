/** Times the height of the floor: from there on a linear scale shows a floor and a few walls. */
const manyTimes = 100
/** The share of the points that is taken for the floor. */
const floor = 0.1

/**
 * The scale of heights that suits a surface: logarithmic where its highest point lies two decades or more above what a
 * tenth of it stays below, counted from its lowest, else linear. Non-finite values are passed over; where a tenth of
 * the surface is as low as its lowest point, no number of decades says anything and the scale is linear.
 */
export function suitedHeightScale(values: Iterable<number>): 'linear' | 'log' {
  const heights = Float64Array.from([...values].filter(Number.isFinite)).sort()
  const lowest = heights[0]
  if (lowest === undefined) return 'linear'
  const above = (share: number): number => heights[Math.floor(share * (heights.length - 1))]! - lowest
  return above(floor) > 0 && above(1) >= manyTimes * above(floor) ? 'log' : 'linear'
}

/** Two steps between which a ratio rises through 1: it is below at the first and not at the second. */
export type Crossing = readonly [below: number, reached: number]

/**
 * Where ratios rise to 1 or above, each by the steps on both sides of it: the moments at which a rule comes to the edge
 * of stability. Ratios that are not numbers are passed over.
 */
export function crossings(steps: ArrayLike<number>, ratios: ArrayLike<number>): readonly Crossing[] {
  const found: Crossing[] = []
  let before = -1
  for (let i = 0; i < ratios.length; i++) {
    const ratio = ratios[i]!
    if (Number.isNaN(ratio)) continue
    if (before >= 0 && ratios[before]! < 1 && ratio >= 1) found.push([steps[before]!, steps[i]!])
    before = i
  }
  return found
}

/**
 * Where ratios rise to 1 or above, between one step and the next along the straight line: the moments at which a rule
 * comes to the edge of stability. Ratios that are not numbers are passed over.
 */
export function crossings(steps: ArrayLike<number>, ratios: ArrayLike<number>): readonly number[] {
  const found: number[] = []
  let before = -1
  for (let i = 0; i < ratios.length; i++) {
    const ratio = ratios[i]!
    if (Number.isNaN(ratio)) continue
    if (before >= 0 && ratios[before]! < 1 && ratio >= 1) {
      const share = (1 - ratios[before]!) / (ratio - ratios[before]!)
      found.push(steps[before]! + share * (steps[i]! - steps[before]!))
    }
    before = i
  }
  return found
}

/** The names of a formula's variables: x and y in the plane; x alone in one dimension, x1 to xn in more. */
export function variableNames(dimension: number | undefined): readonly string[] {
  if (dimension === undefined) return ['x', 'y']
  return dimension === 1 ? ['x'] : Array.from({ length: dimension }, (_, i) => `x${i + 1}`)
}

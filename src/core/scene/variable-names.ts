/** The names of a formula's variables: x and y in the plane, x1 to xn where it has a dimension. */
export function variableNames(dimension: number | undefined): readonly string[] {
  return dimension === undefined ? ['x', 'y'] : Array.from({ length: dimension }, (_, i) => `x${i + 1}`)
}

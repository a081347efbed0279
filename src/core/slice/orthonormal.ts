import { dot, largestSize } from '../linalg/vector'

/**
 * One or two directions made orthonormal: the first of unit length, the second without its component along the first
 * and of unit length (Gram and Schmidt, the component taken twice, so that what rounding leaves goes too). They are not
 * parallel.
 */
export function orthonormal([u, v]: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const first = unit(u!)
  if (v === undefined) return [first]
  return [first, unit(without(without(unit(v), first), first))]
}

function unit(a: readonly number[]): readonly number[] {
  // Scaled by the largest entry first, so that no square overflows.
  const largest = largestSize(a)
  const scaled = Float64Array.from(a, (entry) => entry / largest)
  const length = Math.sqrt(dot(scaled, scaled))
  return Array.from(scaled, (entry) => entry / length)
}

function without(a: readonly number[], direction: readonly number[]): readonly number[] {
  const component = a.reduce((sum, entry, i) => sum + entry * direction[i]!, 0)
  return a.map((entry, i) => entry - component * direction[i]!)
}

import { addMultiple, dot, unitVector } from '../linalg/vector'

/**
 * One or two directions made orthonormal: the first of unit length, the second without its component along the first
 * and of unit length (Gram and Schmidt, the component taken twice, so that what rounding leaves goes too). They are not
 * parallel.
 */
export function orthonormal([u, v]: readonly Float64Array[]): readonly Float64Array[] {
  const first = unitVector(u!)
  if (v === undefined) return [first]
  const second = unitVector(v)
  for (let round = 0; round < 2; round++) addMultiple(second, -dot(first, second), first)
  return [first, unitVector(second)]
}

import { addMultiple, dot, largestSize, norm, unitVector } from '../linalg/vector'
import type { Problem } from '../problem'
import type { Slice } from './slice'

/**
 * u and v closer to parallel than this (the sine of the angle between them) span no plane that rounding lets us see.
 */
const leastSine = 1e-6
/** Squares of entries up to this can be summed, and so can those of the inverse. */
const largestEntry = 1e100

/** What is wrong with a slice through n dimensions; none if it is absent. */
export function sliceProblems(slice: Slice | undefined, n: number, where: string): readonly Problem[] {
  if (slice === undefined) return []
  const { origin, u, v } = slice
  const directions: readonly (readonly ['u' | 'v', readonly number[]])[] =
    v === undefined
      ? [['u', u]]
      : [
          ['u', u],
          ['v', v],
        ]
  const wrongLengths = [['origin', origin] as const, ...directions].flatMap(([key, { length }]): readonly Problem[] => {
    if (length === n) return []
    return [
      {
        message: `${key} of the slice has ${length} ${length === 1 ? 'number' : 'numbers'}, expected ${n}, one for each coordinate`,
        remedy: `give ${n} numbers`,
        where: `${where}.${key}`,
      },
    ]
  })
  if (wrongLengths.length > 0) return wrongLengths
  for (const [key, direction] of directions) {
    const size = largestSize(direction)
    if (size >= 1 / largestEntry && size <= largestEntry) continue
    return [
      {
        message: `${key} of the slice has a largest entry of ${size}, expected one from ${1 / largestEntry} to ${largestEntry}`,
        remedy: size === 0 ? 'set an entry: it is a direction' : 'scale it, and the domain the other way',
        where: `${where}.${key}`,
      },
    ]
  }
  if (v === undefined || sineBetween(u, v) >= leastSine) return []
  return [
    {
      message: 'u and v of the slice are parallel, expected two directions that span a plane',
      remedy: 'turn one of them',
      where: `${where}.v`,
    },
  ]
}

/** The sine of the angle between two vectors, from what the unit vector of the second lacks of the first. */
function sineBetween(a: readonly number[], b: readonly number[]): number {
  const [unitA, rest] = [unitVector(a), unitVector(b)]
  addMultiple(rest, -dot(unitA, rest), unitA)
  return norm(rest)
}

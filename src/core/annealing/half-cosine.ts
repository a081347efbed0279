import { cos } from '../elementary'

const pi = 3.141592653589793

/** From 1 at x = 0 down to `floor` at x = 1 along half a wave: floor + (1 - floor) (1 + cos(pi x)) / 2. */
export function halfCosine(x: number, floor: number): number {
  return floor + ((1 - floor) * (1 + cos(pi * x))) / 2
}

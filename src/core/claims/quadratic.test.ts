import { expect, test } from 'vitest'
import type { ProbeResult } from '../analysis/region/probe-result'
import { quadraticExcess } from './quadratic'

test('a quadratic is as far above its minimum as it is where it is known', () => {
  // (3 (x - 1)^2 + 2 (x - 1)(y + 2) + 2 (y + 2)^2) / 2, known at (4, 5).
  const f = (x: number, y: number) => (3 * (x - 1) ** 2 + 2 * (x - 1) * (y + 2) + 2 * (y + 2) ** 2) / 2
  const known = { at: [4, 5], gradient: [16, 17], hessian: [3, 1, 1, 2] } as unknown as ProbeResult
  const excess = quadraticExcess(known)
  for (const [x, y] of [
    [1, -2],
    [4, 5],
    [0, 0],
    [-3, 0.5],
  ] as const)
    expect(excess([x, y])).toBeCloseTo(f(x, y), 12)
})

import { expect, test } from 'vitest'
import { symmetricEigen } from '../../linalg/symmetric-eigen'
import { stream } from '../../random/stream'
import { conditionNumber } from './condition-number'
import { regionLanes } from './region-lanes'
import { RegionMeter } from './region-meter'

/** Derivatives of every kind: round ones, which make equal entries and zeros, and of every size. */
function derivatives(count: number): Float64Array[] {
  const draw = stream(5, 'derivatives', 0)
  const special = [0, -0, 1, -1, 2, 1e-300, -1e300, 5e-324, Infinity, NaN]
  const number = (): number => {
    const kind = draw.uniform()
    if (kind < 0.1) return special[Math.floor(draw.uniform() * special.length)]!
    const x = 2 * draw.uniform() - 1
    if (kind < 0.4) return Math.round(4 * x)
    return kind < 0.6 ? x * 1e-9 : kind < 0.9 ? x * 100 : x * 1e150
  }
  return Array.from({ length: 6 }, () => Float64Array.from({ length: count }, number))
}

test.each([
  [[2, 3], { low: -1, high: 4 }],
  [[0.1, 70], { low: 2, high: 2 }],
] as const)('lanes give the bits of the meter, the eigenvalues and the condition number: %j %j', (lengths, range) => {
  const meter = new RegionMeter(lengths, range)
  const lanes = regionLanes(meter)!
  const count = 40 * lanes.most + 3
  const columns = derivatives(count)
  const values = new Float64Array(2)
  let right = 0
  for (let from = 0; from < count; from += lanes.most) {
    const to = Math.min(count, from + lanes.most)
    lanes.measure(columns, from, to)
    for (let i = from; i < to; i++) {
      const [f, fx, fy, fxx, fxy, fyy] = columns.map((column) => column[i]!) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ]
      const isFinite = [f, fx, fy, fxx, fxy, fyy].every(Number.isFinite)
      if (!isFinite) expect(lanes.isRight[i - from]).toBe(0)
      if (lanes.isRight[i - from] !== 1) continue
      right++
      const hessian = Float64Array.of(fxx, fxy, fxy, fyy)
      symmetricEigen(hessian, 2, values, new Float64Array(4))
      meter.measure(f, Float64Array.of(fx, fy), hessian)
      expect([lanes.least[i - from], lanes.greatest[i - from], lanes.condition[i - from]]).toEqual([
        ...values,
        conditionNumber(values),
      ])
      expect(lanes.measuresOf(i - from)).toEqual(meter.measures)
    }
  }
  expect(right).toBeGreaterThan(count / 4)
})

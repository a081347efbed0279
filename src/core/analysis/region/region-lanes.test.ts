import { expect, test } from 'vitest'
import { symmetricEigen } from '../../linalg/symmetric-eigen'
import { stream } from '../../random/stream'
import { conditionNumber } from './condition-number'
import { steepest } from './degenerate'
import { type RegionClass, regionClasses } from './probe-result'
import { RegionClassifier, regionThresholds } from './region-class'
import { regionLanes } from './region-lanes'
import { localMeasures, RegionMeter } from './region-meter'

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
] as const)('lanes give the bits of the meter, eigenvalues, condition number, class: %j %j', (lengths, range) => {
  const meter = new RegionMeter(lengths, range)
  // Limits among the measures of these derivatives, so that all classes come.
  const classifier = new RegionClassifier({
    ...regionThresholds,
    near: 0.3,
    reach: 2,
    rise: 50,
    floor: 1,
    floorSlope: 1e3,
    flat: 0.5,
  })
  const lanes = regionLanes(meter, classifier)!
  const count = 40 * lanes.most + 3
  const columns = derivatives(count)
  const numbers = (): Float64Array => new Float64Array(count)
  const field = {
    classes: new Uint8Array(count),
    least: numbers(),
    greatest: numbers(),
    condition: numbers(),
    gradientNorm: numbers(),
  }
  const values = new Float64Array(2)
  const seen = new Set<RegionClass>()
  let right = 0
  for (let from = 0; from < count; from += lanes.most) {
    const to = Math.min(count, from + lanes.most)
    const left = lanes.measure(columns, from, to, field, from)
    let leftOut = 0
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
      const isLeftOut = left > 0 && lanes.isLeftOut(i - from)
      if (isLeftOut) leftOut++
      else right++
      if (!isFinite) expect(isLeftOut).toBe(true)
      if (isLeftOut) continue
      const hessian = Float64Array.of(fxx, fxy, fxy, fyy)
      symmetricEigen(hessian, 2, values, new Float64Array(4))
      meter.measure(f, Float64Array.of(fx, fy), hessian)
      expect([field.least[i], field.greatest[i], field.condition[i]]).toEqual([...values, conditionNumber(values)])
      expect(meter.measures[localMeasures.indexOf('slope')]).toBeGreaterThanOrEqual(steepest)
      const regionClass = classifier.classOf(meter.measures)
      expect(regionClasses[field.classes[i]!]).toBe(regionClass)
      seen.add(regionClass)
    }
    expect(leftOut).toBe(left)
  }
  expect(right).toBeGreaterThan(count / 4)
  if (range.low < range.high) expect(seen.size).toBe(8)
})

import { expect, test } from 'vitest'
import { compileExpression, pointKernel } from '../../../src/core/calculus'
import { planeLandscape } from '../../../src/core/catalogue/landscapes'
import { type Place, planeOf, spread } from '../../support/plane-landscape'

/*
 * What the notes and descriptions of landscapes say beyond their known points, measured. A number is said to some
 * digits, and is that to half a unit of the last.
 */

const valueAt = (id: string, at: Place): number => planeOf(planeLandscape(id)).value(at)
const slopesAt = (id: string, at: Place): readonly number[] => [
  ...planeOf(planeLandscape(id)).evaluate(at).subarray(1, 3),
]

test.each<[said: string, number: () => number]>([
  ['-14012.8', () => slopesAt('rnn-cliff', [5, -2.5])[0]!],
  ['-6.376e7', () => slopesAt('rnn-cliff', [6, -3])[0]!],
  ['0.05712343547', () => valueAt('rnn-cliff', [6, -2.9])],
  ['0.4083275115', () => valueAt('rnn-cliff', [6, -3.1])],
  ['0.04', () => valueAt('rnn-cliff', [5, -2.5])],
  ['-0.28491', () => slopesAt('deep-chain', [0.8, 1])[0]!],
  ['23857.2', () => slopesAt('deep-chain', [1.2, 1])[0]!],
  ['-3.386', () => slopesAt('eggholder', [512, 404.2318051137578])[0]!],
  ['0.998003838819', () => valueAt('de-jong-5', [-32, -32])],
  [
    '2.5455e-5',
    () => valueAt('schwefel', [420.96874635998205, 420.96874635998205]) + 2 * (418.9829 - 418.9828872724337),
  ],
  ['2e9', () => valueAt('jennrich-sampson', [1, 1])],
  ['7e17', () => ratio(planeLandscape('powell-badly-scaled').knownPoints[0]!.eigenvalues!)],
  ['1e12', () => ratio(planeLandscape('brown-badly-scaled').knownPoints[0]!.eigenvalues!)],
  ['-8.1e-5', () => valueAt('easom', [1.3049954504376675, 1.3049954504376675])],
])('a note says %s', (said, number) => {
  const digits = said.replace(/e.*|[-.]/g, '').replace(/^0+/, '').length
  expect(Number(number().toPrecision(digits))).toBe(Number(said))
})

test('the least value of Ackley 3 is above -200, so -219 is impossible', () => {
  const plane = planeOf(planeLandscape('ackley-3'))
  for (let k = 0; k < 500; k++) expect(plane.value(plane.at(spread(k, 0), spread(k, 1)))).toBeGreaterThan(-200)
})

test('the bars in the published Schaffer 4 change no value', () => {
  const { definition, ...plane } = planeOf(planeLandscape('schaffer-4'))
  const text = definition.expression.replace('x^2 - y^2', 'abs(x^2 - y^2)')
  expect(text).not.toBe(definition.expression)
  const published = pointKernel(compileExpression(text, { variables: ['x', 'y'] }).value!.value)
  const out = new Float64Array(1)
  for (let k = 0; k < 200; k++) {
    const at = plane.at(spread(k, 0), spread(k, 1))
    published(Float64Array.of(...at), out)
    expect(out[0]).toBe(plane.value(at))
  }
})

test('Drop-wave is smooth at the origin, with eigenvalues 72.5', () => {
  const h = 2 ** -10
  const second = (dx: number, dy: number): number =>
    (valueAt('drop-wave', [dx, dy]) - 2 * valueAt('drop-wave', [0, 0]) + valueAt('drop-wave', [-dx, -dy])) / (h * h)
  // The next term of the expansion is h^2 f''''/12 = -882 h^2.
  for (const [dx, dy] of [
    [h, 0],
    [0, h],
    [h * Math.SQRT1_2, h * Math.SQRT1_2],
  ] as const) {
    expect(Math.abs(second(dx, dy) - 72.5)).toBeLessThan(900 * h * h)
  }
})

test('Cross-in-tray falls below its published minimum beyond r = 200 pi', () => {
  const lowest = (ring: number): number => {
    let least = 0
    // Crests of both sines, all the way around.
    for (let i = 0; i <= ring; i++) {
      const j = Math.floor(Math.sqrt(ring * ring - i * i))
      least = Math.min(least, valueAt('cross-in-tray', [(i + 0.5) * Math.PI, (j + 0.5) * Math.PI]))
    }
    return least
  }
  expect(lowest(190)).toBeGreaterThan(-2.062611870822737)
  expect(lowest(201)).toBeLessThan(-2.062611870822737)
})

test('of the 760 minima of Shubert, 722 are stationary and 38 lie on the edges x = 10 and y = 10', () => {
  const comb = (x: number): number => [1, 2, 3, 4, 5].reduce((sum, k) => sum + k * Math.cos((k + 1) * x + k), 0)
  const n = 20_001
  const heights = Array.from({ length: n }, (_, i) => comb(-10 + (20 * i) / (n - 1)))
  const inner = Array.from({ length: n - 2 }, (_, i) => i + 1)
  const crests = inner.filter((i) => heights[i]! > heights[i - 1]! && heights[i]! > heights[i + 1]!)
  const troughs = inner.filter((i) => heights[i]! < heights[i - 1]! && heights[i]! < heights[i + 1]!)
  expect([crests.length, troughs.length]).toEqual([19, 19])
  // So every critical point of a comb is a crest above 0 or a trough below, and a minimum of the product pairs one with
  // the other.
  expect(crests.every((i) => heights[i]! > 0) && troughs.every((i) => heights[i]! < 0)).toBe(true)
  expect(2 * crests.length * troughs.length).toBe(722)
  // On the edge at 10 the comb is negative and falls on: with any crest of the other it is a minimum of the box.
  expect(heights[n - 1]).toBeLessThan(0)
  expect(heights[n - 1]!).toBeLessThan(heights[n - 2]!)
  // On the edge at -10 it is negative and falls inwards: with a crest, no minimum; with a trough, a ridge.
  expect(heights[0]).toBeLessThan(0)
  expect(heights[0]!).toBeGreaterThan(heights[1]!)
  expect(722 + 2 * crests.length).toBe(760)
})

function ratio([least, greatest]: readonly [number, number]): number {
  return greatest / least
}

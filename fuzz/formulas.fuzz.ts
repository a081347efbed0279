import { all, create } from 'mathjs'
import { expect, test } from 'vitest'
import { compileExpression } from '../src/core/calculus'
import { expressionObjective } from '../src/core/objectives/expression'
import { takeLimits } from '../src/core/objectives/limits'
import type { Objective } from '../src/core/objectives/objective'
import { stream } from '../src/core/random/stream'
import { effort } from './support/effort'
import { continuousGrammar, randomFormula, wholeGrammar } from './support/random-formula'

// NaN, and no complex number, where there is no real one; and nothing is equal that is only nearly so.
const independent = create(all, { predictable: true, relTol: 1e-16, absTol: 1e-320 })
/** Whether something has been divided by 0: to which infinity hangs on the sign of the 0, which rewriting may turn. */
let isDividedByZero = false
const erf = independent.erf as unknown as (x: number) => number
independent.import(
  {
    // What mathjs does not have, or has with another value where it is undefined.
    divide: (a: number, b: number) => {
      isDividedByZero ||= b === 0
      return a / b
    },
    // These round what is nearly whole.
    floor: Math.floor,
    ceil: Math.ceil,
    round: (a: number) => Math.sign(a) * (Math.floor(Math.abs(a)) + (Math.abs(a) % 1 >= 0.5 ? 1 : 0)),
    // With `predictable` an odd root of a negative number would be real; 1 to what is NaN is 1, as in C.
    pow: (a: number, b: number) => (a === 1 ? 1 : a ** b),
    mod: (a: number, b: number) => {
      isDividedByZero ||= b === 0
      return a - b * Math.floor(a / b)
    },
    relu: (a: number) => Math.max(0, a),
    leakyRelu: (a: number) => (a < 0 ? 0.01 * a : a),
    softplus: (a: number) => Math.max(0, a) + Math.log1p(Math.exp(-Math.abs(a))),
    sigmoid: (a: number) => 1 / (1 + Math.exp(-a)),
    heaviside: (a: number) => (1 + Math.sign(a)) / 2,
    sinc: (a: number) => (a === 0 ? 1 : Math.sin(a) / a),
    gelu: (a: number) => (a * (1 + erf(a / Math.SQRT2))) / 2,
  },
  { override: true },
)

function objectiveOf(text: string): Objective | undefined {
  const { value } = compileExpression(text, { variables: ['x', 'y'], parameters: [] })
  return value && expressionObjective(value, {})
}

test('values are those of mathjs', () => {
  const { seed, count } = effort('values', 2000)
  let compared = 0
  const wrong: string[] = []
  for (let trial = 0; trial < count; trial++) {
    const draw = stream(seed, 'values', trial)
    const text = randomFormula(draw, wholeGrammar, 4)
    const objective = objectiveOf(text)
    const [x, y] = [4 * draw.uniform() - 2, 4 * draw.uniform() - 2]
    const value = objective?.value(Float64Array.of(x, y)) ?? NaN
    if (!(Math.abs(value) < 1e6)) continue
    isDividedByZero = false
    const expected: unknown = independent.evaluate(text, { x, y })
    if (typeof expected !== 'number' || !Number.isFinite(expected) || isDividedByZero) continue
    // At a jump, or where a rounding is blown up, there is nothing to compare.
    const isSteady = [1, -2, 3, -5, 7, -11].every((k) => {
      const beside = objective!.value(Float64Array.of(x * (1 + k * 1e-13), y * (1 - k * 1e-13)))
      return Math.abs(beside - value) < 1e-6 * (1 + Math.abs(value))
    })
    if (!isSteady) continue
    compared++
    // Ulps of each function, a million times more where near numbers are subtracted.
    if (Math.abs(value - expected) > 1e-9 * (1 + Math.abs(expected))) {
      wrong.push(`${text} at (${x}, ${y}): ${value}, expected ${expected}`)
    }
  }
  expect(wrong).toEqual([])
  expect(compared).toBeGreaterThan(count / 4)
})

/** Places where kinks lie, and one between. */
const places = [-2, -1, -0.5, 0, 0, 0.5, 1, 2, 0.3]
const [wide, narrow, least] = [1 / 256, 1 / 4096, 1 / 1048576]

test('gradient and Hessian, where they are said to exist, are those of differences, at kinks and beside them', () => {
  const { seed, count } = effort('derivatives', 2000)
  let compared = 0
  let mended = 0
  const wrong: string[] = []
  for (let trial = 0; trial < count; trial++) {
    const draw = stream(seed, 'derivatives', trial)
    const text = randomFormula(draw, continuousGrammar, 3)
    const objective = objectiveOf(text)
    if (objective === undefined) continue
    const theta = Float64Array.of(...[0, 1].map(() => places[Math.floor(places.length * draw.uniform())]!))
    const [gradient, hessian] = [new Float64Array(2), new Float64Array(4)]
    const value = objective.valueGrad(theta, gradient)
    objective.hessian(theta, hessian)
    const own = [...gradient, ...hessian].join()
    if (!(Math.abs(value) < 1e6) || takeLimits(objective, theta, value, gradient, hessian) !== undefined) continue
    if (![...gradient, ...hessian].every((entry) => Math.abs(entry) < 1e4)) continue
    if (own !== [...gradient, ...hessian].join()) mended++
    const angle = 2 * Math.PI * draw.uniform()
    const d = [Math.cos(angle), Math.sin(angle)] as const
    const slope = gradient[0]! * d[0] + gradient[1]! * d[1]
    const curvature = hessian[0]! * d[0] * d[0] + 2 * hessian[1]! * d[0] * d[1] + hessian[3]! * d[1] * d[1]
    // (f(theta + t d) - f(theta) - t slope)/t^2 - curvature/2, which vanishes with t.
    const rest = (t: number): number => {
      const there = objective.value(theta.map((entry, i) => entry + t * d[i]!))
      return Math.abs(there - value - t * slope - (t * t * curvature) / 2) / (t * t)
    }
    const [first, second] = [rest(wide), rest(narrow)]
    if (!Number.isFinite(first + second)) continue
    compared++
    const rounding = (1e-13 * (1 + Math.abs(value) + Math.abs(slope))) / (narrow * narrow)
    // A kink beside the point, within a step, is not one at it; what swings within a step vanishes later. At a kink the
    // rest keeps its size or falls with the step; what does otherwise is rounding.
    const isVanishing = rest(least) <= 0.5 * Math.min(1, second) || rest(least / 4) < 0.5 * rest(least)
    const further = rest(narrow * 1.5)
    const isNoise = further < 0.6 * second || further > 1.1 * second
    if (second > 0.8 * first + rounding && !isVanishing && !isNoise) {
      wrong.push(
        `${text} at (${[...theta].join(', ')}) along ${angle}: ${first}, ${second}; ${[...gradient, ...hessian].join()}`,
      )
    }
  }
  expect(wrong).toEqual([])
  expect(compared).toBeGreaterThan(count / 4)
  expect(mended).toBeGreaterThan(count / 500)
})

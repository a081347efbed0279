import { describe, expect, test } from 'vitest'
import { compileExpression } from '../calculus'
import { expressionObjective } from './expression'
import { takeHessianLimits, takeLimits, type Unsmooth } from './limits'

interface Found {
  readonly unsmooth: Unsmooth | undefined
  readonly gradient: readonly number[]
  readonly hessian: readonly number[]
}

function found(text: string, ...at: readonly number[]): Found {
  const { value: expression, problems } = compileExpression(text, { variables: ['x', 'y'], parameters: [] })
  expect(problems).toEqual([])
  const objective = expressionObjective(expression!, {})
  const theta = Float64Array.from(at)
  const [gradient, hessian] = [new Float64Array(2), new Float64Array(4)]
  const value = objective.valueGrad(theta, gradient)
  objective.hessian(theta, hessian)
  const unsmooth = takeLimits(objective, theta, value, gradient, hessian)
  return { unsmooth, gradient: [...gradient], hessian: [...hessian] }
}

describe('where pieces are not smooth and the whole is, its derivatives are found', () => {
  test.each<[text: string, at: readonly [number, number], gradient: readonly number[], hessian: readonly number[]]>([
    ['hypot(x,y)^2', [0, 0], [0, 0], [2, 0, 0, 2]],
    ['cos(hypot(x,y))', [0, 0], [0, 0], [-1, 0, 0, -1]],
    ['abs(x^2)+y^2', [0, 0], [0, 0], [2, 0, 0, 2]],
    ['max(x,-x)^2', [0, 0], [0, 0], [2, 0, 0, 0]],
    ['abs(x)*abs(x)^3 + abs(x)^2', [0, 1], [0, 0], [2, 0, 0, 0]],
    ['(x^2)^1.5', [0, 0], [0, 0], [0, 0, 0, 0]],
    ['cbrt(x)^3', [0, 0], [1, 0], [0, 0, 0, 0]],
    ['cbrt(x^6)', [0, 0], [0, 0], [2, 0, 0, 0]],
    ['sqrt(x^4)', [0, 0], [0, 0], [2, 0, 0, 0]],
    ['(x^20)^0.1', [0, 0], [0, 0], [2, 0, 0, 0]],
    ['sqrt(x^4 + 2 x^2 y^2 + y^4) + x', [0, 0], [1, 0], [2, 0, 0, 2]],
    ['hypot(x,y)*sin(hypot(x,y))', [0, 0], [0, 0], [2, 0, 0, 2]],
    ['hypot(x, y, 1)', [0, 0], [0, 0], [1, 0, 0, 1]],
    ['hypot(x, y, 2, 0)', [0, 0], [0, 0], [0.5, 0, 0, 0.5]],
    ['cos(atan2(y, x))', [-1, 0], [0, 0], [0, 0, 0, 1]],
    ['sin(atan2(y, x))', [-1, 0], [0, 1], [0, 1, 1, 0]],
    ['sinc(hypot(x, 2 y))', [0, 0], [0, 0], [-1 / 3, 0, 0, -4 / 3]],
    ['cosh(sqrt(x^2 + x y + y^2))', [0, 0], [0, 0], [1, 0.5, 0.5, 1]],
    ['sqrt(1 - cos(x)) ^ 2 + y', [0, 0], [0, 1], [1, 0, 0, 0]],
    ['acos(1 - x^2)^2', [0, 0], [0, 0], [4, 0, 0, 0]],
    ['acosh(1 + x^2 + y^2)^2', [0, 0], [0, 0], [4, 0, 0, 4]],
    ['max(x, y) + min(x, y) + y^2', [2, 2], [1, 5], [0, 0, 0, 2]],
    ['max(x, y) * min(x, y)', [2, 2], [2, 2], [0, 1, 1, 0]],
    ['relu(x) - relu(-x)', [0, 0], [1, 0], [0, 0, 0, 0]],
    ['relu(x)^2 + relu(-x)^2', [0, 0], [0, 0], [2, 0, 0, 0]],
    ['x > 0 ? x^2 : abs(x)^2', [0, 0], [0, 0], [2, 0, 0, 0]],
    ['x*sign(x)*abs(y)^2 / max(x,-x)', [1, 0], [0, 0], [0, 0, 0, 2]],
    ['exp(-1/(x^2 + y^2))', [0, 0], [0, 0], [0, 0, 0, 0]],
    ['atan(1/(x^2 + y^2))', [0, 0], [0, 0], [-2, 0, 0, -2]],
    ['floor(x) + ceil(-x)', [3, 0], [0, 0], [0, 0, 0, 0]],
    ['floor(x^2 + 1/2)', [0, 0], [0, 0], [0, 0, 0, 0]],
    ['floor(x)*(x - 1)^3', [1, 0], [0, 0], [0, 0, 0, 0]],
    ['atan2(abs(y), x)^2 + y', [1, 0], [0, 1], [0, 0, 0, 2]],
    ['cbrt(y)^3 + tanh(x)', [800, 0], [0, 1], [0, 0, 0, 0]],
    // Smooth pieces too: the slope of x^y by x varies with y about 0.
    ['x^y', [2, 0], [0, 0.6931471805599453], [0, 0.5, 0.5, 0.4804530139182014]],
    ['hypot(x, y)^3', [0, 0], [0, 0], [0, 0, 0, 0]],
    ['abs(x)^3', [0, 0], [0, 0], [0, 0, 0, 0]],
  ])('%s at %j', (text, at, gradient, hessian) => {
    const result = found(text, ...at)
    expect(result.unsmooth).toBeUndefined()
    // A handful of operations round.
    result.gradient.forEach((entry, i) => expect(entry).toBeCloseTo(gradient[i]!, 12))
    result.hessian.forEach((entry, i) => expect(entry).toBeCloseTo(hessian[i]!, 12))
  })
})

describe('where there is no gradient the first part that breaks is named', () => {
  test.each([
    ['abs(x) + y', 0, 1, 'abs at a corner'],
    ['abs(x - y)', 2, 2, 'abs at a corner'],
    ['abs(x) - abs(y)', 0, 0, 'abs at a corner'],
    ['max(x, y)', 1, 1, 'max at a corner'],
    ['min(x, 2, y)', 3, 2, 'min at a corner'],
    ['relu(x)*y', 0, 1, 'relu at a corner'],
    ['leakyRelu(x)', 0, 1, 'leakyRelu at a corner'],
    ['hypot(x, y)', 0, 0, 'hypot at a corner'],
    ['hypot(x, y) - abs(x) - abs(y)', 0, 0, 'hypot, abs at a corner'],
    ['abs(x) + max(x, y)', 0, 0, 'abs, max at a corner'],
    ['relu(x)^2 + abs(y)', -1, 0, 'abs at a corner'],
    ['sqrt(x^2 + y^2)', 0, 0, 'sqrt at a corner'],
    ['floor(x)', 2, 0, 'floor at a jump'],
    ['ceil(x)', 2, 0, 'ceil at a jump'],
    ['round(x)', -2.5, 0, 'round at a jump'],
    ['mod(x, y)', 6, 2, 'mod at a jump'],
    ['x mod y', 6, 2, 'mod at a jump'],
    ['sign(y)', 1, 0, 'sign at a jump'],
    ['heaviside(y)', 1, 0, 'heaviside at a jump'],
    ['atan2(y, x)', -1, 0, 'atan2 at a jump'],
    ['atan2(y, x)', 0, 0, 'atan2 at a jump'],
    ['sqrt(x)', 0, 0, 'sqrt where the slope is not finite'],
    ['cbrt(x)', 0, 0, 'cbrt where the slope is not finite'],
    ['cbrt(x y)', 0, 0, 'cbrt where the slope is not finite'],
    ['x^0.5', 0, 0, 'power where the slope is not finite'],
    ['asin(x)', 1, 0, 'asin where the slope is not finite'],
    ['acosh(x)', 1, 0, 'acosh where the slope is not finite'],
    ['x^1.5', 0, 0, 'power at the edge of its domain'],
    ['x^2.5', 0, 0, 'power at the edge of its domain'],
    ['x^x', 0, 0, 'power at the edge of its domain'],
    ['x > 0 ? x : 2 x', 0, 0, 'comparison > at a corner'],
    ['x > 0 ? x : 1', 0, 0, 'comparison > at a jump'],
    ['sum(k, 1, 3, abs(x - k))', 2, 0, 'abs at a corner'],
    ['r = abs(x); r + y', 0, 0, 'abs at a corner'],
    // In every quadrant.
    ['relu(min(x, y)) + x^2 + y^2', 0, 0, 'min, relu at a corner'],
    ['relu(min(x, -y)) + x^2 + y^2', 0, 0, 'min, relu at a corner'],
    ['relu(min(-x, -y)) + x^2 + y^2', 0, 0, 'min, relu at a corner'],
    ['relu(min(-x, y)) + x^2 + y^2', 0, 0, 'min, relu at a corner'],
    ['relu(min(x - 1, y - 1)) + x^2', 1, 1, 'min, relu at a corner'],
    ['(x > 0 and y > 0) ? 5 : 0', 0, 0, 'comparison > at a jump'],
    ['sqrt(relu(x y))', 0, 0, 'relu at a corner'],
    // What takes sides hides the pole that it takes them across.
    ['heaviside(y/x)', 0, 2, 'heaviside at a jump'],
    ['sign(1/x)', 0, 0, 'sign at a jump'],
    ['min(x, 1/(x - y))', 1, 1, 'min at a jump'],
    ['x < 1/y ? x : y', 1, 0, 'comparison < at a jump'],
    ['max(x, log(y))', 1, 0, 'max at the edge of its domain'],
  ])('%s at (%d, %d): %s', (text, x, y, reason) => {
    expect(found(text, x, y).unsmooth).toEqual({ missing: 'gradient', reason })
  })
})

describe('where there is a gradient and no Hessian that is said, and the Hessian is NaN', () => {
  test.each([
    ['x*abs(x)', 0, 0, 'abs where the curvature jumps'],
    ['relu(x)^2', 0, 0, 'relu where the curvature jumps'],
    ['max(x, 2 x)^2', 0, 0, 'max where the curvature jumps'],
    ['hypot(x^2, y^2)', 0, 0, 'hypot where the curvature jumps'],
    ['x > 0 ? x^2 : -x^2', 0, 0, 'comparison > where the curvature jumps'],
    ['floor(x)*(x - 1)^2 + sin(pi x)', 1, 0, 'floor where the curvature jumps'],
    ['abs(x*y)', 0, 0, 'abs where the curvature jumps'],
    ['relu(-x)*relu(-y)', 0, 0, 'relu where the curvature jumps'],
    ['(x > 0 and y > 0) ? x*y : 0', 0, 0, 'comparison > where the curvature jumps'],
    ['abs(x)^1.5', 0, 0, 'power where the curvature is not finite'],
    ['cbrt(x)^4', 0, 0, 'cbrt where the curvature is not finite'],
  ])('%s at (%d, %d): %s', (text, x, y, reason) => {
    const { unsmooth, hessian } = found(text, x, y)
    expect({ ...unsmooth, reason: unsmooth?.reason.replace('abs, ', '') }).toEqual({ missing: 'Hessian', reason })
    expect(hessian.every(Number.isNaN)).toBe(true)
  })
})

test.each([
  ['x^2 + y^2', 0, 0],
  ['abs(x)', 1e-9, 0],
  ['sqrt(1 + x^2)', 0, 0],
  ['x > 0 ? x^2 : 2', -1, 0],
  ['0 x + (y > 0 ? y : 0)', 0, 1],
  ['atan2(y, x)', 1, 0],
  ['log(abs(x))', 0, 0],
  ['asin(x)', 2, 0],
  ['mod(x, 2)', 1, 0],
  ['round(x)', 2, 0],
  ['hypot(x, y) - 5', 3, 4],
  // Far from taking the other side.
  ['min(x, exp(1000 x))', 1, 0],
  ['min(x, 1/y^2)', 1, 0],
  ['x > 0 ? x : relu(log(x))', 1, 0],
  ['x < 0 ? x : relu(log(x))', -1, 0],
])('nothing is said of %s at (%d, %d)', (text, x, y) => {
  expect(found(text, x, y).unsmooth).toBeUndefined()
})

test('the Hessian alone counts no evaluation', () => {
  const { value: expression } = compileExpression('hypot(x, y)^2', { variables: ['x', 'y'] })
  const objective = expressionObjective(expression!, {})
  const hessian = new Float64Array(4)
  expect(takeHessianLimits(objective, new Float64Array(2), hessian)).toBeUndefined()
  // Nothing of the rounding of a difference is left off the diagonal.
  expect([hessian[1], hessian[2]]).toEqual([0, 0])
  // Two roots round.
  ;[2, 0, 0, 2].forEach((entry, i) => expect(hessian[i]).toBeCloseTo(entry, 14))
  expect(objective.counts).toEqual({ values: 0, gradients: 0, hessians: 0, hessianVectors: 0 })
})

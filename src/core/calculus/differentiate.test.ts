import { describe, expect, test } from 'vitest'
import torch from '../../../test/reference/torch-derivatives.json'
import { compileExpression } from '.'
import golden from './golden/derivatives.json'
import { interpretedKernel } from './interpreted-kernel'
import { operationCount, type Program } from './program'

const names = { variables: ['x', 'y'] }

function compiled(text: string) {
  return compileExpression(text, names).value!
}

function run(program: Program, ...inputs: number[]): number[] {
  const outputs = new Float64Array(program.outputs.length)
  interpretedKernel(program)(Float64Array.from(inputs), outputs)
  return [...outputs]
}

describe('derivatives', () => {
  test.each(torch.rows)(
    'of $function at $at are those of torch.autograd',
    ({ expression, at, value, gradient, hessian }) => {
      const expected = [value, ...gradient, hessian[0]![0]!, hessian[0]![1]!, hessian[1]![1]!]
      for (const [index, ours] of run(compiled(expression).hessian, ...at).entries()) {
        expect(Math.abs(ours - expected[index]!)).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(expected[index]!)))
      }
    },
  )

  test.each(golden)('of $expression at $at are those of 50 digits', ({ expression, at, value, gradient, hessian }) => {
    const expected = [value, ...gradient, ...hessian].map(Number)
    for (const [index, ours] of run(compiled(expression).hessian, ...at).entries()) {
      // A dozen roundings each; the tails of tanh and sigmoid must keep their relative accuracy, so nothing absolute
      // is allowed but what numerical differentiation leaves of zero.
      expect(Math.abs(ours - expected[index]!)).toBeLessThanOrEqual(4e-14 * Math.abs(expected[index]!) + 1e-45)
    }
  })

  test('of sinc at 0 are those of its series', () => {
    expect(run(compiled('sinc(x)').hessian, 0, 0).slice(0, 4)).toEqual([1, -0, 0, -1 / 3])
  })

  test.each([300, 355.5, 372, 709, 711, 1e4, 1e300])('of tanh at %d are those of a plateau', (x) => {
    const [value, slope, , curvature] = run(compiled('tanh(x)').hessian, x, 0)
    expect(value).toBe(1)
    // 4 exp(-2 x), and its slope, which are 0 where they round to it and tiny before.
    expect(slope).toBeLessThan(1e-250)
    expect(Math.abs(curvature! + 2 * slope!)).toBeLessThanOrEqual(1e-14 * slope!)
    expect(run(compiled('tanh(-x)').hessian, x, 0)[3]! + curvature!).toBe(0)
    expect(run(compiled('tanh(x)').hessianVector, x, 0, 1, 0)[0]).toBe(curvature)
    expect(run(compiled('tanh(x)').hessian, NaN, 0).slice(1, 4)).toEqual([NaN, 0, NaN])
  })

  test('Hessian times vector is the Hessian times the vector', () => {
    const expression = compiled('exp(x*y) + x^3*sin(y) + max(x, y^2)')
    const [, , , xx, xy, yy] = run(expression.hessian, 0.7, -0.4)
    const [first, second] = run(expression.hessianVector, 0.7, -0.4, 2, -3)
    expect(first).toBeCloseTo(2 * xx! - 3 * xy!, 13)
    expect(second).toBeCloseTo(2 * xy! - 3 * yy!, 13)
  })
})

describe('conventions where a derivative does not exist', () => {
  test.each([
    ['abs(x)', 0, 0, 0],
    ['max(x, -x)', 0, 0, 0],
    ['max(x, y)', 1, 1, 0.5],
    ['min(x, 2 x)', 0, 0, 1.5],
    ['x < 1 ? x^2 : 3x', 1, 0, 3],
    ['x > 0', 1, 0, 0],
    ['x > 0 ? sqrt(x) : -x', -1, 0, -1],
    ['x > 0 ? log(x) : (x < -1 ? 1/(x+1) : 2x)', -1, 0, 2],
    ['(x > 0 ? sqrt(x) : 0) + (x > 1 ? 2sqrt(x) : 1)', -1, 0, 0],
    ['x^n', 0, 1, 1],
    ['x^n', 0, 0, 0],
    ['x^n', -2, 3, 12],
    ['min(sqrt(x), 1)', -1, 0, NaN],
    ['relu(x)', 0, 0, 0.5],
    ['leakyRelu(x, 0.5)', 0, 0, 0.75],
    ['hypot(x, y)', 0, 0, 0],
    ['hypot(x)', -2, 0, -1],
    ['hypot(x, log(x))', -1, 0, NaN],
    ['x*floor(x)', 2, 0, 2],
    ['x*ceil(x)', 2, 0, 2],
    ['x*round(x)', 2.5, 0, 3],
    ['mod(x, 2)*x', 4, 0, 4],
    ['sign(x)*x + heaviside(x)', 0, 0, 0],
    ['heaviside(x)*x', 0, 0, 0.5],
    ['sqrt(x)', 0, 0, Infinity],
    ['cbrt(x)', 0, 0, Infinity],
    ['acosh(x)', 1, 0, Infinity],
    ['not (x > 0) ? x^2 : x^3', 2, 0, 12],
  ])('df/dx of %s at (%f, %f) is %f', (text, x, y, slope) => {
    const expression = compileExpression(text, names).value!
    expect(run(expression.gradient, x, y, ...expression.parameters.map(() => y))[1]).toEqual(slope)
  })
})

describe('values', () => {
  test.each([
    [
      'round(x)',
      [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999999999999994, 4503599627370497, 0],
      [1, 2, 3, -1, -2, -3, 0, 4503599627370497, 0],
    ],
    ['floor(x)', [0.5, -0.5, 3], [0, -1, 3]],
    ['ceil(x)', [0.5, -1.5, 3], [1, -1, 3]],
    ['heaviside(x)', [-2, 0, 2, NaN], [0, 0.5, 1, NaN]],
    ['sign(x)', [-2, 0, 2, NaN], [-1, 0, 1, NaN]],
    ['mod(x, 3)', [7, -7, 3, -0.5], [1, 2, 0, 2.5]],
    ['mod(x, -3)', [7, -7, 3, -0.5], [-2, -1, 0, -0.5]],
    ['mod(x, y)', [7], [NaN]],
    ['relu(x)', [-2, 3, NaN], [0, 3, NaN]],
    ['leakyRelu(x)', [-2, 3, NaN], [-0.02, 3, NaN]],
    ['leakyRelu(x, 0.25)', [-2, 3], [-0.5, 3]],
    ['hypot(x, 4, 12)', [3], [13]],
    ['1 < x <= 3 and not (x == 2)', [1, 1.5, 2, 3, 4], [0, 1, 0, 1, 0]],
    ['x < 0 or x > 2', [-1, 1, 3, NaN], [1, 0, 1, 0]],
    ['log2(x)', [8, -1], [3, NaN]],
    ['atanh(x) + acosh(2)', [2], [NaN]],
  ])('of %s', (text, xs, expected) => {
    expect(xs.map((x) => run(compiled(text).value, x, 0)[0]! + 0)).toEqual(expected)
  })
})

describe('size', () => {
  test.each([
    ['a sum', (n: number) => Array.from({ length: n }, (_, i) => `sin(${i + 1}x*y)`).join('+')],
    ['a product', (n: number) => Array.from({ length: n }, (_, i) => `(x + ${i}y)`).join('*')],
    ['nested functions', (n: number) => 'tanh(x + '.repeat(n) + 'y' + ')'.repeat(n)],
    ['nested conditions', (n: number) => 'x < y ? x*y : ('.repeat(n) + 'x' + ')'.repeat(n)],
  ])('of the derivatives of %s grows linearly', (_, make) => {
    for (const name of ['gradient', 'hessian', 'hessianVector'] as const) {
      const [small, middle, large] = [16, 32, 64].map((n) => operationCount(compiled(make(n))[name]))
      expect(large! - middle!).toBeLessThanOrEqual(2.2 * (middle! - small!))
      expect(large!).toBeLessThanOrEqual(24 * operationCount(compiled(make(64)).value))
    }
  })

  test('common subexpressions are computed once', () => {
    expect(operationCount(compiled('sin(x*y) + cos(x*y) + (x*y)^2').value)).toBe(6)
    expect(operationCount(compiled('2 pi * 3 + 1').value)).toBe(0)
  })
})

import { describe, expect, test } from 'vitest'
import { compileExpression, kinkFinder } from '.'

function compiled(text: string, parameters: readonly string[] = []) {
  const { value, problems } = compileExpression(text, { variables: ['x', 'y'], parameters })
  expect(problems).toEqual([])
  return value!
}

function kinkOf(text: string, x: number, y: number): string | undefined {
  return kinkFinder(compiled(text))(Float64Array.of(x, y))
}

describe('a kink is found and named', () => {
  test.each([
    ['abs(x) + y', 0, 1, 'abs at a corner'],
    ['abs(x - y)', 2, 2, 'abs at a corner'],
    ['abs(x) - abs(y)', 0, 0, 'abs at a corner'],
    ['max(x, y)', 1, 1, 'max at a corner'],
    ['min(x, 2, y)', 3, 2, 'min at a corner'],
    ['relu(x)*y', 0, 1, 'relu at a corner'],
    ['leakyRelu(x)', 0, 1, 'leakyRelu at a corner'],
    ['hypot(x, y)', 0, 0, 'hypot at a corner'],
    ['abs(x) + max(x, y)', 0, 0, 'abs, max at a corner'],
    ['relu(x)^2 + abs(y)', -1, 0, 'abs at a corner'],
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
    ['sqrt(x^2 + y^2)', 0, 0, 'sqrt where the slope is not finite'],
    ['cbrt(x)', 0, 0, 'cbrt where the slope is not finite'],
    ['x^0.5', 0, 0, 'power where the slope is not finite'],
    ['asin(x)', 1, 0, 'asin where the slope is not finite'],
    ['acosh(x)', 1, 0, 'acosh where the slope is not finite'],
    ['x > 0 ? x : 2 x', 0, 0, 'comparison > at a corner'],
    ['x > 0 ? x : 1', 0, 0, 'comparison > at a jump'],
    ['sum(k, 1, 3, abs(x - k))', 2, 0, 'abs at a corner'],
    ['r = abs(x); r + y', 0, 0, 'abs at a corner'],
  ])('%s at (%d, %d): %s', (text, x, y, expected) => {
    expect(kinkOf(text, x, y)).toBe(expected)
  })
})

describe('no kink is claimed where there is none', () => {
  test.each([
    ['x^2 + y^2', 0, 0],
    ['abs(x)', 1e-9, 0],
    ['abs(x)^2', 0, 0],
    ['abs(x^2)', 0, 0],
    ['x*abs(x)', 0, 0],
    ['relu(x)^2', 0, 0],
    ['relu(x) - relu(-x)', 0, 0],
    ['max(x, y) + min(x, y)', 2, 2],
    ['max(x, 2 x)^2', 0, 0],
    ['hypot(x, y)^2', 0, 0],
    ['hypot(x^2, y^2)', 0, 0],
    ['sqrt(1 + x^2)', 0, 0],
    ['x^1.5', 0, 0],
    ['floor(x) + ceil(-x)', 3, 0],
    ['floor(x^2 + 1/2)', 0, 0],
    ['floor(x)*(x - 1)^2 + sin(pi x)*sign(0 x + 1)', 1, 0],
    ['x > 0 ? x^2 : -x^2', 0, 0],
    ['x > 0 ? x^2 : 2', -1, 0],
    ['0 x + (y > 0 ? y : 0)', 0, 1],
    ['atan2(y, x)', 1, 0],
    ['log(abs(x))', 0, 0],
    ['asin(x)', 2, 0],
    ['mod(x, 2)', 1, 0],
    ['round(x)', 2, 0],
  ])('%s at (%d, %d)', (text, x, y) => {
    expect(kinkOf(text, x, y)).toBeUndefined()
  })
})

test.each([
  ['x^2 + a*sin(y)', false],
  ['floor(a) x', false],
  ['abs(3) x', false],
  ['sqrt(1 + x^2)', false],
  ['max(x^2, -1)', false],
  ['abs(cosh(y))', false],
  ['sqrt(x^2 + y^2)', true],
  ['abs(x + a)', true],
  ['x^a', true],
  ['a^x', false],
  ['x^3', false],
  ['x > a ? 1 : 2', true],
  ['floor(x)', true],
])('whether %s may have a kink: %s', (text, expected) => {
  expect(compiled(text, ['a']).hasKinks).toBe(expected)
})

test('the arguments are outputs of one program, in the order of the parts', () => {
  const { kinks } = compiled('abs(x - 1) + max(y, x) + floor(x y)')
  expect(kinks.parts).toEqual([
    { name: 'abs', kind: 'corner' },
    { name: 'max', kind: 'corner' },
    { name: 'floor', kind: 'jump' },
  ])
  expect(kinks.arguments.outputs).toHaveLength(3)
})

import { expect, test } from 'vitest'
import { compileExpression } from '.'

function compiled(text: string, parameters: readonly string[] = []) {
  const { value, problems } = compileExpression(text, { variables: ['x', 'y'], parameters })
  expect(problems).toEqual([])
  return value!
}

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

import { expect, test } from 'vitest'
import { compileExpression } from '../../../core/calculus'
import { interpretedKernel } from '../../../core/calculus/interpreted-kernel'
import { constants, functions } from '../../../core/calculus/vocabulary'
import { language } from './language'

const forms = language.flatMap(({ words }) => words.map(({ form }) => form))

test('every function and constant of the language is told of', () => {
  const names = new Set(forms.join(' ').match(/[\p{L}_][\p{L}\p{N}_]*/gu))
  for (const name of [...functions.keys(), ...constants.keys()]) expect(names, name).toContain(name)
})

test('every call that is shown can be written', () => {
  const calls = forms.flatMap((form) => form.match(/\p{L}[\p{L}\p{N}]*\([^()]*\)/gu) ?? [])
  expect(calls.length).toBeGreaterThan(30)
  for (const call of calls) {
    const { problems } = compileExpression(call.replace(', …', ''), { variables: ['x', 'y'] })
    expect(problems, call).toEqual([])
  }
})

test('the slopes at kinks are those that are taken', () => {
  const slopeAt0 = (text: string): number => {
    const { value } = compileExpression(text, { variables: ['x'], parameters: [] })
    const out = new Float64Array(2)
    interpretedKernel(value!.gradient)(Float64Array.of(0), out)
    return out[1]!
  }
  expect(slopeAt0('abs(x)')).toBe(0)
  expect(slopeAt0('max(x, 3*x)')).toBe(2)
  expect(slopeAt0('hypot(x, 0*x)')).toBe(0)
  expect(slopeAt0('relu(x)')).toBe(0.5)
  expect(slopeAt0('leakyRelu(x, 0.5)')).toBe(0.75)
  for (const text of ['sign(x)', 'heaviside(x)', 'floor(x)', 'ceil(x)', 'round(x + 0.5)'])
    expect(slopeAt0(text)).toBe(0)
  for (const text of ['sqrt(x)', 'cbrt(x)', 'acosh(x + 1)', 'asin(x + 1)']) expect(slopeAt0(text)).toBe(Infinity)
  expect(slopeAt0('mod(x, 2)')).toBe(1)
  expect(slopeAt0('x < 0 ? x^2 : 7*x')).toBe(7)
})

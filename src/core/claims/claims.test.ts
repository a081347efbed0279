import { describe, expect, test } from 'vitest'
import { allHold, judge } from './judge'
import { median } from './median'
import { mergePatch } from './merge-patch'
import { sceneOf } from './scenes'
import { namesIn, told } from './told'
import { wilsonInterval } from './wilson'

describe('a condition', () => {
  test.each([
    ['below', 0.5, 1, true, 0.5],
    ['below', 1, 1, false, 0],
    ['at most', 1, 1, true, 0],
    ['above', 3, 2, true, 0.5],
    ['above', 2, 2, false, 0],
    ['at least', 2, 2, true, 0],
    ['above', 1, 2, false, -0.5],
    ['above', 3, -2, true, 2.5],
    ['below', -1, 0, true, 1],
    ['below', NaN, 1, false, -Infinity],
    ['above', Infinity, 1, false, -Infinity],
  ] as const)('%s: %d against %d', (is, value, bound, holds, margin) => {
    expect(judge([{ number: 'x', is, bound }], { x: value })).toEqual([
      { number: 'x', is, value, bound, holds, margin },
    ])
  })

  test.each([
    [1.25, 0.5, true, 0.5],
    [1.5, 0.5, true, 0],
    [1.75, 0.5, false, -0.5],
    [1, 0, true, 0],
    [1.5, 0, false, -0.5],
  ])('within: %d of 1 ± %d', (value, tolerance, holds, margin) => {
    const [check] = judge([{ number: 'x', is: 'within', bound: 1, tolerance }], { x: value })
    expect(check).toMatchObject({ holds, margin, tolerance })
  })

  test('may be bound by another number; one that is not there holds nothing', () => {
    const conditions = [{ number: 'a', is: 'above', bound: 'b' }] as const
    expect(allHold(judge(conditions, { a: 2, b: 1 }))).toBe(true)
    expect(allHold(judge(conditions, { a: 2 }))).toBe(false)
    expect(allHold([])).toBe(false)
  })
})

test.each([
  // R. G. Newcombe, Two-sided confidence intervals for the single proportion, Stat. Med. 17 (1998), table I.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson: %d of %d', (k, n, low, high) => {
  const [from, to] = wilsonInterval(k, n)
  expect(from).toBeCloseTo(low, 4)
  expect(to).toBeCloseTo(high, 4)
})

test('an interval stays among shares', () => {
  expect(wilsonInterval(5, 5)[1]).toBe(1)
  expect(wilsonInterval(0, 5)[0]).toBe(0)
})

// The test cases of RFC 7386, appendix A.
test.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])('%j patched by %j', (target, patch, expected) => {
  expect(mergePatch(target, patch)).toEqual(expected)
})

test('a patch does not reach what objects inherit', () => {
  expect(Object.hasOwn(mergePatch({}, JSON.parse('{"__proto__":{"a":1}}')) as object, '__proto__')).toBe(true)
  expect(({} as Record<string, unknown>)['a']).toBeUndefined()
})

describe('a sentence', () => {
  test('has its numbers put in, but not within TeX', () => {
    const text = 'After {steps} steps $\\frac{a}{b}$ is {lastLoss}.'
    expect(namesIn(text)).toEqual(['steps', 'lastLoss'])
    expect(told(text, (name) => `<${name}>`)).toBe('After <steps> steps $\\frac{a}{b}$ is <lastLoss>.')
  })
})

test('a median is of what is a number', () => {
  expect(median([3, NaN, 1, 2])).toBe(2)
  expect(median([4, 1])).toBe(2.5)
  expect(median([1, Infinity, Infinity])).toBe(Infinity)
  expect(median([NaN])).toBeNaN()
})

test('a scene that cannot be opened is told with its place', () => {
  expect(() => sceneOf({ landscape: { kind: 'expression', expression: 'x +' } })).toThrow(/landscape\.expression/)
})

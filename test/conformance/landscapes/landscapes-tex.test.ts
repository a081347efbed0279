import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { landscapeCard, planeLandscapes } from '../../../src/core/catalogue/landscapes'
import { encloser, exactly, width } from '../../support/enclosure'
import { planeOf, spread } from '../../support/plane-landscape'
import { texValue } from '../../support/tex-value'

describe.each(planeLandscapes.map((definition) => [definition.id, definition] as const))('%s', (_, definition) => {
  const plane = planeOf(definition)
  const { tex } = landscapeCard(definition)
  const parameters = Object.entries(definition.parameters)

  test('its TeX typesets and shows every parameter', () => {
    expect(katex.renderToString(tex, { throwOnError: true, strict: 'error', displayMode: true })).toContain('katex')
    for (const [, { symbol }] of parameters) expect(tex).toContain(symbol)
  })

  test('its TeX, read as people read it, has the value of the formula', () => {
    for (let k = 0; k < 40; k++) {
      const at = plane.at(spread(k, 0), spread(k, 1))
      const values = parameters.map(([, { min, max }], i) => min + (max - min) * spread(k, (2 + i) as 2 | 3 | 4))
      const names = Object.fromEntries(parameters.map(([, { symbol }], i) => [symbol, values[i]!]))
      const read = texValue(tex, { x: at[0], y: at[1], ...names })
      const rounding = width(encloser(plane.expression.value, values)(at.map(exactly))[0]!)
      // The reader's functions are Math's, a unit in the last place from ours: within the room that bounds leave each
      // operation.
      expect(Math.abs(read - plane.value(at, values))).toBeLessThanOrEqual(rounding)
    }
  })
})

test('the reader takes TeX as people do', () => {
  const names = { x: 3, y: 2, '\\kappa': 5, 'd_{1}': 7 }
  const value = (tex: string) => texValue(tex, names)
  expect(value('2 x^{2} - 3 y + 1')).toBe(13)
  expect(value('-x^{2}')).toBe(-9)
  expect(value('\\frac{x}{y} \\cdot 4 y')).toBe(12)
  expect(value('\\kappa d_{1}')).toBe(35)
  expect(value('\\left|y - x\\right|')).toBe(1)
  expect(value('\\sqrt{x + 1}')).toBe(2)
  expect(value('\\sum_{k=1}^{3} k x + y')).toBe(20)
  expect(value('\\left(\\sum_{k=1}^{3} k\\right) (x + y)')).toBe(30)
  expect(
    value(
      '\\begin{aligned} & r^{2} + q \\\\ & \\text{where } r = x + 1 \\\\ & \\phantom{\\text{where }} q = r y \\end{aligned}',
    ),
  ).toBe(24)
  expect(() => value('x )')).toThrow('left over')
  expect(() => value('x + z')).toThrow('no value')
})

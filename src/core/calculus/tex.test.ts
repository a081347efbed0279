import { renderToString } from 'katex'
import { expect, test } from 'vitest'
import { compileExpression, derivativeTex } from '.'

const names = { variables: ['x', 'y'] }

test.each([
  ['(1-x)^2 + 100*(y-x^2)^2', '(1 - x)^{2} + 100 (y - x^{2})^{2}'],
  ['2x*3', '2 x \\cdot 3'],
  ['x/(y+1)', '\\frac{x}{y + 1}'],
  ['-(x+y)', '-(x + y)'],
  ['x-(y-1)', 'x - (y - 1)'],
  ['(x*y)^2', '(x y)^{2}'],
  ['kappa*theta_0', '\\kappa \\theta_{0}'],
  ['log(x)', '\\ln(x)'],
  ['x > 0 ? x : 0', '\\begin{cases} x & \\text{if } x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}'],
])('TeX of %s', (text, tex) => {
  expect(compileExpression(text, names).value!.tex).toBe(tex)
  expect(() => renderToString(tex, { throwOnError: true })).not.toThrow()
})

test('derivatives of rosenbrock read as one would write them', () => {
  expect(derivativeTex(compileExpression('(1-x)^2 + 100*(y-x^2)^2', names).value!)).toEqual({
    gradient: ['-400 x (y - x^{2}) - 2 (1 - x)', '200 (y - x^{2})'],
    hessian: [
      ['800 x^{2} - 400 (y - x^{2}) + 2', '-400 x'],
      ['-400 x', '200'],
    ],
  })
})

test('derivatives too long to read are left out', () => {
  const text = Array.from({ length: 5000 }, (_, i) => `x^${(i % 60) + 2}`).join('*')
  expect(derivativeTex(compileExpression(text, names).value!)).toBeUndefined()
})

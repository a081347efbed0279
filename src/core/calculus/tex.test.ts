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
  ['sum(k, 1, 5, k x - 1)', '\\sum_{k=1}^{5} (k x - 1)'],
  ['2 sum(k, 1, 5, k x) - y', '2 \\sum_{k=1}^{5} k x - y'],
  ['y - prod(j, 2, 3, x^j) y', 'y - \\left(\\prod_{j=2}^{3} x^{j}\\right) y'],
  ['x - sum(k, 1, 2, y)', 'x - \\sum_{k=1}^{2} y'],
  ['2 sum(k, 1, 5, x) * y', '\\left(2 \\sum_{k=1}^{5} x\\right) y'],
  ['x mod (y + 1)', 'x \\bmod (y + 1)'],
  ['floor(x) + ceil(y/2)', '\\left\\lfloor x \\right\\rfloor + \\left\\lceil \\frac{y}{2} \\right\\rceil'],
  ['cbrt(x) log2(y) sign(x)', '\\sqrt[3]{x} \\log_{2}(y) \\operatorname{sgn}(x)'],
  [
    'r = hypot(x, y); s = r^2\nr + s',
    '\\begin{aligned} & r + s \\\\ & \\text{where } r = \\operatorname{hypot}(x, y) \\\\ & \\phantom{\\text{where }} s = r^{2} \\end{aligned}',
  ],
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

test('numbered names have their number as an index', () => {
  const { value } = compileExpression('sum(k, 1, 2, x[k+1]^2)', { variables: ['x1', 'x2', 'x3'] })
  expect(value!.tex).toBe('\\sum_{k=1}^{2} x_{k + 1}^{2}')
})

test.each([
  ['sinc(x)', "\\operatorname{sinc'}(x)"],
  ['softplus(2 x)', '2 \\sigma(2 x)'],
  ['atanh(x)', '\\frac{1}{(1 - x) (1 + x)}'],
  ['tanh(x)', '\\frac{1}{\\cosh(x)^{2}}'],
  ['x floor(y)', '\\left\\lfloor y \\right\\rfloor'],
])('the derivative of %s reads as one would write it', (text, tex) => {
  expect(derivativeTex(compileExpression(text, names).value!)!.gradient[0]).toBe(tex)
  expect(() => renderToString(tex, { throwOnError: true })).not.toThrow()
})

test('derivatives too long to read are left out', () => {
  const text = Array.from({ length: 5000 }, (_, i) => `x^${(i % 60) + 2}`).join('*')
  expect(derivativeTex(compileExpression(text, names).value!)).toBeUndefined()
})

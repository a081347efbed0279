import fc from 'fast-check'
import { renderToString } from 'katex'
import { expect, test } from 'vitest'
import { compileExpression, derivativeTex } from '../../../src/core/calculus'
import { parse } from '../../../src/core/calculus/parse'
import { scan } from '../../../src/core/calculus/scan'
import type { Syntax } from '../../../src/core/calculus/syntax'
import { formulas } from './calculus-expressions'
import { printSyntax } from './print-syntax'

const names = { variables: ['x', 'y', 'x1', 'x2'], parameters: ['a'] }

function read(text: string): Syntax {
  const { statements, problems } = scan(text, names)
  expect(problems, text).toEqual([])
  return parse(text, statements).value!
}

function expectRoundTrip(text: string): void {
  const tree = read(text)
  const again = read(printSyntax(tree))
  expect(again.nodes, text).toEqual(tree.nodes)
  expect(again.definitions, text).toEqual(tree.definitions)
}

test('random formulas, printed, are read as the same tree', () => {
  fc.assert(
    fc.property(formulas(false), ({ text }) => {
      expectRoundTrip(text)
    }),
    { seed: 20261123, numRuns: 300 },
  )
})

test.each([
  '1/2x y',
  '2x^2y',
  '-x^2^-y',
  '--x - -y',
  '+x',
  'not x > y and not y',
  'x < y <= 2 == 1',
  'x or y and a xor 1',
  'x ? (y ? 1 : 2) : a ? 3 : 4',
  '2 x mod y * 3',
  'x - y - (a - 1) - 2',
  'x / y / a * 2',
  '1e21 x + 1e-7',
  'sum(k, -1, 3, x[k^2 - k]^k y) prod(k, 1, 2, x[k])',
  'r = x\ns = r y\nhypot(r, s)^2 s',
])('%j, printed, is read as the same tree', expectRoundTrip)

test('every node knows its place', () => {
  const text = 'r = x[1 + 1] * (y - 1)\n sum(k, 1, 2, -sin(r k)) mod 3'
  const { nodes, spans } = read(text)
  const written = nodes.map((_, index) => text.slice(...spans[index]!))
  expect(written).toEqual(
    '1|1|1 + 1|x[1 + 1]|y|1|y - 1|(y - 1)|x[1 + 1] * (y - 1)|1|2|r|k|r k|sin(r k)|-sin(r k)|sum(k, 1, 2, -sin(r k))|3|sum(k, 1, 2, -sin(r k)) mod 3'.split(
      '|',
    ),
  )
})

test('the TeX of random formulas and of their derivatives can be typeset', () => {
  fc.assert(
    fc.property(formulas(false), ({ text }) => {
      const { value: expression } = compileExpression(text, { variables: ['x', 'y'], parameters: ['a'] })
      fc.pre(expression !== undefined && text.length < 100)
      const derivatives = derivativeTex(expression)
      for (const tex of [expression.tex, ...(derivatives?.gradient ?? []), ...(derivatives?.hessian.flat() ?? [])]) {
        expect(() => renderToString(tex, { throwOnError: true }), tex).not.toThrow()
      }
    }),
    { seed: 20261123, numRuns: 40 },
  )
})

import { expect, test } from 'vitest'
import { withMeant } from './with-meant'

test.each([
  ['x^2+xy+y^2', [[4, 6, 'x*y']], 'x^2+x*y+y^2'],
  [
    '2xy^2 + X',
    [
      [1, 3, 'x*y'],
      [8, 9, 'x'],
    ],
    '2x*y^2 + x',
  ],
  ['1/xy', [[2, 4, 'x*y']], '1/(x*y)'],
  ['1/sinx', [[2, 6, 'sin(x)']], '1/sin(x)'],
] as const)('%s is written as %j', (text, meant, expected) => {
  const places = meant.map(([start, end, instead]) => ({ instead, span: [start, end] as const }))
  expect(withMeant(text, places)).toBe(expected)
})

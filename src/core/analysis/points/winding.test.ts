import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../calculus'
import type { Domain } from '../../domain'
import { expressionObjective } from '../../objectives/expression'
import { GradientEnclosure } from './gradient-enclosure'
import { ScaledPlane } from './scaled-plane'
import { finish } from '../../pieces'
import { windingAlong } from './winding'

const domain: Domain = { x: [-1, 1], y: [-1, 1] }

/** The winding along the edge of a box, by intervals and by samples. */
function windings(text: string, box = { x0: -1, x1: 1, y0: -1, y1: 1 }) {
  const expression = compileExpression(text, { variables: ['x', 'y'], parameters: [] }).value!
  const plane = new ScaledPlane(expressionObjective(expression, {}), domain, 1)
  const enclosure = new GradientEnclosure({ expression, parameters: [] })
  return [finish(windingAlong(plane, box, enclosure)), finish(windingAlong(plane, box))]
}

/** The real part of (x + iy)^n, whose gradient turns n - 1 times clockwise. */
function realPower(n: number): string {
  let [re, im] = ['1', '0']
  for (let k = 0; k < n; k++) [re, im] = [`((${re})*x - (${im})*y)`, `((${re})*y + (${im})*x)`]
  return re
}

describe('windingAlong', () => {
  test.each([1, 2, 3, 4, 6])('Re z^%d turns its gradient once less clockwise than its power', (n) => {
    for (const winding of windings(realPower(n))) expect(winding.turns).toBe(1 - n + 0)
  })

  test('a box beside the point has none of its turns', () => {
    for (const winding of windings(realPower(5), { x0: 0.1, x1: 1, y0: -1, y1: 1 })) expect(winding.turns).toBe(0)
  })

  test('the turns of a box are those of its parts', () => {
    const text = 'sin(5*x)*cos(7*y) + x*y'
    const part = (x0: number, x1: number) => windings(text, { x0, x1, y0: -0.9, y1: 0.95 })
    const [whole, left, right] = [part(-1, 1), part(-1, 0.13), part(0.13, 1)]
    for (const way of [0, 1]) expect(whole[way]!.turns).toBe(left[way]!.turns! + right[way]!.turns!)
    expect(whole[0]).toEqual(whole[1])
  })

  test('a gradient that vanishes on the edge is undecided there', () => {
    for (const winding of windings('(x - 1)^2 + y^2')) {
      expect(winding.turns).toBeUndefined()
      const [x, y] = (winding as { undecidedAt: readonly [number, number] }).undecidedAt
      expect([x, Math.abs(y) < 1e-9]).toEqual([1, true])
    }
  })

  test('so is a hole', () => {
    for (const winding of windings('log(x)*y')) expect(winding).toHaveProperty('undecidedAt')
  })
})

import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../calculus'
import type { Domain } from '../../domain'
import { expressionObjective } from '../../objectives/expression'
import { stream } from '../../random/stream'
import { findCriticalPoints, formulaEffort, type SearchEffort } from './critical-points'
import type { PointsResult } from './points-result'

const square: Domain = { x: [-2, 2], y: [-2, 2] }
const himmelblau = '(x^2 + y - 11)^2 + (x + y^2 - 7)^2'
const wide: Domain = { x: [-5, 5], y: [-5, 5] }

function search(
  text: string,
  domain: Domain = square,
  { effort, formula = true }: { readonly effort?: Partial<SearchEffort>; readonly formula?: boolean } = {},
): PointsResult {
  const { value: expression, problems } = compileExpression(text, { variables: ['x', 'y'], parameters: [] })
  if (expression === undefined) throw new Error(JSON.stringify(problems))
  const steps = findCriticalPoints(
    expressionObjective(expression, {}),
    domain,
    formula ? { expression, parameters: [] } : undefined,
    effort && { ...formulaEffort, ...effort },
  )
  let last = 0
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    expect(step.value).toBeGreaterThanOrEqual(last)
    expect(step.value).toBeLessThanOrEqual(1)
    last = step.value
  }
}

const places = ({ points }: PointsResult): (readonly [number, number])[] => points.map(({ at }) => at)
const kinds = ({ points }: PointsResult): string[] => points.map(({ kind }) => kind)

describe('complete', () => {
  test('himmelblau: nine points, by value, and nothing else', () => {
    const result = search(himmelblau, wide)
    expect(kinds(result)).toEqual([...Array<string>(4).fill('minimum'), ...Array<string>(4).fill('saddle'), 'maximum'])
    expect(result).toMatchObject({ windingNumber: 1, windingFound: 1, complete: true })
    expect(result.note).toMatch(/^complete: interval arithmetic/)
    const values = result.points.map(({ value }) => value)
    expect(values).toEqual([...values].sort((a, b) => a - b))
  })

  test('sums of random quartics in x and in y: every pair of their roots', () => {
    for (let seed = 0; seed < 12; seed++) {
      const draws = stream(seed, 'roots')
      // Three roots of the derivative each, at least 0.15 apart.
      const roots = [0, 1].map(() => {
        const first = -1.9 + draws.uniform()
        const second = first + 0.15 + draws.uniform()
        return [first, second, second + 0.15 + 0.6 * draws.uniform()]
      })
      const integral = (name: string, [a, b, c]: number[]): string =>
        `${name}^4/4 - (${a! + b! + c!})*${name}^3/3 + (${a! * b! + b! * c! + a! * c!})*${name}^2/2 - (${a! * b! * c!})*${name}`
      const result = search(`${integral('x', roots[0]!)} + ${integral('y', roots[1]!)}`, wide)
      expect(result).toMatchObject({ complete: true, windingNumber: 1, windingFound: 1 })
      expect(result.points).toHaveLength(9)
      for (const x of roots[0]!) {
        for (const y of roots[1]!) {
          // The coefficients round, and a root moves by that over the derivative's slope, 0.02 at least: 1e-16 * 50.
          expect(places(result).some(([u, v]) => Math.hypot(u - x, v - y) < 1e-12)).toBe(true)
        }
      }
    }
  })

  test('a pit that no start falls into is found by exclusion', () => {
    const pit = 'x^2 + y^2 - exp(-((x - 0.7123)^2 + (y - 0.3321)^2)*100000)'
    const result = search(pit, square, { effort: { grid: 32 } })
    expect(kinds(result)).toEqual(['minimum', 'minimum', 'saddle'])
    expect(result.complete).toBe(true)
    expect(result.points[0]!.at[0]).toBeCloseTo(0.7123, 4)
    // Starts alone do not see it, and the turns along the boundary cannot tell: 1 = 1 - 1 + 1.
    const starts = search(pit, square, { effort: { grid: 32, boxes: 0 } })
    expect(starts).toMatchObject({ complete: false, windingNumber: 1, windingFound: 1 })
    expect(starts.points).toHaveLength(1)
  })

  test('twice the same, to the last bit', () => {
    expect(search('sin(3*x)*cos(2*y) + x/3')).toEqual(search('sin(3*x)*cos(2*y) + x/3'))
  })

  test('units decide nothing', () => {
    const plain = search('sin(3*x)*cos(2*y) + x/3')
    // Powers of two, so that not even rounding moves a start.
    const stretched = search('1024*(sin(3*(x/8))*cos(2*(y*4)) + x/8/3)', { x: [-16, 16], y: [-0.5, 0.5] })
    expect(kinds(stretched)).toEqual(kinds(plain))
    expect(places(stretched)).toEqual(places(plain).map(([x, y]) => [x * 8, y / 4]))
  })
})

describe('not proven complete', () => {
  test('without a formula, though the points are the same', () => {
    const result = search(himmelblau, wide, { formula: false })
    const proven = search(himmelblau, wide)
    expect(result).toMatchObject({ complete: false, windingNumber: 1, windingFound: 1 })
    expect(result.note).toContain('needs a formula')
    expect(kinds(result)).toEqual(kinds(proven))
    places(result).forEach(([x, y], i) => {
      // Both are refined to rounding, from other starts.
      expect(Math.hypot(x - proven.points[i]!.at[0], y - proven.points[i]!.at[1])).toBeLessThan(1e-13)
    })
  })

  test('where the boxes run out', () => {
    const result = search(himmelblau, wide, { effort: { boxes: 20 } })
    expect(result.complete).toBe(false)
    expect(result.note).toContain('when 20 had been examined')
    expect(result.points).toHaveLength(9)
  })

  test.each([
    ['x^3 - 3*x*y^2', -2],
    ['x^4 + y^4', 1],
    ['x^2 - y^4', -1],
    ['x^3 + y^2', 0],
    ['-x^4 - y^2 - x^2*y^2', 1],
  ])('at the degenerate point of %s, whose winding is %d', (text, winding) => {
    for (const formula of [true, false]) {
      const result = search(text, square, { formula })
      expect(result.points).toMatchObject([{ kind: 'degenerate', winding }])
      expect(result).toMatchObject({ windingNumber: winding, windingFound: winding, complete: false })
      expect(places(result)[0]!.every((coordinate) => Math.abs(coordinate) < 1e-3)).toBe(true)
      if (formula) expect(result.note).toContain('at the degenerate point (0, 0)')
    }
  })

  test('on a curve of critical points, of which a few are listed', () => {
    const result = search('(x^2 + y^2 - 1)^2')
    const [ring, top] = [result.points.slice(0, -1), result.points.at(-1)!]
    expect(top).toMatchObject({ at: [0, 0], kind: 'maximum', winding: 1 })
    expect(ring.length).toBeGreaterThan(4)
    expect(ring.length).toBeLessThan(40)
    for (const point of ring) {
      expect(point.kind).toBe('degenerate')
      expect(point).not.toHaveProperty('winding')
      expect(Math.abs(Math.hypot(...point.at) - 1)).toBeLessThan(1e-6)
    }
    // Inside the ring the top accounts for the only turn there is.
    expect(result).toMatchObject({ windingNumber: 1, windingFound: 1, complete: false })
    expect(result.note).toContain('curves or regions')
  })

  test('on level ground', () => {
    const result = search('3 + 0*x')
    expect(result).toMatchObject({ points: [], complete: false })
    expect(result).not.toHaveProperty('windingNumber')
    expect(result.note).toContain('level to rounding in about 100 %')
  })

  test('where there is a kink, whose turns are told', () => {
    const result = search('abs(x) + abs(y) + x^2')
    expect(result).toMatchObject({ points: [], windingNumber: 1, windingFound: 0, complete: false })
    expect(result.note).toContain(
      'turns 1 time along the boundary, 0 times around the points listed and 1 around (0, 0)',
    )
  })

  test('but a kink that the gradient does not vanish at is no doubt', () => {
    expect(search('abs(x) + 2*x + y^2')).toMatchObject({ points: [], windingNumber: 0, complete: true })
  })

  test('on the edge the turns are not counted', () => {
    const result = search('x^2 + y^2', { x: [0, 2], y: [-1, 1] })
    expect(places(result)).toEqual([[0, 0]])
    expect(result).not.toHaveProperty('windingNumber')
    expect(result.note).toContain('not counted: near (0, 0) it vanishes')
  })

  test('where the landscape has a hole', () => {
    const result = search('x*log(x) + y^2')
    expect(places(result)).toHaveLength(1)
    expect(places(result)[0]![0]).toBeCloseTo(Math.exp(-1), 14)
    expect(result.complete).toBe(false)
  })
})

describe('separatrices', () => {
  test('lead from each saddle of himmelblau to two of its minima', () => {
    const { points, separatrices } = search(himmelblau, wide)
    expect(separatrices).toHaveLength(8)
    for (const { saddle, end, path } of separatrices) {
      expect(points[saddle]!.kind).toBe('saddle')
      expect(points[end!]!.kind).toBe('minimum')
      expect([...path.subarray(0, 2)]).toEqual([...points[saddle]!.at])
      expect([...path.subarray(-2)]).toEqual([...points[end!]!.at])
    }
    const ends = points.flatMap(({ kind }, saddle) =>
      kind === 'saddle'
        ? [new Set(separatrices.filter((path) => path.saddle === saddle).map(({ end }) => end)).size]
        : [],
    )
    expect(ends).toEqual([2, 2, 2, 2])
  })

  test('go downhill all the way', () => {
    const { separatrices } = search(himmelblau, wide)
    for (const { path } of separatrices) {
      const heights = Array.from({ length: path.length / 2 }, (_, k) => {
        const [x, y] = [path[2 * k]!, path[2 * k + 1]!]
        return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2
      })
      heights.slice(1).forEach((height, k) => expect(height).toBeLessThan(heights[k]!))
    }
  })

  test('of a double well run along its axis, in any units', () => {
    for (const unit of [1, 1024]) {
      const { points, separatrices } = search(`((x/${unit})^2 - 1)^2 + y^2`, { x: [-2 * unit, 2 * unit], y: [-2, 2] })
      const ends = separatrices.map(({ end }) => points[end!]!.at[0]).sort((a, b) => a - b)
      expect(ends).toEqual([-unit, unit])
      for (const { path } of separatrices) {
        path.forEach((coordinate, k) => {
          if (k % 2 === 1) expect(coordinate).toBe(0)
        })
      }
    }
  })

  test('leave the domain at its edge', () => {
    const { separatrices } = search('x^2 - y^2')
    expect(separatrices.map(({ path }) => [...path.subarray(-2)])).toEqual([
      [0, 2],
      [0, -2],
    ])
    for (const path of separatrices) expect(path).not.toHaveProperty('end')
  })

  test('follow a narrow curved valley to its end', () => {
    // The minimum (1, 1) of Rosenbrock's valley, with a saddle upstream made by a bump on the floor.
    const { points, separatrices } = search('100*(y - x^2)^2 + (1 - x)^2*(x + 1)^2', { x: [-1.5, 1.5], y: [-0.5, 2] })
    const saddle = points.findIndex(({ kind }) => kind === 'saddle')
    expect(points[saddle]!.at).toEqual([0, 0])
    const ends = separatrices.map(({ end }) => points[end!]!.at.map((coordinate) => coordinate.toFixed(9)))
    expect(ends.sort()).toEqual([
      ['-1.000000000', '1.000000000'],
      ['1.000000000', '1.000000000'],
    ])
    for (const { path } of separatrices) {
      for (let k = 0; k < path.length; k += 2) {
        // The floor is y = x^2 but for about 2 x (1 - x^2) / 200 of it.
        expect(Math.abs(path[k + 1]! - path[k]! * path[k]!)).toBeLessThan(0.02)
      }
    }
  })
})

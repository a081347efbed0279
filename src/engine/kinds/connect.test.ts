import { describe, expect, test } from 'vitest'
import { computeDirectly } from '../../../test/links/compute-directly'
import type { ConnectSpec } from './connect'

const landscape = {
  kind: 'network',
  widths: [2, 4, 2],
  activation: 'relu',
  loss: 'cross-entropy',
  data: { id: 'moons', examples: 40, seed: 1 },
  dimension: 22,
  seed: 1,
} as const
const from = Array.from({ length: 22 }, (_, k) => Math.sin(3 * k + 1))
const to = Array.from({ length: 22 }, (_, k) => Math.cos(5 * k))
const valley = {
  kind: 'expression',
  expression: '(1-x*y)^2/2',
  parameters: {},
} as const

const connect = (more: object) =>
  computeDirectly('connect', { landscape, from, to, paths: [], points: 11, seed: 1, ...more } as unknown as ConnectSpec)

describe('two points', () => {
  test('are joined by the straight line, and by what is asked for after it, each once', () => {
    const {
      paths,
      distance,
      from: a,
      to: b,
    } = connect({
      paths: ['bezier', 'straight', 'match', 'polygonal', 'bezier'],
      search: { steps: 200, lr: 0.05 },
    })
    expect(paths.map(({ path }) => path)).toEqual(['straight', 'bezier', 'match', 'polygonal'])
    expect(distance).toBeCloseTo(Math.hypot(...from.map((entry, j) => entry - to[j]!)), 12)
    for (const { loss, t, performance, path, matched, bend } of paths) {
      expect([loss.length, t[0], t[10], performance!.length]).toEqual([11, 0, 1, 11])
      expect(loss[0]).toBe(a.loss)
      expect(loss[10]).toBeCloseTo(b.loss, 12)
      expect([matched !== undefined, bend !== undefined]).toEqual([
        path === 'match',
        path === 'bezier' || path === 'polygonal',
      ])
    }
  })

  test('with no path below the straight line’s barrier that is said, with what may help', () => {
    // Every path from -1 to 1 crosses x = 0, where the loss is 1.
    const ridge = { kind: 'expression', expression: '(x^2 - 1)^2 + y^2', parameters: {} }
    const asked = { from: [-1, 0], to: [1, 0], paths: ['bezier', 'polygonal'], points: 101 }
    const { paths } = connect({ landscape: ridge, ...asked, search: { steps: 100, lr: 0.01 } })
    expect(paths.map(({ isFound }) => isFound)).toEqual([true, false, false])
    expect(paths[1]!.reason).toMatch(
      /^no path found below the straight line’s barrier of 1: this one’s is (0.99|1)\d*; take more steps, or another rate/,
    )
    const around = connect({ landscape: valley, from: [3, 1 / 3], to: [1 / 3, 3], paths: ['bezier'] })
    expect(around.paths.map(({ isFound, reason }) => [isFound, reason])).toEqual([
      [true, undefined],
      [true, undefined],
    ])
  })

  test('with what is not finite between them that is said', () => {
    const root = { kind: 'expression', expression: 'sqrt(x^2 - 1) + y^2', parameters: {} }
    const { paths } = connect({ landscape: root, from: [-2, 0], to: [2, 0], paths: ['polygonal'] })
    expect(paths.map(({ isFound, barrier }) => [isFound, barrier.height])).toEqual([
      [false, NaN],
      [false, NaN],
    ])
    expect(paths[0]!.reason).toBe('the loss is not finite at t = 0.3; move the ends')
    const ended = connect({ landscape: root, from: [-2, 0], to: [2, 0], paths: ['bezier'], points: 2 }).paths[1]!
    expect(ended.reason).toMatch(/^the search ended after \d of 2000 steps, where the loss was not finite/)
  })
})

describe('a twin', () => {
  const rescale = [{ kind: 'rescale', layer: 0, factor: 4 }]

  test('of relu units that are rescaled has the same loss, and another sharpness', () => {
    const { from: a, to: b, orbit, paths } = connect({ to: rescale, sharpness: true, paths: ['bezier'] })
    expect(b.loss).toBe(a.loss)
    expect(b.sharpness! / a.sharpness!).toBeGreaterThan(2)
    const { eigenvalues } = computeDirectly('spectrum', {
      landscape,
      at: Array.from(b.theta),
      top: 1,
      density: false,
      seed: 1,
    } as never)
    expect(b.sharpness).toBe(eigenvalues.at(-1))
    expect(orbit).toMatchObject({ count: '24', isContinuous: true })
    expect(paths).toHaveLength(2)
  })

  test('rescaled under a penalty has another loss', () => {
    const { from: a, to: b, orbit } = connect({ landscape: { ...landscape, l2: 0.1 }, to: rescale })
    expect(Math.abs(b.loss - a.loss)).toBeGreaterThan(0.1)
    expect(orbit!.isContinuous).toBe(false)
  })
})

test('bad questions are refused, each problem told', () => {
  const problems = (more: object): string => {
    try {
      connect(more)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  expect(problems({ from: [1, 2] })).toBe(
    'from: from has 2 numbers, expected 22, one for each coordinate; give 22 numbers',
  )
  expect(problems({ to: [1, 2] })).toContain('to has 2 numbers')
  expect(problems({ to: [] })).toContain('to has 0 numbers')
  expect(problems({ landscape: valley, from: [1, 2], to: [2, 1], paths: ['match'] })).toContain(
    'matched units of a landscape that is no network',
  )
  expect(problems({ landscape: valley, from: [1, 2], to: [{ kind: 'shuffle', seed: 1 }] })).toContain(
    'symmetries of a landscape',
  )
  expect(
    problems({
      to: [
        { kind: 'flip', layer: 0, unit: 1 },
        { kind: 'swap', layer: 3, units: [0, 1] },
      ],
    }),
  ).toContain('to[1]')
  expect(problems({ search: { steps: 5, lr: -1 } })).toContain('learning rate is -1')
  expect(problems({ points: 1 })).toContain('points')
})

test('what would take too long is told beforehand, with what would do', async () => {
  const { connectKind } = await import('./connect')
  const { work, smaller } = connectKind.cost({
    landscape,
    from,
    to,
    paths: ['bezier', 'match'],
    points: 10_001,
    search: { steps: 1_000_000, lr: 0.1 },
    seed: 1,
  } as never)
  expect(work).toBeGreaterThan(1e6)
  expect(smaller).toMatch(/steps/)
})

import { describe, expect, test } from 'vitest'
import { compileExpression } from '../calculus'
import { expressionObjective } from '../objectives/expression'
import { pacedEvaluations } from '../objectives/paced-evaluations'
import { finish } from '../pieces'
import { type DragKind, motionUnderDrag } from './drag'

interface Asked {
  readonly start?: readonly number[]
  readonly coefficient?: number
  readonly time?: number
  readonly count?: number
  readonly mostSteps?: number
  readonly text?: string
}

function moved(kind: DragKind, asked: Asked = {}) {
  const { start = [1, 0], coefficient = 1, time = 200, count = 401, mostSteps = 100_000, text = 'x^2/2' } = asked
  const objective = expressionObjective(compileExpression(text, { variables: ['x', 'y'] }).value!, {})
  const evaluations = pacedEvaluations(objective)
  const drag = { kind, coefficient }
  return finish(motionUnderDrag({ evaluations, start, drag, time, count, tolerance: 1e-10, mostSteps }))
}

describe('x^2 / 2 from 1 at rest, until time 200', () => {
  test('loses its energy under viscous drag as the closed form does', () => {
    const { energy, position, steps } = moved('viscous')
    expect(energy.at(-1)).toBeLessThan(1e-20)
    const frequency = Math.sqrt(3) / 2
    const place = (t: number) =>
      Math.exp(-t / 2) * (Math.cos(frequency * t) + Math.sin(frequency * t) / (2 * frequency))
    for (const row of [1, 7, 40, 200, 400])
      expect(Math.abs(position[2 * row]! - place(row / 2))).toBeLessThan(1e-6 * Math.exp(-row / 4))
    expect(steps).toBeLessThan(20_000)
  })

  test('keeps some of it under a drag by the square of the speed', () => {
    const { energy } = moved('quadratic')
    expect(energy.at(-1)).toBeGreaterThan(1e-5)
    expect(energy.at(-1)).toBeCloseTo(6.8e-5, 6)
  })

  test('stops short of the minimum under dry friction, after half swings that are shorter by 0.4 each', () => {
    const { position, velocity, energy, restedAt } = moved('dry', { coefficient: 0.2 })
    expect(position.at(-2)).toBeCloseTo(0.2, 8)
    expect(velocity.slice(-2)).toEqual(Float64Array.of(0, 0))
    // Two half swings of pi each.
    expect(restedAt).toBeCloseTo(2 * Math.PI, 7)
    expect(energy.at(-1)).toBeCloseTo(0.02, 9)
    // x = .2 + .8 cos t until pi, then -.2 - .4 cos t.
    for (const [row, x] of [
      [4, 0.2 + 0.8 * Math.cos(2)],
      [6, 0.2 + 0.8 * Math.cos(3)],
      [8, -0.2 + 0.4 * Math.cos(4)],
      [12, -0.2 + 0.4 * Math.cos(6)],
    ] as const)
      expect(position[2 * row]).toBeCloseTo(x, 8)
  })

  test('never moves where friction holds the force', () => {
    const { position, restedAt } = moved('dry', { coefficient: 1 })
    expect(restedAt).toBe(0)
    expect(new Set(position.filter((_, i) => i % 2 === 0))).toEqual(new Set([1]))
    expect(moved('dry', { coefficient: 0.999, time: 20 }).restedAt).toBeCloseTo(Math.PI, 5)
  })

  test.each(['viscous', 'quadratic', 'dry'] as const)('keeps its energy without %s drag', (kind) => {
    const { energy, restedAt } = moved(kind, { coefficient: 0, time: 100 })
    for (const each of energy) expect(each).toBeCloseTo(0.5, 7)
    expect(restedAt).toBeUndefined()
  })
})

describe('in two dimensions', () => {
  test.each(['viscous', 'quadratic', 'dry'] as const)('energy never grows under %s drag', (kind) => {
    const { energy } = moved(kind, { text: '(1-x)^2 + 5*(y-x^2)^2', start: [-1.5, 2], coefficient: 0.3, time: 40 })
    for (let row = 1; row < energy.length; row++) expect(energy[row]! - energy[row - 1]!).toBeLessThan(1e-9)
  })

  test('dry friction brings a curved motion to rest where the force is held', () => {
    const asked = { text: '(x^2 + 9*y^2)/2', start: [1, 1], coefficient: 0.3, time: 60 }
    const { position, restedAt, steps, velocity } = moved('dry', asked)
    expect(restedAt).toBeLessThan(60)
    const [x, y] = position.slice(-2)
    expect(Math.hypot(x!, 9 * y!)).toBeLessThan(0.3)
    expect(velocity.slice(-2)).toEqual(Float64Array.of(0, 0))
    expect(steps).toBeLessThan(10_000)
  })
})

test('a motion ends where the loss does, or where too many steps are taken, and says so', () => {
  const wall = moved('viscous', { text: 'sqrt(x)', start: [1, 0], time: 10 })
  expect(wall.endedEarly!.time).toBeLessThan(10)
  expect(wall.endedEarly!.reason).toContain('infinite or undefined')
  expect(wall.energy.at(-1)).toBeNaN()
  const short = moved('quadratic', { mostSteps: 10 })
  expect(short.endedEarly!.reason).toContain('10 steps led to time')
})

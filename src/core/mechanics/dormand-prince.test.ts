import { describe, expect, test } from 'vitest'
import { finish } from '../pieces'
import { DormandPrince, type Slope } from './dormand-prince'

/** x'' = -x - 2 g x': the damped oscillator from (1, 0), and where it is at t. */
const damping = 0.1
const oscillator: Slope = function* (y, out) {
  yield
  out[0] = y[1]!
  out[1] = -y[0]! - 2 * damping * y[1]!
}
const frequency = Math.sqrt(1 - damping ** 2)
function placeAt(t: number): readonly [number, number] {
  const [shrunk, cos, sin] = [Math.exp(-damping * t), Math.cos(frequency * t), Math.sin(frequency * t)]
  return [shrunk * (cos + (damping / frequency) * sin), (-shrunk * sin) / frequency]
}

/** The error at the end of a time, in the size of the state there, and of the polynomials on the way. */
function errorsAt(time: number, tolerance: number) {
  const integrator = new DormandPrince(oscillator, [1, 0], tolerance)
  const between = new Float64Array(2)
  let dense = 0
  while (integrator.t < time) {
    const from = integrator.t
    expect(finish(integrator.step(time - from))).toBe(true)
    for (const share of [0.25, 0.5, 0.8]) {
      const t = from + share * (integrator.t - from)
      integrator.at(t, between)
      dense = Math.max(dense, relative(between, t))
    }
  }
  return { end: relative(integrator.y, time), dense, steps: integrator.steps, evaluations: integrator.evaluations }
}

function relative(y: ArrayLike<number>, t: number): number {
  const [x, v] = placeAt(t)
  return Math.max(Math.abs(y[0]! - x), Math.abs(y[1]! - v)) / Math.exp(-damping * t)
}

describe('the pair of Dormand and Prince', () => {
  test.each([1e-4, 1e-6, 1e-8, 1e-10, 1e-12])(
    'stays within a few tolerances of the damped oscillator: %s',
    (tolerance) => {
      const { end, dense } = errorsAt(20, tolerance)
      // Errors of about a hundred steps and more add up.
      expect(end).toBeLessThan(60 * tolerance + 1e-14)
      expect(dense).toBeLessThan(100 * tolerance + 1e-14)
    },
  )

  test('is of order 5: ten times the steps, a hundred thousandth of the error', () => {
    const [coarse, fine] = [errorsAt(20, 1e-5), errorsAt(20, 1e-10)]
    const order = Math.log(coarse.end / fine.end) / Math.log(fine.steps / coarse.steps)
    expect(order).toBeGreaterThan(4.7)
    expect(order).toBeLessThan(5.6)
    const dense = Math.log(coarse.dense / fine.dense) / Math.log(fine.steps / coarse.steps)
    expect(dense).toBeGreaterThan(3.9)
  })

  test('asks six times a step, and follows a motion that has shrunk by forty orders as exactly as at first', () => {
    const { end, steps, evaluations } = errorsAt(1000, 1e-9)
    expect(end).toBeLessThan(1e-5)
    expect(evaluations).toBeLessThan(6.2 * steps)
  })

  test('integrates a polynomial of degree 4 to its last bits', () => {
    const slope: Slope = function* ([t], out) {
      yield
      out[0] = 1
      out[1] = 5 * t! * t! * t! * t!
    }
    const integrator = new DormandPrince(slope, [0, 0], 1)
    expect(finish(integrator.step(1.5))).toBe(true)
    expect(integrator.y[1]! / integrator.y[0]! ** 5).toBeCloseTo(1, 14)
  })

  test('takes no step where the slope is not finite', () => {
    const wall: Slope = function* ([x], out) {
      yield
      out[0] = x! < 1 ? 1 : NaN
    }
    const integrator = new DormandPrince(wall, [0.5], 1e-6)
    while (finish(integrator.step(10)));
    expect(integrator.t).toBeCloseTo(0.5, 12)
    expect(integrator.y[0]).toBeLessThan(1)
    expect(finish(new DormandPrince(wall, [2], 1e-6).step(1))).toBe(false)
  })
})

import { expect, test } from 'vitest'
import { compileExpression } from '.'
import { interpretedKernel } from './interpreted-kernel'
import type { Program } from './program'
import { followRay } from './ray'
import { functions } from './vocabulary'

const variables = ['x', 'y']

/** Each function with as few arguments as it takes, and with two; sums and products are no functions of numbers. */
const calls = [...functions]
  .filter(([name]) => name !== 'sum' && name !== 'prod')
  .flatMap(([name, [least, most]]) =>
    [...new Set([least, Math.min(most, 2)])].map((count) => `${name}(${variables.slice(0, count).join(', ')})`),
  )

/** Away from corners and jumps; every function is real at one of them at least. */
const places = [
  [0.37, 1.29],
  [2.11, 0.73],
  [-0.58, 0.86],
] as const
const axes = [
  [1, 0],
  [0, 1],
] as const

function run(program: Program, at: readonly number[]): number[] {
  const outputs = new Float64Array(program.outputs.length)
  interpretedKernel(program)(Float64Array.from(at), outputs)
  return [...outputs]
}

/** The slope at 0 to the fourth order of the step. */
function difference(f: (t: number) => number): number {
  const step = 2 ** -10
  return (8 * (f(step) - f(-step)) - (f(2 * step) - f(-2 * step))) / (12 * step)
}

/** An operation without a slope is a constant, one without an expansion unknown at kinks: TypeScript lets both pass. */
test.each(calls)('%s has the derivatives of its differences and of its expansion', (text) => {
  const { value: expression } = compileExpression(text, { variables, parameters: [] })
  const { value, gradient, hessian } = expression!
  const expectNear = (ours: number, expected: number, what: string) =>
    expect(Math.abs(ours - expected), `${what}: ${ours}, expected ${expected}`).toBeLessThan(
      1e-7 * (1 + Math.abs(expected)),
    )
  let compared = 0
  for (const at of places) {
    const [here, fx, fy, fxx, fxy, fyy] = run(hessian, at) as [number, number, number, number, number, number]
    if (!Number.isFinite(here)) continue
    compared++
    for (const [i, axis] of axes.entries()) {
      const along = (program: Program, output: number) =>
        difference((t) => run(program, [at[0] + t * axis[0], at[1] + t * axis[1]])[output]!)
      const [slope, row] = i === 0 ? [fx, [fxx, fxy]] : [fy, [fxy, fyy]]
      expectNear(slope, along(value, 0), `slope by ${variables[i]} at ${at}`)
      for (const j of [0, 1]) expectNear(row[j]!, along(gradient, 1 + j), `second derivative at ${at}`)
      const ray = followRay(value, Float64Array.from(at), Float64Array.from(axis))
      expectNear(slope, ray.slope, `slope by ${variables[i]} at ${at}, its series' expected`)
      expectNear(row[i]!, ray.curvature, `second derivative at ${at}, its series' expected`)
    }
  }
  expect(compared).toBeGreaterThan(0)
})

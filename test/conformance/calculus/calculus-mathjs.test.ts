import fc from 'fast-check'
import { all, create } from 'mathjs'
import { describe, expect, test } from 'vitest'
import { compileExpression } from '../../../src/core/calculus'
import { interpretedKernel } from '../../../src/core/calculus/interpreted-kernel'
import { registerCount } from '../../../src/core/calculus/program'
import { formulas } from './calculus-expressions'

// Comparisons as exact as its floor, which compares as well, bears.
const { derivative, evaluate, parse } = create(all, { relTol: 1e-15, absTol: 1e-300 })
/** Numbers far from underflow, where a relative error means something. */
const ordinary = fc.integer({ min: -30_000, max: 30_000 }).map((n) => n / 10_000)
const names = { variables: ['x', 'y'], parameters: ['a'] }

/**
 * How far two evaluations in float64 may lie apart, by running error analysis on our own value: the formula is
 * evaluated again with every constant and input moved by some ulps, and the spread stands for the condition.
 */
function spread(program: Parameters<typeof interpretedKernel>[0], inputs: readonly number[], output: number): number {
  const kernel = interpretedKernel(program)
  const outputs = new Float64Array(program.outputs.length)
  let least = Infinity
  let most = -Infinity
  for (const shift of [0, 1e-13, -1e-13, 3.3e-13, -2.7e-13]) {
    for (const sides of [
      [1, 1, 1],
      [1, -1, 1],
      [1, 1, -1],
      [-1, 1, 1],
    ]) {
      kernel(
        Float64Array.from(inputs, (value, j) => value * (1 + shift * sides[j]!) + shift * sides[j]!),
        outputs,
      )
      const value = outputs[output]!
      if (!Number.isFinite(value)) return Infinity
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
  }
  return most - least
}

/** Functions that mathjs lacks, as plainly as can be; of complex numbers it may find on the way they are NaN. */
const lacking = Object.fromEntries(
  Object.entries({
    relu: (t: number) => Math.max(0, t),
    leakyRelu: (t: number) => (t < 0 ? 0.01 * t : t),
    heaviside: (t: number) => (1 + Math.sign(t)) / 2,
    sigmoid: (t: number) => 1 / (1 + Math.exp(-t)),
    softplus: (t: number) => Math.max(0, t) + Math.log1p(Math.exp(-Math.abs(t))),
    sinc: (t: number) => (t === 0 ? 1 : Math.sin(t) / t),
    // Its tail is left to the golden values.
    gelu: (t: number) => (t < -1 ? NaN : (t / 2) * (1 + Number(evaluate('erf(t / sqrt(2))', { t })))),
  }).map(([name, meaning]) => [name, (t: unknown) => (typeof t === 'number' ? meaning(t) : NaN)]),
)

/** mathjs's number, NaN where it turned complex; undefined where it has none (comparing complex numbers). */
function mathjsValue(text: string, scope: Record<string, number>): number | undefined {
  try {
    const value: unknown = evaluate(text, { ...scope, ...lacking })
    if (typeof value === 'number') return value
    if (typeof value === 'boolean') return value ? 1 : 0
    return NaN
  } catch {
    return undefined
  }
}

describe('agreement with mathjs', () => {
  test('values of random formulas', () => {
    let compared = 0
    fc.assert(
      fc.property(formulas(false), ordinary, ordinary, ordinary, ({ text, plain }, x, y, a) => {
        const compiled = compileExpression(text, names)
        fc.pre(compiled.value !== undefined)
        const theirs = mathjsValue(plain, { x, y, a })
        if (theirs === undefined || !Number.isFinite(theirs)) return
        const program = compiled.value.value
        const registers = Int32Array.from({ length: registerCount(program) }, (_, register) => register)
        const values = new Float64Array(registers.length)
        interpretedKernel({ ...program, outputs: registers })(Float64Array.of(x, y, a), values)
        // Inside a formula mathjs may pass through complex numbers and come back; we stay NaN.
        if (values.some(Number.isNaN)) return
        const ours = values[program.outputs[0]!]!
        // Each rounding of theirs is at most that of inputs off by a few hundred ulps, here 1e-13, at this condition.
        const allowed = 4 * spread(compiled.value.value, [x, y, a], 0) + 1e-13 * Math.abs(theirs) + 1e-300
        if (!(Math.abs(ours - theirs) <= allowed)) expect.fail(`${text} at ${x}, ${y}, ${a}: ${ours}, mathjs ${theirs}`)
        compared++
      }),
      { seed: 20261123, numRuns: 1500 },
    )
    expect(compared).toBeGreaterThan(1000)
  })

  test('derivatives of random smooth formulas', () => {
    let compared = 0
    fc.assert(
      fc.property(formulas(true), ordinary, ordinary, ordinary, ({ text }, x, y, a) => {
        const compiled = compileExpression(text, names)
        fc.pre(compiled.value !== undefined && text.length < 120)
        const program = compiled.value.hessian
        const outputs = new Float64Array(6)
        interpretedKernel(program)(Float64Array.of(x, y, a), outputs)
        if (!outputs.every(Number.isFinite)) return
        const tree = parse(text)
        for (const [k, variables] of [['x'], ['y'], ['x', 'x'], ['x', 'y'], ['y', 'y']].entries()) {
          const symbolic = variables.reduce((node, name) => derivative(node, name, { simplify: false }), tree)
          const theirs = mathjsValue(symbolic.toString(), { x, y, a })
          if (theirs === undefined || !Number.isFinite(theirs)) continue
          // Terms that cancel in their formula, as in y^-2 y^2, leave noise of which ours has none.
          const beside = mathjsValue(symbolic.toString(), {
            x: x * (1 + 1e-14),
            y: y * (1 - 2e-14),
            a: a * (1 + 3e-14),
          })!
          const noise = Math.abs(theirs - beside)
          const ours = outputs[k + 1]!
          // As for values; the symbolic derivative's terms cancel more, so its own condition counts ten times.
          const allowed = 40 * (spread(program, [x, y, a], k + 1) + noise) + 1e-11 * Math.abs(theirs) + 1e-11
          if (!(Math.abs(ours - theirs) <= allowed)) {
            expect.fail(`d/d${variables.join('')} of ${text} at ${x}, ${y}, ${a}: ${ours}, mathjs ${theirs}`)
          }
          compared++
        }
      }),
      { seed: 20261123, numRuns: 1000 },
    )
    expect(compared).toBeGreaterThan(1000)
  })

  test.each([
    '1/2x',
    '2x^2y',
    '-x^2',
    '2^3^2',
    'x/2y',
    '2 pi x',
    '(x)(y)',
    'sqrt(4)(x+1)',
    'x y^2',
    '3/4 x',
    '2^-x',
    'x 2',
    '-2^2',
    '1/3(x)',
    '6/2(1+2)',
    '2e3x',
    'x - -y',
    'x^y^2',
    'y > x == 1',
    'not x > y',
    '0 < y < 4 ? 1 : 2',
    '2 x mod y',
    '7 mod 2 y',
    '-7 mod y^2',
    'x + 7 mod y',
    'mod(7, y) x',
    'x < 7 mod y',
    'not x mod y',
    'x > 2 or y > 2 and x > 1',
    'x > 2 xor y > 2',
  ])('reads %s as mathjs does', (text) => {
    const compiled = compileExpression(text, names)
    const outputs = new Float64Array(1)
    interpretedKernel(compiled.value!.value)(Float64Array.of(0.75, 2.5, 1), outputs)
    const theirs = mathjsValue(text, { x: 0.75, y: 2.5, a: 1 })!
    // Chains of multiplications instead of pow: a few ulps.
    expect(Math.abs(outputs[0]! - theirs)).toBeLessThanOrEqual(1e-15 * Math.abs(theirs))
  })

  test.each(['sqrt(x)', 'log(x)', 'x^(1/3)', 'asin(x)', 'acos(x)', 'log10(x)', 'x^0.5', 'x^y'])(
    '%s is NaN where mathjs is complex',
    (text) => {
      const scope = { x: -8, y: 1.5, a: 0 }
      expect(typeof evaluate(text, scope)).toBe('object')
      const outputs = new Float64Array(1)
      interpretedKernel(compileExpression(text, names).value!.value)(Float64Array.of(-8, 1.5, 0), outputs)
      expect(outputs[0]).toBeNaN()
    },
  )
})

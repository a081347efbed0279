import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileExpression, intervalKernel, rowKernel, type Program } from '../../../src/core/calculus'
import { interpretedKernel } from '../../../src/core/calculus/interpreted-kernel'
import { evaluateOperation, operations, arity } from '../../../src/core/calculus/operation'
import type { Form } from '../../../src/core/assembly/instructions'
import { cells } from '../../../src/core/assembly/shared-memory'
import { compiledKernel, compiledRowKernel } from '../../../src/core/calculus/wasm-kernel'
import { awkwardNumbers, formulas } from './calculus-expressions'

const seed = { seed: 20261123, numRuns: 400 }

/** The program of the single operation `opcode` on its inputs. */
function operationProgram(opcode: number): Program {
  const inputCount = arity(opcode)
  return {
    inputCount,
    constants: new Float64Array(),
    code: Int32Array.of(opcode, 0, inputCount > 1 ? 1 : 0, inputCount > 2 ? 2 : 0),
    outputs: Int32Array.of(inputCount),
  }
}

function expectSame(actual: Float64Array, expected: Float64Array, what: string): void {
  for (const [index, value] of expected.entries()) {
    if (!Object.is(actual[index], value)) expect.fail(`${what}: output ${index} is ${actual[index]}, expected ${value}`)
  }
}

/** Every way of evaluating at one point, each of which has to give what the interpreter gives. */
function expectAllAlike(program: Program, points: readonly (readonly number[])[]): void {
  const count = points.length
  const interpreted = interpretedKernel(program)
  const compiled = compiledKernel(program)
  if (compiled === undefined) return expect.fail('WebAssembly is missing')
  const row = rowKernel(program)
  const size = program.outputs.length
  const expected = points.map((point) => {
    const outputs = new Float64Array(size)
    interpreted(Float64Array.from(point), outputs)
    const others = new Float64Array(size)
    cells.set(point)
    compiled()
    others.set(cells.subarray(point.length, point.length + size))
    expectSame(others, outputs, 'compiled')
    return outputs
  })
  const columns = Array.from({ length: program.inputCount }, (_, j) => Float64Array.from(points, (point) => point[j]!))
  const outputs = Array.from({ length: size }, () => new Float64Array(count))
  row(columns, count, outputs)
  for (const [index, values] of expected.entries()) {
    expectSame(
      Float64Array.from(outputs, (column) => column[index]!),
      values,
      'row, all varying',
    )
  }
  // The first input varies, the others are those of the first point.
  const rest = points[0]!.slice(1)
  for (const form of ['single', 'pair'] as const) {
    expectLoop(program, columns, count, form)
    expectLoop(program, [columns[0]!, ...rest], count, form)
  }
  row([columns[0]!, ...rest], count, outputs)
  for (let index = 0; index < count; index++) {
    const values = new Float64Array(size)
    interpreted(Float64Array.of(columns[0]![index]!, ...rest), values)
    expectSame(
      Float64Array.from(outputs, (column) => column[index]!),
      values,
      'row, one varying',
    )
  }
}

/** The compiled loop of one lane or two, over as many points as it takes at once. */
function expectLoop(program: Program, inputs: readonly (number | Float64Array)[], points: number, form: Form): void {
  const varying = inputs.map((input) => typeof input !== 'number')
  const { run, pitch } = compiledRowKernel(program, varying, form)!
  const count = Math.min(points, pitch)
  const interpreted = interpretedKernel(program)
  for (const [k, input] of inputs.entries()) {
    if (typeof input === 'number') cells[k * pitch] = input
    else cells.set(input.subarray(0, count), k * pitch)
  }
  run(count)
  const size = program.outputs.length
  const columns = cells.slice(0, (inputs.length + size) * pitch)
  for (let i = 0; i < count; i++) {
    const values = new Float64Array(size)
    interpreted(
      Float64Array.from(inputs, (input) => (typeof input === 'number' ? input : input[i]!)),
      values,
    )
    expectSame(
      Float64Array.from({ length: size }, (_, k) => columns[(inputs.length + k) * pitch + i]!),
      values,
      `compiled loop, ${form}`,
    )
  }
}

describe('back ends agree to the last bit', () => {
  const numbers = [0, -0, 1, -1, 0.3, -2.5, 7, 1e-310, 1e308, -1e308, Infinity, -Infinity, NaN]
  test.each(operations.map((name, opcode) => ({ name, opcode })))('$name', ({ opcode }) => {
    const program = operationProgram(opcode)
    const points = numbers.flatMap((a) =>
      numbers.flatMap((b) => (arity(opcode) > 2 ? [1, -3].map((c) => [a, b, c]) : [[a, b].slice(0, arity(opcode))])),
    )
    for (const point of points) {
      const out = new Float64Array(1)
      interpretedKernel(program)(Float64Array.from(point), out)
      expectSame(out, Float64Array.of(evaluateOperation(opcode, point[0]!, point[1]!, point[2]!)), point.join())
    }
    expectAllAlike(program, points)
  })

  test('random formulas with their first and second derivatives', () => {
    fc.assert(
      fc.property(
        formulas(false),
        fc.array(fc.tuple(awkwardNumbers, awkwardNumbers, awkwardNumbers), { minLength: 1, maxLength: 6 }),
        ({ text }, points) => {
          const { value: expression } = compileExpression(text, { variables: ['x', 'y'], parameters: ['a'] })
          fc.pre(expression !== undefined)
          expectAllAlike(expression.hessian, points)
        },
      ),
      seed,
    )
  })

  test('a compiled loop takes over from the interpreter within a row and gives the same bits', () => {
    const { value: expression } = compileExpression('(x^2 + y - 11)^2 + (x < y ? x : -y)', { variables: ['x', 'y'] })
    const program = expression!.hessian
    expect(compiledRowKernel(program, [true, true])).toBeDefined()
    const row = rowKernel(program)
    const x = Float64Array.from({ length: 10_000 }, (_, i) => i / 700 - 7)
    const expected = new Float64Array(6)
    for (const _ of [1, 2]) {
      const outputs = Array.from({ length: 6 }, () => new Float64Array(x.length))
      row([x, 2.5], x.length, outputs)
      for (const i of [0, 255, 256, 5000, 9999]) {
        interpretedKernel(program)(Float64Array.of(x[i]!, 2.5), expected)
        expectSame(
          Float64Array.from(outputs, (column) => column[i]!),
          expected,
          'row',
        )
      }
    }
  })

  test('rows longer than a tile, and outputs that do not depend on the varying input', () => {
    const { value: expression } = compileExpression('x^2 + sin(y)', { variables: ['x', 'y'] })
    expectAllAlike(
      expression!.hessian,
      Array.from({ length: 1000 }, (_, i) => [i / 7 - 50, 3 - i / 11]),
    )
  })
})

describe('interval kernel', () => {
  const inside = fc.double({ min: 0, max: 1, noNaN: true })
  const range = fc.tuple(awkwardNumbers, awkwardNumbers).filter(([a, b]) => a <= b)
  const bound = fc.oneof(
    awkwardNumbers,
    fc.integer({ min: -12_000, max: 12_000 }).map((n) => n / 1000),
  )
  const interval = fc.tuple(bound, bound).filter(([from, to]) => from <= to)

  test.each(operations.map((name, opcode) => ({ name, opcode })))('contains the values of $name', ({ opcode }) => {
    const program = operationProgram(opcode)
    const [enclose, point] = [intervalKernel(program), interpretedKernel(program)]
    const [low, high, value] = [new Float64Array(1), new Float64Array(1), new Float64Array(1)]
    fc.assert(
      fc.property(
        fc.tuple(interval, interval, interval),
        fc.array(fc.tuple(inside, inside, inside), { minLength: 6, maxLength: 6 }),
        (intervals, places) => {
          const box = intervals.slice(0, program.inputCount)
          enclose(
            Float64Array.from(box, ([from]) => from),
            Float64Array.from(box, ([, to]) => to),
            low,
            high,
          )
          for (const place of [[0, 0, 0], [1, 1, 1], ...places]) {
            const at = box.map(([from, to], j) => Math.min(to, Math.max(from, from + place[j]! * (to - from))))
            point(Float64Array.from(at), value)
            const v = value[0]!
            if (!Number.isNaN(v) && !(low[0]! <= v && v <= high[0]!)) {
              expect.fail(`${at.join()} in ${box.join(' x ')}: ${v} not in [${low[0]}, ${high[0]}]`)
            }
          }
        },
      ),
      { ...seed, numRuns: 500 },
    )
  })

  test('contains every value at points inside', () => {
    fc.assert(
      fc.property(
        formulas(false),
        range,
        range,
        range,
        fc.array(fc.tuple(inside, inside, inside), { minLength: 4, maxLength: 4 }),
        ({ text }, x, y, a, places) => {
          const { value: expression } = compileExpression(text, { variables: ['x', 'y'], parameters: ['a'] })
          fc.pre(expression !== undefined)
          const program = expression.gradient
          const size = program.outputs.length
          const box = [x, y, a]
          const [low, high, value] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)]
          intervalKernel(program)(
            Float64Array.from(box, ([from]) => from),
            Float64Array.from(box, ([, to]) => to),
            low,
            high,
          )
          const point = interpretedKernel(program)
          for (const place of [[0, 0, 0], [1, 1, 1], ...places]) {
            const at = box.map(([from, to], j) => Math.min(to, Math.max(from, from + place[j]! * (to - from))))
            point(Float64Array.from(at), value)
            for (let k = 0; k < size; k++) {
              const v = value[k]!
              if (!Number.isNaN(v) && !(low[k]! <= v && v <= high[k]!))
                expect.fail(`${text} at ${at.join()}: ${v} not in [${low[k]}, ${high[k]}]`)
            }
          }
        },
      ),
      { ...seed, numRuns: 1500 },
    )
  })

  test.each([
    ['x^2', -1, 2, 0, 4],
    ['x^66', -1, 0.5, 0, 1],
    ['x^65', -1, 0.5, -1, 0],
    ['sin(x)', 1, 2, 0.8414709848078965, 1],
    ['sqrt(x)', -1, 4, 0, 2],
    ['abs(x)', -3, 2, 0, 3],
    ['cosh(x)', -1, 1, 1, 1.5430806348152437],
    ['1/x', 2, 4, 0.25, 0.5],
    ['floor(x)', -1.5, 2.5, -2, 2],
    ['hypot(x, 3)', -4, 1, 3, 5],
    ['atan2(1, x)', -1, 1, 0.7853981633974483, 2.356194490192345],
    ['sinc(x)', -1, 2, 0.45464871341284085, 1],
    ['sinc(x)', 4, 20, -0.21723362821122166, 0.1283746],
    ['sinc(x)', 100, 200, -0.01, 0.01],
    ['softplus(x)', 0, 1, 0.6931471805599453, 1.3132616875182228],
    ['relu(x)', -1, 2, 0, 2],
    ['erf(x)', -1, 0, -0.8427007929497149, 0],
  ])('%s over [%f, %f] is sharp', (text, from, to, least, most) => {
    const { value: expression } = compileExpression(text, { variables: ['x'] })
    const [low, high] = [new Float64Array(1), new Float64Array(1)]
    intervalKernel(expression!.value)(Float64Array.of(from), Float64Array.of(to), low, high)
    // Two roundings outward by four ulps each.
    expect(Math.abs(low[0]! - least)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(least)))
    expect(Math.abs(high[0]! - most)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(most)))
  })
})

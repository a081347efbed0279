import { describe, expect, test } from 'vitest'
import { rowKernel, type Program } from '../../../src/core/calculus'
import { cells } from '../../../src/core/assembly/shared-memory'
import { interpretedKernel } from '../../../src/core/calculus/interpreted-kernel'
import { arity, opcodes, operations } from '../../../src/core/calculus/operation'
import { compiledKernel, compiledRowKernel } from '../../../src/core/calculus/wasm-kernel'
import { stream } from '../../../src/core/random/stream'

const forms = ['single', 'pair'] as const

/** A program of so many operations on random earlier registers, the last of which are its outputs. */
function randomProgram(seed: number, size: { inputs: number; constants: number; operations: number; outputs: number }) {
  const draw = stream(seed, 'program', 0)
  const first = size.inputs + size.constants
  const code = new Int32Array(4 * size.operations)
  for (let at = 0; at < code.length; at += 4) {
    const opcode = Math.floor(draw.uniform() * operations.length)
    code[at] = opcode
    for (let k = 0; k < arity(opcode); k++) code[at + 1 + k] = Math.floor(draw.uniform() * (first + at / 4))
  }
  const last = first + size.operations - size.outputs
  return {
    inputCount: size.inputs,
    constants: Float64Array.from({ length: size.constants }, () => 8 * draw.uniform() - 4),
    code,
    outputs: Int32Array.from({ length: size.outputs }, (_, k) => last + k),
  }
}

/** A chain of one operation. */
function chain(operation: 'tanh' | 'add', operationCount: number): Program {
  const code = Int32Array.from({ length: 4 * operationCount }, (_, k) =>
    k % 4 === 0 ? opcodes[operation] : k % 4 === 3 ? 0 : Math.floor(k / 4),
  )
  return { inputCount: 1, constants: new Float64Array(), code, outputs: Int32Array.of(operationCount) }
}

/** Runs the row kernel of a form over `count` points at random places and expects the interpreter's bits of each. */
function expectRows(program: Program, varying: readonly boolean[], count: number, seed: number): void {
  const draw = stream(seed, 'points', 0)
  const interpreted = interpretedKernel(program)
  const expected = new Float64Array(program.outputs.length)
  for (const form of forms) {
    const kernel = compiledRowKernel(program, varying, form)!
    expect(kernel).toBeDefined()
    const { run, pitch } = kernel
    const inputs = varying.map((varies) =>
      Float64Array.from({ length: varies ? count : 1 }, () => 6 * draw.uniform() - 3),
    )
    for (const [k, column] of inputs.entries()) cells.set(column, k * pitch)
    run(count)
    const outputs = Array.from(expected, (_, k) => {
      const from = (inputs.length + k) * pitch
      return cells.slice(from, from + count)
    })
    for (let i = 0; i < count; i++) {
      interpreted(
        Float64Array.from(inputs, (column) => column[column.length > 1 ? i : 0]!),
        expected,
      )
      for (const [k, value] of expected.entries())
        expect(outputs[k]![i], `${form}, point ${i}, output ${k}`).toBe(value)
    }
  }
}

function expectPoint(program: Program, inputs: readonly number[]): void {
  const expected = new Float64Array(program.outputs.length)
  interpretedKernel(program)(Float64Array.from(inputs), expected)
  cells.set(inputs)
  compiledKernel(program)!()
  expect(cells.slice(inputs.length, inputs.length + expected.length)).toEqual(expected)
}

describe('random programs of all operations', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => seed))('seed %d', (seed) => {
    const operationCount = [3, 12, 40, 150, 600][seed % 5]!
    const outputs = Math.min(operationCount, 1 + (seed % 7))
    const program = randomProgram(seed, { inputs: 3, constants: seed % 4, operations: operationCount, outputs })
    expectPoint(program, [0.5, -1.25, 2])
    for (const varying of [
      [true, true, true],
      [true, false, false],
      [false, true, false],
      [false, false, false],
    ]) {
      for (const count of [1, 7]) expectRows(program, varying, count, seed)
    }
  })
})

describe('programs that mean ill', () => {
  test('no points, and more in a row than a column takes', () => {
    const program = randomProgram(1, { inputs: 2, constants: 1, operations: 20, outputs: 2 })
    for (const form of forms) {
      cells.fill(7)
      compiledRowKernel(program, [true, true], form)!.run(0)
      expect(cells.every((cell) => cell === 7)).toBe(true)
    }
    const x = Float64Array.from({ length: 20_001 }, (_, i) => i / 5000 - 2)
    const outputs = [new Float64Array(x.length), new Float64Array(x.length)]
    rowKernel(program)([x, 0.5], x.length, outputs)
    const expected = new Float64Array(2)
    for (const i of [0, 1023, 1024, 8191, 8192, 19_999, 20_000]) {
      interpretedKernel(program)(Float64Array.of(x[i]!, 0.5), expected)
      expect([outputs[0]![i], outputs[1]![i]]).toEqual([...expected])
    }
  })

  test('rows of a grid, interpreted, compiled, and longer than a column', () => {
    const program = randomProgram(1, { inputs: 2, constants: 1, operations: 20, outputs: 2 })
    const down = { input: 1, values: Float64Array.of(-1, 0.25, 3) }
    for (const count of [5, 1500, 9000]) {
      const x = Float64Array.from({ length: count }, (_, i) => i / 500 - 2)
      const outputs = [new Float64Array(3 * count), new Float64Array(3 * count)]
      rowKernel(program).grid([x, 0], down, count, outputs)
      const expected = new Float64Array(2)
      for (const [row, y] of down.values.entries()) {
        for (const i of [0, 4, 1023, 1024, 1499, count - 1].filter((each) => each < count)) {
          interpretedKernel(program)(Float64Array.of(x[i]!, y), expected)
          expect([outputs[0]![row * count + i], outputs[1]![row * count + i]]).toEqual([...expected])
        }
      }
    }
  })

  test('no inputs, and outputs that are inputs or constants', () => {
    const none: Program = {
      inputCount: 0,
      constants: Float64Array.of(3, -0),
      code: Int32Array.of(opcodes.exp, 0, 0, 0),
      outputs: Int32Array.of(2, 1, 0),
    }
    expectRows(none, [], 3, 1)
    expectPoint(none, [])
    const through: Program = { ...none, inputCount: 2, code: new Int32Array(), outputs: Int32Array.of(0, 1, 1, 2, 3) }
    expectRows(through, [true, false], 5, 1)
    expectPoint(through, [-0, 2])
  })

  test('many inputs, constants and outputs', () => {
    const many = randomProgram(3, { inputs: 300, constants: 500, operations: 2000, outputs: 200 })
    expectPoint(
      many,
      Array.from({ length: 300 }, (_, k) => k / 100 - 1.5),
    )
    expectRows(
      many,
      Array.from({ length: 300 }, () => true),
      5,
      3,
    )
  })

  test('columns that do not fit, and numbers that are too many to pass, are left to the interpreter', () => {
    const wide = randomProgram(4, { inputs: 2000, constants: 0, operations: 2000, outputs: 500 })
    expect(
      compiledRowKernel(
        wide,
        Array.from({ length: 2000 }, () => true),
      ),
    ).toBeUndefined()
    const passing = randomProgram(5, { inputs: 1000, constants: 0, operations: 4000, outputs: 100 })
    const varying = Array.from({ length: 1000 }, (_, k) => k < 500)
    expect(compiledRowKernel(passing, varying)).toBeUndefined()
    const inputs = varying.map((varies, k) => (varies ? Float64Array.of(k / 500, 1) : k / 700))
    const outputs = Array.from(passing.outputs, () => new Float64Array(2))
    rowKernel(passing)(inputs, 2, outputs)
    const expected = new Float64Array(100)
    interpretedKernel(passing)(
      Float64Array.from(inputs, (input) => (typeof input === 'number' ? input : input[1]!)),
      expected,
    )
    expect(outputs.map((column) => column[1])).toEqual([...expected])
  })

  test.each(['tanh', 'add'] as const)('20 000 operations and one more: %s', (operation) => {
    const long = chain(operation, 20_000)
    expectPoint(long, [1e-3])
    expectRows(long, [true], 3, 6)
    expect(compiledKernel(chain(operation, 20_001))).toBeUndefined()
    expect(compiledRowKernel(chain(operation, 20_001), [true])).toBeUndefined()
  })

  test('numbers needed at once that are more than a kernel may keep', () => {
    // Each number of a long list is added to all before it once the list is there.
    const length = 6000
    const code = new Int32Array(8 * length)
    for (let k = 0; k < length; k++) code.set([opcodes.sin, k === 0 ? 0 : k, 0, 0], 4 * k)
    for (let k = 0; k < length; k++) code.set([opcodes.add, length + k, length - k, 0], 4 * (length + k))
    const program: Program = { inputCount: 1, constants: new Float64Array(), code, outputs: Int32Array.of(2 * length) }
    expect(compiledRowKernel(program, [true])).toBeUndefined()
    expect(compiledKernel(program)).toBeUndefined()
  })
})

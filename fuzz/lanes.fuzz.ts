import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cells } from '../src/core/assembly/shared-memory'
import { functions } from '../src/core/calculus/assembled-operations'
import { arity, meanings, opcodes, type Operation } from '../src/core/calculus/operation'
import { compiledKernel, compiledRowKernel } from '../src/core/calculus/wasm-kernel'
import { stream } from '../src/core/random/stream'
import { effort } from './support/effort'

const names = Object.keys(functions) as (keyof typeof functions)[]

const float = new Float64Array(1)
const bits = new BigUint64Array(float.buffer)

function fromBits(pattern: bigint): number {
  bits[0] = pattern
  return float[0]!
}

function neighbours(x: number): number[] {
  float[0] = x
  const pattern = bits[0]!
  return [pattern - 2n, pattern - 1n, pattern, pattern + 1n, pattern + 2n].map((each) =>
    fromBits(BigInt.asUintN(64, each)),
  )
}

/** Where the functions have their joints, borders and table steps, and every power of two, each with its neighbours. */
const marks = [
  0,
  1e-17,
  1e-9,
  1e-8,
  0.004,
  1 / 64,
  1 / 16,
  1 / 8,
  1 / 4,
  0.5,
  1,
  2,
  5.95,
  20,
  22,
  38.6,
  40,
  690,
  708,
  709.8,
  711,
  745.2,
  747,
  800,
  205887,
  268435456,
  1e19,
  1e22,
  1e270,
  1e300,
  Infinity,
  NaN,
  3.141592653589793,
  1.5707963267948966,
]
const special = [
  ...marks.flatMap(neighbours),
  ...Array.from({ length: 2046 }, (_, exponent) => neighbours(fromBits(BigInt(exponent + 1) << 52n))).flat(),
  ...Array.from({ length: 52 }, (_, k) => neighbours(fromBits(1n << BigInt(k)))).flat(),
].flatMap((x) => [x, -x])

function golden(operation: Operation): number[][] {
  const name = operation === 'power' ? 'pow' : operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const text = readFileSync(join(import.meta.dirname, `../src/core/elementary/golden/${name}.csv`), 'utf8')
  const rows = text.trim().split('\n')
  return rows.map((row) => row.split(',').slice(0, arity(opcodes[operation])).map(Number))
}

/** Numbers of every kind: any bits, and such as formulas meet. */
function arguments_(operation: Operation, seed: number, count: number): number[][] {
  const draw = stream(seed, operation, 0)
  const any = (): number => {
    const kind = draw.uniform()
    if (kind < 0.4) {
      const [high, low] = [draw.uniform(), draw.uniform()].map((each) => BigInt(Math.floor(each * 4294967296)))
      return fromBits((high! << 32n) | low!)
    }
    const size = kind < 0.6 ? 1 : kind < 0.8 ? 10 : kind < 0.9 ? 1000 : 1e6
    const x = (2 * draw.uniform() - 1) * size
    return draw.uniform() < 0.1 ? Math.round(2 * x) / 2 : x
  }
  const operands = arity(opcodes[operation])
  const drawn = Array.from({ length: count }, () => Array.from({ length: operands }, any))
  const few = operands === 1 ? special.map((x) => [x]) : pairsOf(draw.uniform)
  return [...golden(operation), ...few, ...drawn]
}

/** Special numbers with special numbers: all of the marks, and the others in some order. */
function pairsOf(uniform: () => number): number[][] {
  const ends = marks.flatMap((x) => [x, -x])
  return [
    ...ends.flatMap((x) => ends.map((y) => [x, y])),
    ...special.map((x) => [x, special[Math.floor(uniform() * special.length)]!]),
  ]
}

function programOf(operation: Operation) {
  const inputCount = arity(opcodes[operation])
  return {
    inputCount,
    constants: new Float64Array(),
    code: Int32Array.of(opcodes[operation], 0, inputCount - 1, 0),
    outputs: Int32Array.of(inputCount),
  }
}

describe('functions assembled in one lane and in two give the bits of those in TypeScript', () => {
  test.each(names)('%s', (name) => {
    const { seed, count } = effort(`lanes ${name}`, 20_000)
    const program = programOf(name)
    const operands = program.inputCount
    const reference = meanings[name] as (a: number, b: number) => number
    const varying = [true, true].slice(0, operands)
    const point = compiledKernel(program)!
    const rows = (['single', 'pair'] as const).map((form) => ({ form, ...compiledRowKernel(program, varying, form)! }))
    const batch = 100_000
    const wrong: string[] = []
    let compared = 0
    for (let from = 0; from < count; from += batch) {
      const given = arguments_(name, seed + from, Math.min(batch, count - from))
      const expected = given.map(([a, b = 0]) => reference(a!, b))
      const compare = (form: string, at: number, value: number): void => {
        compared++
        if (!Object.is(value, expected[at]))
          wrong.push(`${form} (${given[at]!.join(', ')}): ${value}, expected ${expected[at]}`)
      }
      for (const { form, run, pitch } of rows) {
        for (let start = 0; start < given.length; start += pitch) {
          const length = Math.min(pitch, given.length - start)
          for (let i = 0; i < length; i++) {
            for (let k = 0; k < operands; k++) cells[k * pitch + i] = given[start + i]![k]!
          }
          run(length)
          for (let i = 0; i < length; i++) compare(form, start + i, cells[operands * pitch + i]!)
        }
      }
      for (const [at, numbers] of given.entries()) {
        cells.set(numbers)
        point()
        compare('point', at, cells[operands]!)
      }
      if (wrong.length > 0) break
    }
    expect(wrong.slice(0, 10)).toEqual([])
    expect(compared).toBeGreaterThan(3 * count)
  })
})

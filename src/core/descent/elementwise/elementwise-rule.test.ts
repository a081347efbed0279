import { describe, expect, it } from 'vitest'
import { pick, randomHyperparameters, anyNumber } from '../../../../test/support/random-hyperparameters'
import type { Form } from '../../assembly/instructions'
import { cells } from '../../assembly/shared-memory'
import { interpretedKernel } from '../../calculus/interpreted-kernel'
import type { Program } from '../../calculus/program'
import { rowKernel } from '../../calculus/row-kernel'
import { compiledKernel, compiledRowKernel } from '../../calculus/wasm-kernel'
import { optimizers } from '../../catalogue/optimizers'
import { stream, type Stream } from '../../random/stream'
import { elementwisePrograms, type ElementwisePrograms, type ElementwiseRule } from './elementwise-rule'
import { unrolled } from './unrolled'

const rules = optimizers.flatMap(({ id, rule, hyperparameters }) =>
  rule === undefined ? [] : [{ id, rule, hyperparameters }],
)

/** Compiled once for each program, kind and number of coordinates. */
const compiled = new Map<Program, Map<string, unknown>>()
function once<T>(program: Program, kind: string, compile: () => T): T {
  let ofProgram = compiled.get(program)
  if (ofProgram === undefined) compiled.set(program, (ofProgram = new Map()))
  if (!ofProgram.has(kind)) ofProgram.set(kind, compile())
  return ofProgram.get(kind) as T
}

/** What a step of several coordinates reads: a column each for theta, gradient and memory, then what they share. */
interface Inputs {
  readonly columns: readonly Float64Array[]
  readonly shared: readonly number[]
}

function randomInputs(
  rule: ElementwiseRule,
  hyper: Parameters<ElementwiseRule['init']>[1],
  { memory }: ElementwisePrograms,
  count: number,
  draws: Stream,
): Inputs {
  const state = rule.init(count, hyper)
  const learningRate = 10 * draws.uniform()
  const rates = rule.rates(hyper, { step: pick(draws, [1, 2, 7, 1000]), learningRate }, state)
  return {
    columns: Array.from({ length: 2 + memory.length }, () =>
      Float64Array.from({ length: count }, () => anyNumber(draws)),
    ),
    shared: [learningRate, ...Object.values(rates), ...Object.values(rule.constants(hyper))],
  }
}

/** The referee: one coordinate after the other, interpreted. By output, then by coordinate. */
function interpreted(program: Program, { columns, shared }: Inputs): number[][] {
  const kernel = interpretedKernel(program)
  const results = Array.from(columns[0]!, (_, i) => {
    const outputs = new Float64Array(program.outputs.length)
    kernel(Float64Array.from([...columns.map((column) => column[i]!), ...shared]), outputs)
    return outputs
  })
  return Array.from(program.outputs, (_, k) => results.map((outputs) => outputs[k]!))
}

/** All coordinates in one program, compiled. */
function compiledPoint(programs: ElementwisePrograms, { columns, shared }: Inputs): number[][] {
  const count = columns[0]!.length
  const program = unrolled(programs, count)
  const inputs = [...columns.flatMap((column) => [...column]), ...shared]
  cells.set(inputs)
  once(program, 'point', () => compiledKernel(program))!()
  return Array.from({ length: 1 + programs.memory.length }, (_, k) => {
    const from = inputs.length + k * count
    return [...cells.subarray(from, from + count)]
  })
}

function compiledRows(program: Program, form: Form, { columns, shared }: Inputs): number[][] {
  const varying = [...columns.map(() => true), ...shared.map(() => false)]
  const rows = once(program, form, () => compiledRowKernel(program, varying, form))!
  for (const [k, column] of columns.entries()) rows.columns[k]!.set(column)
  for (const [k, number] of shared.entries()) rows.columns[columns.length + k]!.fill(number)
  const count = columns[0]!.length
  rows.run(count)
  return rows.columns.slice(varying.length).map((column) => [...column.subarray(0, count)])
}

function interpretedRows(program: Program, { columns, shared }: Inputs): number[][] {
  const count = columns[0]!.length
  const outputs = Array.from(program.outputs, () => new Float64Array(count))
  rowKernel(program)([...columns, ...shared], count, outputs)
  return outputs.map((column) => [...column])
}

it('every rule that treats each coordinate alone and looks at its gradient is described by itself', () => {
  const alone = optimizers.filter(({ elementwise, needs }) => elementwise && needs.join() === 'gradient')
  expect(rules.map(({ id }) => id)).toEqual(alone.map(({ id }) => id))
})

describe.each(rules)('$id', ({ id, rule, hyperparameters }) => {
  it('gives the same bits interpreted and compiled, as a point and as rows', () => {
    for (let trial = 0; trial < 60; trial++) {
      const draws = stream(1, `back ends of ${id}`, trial)
      const hyper = randomHyperparameters(hyperparameters, draws)
      const programs = elementwisePrograms(rule, hyper)
      const inputs = randomInputs(rule, hyper, programs, 1 + Math.floor(40 * draws.uniform()), draws)
      const expected = interpreted(programs.update, inputs)
      const given = `trial ${trial}: ${JSON.stringify(hyper)}`
      expect(interpretedRows(programs.update, inputs), given).toEqual(expected)
      expect(compiledRows(programs.update, 'single', inputs), given).toEqual(expected)
      expect(compiledRows(programs.update, 'pair', inputs), given).toEqual(expected)
      const few = randomInputs(rule, hyper, programs, pick(draws, [1, 2, 5]), draws)
      expect(compiledPoint(programs, few), given).toEqual(interpreted(programs.update, few))
    }
  })

  it('has one program for all hyperparameters of the same forms and memory, whatever their numbers', () => {
    const byForms = new Map<string, ElementwisePrograms>()
    for (let trial = 0; trial < 100; trial++) {
      const hyper = randomHyperparameters(hyperparameters, stream(1, `forms of ${id}`, trial))
      const programs = elementwisePrograms(rule, hyper)
      const forms = JSON.stringify([rule.forms(hyper), programs.memory])
      const first = byForms.get(forms)
      if (first === undefined) byForms.set(forms, programs)
      else expect(programs).toBe(first)
      // A rule of its own, of which no program is known yet.
      expect(elementwisePrograms({ ...rule }, hyper), JSON.stringify(hyper)).toEqual(programs)
    }
    expect(byForms.size).toBe(new Set(byForms.values()).size)
  })

  it('names its constants and rates always alike and in the same order', () => {
    for (let trial = 0; trial < 100; trial++) {
      const draws = stream(1, `names of ${id}`, trial)
      const hyper = randomHyperparameters(hyperparameters, draws)
      const { constants, rates } = elementwisePrograms(rule, hyper)
      const clock = { step: pick(draws, [1, 2, 7, 1000]), learningRate: draws.uniform() }
      expect(Object.keys(rule.constants(hyper))).toEqual(constants)
      expect(Object.keys(rule.rates(hyper, clock, rule.init(3, hyper)))).toEqual(rates)
    }
  })
})

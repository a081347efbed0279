import { describe, expect, it } from 'vitest'
import { pick, randomHyperparameters, anyNumber } from '../../../../test/support/random-hyperparameters'
import type { Form } from '../../assembly/instructions'
import { cells } from '../../assembly/shared-memory'
import { interpretedKernel } from '../../calculus/interpreted-kernel'
import type { Program } from '../../calculus/program'
import { rowKernel } from '../../calculus/row-kernel'
import { compiledKernel, compiledRowKernel } from '../../calculus/wasm-kernel'
import { optimizers } from '../../catalogue/optimizers'
import type { HyperparameterValues } from '../../definitions/hyperparameters'
import type { ElementwiseRule } from '../../definitions/optimizer'
import { stream, type Stream } from '../../random/stream'
import { elementwisePrograms, type ElementwisePrograms } from './elementwise-rule'
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

/** A column each for theta, gradient and memory, then numbers that all coordinates share. */
interface Inputs {
  readonly columns: readonly Float64Array[]
  readonly shared: readonly number[]
}

function randomColumns({ memory }: ElementwisePrograms, count: number, draws: Stream): Float64Array[] {
  return Array.from({ length: 2 + memory.length }, () => Float64Array.from({ length: count }, () => anyNumber(draws)))
}

/** What the rates are made of: the number of a step, the learning rate, running numbers and constants. */
function randomShared(
  rule: ElementwiseRule,
  hyper: HyperparameterValues,
  { running }: ElementwisePrograms,
  draws: Stream,
): number[] {
  const state = rule.init(1, hyper)
  const advanced = running.map((name) => (state[name] as number) * pick(draws, [1, draws.uniform(), 0]))
  const step = pick(draws, [1, 2, 7, 1000])
  return [step, 10 * draws.uniform(), ...advanced, ...Object.values(rule.constants(hyper))]
}

function atPoint(program: Program, inputs: readonly number[]): Float64Array {
  const outputs = new Float64Array(program.outputs.length)
  interpretedKernel(program)(Float64Array.from(inputs), outputs)
  return outputs
}

function atPointCompiled(program: Program, inputs: readonly number[]): Float64Array {
  cells.set(inputs)
  once(program, 'point', () => compiledKernel(program))!()
  return cells.slice(inputs.length, inputs.length + program.outputs.length)
}

/** The inputs of an update: the learning rate, the rates and the constants after theta, gradient and memory. */
function withRates({ shared, running }: ElementwisePrograms, columns: readonly Float64Array[], given: number[]) {
  const rates = atPoint(shared, given)
  return { rates, inputs: { columns, shared: [given[1]!, ...rates, ...given.slice(2 + running.length)] } }
}

/** The referee: one coordinate after the other, interpreted. By output, then by coordinate. */
function interpreted(program: Program, { columns, shared }: Inputs): number[][] {
  const results = Array.from(columns[0]!, (_, i) =>
    atPoint(program, [...columns.map((column) => column[i]!), ...shared]),
  )
  return Array.from(program.outputs, (_, k) => results.map((outputs) => outputs[k]!))
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
      const at = `trial ${trial}: ${JSON.stringify(hyper)}`
      const given = randomShared(rule, hyper, programs, draws)
      const columns = randomColumns(programs, 1 + Math.floor(40 * draws.uniform()), draws)
      const { rates, inputs } = withRates(programs, columns, given)
      const expected = interpreted(programs.update, inputs)
      expect(atPointCompiled(programs.shared, given), at).toEqual(rates)
      expect(interpretedRows(programs.update, inputs), at).toEqual(expected)
      expect(compiledRows(programs.update, 'single', inputs), at).toEqual(expected)
      expect(compiledRows(programs.update, 'pair', inputs), at).toEqual(expected)
    }
  })

  it('gives the same bits in one program of a few coordinates and their rates', () => {
    for (let trial = 0; trial < 30; trial++) {
      const draws = stream(1, `few coordinates of ${id}`, trial)
      const hyper = randomHyperparameters(hyperparameters, draws)
      const programs = elementwisePrograms(rule, hyper)
      const given = randomShared(rule, hyper, programs, draws)
      const columns = randomColumns(programs, pick(draws, [1, 2, 5]), draws)
      const { rates, inputs } = withRates(programs, columns, given)
      const running = programs.running.map((name) => rates[programs.rates.indexOf(name)]!)
      const expected = Float64Array.from([...interpreted(programs.update, inputs).flat(), ...running])
      const program = unrolled(programs, columns[0]!.length)
      const all = [...columns.flatMap((column) => [...column]), ...given]
      expect(atPoint(program, all), JSON.stringify(hyper)).toEqual(expected)
      expect(atPointCompiled(program, all), JSON.stringify(hyper)).toEqual(expected)
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

  it('names its constants always alike and in the same order, and its running numbers among the rates', () => {
    for (let trial = 0; trial < 100; trial++) {
      const hyper = randomHyperparameters(hyperparameters, stream(1, `names of ${id}`, trial))
      const { constants, rates, running } = elementwisePrograms(rule, hyper)
      expect(Object.keys(rule.constants(hyper))).toEqual(constants)
      expect(rates).toEqual(expect.arrayContaining([...running]))
    }
  })
})

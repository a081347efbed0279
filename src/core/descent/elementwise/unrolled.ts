import { ProgramBuilder, type Program, type Value } from '../../calculus/program'
import { finish } from '../../pieces'
import type { ElementwisePrograms } from './elementwise-rule'

const known = new WeakMap<ElementwisePrograms, Map<number, Program>>()

/**
 * A step of so many coordinates at once. Of theta, gradient and each vector of the memory, a number for each
 * coordinate, and of the number of the step, the learning rate, the running numbers and the constants: the update and
 * the vectors after the step, in the same order, and the running numbers.
 */
export function unrolled(programs: ElementwisePrograms, dimension: number): Program {
  let ofRule = known.get(programs)
  if (ofRule === undefined) known.set(programs, (ofRule = new Map()))
  let program = ofRule.get(dimension)
  if (program === undefined) ofRule.set(dimension, (program = unroll(programs, dimension)))
  return program
}

function unroll(programs: ElementwisePrograms, dimension: number): Program {
  const { memory, running, constants, rates, shared, update } = programs
  const own = 2 + memory.length
  const alike = ['step', 'learningRate', ...running, ...constants]
  const builder = new ProgramBuilder(own * dimension + alike.length, false)
  const inline = (program: Program, inputs: readonly Value[]): Value[] => {
    const values = finish(builder.inline(program, inputs))
    return Array.from(program.outputs, (output) => values[output]!)
  }
  const given = alike.map((_, k) => builder.input(own * dimension + k))
  const rated = inline(shared, given)
  const known = [given[1]!, ...rated, ...given.slice(2 + running.length)]
  const coordinates = Array.from({ length: dimension }, (_, i) =>
    inline(update, [...Array.from({ length: own }, (_, k) => builder.input(k * dimension + i)), ...known]),
  )
  const columns = Array.from(update.outputs, (_, k) => coordinates.map((outputs) => outputs[k]!))
  return builder.finish([...columns.flat(), ...running.map((name) => rated[rates.indexOf(name)]!)])
}

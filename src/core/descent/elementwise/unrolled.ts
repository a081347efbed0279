import { ProgramBuilder, type Program } from '../../calculus/program'
import { finish } from '../../pieces'
import type { ElementwisePrograms } from './elementwise-rule'

const known = new WeakMap<ElementwisePrograms, Map<number, Program>>()

/**
 * The update of so many coordinates at once. Inputs and outputs stand as those of one coordinate do, with a number for
 * each in place of theta, gradient, update and each vector of the memory.
 */
export function unrolled(programs: ElementwisePrograms, dimension: number): Program {
  let ofRule = known.get(programs)
  if (ofRule === undefined) known.set(programs, (ofRule = new Map()))
  let program = ofRule.get(dimension)
  if (program === undefined) ofRule.set(dimension, (program = unroll(programs, dimension)))
  return program
}

function unroll({ update, memory }: ElementwisePrograms, dimension: number): Program {
  const own = 2 + memory.length
  const builder = new ProgramBuilder(own * dimension + update.inputCount - own, false)
  const inputOf = (coordinate: number, k: number): number =>
    builder.input(k < own ? k * dimension + coordinate : own * (dimension - 1) + k)
  const coordinates = Array.from({ length: dimension }, (_, coordinate) => {
    const inputs = Array.from({ length: update.inputCount }, (_, k) => inputOf(coordinate, k))
    return finish(builder.inline(update, inputs))
  })
  return builder.finish([...update.outputs].flatMap((output) => coordinates.map((values) => values[output]!)))
}

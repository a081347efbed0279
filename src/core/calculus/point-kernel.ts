import { cells } from '../assembly/shared-memory'
import { pieceOperations, type Pieces } from '../pieces'
import { interpretedKernel } from './interpreted-kernel'
import type { PointKernel } from './kernel'
import { operationCount, type Program } from './program'
import { compiledKernel } from './wasm-kernel'

/** Interpreted calls before compiling pays: a probe or a few steps never wait for the compiler. */
const callsBeforeCompiling = 200

/** Nothing stays in a compiled program between two calls, so all kernels of it share one. */
const compiledPrograms = new WeakMap<Program, () => void>()

/**
 * Evaluates a program at one point without copying: the caller writes the inputs into the first `cells`, `run` writes
 * the outputs into those that follow. Interpreted at first, compiled once it is used often; the bits are the same.
 */
export class CellKernel {
  run: () => void
  /** The same in pieces, whoever uses the cells in between; absent where the whole of it is one. */
  readonly inPieces: (() => Pieces<void>) | undefined
  readonly operations: number
  private calls = 0

  constructor(program: Program) {
    const { inputCount, outputs } = program
    const size = inputCount + outputs.length
    if (size > cells.length) throw new RangeError(`program has ${size} inputs and outputs, at most ${cells.length}`)
    const results = cells.subarray(inputCount, size)
    const interpret = interpretedKernel(program)
    this.run =
      compiledPrograms.get(program) ??
      (() => {
        if (++this.calls === callsBeforeCompiling) this.compile(program)
        interpret(cells, results)
      })
    this.operations = operationCount(program)
    // Such a program is too long to be compiled.
    this.inPieces = this.operations <= pieceOperations ? undefined : () => interpret.inPieces(cells, results)
  }

  private compile(program: Program): void {
    const compiled = compiledPrograms.get(program) ?? compiledKernel(program)
    if (compiled === undefined) return
    compiledPrograms.set(program, compiled)
    this.run = compiled
  }
}

/** Evaluates a program at one point, from and into the caller's buffers. */
export function pointKernel(program: Program): PointKernel {
  const kernel = new CellKernel(program)
  const { inputCount } = program
  const outputCount = program.outputs.length
  return (inputs, outputs) => {
    for (let index = 0; index < inputCount; index++) cells[index] = inputs[index]!
    kernel.run()
    for (let index = 0; index < outputCount; index++) outputs[index] = cells[inputCount + index]!
  }
}

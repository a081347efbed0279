import { interpretedKernel } from './interpreted-kernel'
import type { PointKernel } from './kernel'
import type { Program } from './program'
import { compiledKernel } from './wasm-kernel'

/** Interpreted calls before compiling pays: a probe or a few steps never wait for the compiler. */
const callsBeforeCompiling = 200

/** Evaluates a program at one point: interpreted at first, compiled once it is used often; the bits are the same. */
export function pointKernel(program: Program): PointKernel {
  let kernel = interpretedKernel(program)
  let calls = 0
  return (inputs, outputs) => {
    if (calls <= callsBeforeCompiling && ++calls > callsBeforeCompiling) kernel = compiledKernel(program) ?? kernel
    kernel(inputs, outputs)
  }
}

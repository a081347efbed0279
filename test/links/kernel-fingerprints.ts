import { cells } from '../../src/core/assembly/shared-memory'
import { functions } from '../../src/core/calculus/assembled-operations'
import { arity, opcodes, type Operation } from '../../src/core/calculus/operation'
import { compiledRowKernel } from '../../src/core/calculus/wasm-kernel'
import { BitHash } from '../../src/core/elementary/bit-hash'
import { stream } from '../../src/core/random/stream'

/** A hash of the bits of every function inside compiled rows of one lane and of two: the same on every machine. */
export function kernelFingerprints(): Readonly<Record<string, string>> {
  const fingerprints: Record<string, string> = {}
  for (const name of Object.keys(functions) as Operation[]) {
    const inputCount = arity(opcodes[name])
    const program = {
      inputCount,
      constants: new Float64Array(),
      code: Int32Array.of(opcodes[name], 0, inputCount - 1, 0),
      outputs: Int32Array.of(inputCount),
    }
    for (const form of ['single', 'pair'] as const) {
      const { run, pitch } = compiledRowKernel(program, [true, true].slice(0, inputCount), form)!
      const draw = stream(9, name, 0)
      const hash = new BitHash()
      for (const scale of [1e-300, 1e-3, 1, 10, 1000, 1e300]) {
        for (let k = 0; k < inputCount * pitch; k++) cells[k] = (2 * draw.uniform() - 1) * scale
        run(pitch)
        hash.add(cells.slice(inputCount * pitch, (inputCount + 1) * pitch))
      }
      fingerprints[`${name}, ${form}`] = hash.digest()
    }
  }
  return fingerprints
}

import { cos, exp, log, pow, sin, tanh } from '../elementary'
import type { CompiledRows } from '../assembly/rows'
import { cells } from '../assembly/shared-memory'
import { arity, meanings, opcodes, operations } from './operation'
import { finish, pieceOperations, type Pieces } from '../pieces'
import type { InPieces, RowKernel } from './kernel'
import { madeInPiece, operationCount, registerCount, type Program } from './program'
import { compiledRowKernel } from './wasm-kernel'

/** Points per tile: a tile of a few registers stays in the first-level cache. */
const width = 256
/** Points interpreted before compiling pays: a thumbnail never waits for the compiler. */
const pointsBeforeCompiling = 8192

/**
 * Evaluates a program at many points, one operation after the other over tiles of points, so that the cost of finding
 * out what to do is shared by a tile. Operations on inputs that are one number for all points are done once per call.
 */
export function rowKernel(program: Program): GridKernel {
  const plans: Plan[] = []
  const known = (inputs: RowInputs): Plan | undefined => plans.find(({ varying }) => isSuited(varying, inputs))
  const planFor = function* (inputs: RowInputs): Pieces<Plan> {
    const made = yield* makePlan(
      program,
      inputs.map((input) => typeof input !== 'number'),
    )
    plans.push(made)
    return made
  }
  const kernel: RowKernel = (inputs, count, outputs) => {
    const compiled = compiledFor(program, inputs, count)
    if (compiled === undefined) run(known(inputs) ?? finish(planFor(inputs)), program, inputs, count, outputs)
    else runCompiled(compiled, inputs, count, outputs)
  }
  return Object.assign(kernel, {
    grid(inputs: RowInputs, down: Down, count: number, outputs: readonly Float64Array[]) {
      const { input, values } = down
      const given = inputs.with(input, values[0]!)
      const compiled = compiledFor(program, given, values.length * count)
      if (compiled !== undefined) runCompiled(compiled, given, count, outputs, down)
      else {
        const plan = known(given) ?? finish(planFor(given))
        for (let row = 0; row < values.length; row++) {
          given[input] = values[row]!
          const rows = outputs.map((output) => output.subarray(row * count, (row + 1) * count))
          run(plan, program, given, count, rows)
        }
      }
    },
    *inPieces(inputs: RowInputs, count: number, outputs: readonly Float64Array[]) {
      const compiled = compiledFor(program, inputs, count)
      if (compiled === undefined) {
        yield* runInPieces(known(inputs) ?? (yield* planFor(inputs)), program, inputs, count, outputs)
      } else {
        const atOnce = Math.max(1, Math.floor(pieceOperations / operationCount(program)))
        for (let from = 0; from < count; from += atOnce) {
          const part = (column: Float64Array): Float64Array => column.subarray(from, from + atOnce)
          const given = inputs.map((input) => (typeof input === 'number' ? input : part(input)))
          runCompiled(compiled, given, Math.min(atOnce, count - from), outputs.map(part))
          yield
        }
      }
    },
  })
}

/** The same, never compiled: what compiled loops are compared with. */
export function interpretedRowKernel(program: Program): RowKernel {
  const kept = new Map<string, Plan>()
  return (inputs, count, outputs) => {
    const varying = inputs.map((input) => typeof input !== 'number')
    let plan = kept.get(varying.join())
    if (plan === undefined) kept.set(varying.join(), (plan = finish(makePlan(program, varying))))
    run(plan, program, inputs, count, outputs)
  }
}

/** An input that differs from row to row of a grid, and its values. */
interface Down {
  readonly input: number
  readonly values: Float64Array
}

type GridKernel = InPieces<RowKernel> & {
  /** The rows of a grid one after the other, each as by the kernel itself. */
  grid(inputs: RowInputs, down: Down, count: number, outputs: readonly Float64Array[]): void
}

type RowInputs = readonly (number | Float64Array)[]

/** What has been compiled of a program, for inputs of which these vary. */
interface Compiled {
  readonly varying: readonly boolean[]
  /** Points evaluated so far. */
  points: number
  /** Absent until it pays, and where there is none. */
  rows: CompiledRows | undefined
}

/** Nothing stays in a loop between two calls, so all kernels of a program share it. */
const compiledPrograms = new WeakMap<Program, Compiled[]>()

/** The compiled loop for such inputs, where it pays or is there, `count` points being about to be evaluated. */
function compiledFor(program: Program, inputs: RowInputs, count: number): CompiledRows | undefined {
  let loops = compiledPrograms.get(program)
  if (loops === undefined) compiledPrograms.set(program, (loops = []))
  let compiled = loops.find(({ varying }) => isSuited(varying, inputs))
  if (compiled === undefined) {
    compiled = { varying: inputs.map((input) => typeof input !== 'number'), points: 0, rows: undefined }
    loops.push(compiled)
  }
  const before = compiled.points
  compiled.points += count
  if (before < pointsBeforeCompiling && compiled.points >= pointsBeforeCompiling) {
    compiled.rows = compiledRowKernel(program, compiled.varying)
  }
  return compiled.rows
}

function isSuited(varying: readonly boolean[], inputs: RowInputs): boolean {
  for (let index = 0; index < inputs.length; index++) {
    if ((typeof inputs[index] !== 'number') !== varying[index]) return false
  }
  return true
}

/**
 * The same by a compiled loop: columns into the shared cells, as many points as it takes at once, and out of them; for
 * all rows of a grid where an input differs from one to the next.
 */
function runCompiled(
  { run, pitch, columns }: CompiledRows,
  inputs: RowInputs,
  count: number,
  outputs: readonly Float64Array[],
  down?: Down,
): void {
  const rows = down?.values.length ?? 1
  for (let start = 0; start < count; start += pitch) {
    const length = Math.min(pitch, count - start)
    for (let index = 0; index < inputs.length; index++) {
      const input = inputs[index]!
      if (typeof input === 'number') cells[index * pitch] = input
      else cells.set(input.length === length ? input : input.subarray(start, start + length), index * pitch)
    }
    const results = length === pitch ? columns : columns.map((column) => column.subarray(0, length))
    for (let row = 0; row < rows; row++) {
      if (down !== undefined) cells[down.input * pitch] = down.values[row]!
      run(length)
      for (let index = 0; index < outputs.length; index++) {
        outputs[index]!.set(results[inputs.length + index]!, row * count + start)
      }
    }
  }
}

/** How to run a program when it is known which inputs vary from point to point. */
interface Plan {
  readonly varying: readonly boolean[]
  /** One number per register, for registers that are the same at every point. */
  readonly uniform: Float64Array
  readonly varies: Uint8Array
  /** Places in `code` of the operations done once per call, and once per tile. */
  readonly once: Int32Array
  readonly steps: readonly Step[]
  /** Uniform registers that a tile operation reads, spread over a buffer once per call. */
  readonly spread: readonly { readonly register: number; readonly buffer: Float64Array }[]
  readonly inputBuffers: readonly (Float64Array | undefined)[]
  readonly outputBuffers: readonly (Float64Array | undefined)[]
}

interface Step {
  readonly loop: Loop
  readonly a: Float64Array
  readonly b: Float64Array
  readonly c: Float64Array
  readonly out: Float64Array
}

function* makePlan(program: Program, varying: readonly boolean[]): Pieces<Plan> {
  const { inputCount, constants, code, outputs } = program
  const total = registerCount(program)
  const first = inputCount + constants.length
  const uniform = new Float64Array(total)
  uniform.set(constants, inputCount)
  const varies = new Uint8Array(total)
  varying.forEach((does, index) => (varies[index] = does ? 1 : 0))
  const once: number[] = []
  const perTile: number[] = []
  const lastUse = new Int32Array(total).fill(-1)
  for (let at = 0; at < code.length; at += 4) {
    if (at % (4 * madeInPiece) === 0) yield
    const result = first + at / 4
    const operands = operandsAt(code, at)
    if (operands.some((operand) => varies[operand] === 1)) {
      varies[result] = 1
      perTile.push(at)
      for (const operand of operands) lastUse[operand] = at
    } else once.push(at)
  }
  for (const output of outputs) lastUse[output] = code.length

  // Buffers are handed back after their last use, so that the working set is the program's width and not its length.
  const free: Float64Array[] = []
  const buffers: (Float64Array | undefined)[] = []
  const claim = (register: number) => (buffers[register] = free.pop() ?? new Float64Array(width))
  const inputBuffers = varying.map((does, index) => (does ? claim(index) : undefined))
  const spread: { register: number; buffer: Float64Array }[] = []
  for (const [index, at] of perTile.entries()) {
    if (index % madeInPiece === 0) yield
    for (const operand of operandsAt(code, at)) {
      if (varies[operand] === 1 || buffers[operand] !== undefined) continue
      const buffer = new Float64Array(width)
      buffers[operand] = buffer
      spread.push({ register: operand, buffer })
    }
  }
  const steps: Step[] = []
  for (const [index, at] of perTile.entries()) {
    if (index % madeInPiece === 0) yield
    const operands = operandsAt(code, at)
    const [a, b, c] = operands.map((operand) => buffers[operand]!)
    // Every loop reads a point before it writes it, so a result may take the place of an operand.
    for (const operand of new Set(operands)) {
      if (varies[operand] === 1 && lastUse[operand] === at) free.push(buffers[operand]!)
    }
    steps.push({ loop: loops[code[at]!]!, a: a!, b: b ?? a!, c: c ?? a!, out: claim(first + at / 4) })
  }
  const outputBuffers = Array.from(outputs, (output) => (varies[output] === 1 ? buffers[output] : undefined))
  return {
    varying,
    uniform,
    varies,
    once: Int32Array.from(once),
    steps,
    spread,
    inputBuffers,
    outputBuffers,
  }
}

function operandsAt(code: Int32Array, at: number): number[] {
  return Array.from(code.subarray(at + 1, at + 1 + arity(code[at]!)))
}

function run(plan: Plan, program: Program, inputs: RowInputs, count: number, outputs: readonly Float64Array[]): void {
  loadUniform(plan, inputs)
  runOnce(plan, program, 0, plan.once.length)
  for (const { register, buffer } of plan.spread) buffer.fill(plan.uniform[register]!)
  for (let start = 0; start < count; start += width) {
    const length = Math.min(width, count - start)
    loadTile(plan, inputs, start, length)
    for (const { loop, out, a, b, c } of plan.steps) loop(out, a, b, c, length)
    storeTile(plan, program, outputs, start, length)
  }
}

/** Steps, each over a tile of points, in a piece. */
const stepsInPiece = pieceOperations / width

/** As `run`. A program of few steps does several tiles in a piece. */
function* runInPieces(
  plan: Plan,
  program: Program,
  inputs: RowInputs,
  count: number,
  outputs: readonly Float64Array[],
): Pieces<void> {
  loadUniform(plan, inputs)
  for (let from = 0; from < plan.once.length; from += pieceOperations) {
    if (from > 0) yield
    runOnce(plan, program, from, Math.min(plan.once.length, from + pieceOperations))
  }
  for (const [index, { register, buffer }] of plan.spread.entries()) {
    if (index % stepsInPiece === stepsInPiece - 1) yield
    buffer.fill(plan.uniform[register]!)
  }
  const { steps } = plan
  let done = 0
  for (let start = 0; start < count; start += width) {
    const length = Math.min(width, count - start)
    loadTile(plan, inputs, start, length)
    for (const { loop, out, a, b, c } of steps) {
      if (done++ === stepsInPiece) {
        done = 1
        yield
      }
      loop(out, a, b, c, length)
    }
    storeTile(plan, program, outputs, start, length)
  }
}

function loadUniform({ uniform }: Plan, inputs: RowInputs): void {
  for (let index = 0; index < inputs.length; index++) {
    const input = inputs[index]!
    if (typeof input === 'number') uniform[index] = input
  }
}

/** Runs the operations from one place to another of those that are done once per call. */
function runOnce({ uniform, once }: Plan, { inputCount, constants, code }: Program, from: number, to: number): void {
  const first = inputCount + constants.length
  for (let place = from; place < to; place++) {
    const at = once[place]!
    uniform[first + at / 4] = scalars[code[at]!]!(
      uniform[code[at + 1]!]!,
      uniform[code[at + 2]!]!,
      uniform[code[at + 3]!]!,
    )
  }
}

function loadTile({ inputBuffers }: Plan, inputs: RowInputs, start: number, length: number): void {
  for (let index = 0; index < inputs.length; index++) {
    const input = inputs[index]!
    if (typeof input === 'number') continue
    const buffer = inputBuffers[index]!
    for (let i = 0; i < length; i++) buffer[i] = input[start + i]!
  }
}

function storeTile(
  { uniform, outputBuffers }: Plan,
  { outputs: registers }: Program,
  outputs: readonly Float64Array[],
  start: number,
  length: number,
): void {
  for (let index = 0; index < outputs.length; index++) {
    const output = outputs[index]!
    const buffer = outputBuffers[index]
    if (buffer === undefined) output.fill(uniform[registers[index]!]!, start, start + length)
    else for (let i = 0; i < length; i++) output[start + i] = buffer[i]!
  }
}

/** One operation over the first `length` points of its operands. */
type Loop = (out: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array, length: number) => void

const scalars: readonly ((a: number, b: number, c: number) => number)[] = operations.map((name) => meanings[name])

/** A loop over a function of its own, so that each has one callee. */
const called =
  (operation: (a: number, b: number, c: number) => number): Loop =>
  (out, a, b, c, length) => {
    for (let i = 0; i < length; i++) out[i] = operation(a[i]!, b[i]!, c[i]!)
  }

const loops: Loop[] = operations.map((name) => called(meanings[name]))
loops[opcodes.add] = (out, a, b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i]! + b[i]!
}
loops[opcodes.subtract] = (out, a, b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i]! - b[i]!
}
loops[opcodes.multiply] = (out, a, b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i]! * b[i]!
}
loops[opcodes.divide] = (out, a, b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i]! / b[i]!
}
loops[opcodes.select] = (out, a, b, c, length) => {
  for (let i = 0; i < length; i++) out[i] = a[i]! < 0 || a[i]! > 0 ? b[i]! : c[i]!
}
loops[opcodes.negate] = (out, a, _b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = -a[i]!
}
loops[opcodes.absolute] = (out, a, _b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = Math.abs(a[i]!)
}
loops[opcodes.squareRoot] = (out, a, _b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = Math.sqrt(a[i]!)
}
// The functions that formulas use most have a loop of their own: a loop shared by several callees cannot be inlined
// into, and then every result is put on the heap.
loops[opcodes.exp] = (out, a, _b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = exp(a[i]!)
}
loops[opcodes.log] = (out, a, _b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = log(a[i]!)
}
loops[opcodes.sin] = (out, a, _b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = sin(a[i]!)
}
loops[opcodes.cos] = (out, a, _b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = cos(a[i]!)
}
loops[opcodes.tanh] = (out, a, _b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = tanh(a[i]!)
}
loops[opcodes.power] = (out, a, b, _c, length) => {
  for (let i = 0; i < length; i++) out[i] = pow(a[i]!, b[i]!)
}

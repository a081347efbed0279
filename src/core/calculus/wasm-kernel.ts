import { arity, meanings, opcodes, operations } from './operation'
import type { Program } from './program'

/*
 * A program as a WebAssembly function: each register is a local, + - * / and the like are instructions, and the
 * elementary functions are imported, so that the bits are those of the interpreter. (WebAssembly's f64 arithmetic,
 * min and max are IEEE 754's and agree with JavaScript's in NaN and signed zeros.)
 * Encodings: WebAssembly Core Specification 2.0, sections 5.3 to 5.5.
 */

/** The part of the WebAssembly interface used here, which is no part of the language's own library. */
interface WebAssemblyInterface {
  readonly Memory: new (size: { initial: number }) => SharedMemory
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: { readonly run: (bytes?: number) => void } }
}
interface SharedMemory {
  readonly buffer: ArrayBuffer
}
const webAssembly = (globalThis as { WebAssembly?: WebAssemblyInterface }).WebAssembly

/** A megabyte of numbers, of which only what is used costs anything. */
const cellPages = 16
const pageBytes = 65536
const longestProgram = 20_000

/**
 * Compiled programs and their callers pass numbers through this memory; absent where WebAssembly or memory for it is.
 */
const memory = makeMemory()

/**
 * The numbers that pass into and out of a point kernel: inputs first, then outputs. Shared by all kernels, so nothing
 * stays in them from one evaluation to the next.
 */
export const cells = new Float64Array(memory?.buffer ?? new ArrayBuffer(cellPages * pageBytes))

/**
 * Compiles a program to a function that reads its inputs from the first cells and writes its outputs into those that
 * follow. Undefined where that cannot be had: no WebAssembly, no memory for it, a content security policy that forbids
 * compiling, or a program too large. The interpreter then gives the same numbers.
 */
export function compiledKernel(program: Program): (() => void) | undefined {
  if (webAssembly === undefined || memory === undefined || program.code.length / 4 > longestProgram) return undefined
  try {
    return instantiate(encodeModule(program, pointForm))
  } catch {
    return undefined
  }
}

/** Points that a compiled row kernel takes at once. */
export const tilePoints = 256

/**
 * Compiles a program to a loop over up to `tilePoints` points: column k of the inputs begins at cell k * tilePoints, of
 * the outputs after them; of an input that does not vary only the first cell is read, and what depends on such inputs
 * alone is computed once. The function takes the number of points times 8. Undefined where a point kernel would be,
 * where the columns do not fit, and for a program that calls functions: calling them from WebAssembly costs more than a
 * loop of ours.
 */
export function compiledRowKernel(
  program: Program,
  varying: readonly boolean[],
): ((bytes: number) => void) | undefined {
  if (webAssembly === undefined || memory === undefined || program.code.length / 4 > longestProgram) return undefined
  const columns = program.inputCount + program.outputs.length
  if (columns * tilePoints > cells.length || importedOpcodes(program).length > 0) return undefined
  try {
    return instantiate(encodeModule(program, { varying, pitch: tilePoints }))
  } catch {
    return undefined
  }
}

function instantiate(bytes: Uint8Array): (bytes?: number) => void {
  const module = new webAssembly!.Module(bytes)
  return new webAssembly!.Instance(module, { shared: { memory }, elementary: meanings }).exports.run
}

/** What a module evaluates: one point, or points whose varying inputs lie in columns of `pitch` cells. */
interface Form {
  readonly varying: readonly boolean[]
  readonly pitch: number
}
const pointForm: Form = { varying: [], pitch: 1 }

function makeMemory(): SharedMemory | undefined {
  try {
    return webAssembly && new webAssembly.Memory({ initial: cellPages })
  } catch {
    return undefined
  }
}

const f64 = 0x7c
const i32 = 0x7f
const localGet = 0x20
const localSet = 0x21
const f64Load = 0x2b
const f64Store = 0x39
const f64Const = 0x44
const i32Const = 0x41
const call = 0x10
const end = 0x0b
const block = 0x02
const loop = 0x03
const branch = 0x0c
const branchIf = 0x0d
const noResult = 0x40
const i32AtLeast = 0x4f
const i32Add = 0x6a
const select = 0x1b
const lessThan = 0x63
const greaterThan = 0x64
const i32Or = 0x72
const fromI32 = 0xb7

/** Operations that are one instruction. */
const instructions: ReadonlyMap<number, number> = new Map([
  [opcodes.add, 0xa0],
  [opcodes.subtract, 0xa1],
  [opcodes.multiply, 0xa2],
  [opcodes.divide, 0xa3],
  [opcodes.minimum, 0xa4],
  [opcodes.maximum, 0xa5],
  [opcodes.absolute, 0x99],
  [opcodes.negate, 0x9a],
  [opcodes.squareRoot, 0x9f],
  [opcodes.floor, 0x9c],
])
const comparisons: ReadonlyMap<number, number> = new Map([
  [opcodes.less, lessThan],
  [opcodes.lessEqual, 0x65],
  [opcodes.equal, 0x61],
])

/** Opcodes written out below. */
const composed: ReadonlySet<number> = new Set([opcodes.unequal, opcodes.select, opcodes.sign])

/** The opcodes of a program whose meanings are imported. */
function importedOpcodes({ code }: Program): readonly number[] {
  const used = new Set<number>()
  for (let at = 0; at < code.length; at += 4) used.add(code[at]!)
  return [...used].filter((opcode) => !(instructions.has(opcode) || comparisons.has(opcode) || composed.has(opcode)))
}

/**
 * Function types: () -> () of a point kernel, (f64) -> f64 and (f64, f64) -> f64, so that an imported function's type
 * is its arity, and (i32) -> () of a loop.
 */
const typeSection = [4, 0x60, 0, 0, 0x60, 1, f64, 1, f64, 0x60, 2, f64, f64, 1, f64, 0x60, 1, i32, 0]
const loopType = 3

function encodeModule(program: Program, form: Form): Uint8Array {
  const imported = importedOpcodes(program)
  const imports = [
    [...name('shared'), ...name('memory'), 0x02, 0, 1],
    ...imported.map((opcode) => [...name('elementary'), ...name(operations[opcode]!), 0x00, arity(opcode)]),
  ]
  const body = encodeBody(program, imported, form)
  const bytes: number[] = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  const section = (id: number, content: readonly number[]) => {
    bytes.push(id, ...unsigned(content.length))
    for (const byte of content) bytes.push(byte)
  }
  section(1, typeSection)
  section(2, [...unsigned(imports.length), ...imports.flat()])
  section(3, [1, form.pitch > 1 ? loopType : 0])
  section(7, [1, ...name('run'), 0x00, ...unsigned(imported.length)])
  section(10, [1, ...unsigned(body.length)].concat(body))
  return Uint8Array.from(bytes)
}

/**
 * The first locals of a loop: its parameter, the bytes of a column that are to be done, and those that are. Registers
 * follow.
 */
const bytesToDo = 0
const bytesDone = 1

function encodeBody(
  { inputCount, constants, code, outputs }: Program,
  imported: readonly number[],
  { varying, pitch }: Form,
): number[] {
  const isLoop = pitch > 1
  const firstRegister = isLoop ? 2 : 0
  const registers = [...unsigned(inputCount + code.length / 4), f64]
  const bytes: number[] = isLoop ? [2, 1, i32, ...registers] : [1, ...registers]
  const first = inputCount + constants.length
  const numberBytes = new Uint8Array(8)
  const numberView = new DataView(numberBytes.buffer)
  const constant = (value: number) => {
    numberView.setFloat64(0, value, true)
    bytes.push(f64Const, ...numberBytes)
  }
  const local = (register: number) =>
    unsigned(firstRegister + (register < inputCount ? register : register - constants.length))
  const push = (register: number) => {
    if (register >= inputCount && register < first) constant(constants[register - inputCount]!)
    else bytes.push(localGet, ...local(register))
  }
  /** Leaves 1 where the register is neither 0 nor NaN, else 0. */
  const pushUnequal = (a: number, b?: number) => {
    const other = () => (b === undefined ? constant(0) : push(b))
    push(a)
    other()
    bytes.push(lessThan)
    push(a)
    other()
    bytes.push(greaterThan, i32Or)
  }
  const load = (index: number, varies: boolean) => {
    bytes.push(...(varies ? [localGet, bytesDone] : [i32Const, 0]))
    bytes.push(f64Load, 3, ...unsigned(index * pitch * 8), localSet, ...local(index))
  }
  const operation = (at: number) => {
    const opcode = code[at]!
    const a = code[at + 1]!
    const b = code[at + 2]!
    const instruction = instructions.get(opcode)
    const comparison = comparisons.get(opcode)
    if (instruction !== undefined) {
      push(a)
      if (opcode < opcodes.select) push(b)
      bytes.push(instruction)
    } else if (comparison !== undefined) {
      push(a)
      push(b)
      bytes.push(comparison, fromI32)
    } else if (opcode === opcodes.unequal) {
      pushUnequal(a, b)
      bytes.push(fromI32)
    } else if (opcode === opcodes.select) {
      push(b)
      push(code[at + 3]!)
      pushUnequal(a)
      bytes.push(select)
    } else if (opcode === opcodes.sign) {
      // 1 where a > 0, else -1 where a < 0, else a itself: a signed zero or NaN.
      constant(1)
      constant(-1)
      push(a)
      push(a)
      constant(0)
      bytes.push(lessThan, select)
      push(a)
      constant(0)
      bytes.push(greaterThan, select)
    } else {
      push(a)
      if (arity(opcode) > 1) push(b)
      bytes.push(call, ...unsigned(imported.indexOf(opcode)))
    }
    bytes.push(localSet, ...local(first + at / 4))
  }

  const varies = Uint8Array.from({ length: first + code.length / 4 }, (_, register) =>
    varying[register] === true ? 1 : 0,
  )
  for (let at = 0; at < code.length; at += 4) {
    const operands = code.subarray(at + 1, at + 1 + arity(code[at]!))
    if (operands.some((operand) => varies[operand] === 1)) varies[first + at / 4] = 1
  }
  /** Everything that varies, or everything that does not. */
  const emit = (wanted: 0 | 1) => {
    for (let index = 0; index < inputCount; index++) if (varies[index] === wanted) load(index, wanted === 1)
    for (let at = 0; at < code.length; at += 4) if (varies[first + at / 4] === wanted) operation(at)
  }
  emit(0)
  if (isLoop) {
    bytes.push(block, noResult, loop, noResult)
    bytes.push(localGet, bytesDone, localGet, bytesToDo, i32AtLeast, branchIf, 1)
    emit(1)
  }
  for (const [index, output] of outputs.entries()) {
    bytes.push(...(isLoop ? [localGet, bytesDone] : [i32Const, 0]))
    push(output)
    bytes.push(f64Store, 3, ...unsigned((inputCount + index) * pitch * 8))
  }
  if (isLoop) bytes.push(localGet, bytesDone, i32Const, 8, i32Add, localSet, bytesDone, branch, 0, end, end)
  bytes.push(end)
  return bytes
}

function name(text: string): number[] {
  return [...unsigned(text.length), ...Array.from(text, (letter) => letter.codePointAt(0)!)]
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    if (rest === 0) return [...bytes, low]
    bytes.push(low + 128)
  }
}

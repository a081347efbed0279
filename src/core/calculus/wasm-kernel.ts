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
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly run: () => void } }
}
interface SharedMemory {
  readonly buffer: ArrayBuffer
}
const webAssembly = (globalThis as { WebAssembly?: WebAssemblyInterface }).WebAssembly

/** A megabyte of numbers, of which only what is used costs anything. */
const cellPages = 16
const pageBytes = 65536
const longestProgram = 20_000

/** Compiled programs and their callers pass numbers through this memory; absent where WebAssembly or memory for it is. */
const memory = makeMemory()

/**
 * The numbers that pass into and out of a point kernel: inputs first, then outputs. Shared by all kernels, so nothing stays
 * in them from one evaluation to the next.
 */
export const cells = new Float64Array(memory?.buffer ?? new ArrayBuffer(cellPages * pageBytes))

/**
 * Compiles a program to a function that reads its inputs from the first cells and writes its outputs into those that follow.
 * Undefined where that cannot be had: no WebAssembly, no memory for it, a content security policy that forbids compiling,
 * or a program too large. The interpreter then gives the same numbers.
 */
export function compiledKernel(program: Program): (() => void) | undefined {
  if (webAssembly === undefined || memory === undefined || program.code.length / 4 > longestProgram) return undefined
  try {
    const module = new webAssembly.Module(encodeModule(program))
    return new webAssembly.Instance(module, { shared: { memory }, elementary: meanings }).exports.run
  } catch {
    return undefined
  }
}

function makeMemory(): SharedMemory | undefined {
  try {
    return webAssembly && new webAssembly.Memory({ initial: cellPages })
  } catch {
    return undefined
  }
}

const f64 = 0x7c
const localGet = 0x20
const localSet = 0x21
const f64Load = 0x2b
const f64Store = 0x39
const f64Const = 0x44
const i32Const = 0x41
const call = 0x10
const end = 0x0b
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

/** Function types: () -> (), (f64) -> f64 and (f64, f64) -> f64, so that a function's type is its arity. */
const typeSection = [3, 0x60, 0, 0, 0x60, 1, f64, 1, f64, 0x60, 2, f64, f64, 1, f64]

function encodeModule(program: Program): Uint8Array {
  const imported = importedOpcodes(program)
  const imports = [
    [...name('shared'), ...name('memory'), 0x02, 0, 1],
    ...imported.map((opcode) => [...name('elementary'), ...name(operations[opcode]!), 0x00, arity(opcode)]),
  ]
  const body = encodeBody(program, imported)
  const bytes: number[] = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  const section = (id: number, content: readonly number[]) => {
    bytes.push(id, ...unsigned(content.length))
    for (const byte of content) bytes.push(byte)
  }
  section(1, typeSection)
  section(2, [...unsigned(imports.length), ...imports.flat()])
  section(3, [1, 0])
  section(7, [1, ...name('run'), 0x00, ...unsigned(imported.length)])
  section(10, [1, ...unsigned(body.length)].concat(body))
  return Uint8Array.from(bytes)
}

function encodeBody({ inputCount, constants, code, outputs }: Program, imported: readonly number[]): number[] {
  const bytes: number[] = [1, ...unsigned(inputCount + code.length / 4), f64]
  const first = inputCount + constants.length
  const numberBytes = new Uint8Array(8)
  const numberView = new DataView(numberBytes.buffer)
  const constant = (value: number) => {
    numberView.setFloat64(0, value, true)
    bytes.push(f64Const, ...numberBytes)
  }
  const push = (register: number) => {
    if (register >= inputCount && register < first) constant(constants[register - inputCount]!)
    else bytes.push(localGet, ...unsigned(register < inputCount ? register : register - constants.length))
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
  for (let index = 0; index < inputCount; index++) {
    bytes.push(i32Const, 0, f64Load, 3, ...unsigned(index * 8), localSet, ...unsigned(index))
  }
  for (let at = 0; at < code.length; at += 4) {
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
    bytes.push(localSet, ...unsigned(inputCount + at / 4))
  }
  for (const [index, output] of outputs.entries()) {
    bytes.push(i32Const, 0)
    push(output)
    bytes.push(f64Store, 3, ...unsigned((inputCount + index) * 8))
  }
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

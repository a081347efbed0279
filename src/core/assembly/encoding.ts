/**
 * The binary format of WebAssembly, as far as kernels need it: WebAssembly Core Specification 2.0, chapter 5.
 */

/** Types of values, and the empty type of a block. */
export const types = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b, none: 0x40 } as const

export type ValueType = (typeof types)['i32' | 'i64' | 'f64' | 'v128']

/** Instructions of control, of locals, and constants. */
export const codes = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  branch: 0x0c,
  branchIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  i64Const: 0x42,
  f64Const: 0x44,
  i32IsZero: 0x45,
  i32AtLeast: 0x4f,
  i64IsZero: 0x50,
  i32Add: 0x6a,
  i32Subtract: 0x6b,
  i32Multiply: 0x6c,
  i32And: 0x71,
} as const

/** LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return bytes
}

/** Signed LEB128. */
export function signed(value: bigint): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest < -64n || rest > 63n) {
    bytes.push(Number(rest & 127n) + 128)
    rest >>= 7n
  }
  bytes.push(Number(rest & 127n))
  return bytes
}

/** Bytes that grow. */
export class Bytes {
  private bytes = new Uint8Array(256)
  private view = new DataView(this.bytes.buffer)
  length = 0

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1)
    this.bytes[this.length++] = value
  }

  all(values: ArrayLike<number>): void {
    if (this.length + values.length > this.bytes.length) this.grow(values.length)
    this.bytes.set(values, this.length)
    this.length += values.length
  }

  unsigned(value: number): void {
    this.all(unsigned(value))
  }

  signed(value: bigint): void {
    this.all(signed(value))
  }

  float(value: number): void {
    if (this.length + 8 > this.bytes.length) this.grow(8)
    this.view.setFloat64(this.length, value, true)
    this.length += 8
  }

  name(text: string): void {
    this.unsigned(text.length)
    for (let at = 0; at < text.length; at++) this.byte(text.charCodeAt(at))
  }

  /** What was written so far, without a copy. */
  done(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  private grow(more: number): void {
    const grown = new Uint8Array(2 * Math.max(this.bytes.length, this.length + more))
    grown.set(this.bytes)
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }
}

/** What a function takes and gives. */
export interface Signature {
  readonly parameters: readonly ValueType[]
  readonly result?: ValueType
}

/** A function of another module, or of JavaScript. */
export interface ImportedFunction {
  readonly module: string
  readonly name: string
  readonly signature: Signature
}

/** A function of the module: the types of its locals beyond its parameters, and its instructions with their `end`. */
export interface DefinedFunction {
  readonly signature: Signature
  readonly locals: readonly ValueType[]
  readonly instructions: Uint8Array
}

/**
 * A module on a memory that it is given as `shared.memory`. Functions are numbered imports first; the last defined one
 * is exported as `run`.
 */
export function encodeModule(imports: readonly ImportedFunction[], functions: readonly DefinedFunction[]): Uint8Array {
  const signatures: Signature[] = []
  const numbers = new Map<string, number>()
  const typeOf = (signature: Signature): number => {
    const key = `${signature.parameters.join()}:${signature.result ?? ''}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, signatures.length)
    return signatures.push(signature) - 1
  }
  const importTypes = imports.map(({ signature }) => typeOf(signature))
  const functionTypes = functions.map(({ signature }) => typeOf(signature))

  const out = new Bytes()
  out.all([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0])
  const section = (id: number, write: (content: Bytes) => void): void => {
    const content = new Bytes()
    write(content)
    out.byte(id)
    out.unsigned(content.length)
    out.all(content.done())
  }
  section(1, (content) => {
    content.unsigned(signatures.length)
    for (const { parameters, result } of signatures) {
      content.byte(0x60)
      content.unsigned(parameters.length)
      content.all(parameters)
      content.all(result === undefined ? [0] : [1, result])
    }
  })
  section(2, (content) => {
    content.unsigned(imports.length + 1)
    content.name('shared')
    content.name('memory')
    content.all([0x02, 0, 1])
    for (const [index, { module, name }] of imports.entries()) {
      content.name(module)
      content.name(name)
      content.byte(0x00)
      content.unsigned(importTypes[index]!)
    }
  })
  section(3, (content) => {
    content.unsigned(functions.length)
    for (const type of functionTypes) content.unsigned(type)
  })
  section(7, (content) => {
    content.unsigned(1)
    content.name('run')
    content.byte(0x00)
    content.unsigned(imports.length + functions.length - 1)
  })
  section(10, (content) => {
    content.unsigned(functions.length)
    for (const { locals, instructions } of functions) {
      const body = new Bytes()
      writeLocals(body, locals)
      body.all(instructions)
      content.unsigned(body.length)
      content.all(body.done())
    }
  })
  return out.done().slice()
}

/** Locals in runs of one type. */
function writeLocals(out: Bytes, locals: readonly ValueType[]): void {
  const runs: { type: ValueType; count: number }[] = []
  for (const type of locals) {
    const last = runs.at(-1)
    if (last?.type === type) last.count++
    else runs.push({ type, count: 1 })
  }
  out.unsigned(runs.length)
  for (const { type, count } of runs) {
    out.unsigned(count)
    out.byte(type)
  }
}

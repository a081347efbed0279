import { Code } from '../assembly/code'
import { encodeModule, types, type Bytes, type DefinedFunction, type Signature } from '../assembly/encoding'
import { Lanes, Mask, Numbers, type Form } from '../assembly/lanes'
import { cells, hasPairs, hasWebAssembly, instantiate, type Run } from '../assembly/shared-memory'
import { functions, simple, type Described } from './assembled-operations'
import type { Plain } from '../elementary/lanes'
import { arity, meanings, operations } from './operation'
import { operationCount, type Program } from './program'

/*
 * A program as a WebAssembly module: the functions it uses are in it, written into its loop where they are few, so that
 * a sine shares with the cosine of the same angle what is theirs in common, and called where they are many. The bits are
 * those of the interpreter.
 */

const longestProgram = 20_000
/** Functions beyond which a program calls them: its module is to stay short. */
const mostInlined = 48
/** Numbers that a kernel may need at once: they lie on the stack. */
const mostLocals = 4096

/**
 * Compiles a program to a function that reads its inputs from the first cells and writes its outputs into those that
 * follow. Undefined where that cannot be had: no WebAssembly, no memory for it, a content security policy that forbids
 * compiling, or a program too large. The interpreter then gives the same numbers.
 */
export function compiledKernel(program: Program): (() => void) | undefined {
  if (program.inputCount + program.outputs.length > cells.length) return undefined
  return compile(program, 'single', (body) => {
    body.inputs(() => true, 1)
    body.operations(() => true)
    body.outputs(1)
    body.again()
  })
}

/** A compiled loop over columns: column k, inputs first, begins at cell k * pitch and has as many points at most. */
export interface CompiledRows {
  /** Evaluates so many points. */
  readonly run: (count: number) => void
  readonly pitch: number
}

/** Columns of at most so many points... that together are to stay in the nearer caches. */
const longestPitch = 1024
const nearCells = 8192
const leastPitch = 64

/**
 * Compiles a program to a loop over points; of an input that does not vary only the first cell of its column is read,
 * and what depends on such inputs alone is computed once. Undefined where a point kernel would be, and where the columns
 * do not fit. Two points at once where the machine can; `form` is for tests.
 */
export function compiledRowKernel(
  program: Program,
  varying: readonly boolean[],
  form: Form = hasPairs ? 'pair' : 'single',
): CompiledRows | undefined {
  const columns = program.inputCount + program.outputs.length
  let pitch = longestPitch
  while (pitch > leastPitch && columns * pitch > nearCells) pitch /= 2
  if (columns * pitch > cells.length) return undefined
  const varies = varyingRegisters(program, varying)
  const stride = form === 'pair' ? 16 : 8
  const run = compile(program, form, (body) => {
    body.inputs((register) => varies[register] === 0, pitch)
    body.operations((register) => varies[register] === 0)
    body.againForAll()
    body.loop(stride, (offset) => {
      body.inputs((register) => varies[register] === 1, pitch, offset)
      body.operations((register) => varies[register] === 1)
      body.outputs(pitch, offset)
      body.again(offset, stride)
    })
  })
  return run && { run: (count) => run(0, 8 * count), pitch }
}

/** Which registers differ from point to point. */
function varyingRegisters(program: Program, varying: readonly boolean[]): Uint8Array {
  const { inputCount, constants, code } = program
  const first = inputCount + constants.length
  const varies = new Uint8Array(first + operationCount(program))
  for (const [index, does] of varying.entries()) varies[index] = does ? 1 : 0
  for (let at = 0; at < code.length; at += 4) {
    const operands = code.subarray(at + 1, at + 1 + arity(code[at]!))
    if (operands.some((operand) => varies[operand] === 1)) varies[first + at / 4] = 1
  }
  return varies
}

/**
 * A module of the program as `write` writes it, twice where its functions are few: with their instructions in their
 * places, and, for points where one of them asks for care, with calls of functions that take care of each lane.
 */
function compile(program: Program, form: Form, write: (body: Body) => void): Run | undefined {
  if (!hasWebAssembly || operationCount(program) > longestProgram) return undefined
  const library = new Library(functionsOf(program), form)
  const written = (careful?: number): DefinedFunction => {
    const body = new Body(program, library, careful)
    write(body)
    return body.code.done()
  }
  const runs = [written()]
  if (library.uses > 0 && library.uses <= mostInlined) runs.push(written(library.size))
  if (runs.some(({ locals }) => locals.length > mostLocals)) return undefined
  return instantiate(encodeModule(library.imports, [...library.functions, ...runs]), meanings)
}

const described: readonly Described[] = operations.map((name) => ({ ...simple, ...functions })[name])
const isFunction = operations.map((name) => name in functions)

/** The opcodes of a program's functions, one for each use. */
function functionsOf({ code }: Program): number[] {
  const uses: number[] = []
  for (let at = 0; at < code.length; at += 4) if (isFunction[code[at]!]) uses.push(code[at]!)
  return uses
}

/** The functions of one module that its program may call: imported for rare arguments, mending lanes, and whole. */
class Library {
  readonly imports
  readonly functions: DefinedFunction[] = []
  readonly uses: number
  private readonly indices = new Map<number, number>()

  constructor(
    uses: readonly number[],
    readonly form: Form,
  ) {
    this.uses = uses.length
    const opcodes = [...new Set(uses)]
    this.imports = opcodes.map((opcode) => ({
      module: 'elementary',
      name: operations[opcode]!,
      signature: signature('single', arity(opcode)),
    }))
    for (const [index, opcode] of opcodes.entries()) {
      const careful = form === 'single' ? index : this.add(laneByLane(arity(opcode), index))
      this.indices.set(opcode, this.add(carefulFunction(opcode, form, careful)))
    }
  }

  /** The number of functions so far, which is the index of the next. */
  get size(): number {
    return this.imports.length + this.functions.length
  }

  indexOf(opcode: number): number {
    return this.indices.get(opcode)!
  }

  private add(made: DefinedFunction): number {
    return this.imports.length + this.functions.push(made) - 1
  }
}

function signature(form: Form, operands: number): Signature {
  const type = form === 'pair' ? types.v128 : types.f64
  return { parameters: Array.from({ length: operands }, () => type), result: type }
}

/** A function of the module that gives an operation's result for all numbers. */
function carefulFunction(opcode: number, form: Form, careful: number): DefinedFunction {
  const code = new Code(signature(form, arity(opcode)))
  const lanes = new Lanes(code, form)
  const operands = Array.from({ length: arity(opcode) }, (_, k) => new Numbers(lanes, code.parameter(k)))
  const { result, isPlain } = describe(opcode, operands)
  return code.done((isPlain === undefined ? result : lanes.carefully(result, isPlain, careful, operands)).node)
}

function describe(opcode: number, operands: readonly Numbers[]): Plain {
  const [a, b = a, c = a] = operands
  return described[opcode]!(a!, b!, c!)
}

/** The function that mends a result of two lanes where its mask does not hold, by one of one lane. */
function laneByLane(operands: number, index: number): DefinedFunction {
  const code = new Code(signature('pair', operands + 2))
  const lanes = new Lanes(code, 'pair')
  const given = Array.from({ length: operands }, (_, k) => new Numbers(lanes, code.parameter(k)))
  const result = new Numbers(lanes, code.parameter(operands))
  return code.done(lanes.laneByLane(index, given, result, new Mask(lanes, code.parameter(operands + 1))).node)
}

/** Constants that have a local; where there are more, all are made where they are used. */
const mostKept = 64

/** The parameters of a run: the bytes of a column that are done, and those that are to be. */
const offset = 0
const limit = 1

/** A program's instructions. */
class Body {
  readonly code = new Code({ parameters: [types.i32, types.i32] })
  private readonly lanes: Lanes
  private readonly values: Numbers[] = []
  /** Where all functions so far are plain. */
  private isPlain: Mask | undefined

  /** `careful` is the index of the same run with care; absent, this is it. */
  constructor(
    private readonly program: Program,
    private readonly library: Library,
    private readonly careful: number | undefined,
  ) {
    this.lanes = new Lanes(this.code, library.form)
    const { inputCount, constants } = program
    for (const [k, value] of constants.entries()) {
      this.values[inputCount + k] = this.lanes.given(value, constants.length <= mostKept)
    }
  }

  inputs(wanted: (register: number) => boolean, pitch: number, at?: number): void {
    for (let index = 0; index < this.program.inputCount; index++) {
      if (wanted(index)) this.values[index] = this.lanes.load(8 * index * pitch, at)
    }
  }

  operations(wanted: (register: number) => boolean): void {
    const { inputCount, constants, code } = this.program
    const first = inputCount + constants.length
    for (let at = 0; at < code.length; at += 4) {
      const register = first + at / 4
      if (!wanted(register)) continue
      const opcode = code[at]!
      const operands = Array.from({ length: arity(opcode) }, (_, k) => this.values[code[at + 1 + k]!]!)
      this.values[register] = this.apply(opcode, operands)
    }
  }

  outputs(pitch: number, at?: number): void {
    const { inputCount, outputs } = this.program
    for (const [index, output] of outputs.entries()) {
      this.lanes.store(8 * (inputCount + index) * pitch, this.values[output]!, at)
    }
  }

  /** Writes what `body` writes for each point, or two. */
  loop(stride: number, body: (at: number) => void): void {
    this.code.loop(offset, limit, stride, () => body(offset))
  }

  /** The point or two at hand once more with care, unless all was plain. */
  again(at?: number, stride = 0): void {
    this.handOver(false, (out) => {
      if (at === undefined) out.all([0x41, 0, 0x41, 0])
      else out.all([0x20, at, 0x20, at, 0x41, stride, 0x6a])
    })
  }

  /** All points with care, unless what is the same for all was plain. */
  againForAll(): void {
    this.handOver(true, (out) => out.all([0x20, offset, 0x20, limit]))
  }

  private handOver(isLast: boolean, write: (out: Bytes) => void): void {
    if (this.isPlain !== undefined) this.lanes.unless(this.isPlain, this.careful!, write, isLast)
    this.isPlain = undefined
  }

  private apply(opcode: number, operands: readonly Numbers[]): Numbers {
    if (isFunction[opcode] && this.careful === undefined) {
      return this.lanes.call(this.library.indexOf(opcode), ...operands)
    }
    const { result, isPlain } = describe(opcode, operands)
    if (isPlain !== undefined) this.isPlain = this.isPlain?.and(isPlain) ?? isPlain
    return result
  }
}

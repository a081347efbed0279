import { Code } from '../assembly/code'
import { encodeModule, type DefinedFunction, type Signature } from '../assembly/encoding'
import { Lanes, Mask, Numbers, type Form } from '../assembly/lanes'
import { cells, hasPairs, hasWebAssembly, instantiate, type Run } from '../assembly/shared-memory'
import { functions, simple, type Described } from './assembled-operations'
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
    body.loop(stride, (offset) => {
      body.inputs((register) => varies[register] === 1, pitch, offset)
      body.operations((register) => varies[register] === 1)
      body.outputs(pitch, offset)
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

function compile(program: Program, form: Form, write: (body: Body) => void): Run | undefined {
  if (!hasWebAssembly || operationCount(program) > longestProgram) return undefined
  const library = new Library(program, form)
  const body = new Body(program, library)
  write(body)
  const run = body.code.done()
  if (run.locals.length > mostLocals) return undefined
  return instantiate(encodeModule(library.imports, [...library.functions, run]), meanings)
}

const described: readonly Described[] = operations.map((name) => ({ ...simple, ...functions })[name])
const isFunction = operations.map((name) => name in functions)

/** The functions of one module: those imported for rare arguments, then those that it calls. */
class Library {
  readonly imports
  readonly functions: DefinedFunction[] = []
  /** By opcode the index of what mends lanes, and of the function itself where it is called. */
  private readonly careful = new Map<number, number>()
  private readonly called = new Map<number, number>()

  constructor(
    program: Program,
    readonly form: Form,
  ) {
    const used = new Set<number>()
    let count = 0
    for (let at = 0; at < program.code.length; at += 4) {
      const opcode = program.code[at]!
      if (!isFunction[opcode]) continue
      used.add(opcode)
      count++
    }
    const single = { single: 0x7c, pair: 0x7c } as const
    this.imports = [...used].map((opcode) => ({
      module: 'elementary',
      name: operations[opcode]!,
      signature: signature(single[form], arity(opcode)),
    }))
    for (const [index, opcode] of [...used].entries()) {
      this.careful.set(opcode, form === 'single' ? index : this.add(laneByLane(arity(opcode), index)))
    }
    if (count > mostInlined) for (const opcode of used) this.called.set(opcode, this.add(this.function(opcode)))
  }

  /** An operation's result, written out or called. */
  apply(lanes: Lanes, opcode: number, operands: readonly Numbers[]): Numbers {
    const index = this.called.get(opcode)
    return index === undefined ? this.inline(lanes, opcode, operands) : lanes.call(index, ...operands)
  }

  private inline(lanes: Lanes, opcode: number, operands: readonly Numbers[]): Numbers {
    const [a, b = a, c = a] = operands
    const { result, isPlain } = described[opcode]!(a!, b!, c!)
    return isPlain === undefined ? result : lanes.carefully(result, isPlain, this.careful.get(opcode)!, operands)
  }

  private function(opcode: number): DefinedFunction {
    const type = this.form === 'pair' ? 0x7b : 0x7c
    const code = new Code(signature(type, arity(opcode)))
    const lanes = new Lanes(code, this.form)
    const operands = Array.from({ length: arity(opcode) }, (_, k) => new Numbers(lanes, code.parameter(k)))
    return code.done(this.inline(lanes, opcode, operands).node)
  }

  private add(made: DefinedFunction): number {
    return this.imports.length + this.functions.push(made) - 1
  }
}

function signature(type: 0x7b | 0x7c, operands: number): Signature {
  return { parameters: Array.from({ length: operands }, () => type), result: type }
}

/** The function that mends a result of two lanes where its mask does not hold, by one of one lane. */
function laneByLane(operands: number, index: number): DefinedFunction {
  const code = new Code(signature(0x7b, operands + 2))
  const lanes = new Lanes(code, 'pair')
  const given = Array.from({ length: operands }, (_, k) => new Numbers(lanes, code.parameter(k)))
  const result = new Numbers(lanes, code.parameter(operands))
  return code.done(lanes.laneByLane(index, given, result, new Mask(lanes, code.parameter(operands + 1))).node)
}

/** Constants that have a local; where there are more, all are made where they are used. */
const mostKept = 64

/** A program's instructions. */
class Body {
  readonly code = new Code({ parameters: [0x7f, 0x7f] })
  private readonly lanes: Lanes
  private readonly values: Numbers[] = []

  constructor(
    private readonly program: Program,
    private readonly library: Library,
  ) {
    this.lanes = new Lanes(this.code, library.form)
    const { inputCount, constants } = program
    for (const [k, value] of constants.entries())
      this.values[inputCount + k] = this.lanes.given(value, constants.length <= mostKept)
  }

  inputs(wanted: (register: number) => boolean, pitch: number, offset?: number): void {
    for (let index = 0; index < this.program.inputCount; index++) {
      if (wanted(index)) this.values[index] = this.lanes.load(8 * index * pitch, offset)
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
      this.values[register] = this.library.apply(this.lanes, opcode, operands)
    }
  }

  outputs(pitch: number, offset?: number): void {
    const { inputCount, outputs } = this.program
    for (const [index, output] of outputs.entries()) {
      this.lanes.store(8 * (inputCount + index) * pitch, this.values[output]!, offset)
    }
  }

  loop(stride: number, body: (offset: number) => void): void {
    this.code.loop(0, 1, stride, () => body(0))
  }
}

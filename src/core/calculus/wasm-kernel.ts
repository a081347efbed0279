import { Code } from '../assembly/code'
import { codes, encodeModule, types, unsigned, type Bytes, type DefinedFunction } from '../assembly/encoding'
import type { Form } from '../assembly/instructions'
import { Lanes, Numbers } from '../assembly/lanes'
import { compiledRows, pitchOf, type CompiledRows } from '../assembly/rows'
import { cells, hasPairs, hasWebAssembly, instantiate, type Run } from '../assembly/shared-memory'
import { describe, FunctionLibrary } from './function-library'
import { arity, meanings } from './operation'
import { operationCount, type Program } from './program'

/*
 * A program as a WebAssembly module with the functions that it uses inside. Where they are few their instructions stand
 * among the program's own, so that a sine shares with the cosine of the same angle what they have in common; nothing is
 * called, and what asks for care, a point or two of a loop, is done again by a second form of the program that calls
 * functions which take care of each lane. The bits are those of the interpreter.
 */

const longestProgram = 20_000
/** Functions beyond which a program calls them: its module is to stay short. */
const mostInlined = 48
/** Numbers that a kernel may need at once: they lie on the stack. */
const mostLocals = 4096
/** Numbers that a loop may be given by what is computed before it. */
const mostPassed = 256
/** Constants that are kept for a loop; where there are more, all are made where they are used. */
const mostKept = 64

/**
 * Compiles a program to a function that reads its inputs from the first cells and writes its outputs into those that
 * follow. Undefined where that cannot be had: no WebAssembly, no memory for it, a content security policy that forbids
 * compiling, or a program too large. The interpreter then gives the same numbers.
 */
export function compiledKernel(program: Program): Run | undefined {
  if (!isCompilable(program) || program.inputCount + program.outputs.length > cells.length) return undefined
  const library = new FunctionLibrary([program], 'single')
  const point = (careful?: number): DefinedFunction => {
    const code = new Code([])
    const body = new ProgramBody(program, new Lanes(code, 'single'), library)
    if (careful !== undefined)
      body.inPlace((out) => out.all([codes.if, types.none, codes.call, ...unsigned(careful), codes.return, codes.end]))
    body.load(() => true, 1)
    body.compute(() => true)
    body.store(1)
    return code.done()
  }
  const careful = library.add(point())
  if (isShort(library)) library.add(point(careful))
  return link(library)
}

/**
 * Compiles a program to a loop over points; of an input that does not vary only the first cell of its column is read,
 * and what depends on such inputs alone is computed once and passed to the loop. Undefined where a point kernel would
 * be, and where the columns do not fit. Two points at once where the machine can; `form` is for tests.
 */
export function compiledRowKernel(
  program: Program,
  varying: readonly boolean[],
  form: Form = hasPairs ? 'pair' : 'single',
): CompiledRows | undefined {
  const columns = program.inputCount + program.outputs.length
  const pitch = pitchOf(columns)
  if (!isCompilable(program) || pitch === undefined) return undefined
  const varies = varyingRegisters(program, varying)
  const isShared = (register: number): boolean => varies[register] === 0
  const doesVary = (register: number): boolean => varies[register] === 1
  const passed = passedRegisters(program, varies)
  if (passed.length > mostPassed) return undefined

  const library = new FunctionLibrary([program], form)
  const { type } = library
  const rows = (careful?: number): DefinedFunction => {
    const code = new Code([types.i32, types.i32, ...passed.map(() => type)])
    const body = new ProgramBody(program, new Lanes(code, form, 'kept'), library)
    for (const [k, register] of passed.entries()) body.take(register, code.parameter(2 + k))
    if (careful !== undefined) body.inPlace((out) => out.all([codes.branchIf, 0]))
    code.loop(form === 'pair' ? 16 : 8, careful, (offset) => {
      body.load(doesVary, pitch, offset)
      body.compute(doesVary)
      body.store(pitch, offset)
    })
    return code.done()
  }
  let loop = library.add(rows())
  if (isShort(library)) loop = library.add(rows(loop))
  const code = new Code([types.i32])
  const body = new ProgramBody(program, new Lanes(code, form), library)
  body.load(isShared, pitch)
  body.compute(isShared)
  body.lanes.callLoop(
    loop,
    code.parameter(0),
    passed.map((register) => body.value(register)),
  )
  library.add(code.done())
  const run = link(library)
  return run && compiledRows(run, columns, pitch)
}

function isCompilable(program: Program): boolean {
  return hasWebAssembly && operationCount(program) <= longestProgram
}

export function isShort({ uses }: FunctionLibrary): boolean {
  return uses > 0 && uses <= mostInlined
}

/** The last function of a library, ready to run. */
function link({ imports, functions }: FunctionLibrary): Run | undefined {
  if (functions.some(({ locals }) => locals.length > mostLocals)) return undefined
  return instantiate(encodeModule(imports, functions), meanings)
}

/** The loop of an index among a library's functions, from offset 0 up to a limit, ready to run. */
export function linkLoop(library: FunctionLibrary, loop: number): Run | undefined {
  const code = new Code([types.i32])
  new Lanes(code, library.form).callLoop(loop, code.parameter(0), [])
  library.add(code.done())
  return link(library)
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

/** The registers, constants aside, that do not vary and that what varies, or an output, is made of. */
function passedRegisters({ inputCount, constants, code, outputs }: Program, varies: Uint8Array): number[] {
  const first = inputCount + constants.length
  const passed = new Set<number>()
  const need = (register: number): void => {
    if (varies[register] === 0 && (register < inputCount || register >= first)) passed.add(register)
  }
  for (let at = 0; at < code.length; at += 4) {
    if (varies[first + at / 4] === 1) code.subarray(at + 1, at + 1 + arity(code[at]!)).forEach(need)
  }
  outputs.forEach(need)
  return [...passed]
}

/** A program's registers as values of one function. */
export class ProgramBody {
  private readonly values: Numbers[] = []
  private leave: ((out: Bytes) => void) | undefined
  /** Masks that hold from where they were asked. */
  private readonly asked = new Set<number>()

  constructor(
    private readonly program: Program,
    readonly lanes: Lanes,
    private readonly library: FunctionLibrary,
  ) {
    const { inputCount, constants } = program
    for (const [k, value] of constants.entries()) {
      this.values[inputCount + k] = lanes.given(value, constants.length <= mostKept)
    }
  }

  /** From here on functions stand in their places; `leave` is written for where one is not plain in every lane. */
  inPlace(leave: (out: Bytes) => void): void {
    this.leave = leave
  }

  value(register: number): Numbers {
    return this.values[register]!
  }

  take(register: number, node: number): void {
    this.values[register] = new Numbers(this.lanes, node)
  }

  load(wanted: (register: number) => boolean, pitch: number, offset?: number): void {
    for (let index = 0; index < this.program.inputCount; index++) {
      if (wanted(index)) this.values[index] = this.lanes.load(8 * index * pitch, offset)
    }
  }

  compute(wanted: (register: number) => boolean): void {
    const { inputCount, constants, code } = this.program
    const first = inputCount + constants.length
    for (let at = 0; at < code.length; at += 4) {
      const register = first + at / 4
      if (!wanted(register)) continue
      const operands = Array.from({ length: arity(code[at]!) }, (_, k) => this.values[code[at + 1 + k]!]!)
      this.values[register] = this.apply(code[at]!, operands)
    }
  }

  store(pitch: number, offset?: number): void {
    const { inputCount, outputs } = this.program
    for (const [index, output] of outputs.entries()) {
      this.lanes.store(8 * (inputCount + index) * pitch, this.values[output]!, offset)
    }
  }

  private apply(opcode: number, operands: readonly Numbers[]): Numbers {
    if (this.leave === undefined) return this.library.call(this.lanes, opcode, operands)
    const { result, isPlain } = describe(opcode, operands)
    if (isPlain !== undefined && !this.asked.has(isPlain.node)) {
      this.asked.add(isPlain.node)
      this.lanes.unless(isPlain, this.leave)
    }
    return result
  }
}

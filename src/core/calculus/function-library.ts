import { Code } from '../assembly/code'
import { types, type DefinedFunction, type Signature, type ValueType } from '../assembly/encoding'
import type { Form } from '../assembly/instructions'
import { Lanes, Mask, Numbers } from '../assembly/lanes'
import type { Plain } from '../lanes'
import { functions, simple, type Described } from './assembled-operations'
import { arity, operations } from './operation'
import type { Program } from './program'

const described: readonly Described[] = operations.map((name) => ({ ...simple, ...functions })[name])
const isFunction = operations.map((name) => name in functions)

/** The opcodes of a program's functions, one for each use. */
function functionsOf({ code }: Program): number[] {
  const uses: number[] = []
  for (let at = 0; at < code.length; at += 4) if (isFunction[code[at]!]) uses.push(code[at]!)
  return uses
}

/** An operation with its instructions in place. */
export function describe(opcode: number, operands: readonly Numbers[]): Plain {
  const [a, b = a, c = a] = operands
  return described[opcode]!(a!, b!, c!)
}

/**
 * The functions of one module, each with its index: those of TypeScript, imported for rare arguments; in two lanes what
 * asks them lane by lane; and for each operation that is a function one that takes care of every argument.
 */
export class FunctionLibrary {
  readonly imports
  readonly functions: DefinedFunction[] = []
  /** How often the programs use one. */
  readonly uses: number
  private readonly indices = new Map<number, number>()

  constructor(
    programs: readonly Program[],
    readonly form: Form,
  ) {
    const uses = programs.flatMap(functionsOf)
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

  /** The type of numbers. */
  get type(): ValueType {
    return this.form === 'pair' ? types.v128 : types.f64
  }

  /** Takes up a function of the module's own. */
  add(made: DefinedFunction): number {
    return this.imports.length + this.functions.push(made) - 1
  }

  /** An operation's result for all numbers: an instruction or few in place, or a call. */
  call(lanes: Lanes, opcode: number, operands: readonly Numbers[]): Numbers {
    const index = this.indices.get(opcode)
    return index === undefined ? describe(opcode, operands).result : lanes.call(index, ...operands)
  }
}

function signature(form: Form, operands: number): Signature {
  const type = form === 'pair' ? types.v128 : types.f64
  return { parameters: Array.from({ length: operands }, () => type), result: type }
}

function carefulFunction(opcode: number, form: Form, careful: number): DefinedFunction {
  const code = new Code(signature(form, arity(opcode)).parameters)
  const lanes = new Lanes(code, form)
  const operands = Array.from({ length: arity(opcode) }, (_, k) => new Numbers(lanes, code.parameter(k)))
  const { result, isPlain } = describe(opcode, operands)
  return code.done((isPlain === undefined ? result : lanes.carefully(result, isPlain, careful, operands)).node)
}

/** Mends a result of two lanes where its mask does not hold, by a function of one lane. */
function laneByLane(operands: number, index: number): DefinedFunction {
  const code = new Code(signature('pair', operands + 2).parameters)
  const lanes = new Lanes(code, 'pair')
  const given = Array.from({ length: operands }, (_, k) => new Numbers(lanes, code.parameter(k)))
  const result = new Numbers(lanes, code.parameter(operands))
  return code.done(lanes.laneByLane(index, given, result, new Mask(lanes, code.parameter(operands + 1))).node)
}

import { Bytes, codes, signed, types, unsigned, type DefinedFunction, type ValueType } from './encoding'

/**
 * An instruction that computes a value from others and nothing else: given the same it gives the same. Where one is
 * made anew for each use (a constant, with other bytes each), `key` tells which are the same.
 */
export interface Instruction {
  readonly result: ValueType
  readonly key: string
  /** Writes the instruction; `operand(k)` writes what puts operand k on the stack. */
  readonly write: (out: Bytes, operand: (index: number) => void) => void
  /**
   * Of what needs no operands: `cheap` costs no more than a local would, and is written at every use; `kept` is made
   * once, before all else, so that a loop finds it there.
   */
  readonly when?: 'cheap' | 'kept'
}

/** The instruction of these bytes, its operands on the stack in their order. */
export function plain(result: ValueType, operands: number, ...bytes: readonly number[]): Instruction {
  return {
    result,
    key: bytes.join(),
    write: (out, operand) => {
      for (let index = 0; index < operands; index++) operand(index)
      out.all(bytes)
    },
  }
}

/** A value of a function that is being written: its number. */
export type Node = number

const { block, loop, end, branch, branchIf, call, localGet, localSet, i32Const, i32AtLeast, i32Add } = codes

/** Nodes of 21 bits, two of them, and instructions of 11 fit a double's 53. */
const mostNodes = 2097152
const mostShort = 2048

interface Statement {
  readonly key: undefined
  readonly result: undefined
  readonly write: Instruction['write']
}

/**
 * Writes one function as a list of values, each computed from earlier ones, and of statements between them. A value
 * that was there before is not computed again. Locals are handed on after their last use, so that a function has as
 * many as values are needed at once; those made before a loop and used inside are kept to its end.
 */
export class Code {
  private readonly made: (Instruction | Statement | undefined)[] = []
  private readonly operands: (readonly Node[])[] = []
  private readonly known = new Map<number | string, Node>()
  private readonly numberOf = new Map<string, number>()
  private loopStart = Infinity
  private loopEnd = Infinity

  constructor(private readonly parameters: readonly ValueType[]) {
    for (const _ of parameters) this.push(undefined, [])
  }

  parameter(index: number): Node {
    return index
  }

  value(instruction: Instruction, ...operands: readonly Node[]): Node {
    let number = this.numberOf.get(instruction.key)
    if (number === undefined) this.numberOf.set(instruction.key, (number = this.numberOf.size))
    const [a = 0, b = 0] = operands
    // An instruction has one number of operands. Numbers hash far faster than text.
    const key =
      operands.length <= 2 && number < mostShort && a < mostNodes && b < mostNodes
        ? (number * mostNodes + a) * mostNodes + b
        : `${number}:${operands.join()}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const node = this.push(instruction, operands)
    this.known.set(key, node)
    return node
  }

  /** Something that is done with values: it stays where it stands. */
  statement(write: Instruction['write'], ...operands: readonly Node[]): void {
    this.push({ key: undefined, result: undefined, write }, operands)
  }

  /**
   * What `body` writes, for the offsets from the first parameter up to, not including, the second, `stride` apart; once
   * a function. Where `body` leaves, by a branch to label 0, the function `instead` is called for that offset alone,
   * which takes the same parameters. Values made inside are none outside.
   */
  loop(stride: number, instead: number | undefined, body: (offset: Node) => void): void {
    if (this.loopStart < Infinity) throw new Error('a function has one loop')
    const [offset, limit] = [0, 1]
    const next = [localGet, offset, i32Const, ...signed(BigInt(stride)), i32Add]
    const goOn = (label: number): readonly number[] => [...next, localSet, offset, branch, label]
    this.loopStart = this.made.length
    this.statement((out) => {
      out.all([block, types.none, loop, types.none, localGet, offset, localGet, limit, i32AtLeast, branchIf, 1])
      if (instead !== undefined) out.all([block, types.none])
    })
    body(offset)
    this.statement((out) => {
      if (instead !== undefined) {
        out.all([...goOn(1), end, localGet, offset, ...next])
        for (let index = limit + 1; index < this.parameters.length; index++) out.all([localGet, ...unsigned(index)])
        out.all([call, ...unsigned(instead)])
      }
      out.all([...goOn(0), end, end])
    })
    this.loopEnd = this.made.length - 1
  }

  /** The function, with the value that it gives where it gives one. */
  done(result?: Node): DefinedFunction {
    if (result !== undefined) this.statement((_, operand) => operand(0), result)
    const lastUse = this.lastUses()
    const out = new Bytes()
    const locals: ValueType[] = []
    const parameters = this.parameters.length
    const localOf = new Int32Array(this.made.length)
    for (let index = 0; index < parameters; index++) localOf[index] = index
    const free = new Map<ValueType, number[]>()
    const freeAt = new Map<number, Node[]>()
    const get = (node: Node): void => {
      if (this.isOf(node, 'cheap')) this.write(out, node, get)
      else {
        out.byte(localGet)
        out.unsigned(localOf[node]!)
      }
    }
    const compute = (node: Node, result: ValueType): void => {
      this.write(out, node, get)
      this.release(node, freeAt, localOf, free)
      let pool = free.get(result)
      if (pool === undefined) free.set(result, (pool = []))
      const local = pool.pop() ?? parameters + locals.push(result) - 1
      localOf[node] = local
      out.byte(localSet)
      out.unsigned(local)
      const until = lastUse[node]!
      const ending = freeAt.get(until)
      if (ending === undefined) freeAt.set(until, [node])
      else ending.push(node)
    }
    for (let node = parameters; node < this.made.length; node++) {
      if (this.isOf(node, 'kept') && lastUse[node]! >= 0) compute(node, this.made[node]!.result!)
    }
    for (let node = parameters; node < this.made.length; node++) {
      const { result } = this.made[node]!
      if (result === undefined) {
        this.write(out, node, get)
        this.release(node, freeAt, localOf, free)
      } else if (lastUse[node]! >= 0 && !this.isOf(node, 'cheap') && !this.isOf(node, 'kept')) compute(node, result)
    }
    out.byte(end)
    const type = result === undefined ? undefined : (this.made[result]?.result ?? this.parameters[result])
    const signature = { parameters: this.parameters, ...(type !== undefined && { result: type }) }
    return { signature, locals, instructions: out.done() }
  }

  private isOf(node: Node, when: 'cheap' | 'kept'): boolean {
    const made = this.made[node]
    return made?.result !== undefined && made.when === when
  }

  private release(at: Node, freeAt: Map<number, Node[]>, localOf: Int32Array, free: Map<ValueType, number[]>): void {
    for (const node of freeAt.get(at) ?? []) free.get(this.made[node]!.result!)!.push(localOf[node]!)
    freeAt.delete(at)
  }

  private write(out: Bytes, node: Node, get: (node: Node) => void): void {
    const operands = this.operands[node]!
    this.made[node]!.write(out, (index) => get(operands[index]!))
  }

  /** Where each value is used last; -1 for one that nothing needs. */
  private lastUses(): Int32Array {
    const last = new Int32Array(this.made.length).fill(-1)
    for (let node = this.made.length - 1; node >= 0; node--) {
      const made = this.made[node]
      if (made === undefined || (made.result !== undefined && last[node] === -1)) continue
      for (const operand of this.operands[node]!) {
        const isBefore = operand < this.loopStart || this.isOf(operand, 'kept')
        const until = isBefore && node > this.loopStart && node < this.loopEnd ? this.loopEnd : node
        if (until > last[operand]!) last[operand] = until
      }
    }
    return last
  }

  private push(made: Instruction | Statement | undefined, operands: readonly Node[]): Node {
    this.operands.push(operands)
    return this.made.push(made) - 1
  }
}

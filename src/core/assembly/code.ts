import { Bytes, types, type DefinedFunction, type Signature, type ValueType } from './encoding'

/**
 * An instruction that computes a value from others and nothing else: given the same it gives the same. Where one is
 * made anew for each use (a constant, with other bytes each), `key` tells which are the same.
 */
export interface Instruction {
  readonly result: ValueType
  readonly key: string
  /** Writes the instruction; `operand(k)` writes what puts operand k on the stack. */
  readonly write: (out: Bytes, operand: (index: number) => void) => void
  /** Costs no more than a local would: written at every use. */
  readonly cheap?: boolean
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

const localGet = 0x20
const localSet = 0x21

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
  private readonly known = new Map<string, Node>()
  private readonly numberOf = new Map<string, number>()
  private loopStart = Infinity
  private loopEnd = Infinity

  constructor(private readonly signature: Signature) {
    for (const _ of signature.parameters) this.push(undefined, [])
  }

  get size(): number {
    return this.made.length
  }

  parameter(index: number): Node {
    return index
  }

  value(instruction: Instruction, ...operands: readonly Node[]): Node {
    const number = this.numberOf.get(instruction.key) ?? this.numberOf.size
    if (number === this.numberOf.size) this.numberOf.set(instruction.key, number)
    const key = `${number}:${operands.join()}`
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
   * What `body` writes, for `offset` = 0, `stride`, ... below `limit`, parameters both; once a function. Values made
   * inside are none outside.
   */
  loop(offset: Node, limit: Node, stride: number, body: () => void): void {
    const first = this.signature.parameters.length
    if (offset >= first || limit >= first) throw new RangeError('a loop counts in a parameter')
    this.loopStart = this.made.length
    // block loop, leave where offset >= limit
    this.statement((out) =>
      out.all([0x02, types.none, 0x03, types.none, localGet, offset, localGet, limit, 0x4f, 0x0d, 1]),
    )
    body()
    this.statement((out) => out.all([localGet, offset, 0x41, stride, 0x6a, localSet, offset, 0x0c, 0, 0x0b, 0x0b]))
    this.loopEnd = this.made.length - 1
  }

  /** The function, with the value that it gives where it gives one. */
  done(result?: Node): DefinedFunction {
    if (result !== undefined) {
      this.statement((_, operand) => operand(0), result)
    }
    const lastUse = this.lastUses()
    const out = new Bytes()
    const locals: ValueType[] = []
    const parameters = this.signature.parameters.length
    const localOf = new Int32Array(this.made.length)
    for (let index = 0; index < parameters; index++) localOf[index] = index
    const free = new Map<ValueType, number[]>()
    const freeAt = new Map<number, Node[]>()
    const get = (node: Node): void => {
      const made = this.made[node]
      if (made !== undefined && made.result !== undefined && made.cheap === true) this.write(out, node, get)
      else {
        out.byte(localGet)
        out.unsigned(localOf[node]!)
      }
    }
    for (let node = parameters; node < this.made.length; node++) {
      const made = this.made[node]!
      if (made.result === undefined) this.write(out, node, get)
      else if (lastUse[node]! >= 0 && made.cheap !== true) {
        this.write(out, node, get)
        this.release(node, freeAt, localOf, free)
        let pool = free.get(made.result)
        if (pool === undefined) free.set(made.result, (pool = []))
        const local = pool.pop() ?? parameters + locals.push(made.result) - 1
        localOf[node] = local
        out.byte(localSet)
        out.unsigned(local)
        const end = lastUse[node]!
        const ending = freeAt.get(end)
        if (ending === undefined) freeAt.set(end, [node])
        else ending.push(node)
        continue
      }
      this.release(node, freeAt, localOf, free)
    }
    out.byte(0x0b)
    return { signature: this.signature, locals, instructions: out.done() }
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
      // What is written at each use is used where its user is.
      const at = made.result !== undefined && made.cheap === true ? last[node]! : node
      for (const operand of this.operands[node]!) {
        const end = operand < this.loopStart && at > this.loopStart && at < this.loopEnd ? this.loopEnd : at
        if (end > last[operand]!) last[operand] = end
      }
    }
    return last
  }

  private push(made: Instruction | Statement | undefined, operands: readonly Node[]): Node {
    this.operands.push(operands)
    return this.made.push(made) - 1
  }
}

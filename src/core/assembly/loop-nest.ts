import { Bytes, codes, types, type DefinedFunction, type ValueType } from './encoding'

/** A local of a function: its number. */
type Local = number

const { loop, end, branchIf, localGet, localSet, localTee, i32Const, i32Add, i32Subtract } = codes

/**
 * Writes a function of loops within loops over places in memory, which `Code` has no words for: addresses and counters
 * in locals that change, numbers of two lanes in others. It takes one integer and gives nothing.
 */
export class LoopNest {
  private readonly out = new Bytes()
  private readonly locals: ValueType[] = []
  /** What it is given. */
  readonly parameter: Local = 0

  /** A new counter or address. */
  integer(): Local {
    return this.locals.push(types.i32)
  }
  /** A new number of two lanes. */
  pair(): Local {
    return this.locals.push(types.v128)
  }
  pairs(count: number): readonly Local[] {
    return Array.from({ length: count }, () => this.pair())
  }

  /** address = value */
  set(address: Local, value: number): void {
    this.constant(value)
    this.put(localSet, address)
  }
  /** to = from */
  copy(to: Local, from: Local): void {
    this.put(localGet, from)
    this.put(localSet, to)
  }
  /** address = address + by */
  advance(address: Local, by: number): void {
    if (by === 0) return
    this.put(localGet, address)
    this.constant(by)
    this.out.byte(i32Add)
    this.put(localSet, address)
  }

  /** What `body` writes, `times` times, which is at least 1; or as often as the function is told. */
  repeat(times: number | 'as told', body: () => void): void {
    if (times === 1) {
      body()
      return
    }
    const left = this.integer()
    if (times === 'as told') this.copy(left, this.parameter)
    else this.set(left, times)
    this.out.all([loop, types.none])
    body()
    this.put(localGet, left)
    this.constant(1)
    this.out.byte(i32Subtract)
    this.put(localTee, left)
    this.out.all([branchIf, 0, end])
  }

  /** number = 0, 0 */
  clear(number: Local): void {
    this.out.all([0xfd, 0x0c, ...new Uint8Array(16)])
    this.put(localSet, number)
  }
  /** number = the two cells at an address and so many bytes. */
  load(number: Local, address: Local, offset: number): void {
    this.memory(0x00, address, offset)
    this.put(localSet, number)
  }
  /** number = the cell there, in both lanes. */
  loadBoth(number: Local, address: Local, offset: number): void {
    this.memory(0x0a, address, offset)
    this.put(localSet, number)
  }
  /** The two cells there = number */
  store(number: Local, address: Local, offset: number): void {
    this.put(localGet, address)
    this.put(localGet, number)
    this.out.all([0xfd, 0x0b, 3])
    this.out.unsigned(offset)
  }
  /** sum = sum + a b, rounded twice */
  addProduct(sum: Local, a: Local, b: Local): void {
    for (const operand of [sum, a, b]) this.put(localGet, operand)
    this.out.all([0xfd, 0xf2, 0x01])
    this.out.all([0xfd, 0xf0, 0x01])
    this.put(localSet, sum)
  }
  /** sum = sum + a */
  add(sum: Local, a: Local): void {
    this.put(localGet, sum)
    this.put(localGet, a)
    this.out.all([0xfd, 0xf0, 0x01])
    this.put(localSet, sum)
  }
  /** The cell there = itself + (first lane + second lane) */
  addLanes(number: Local, address: Local, offset: number): void {
    this.put(localGet, address)
    this.put(localGet, address)
    this.out.all([0x2b, 3])
    this.out.unsigned(offset)
    for (const lane of [0, 1]) {
      this.put(localGet, number)
      this.out.all([0xfd, 0x21, lane])
    }
    this.out.all([0xa0, 0xa0, 0x39, 3])
    this.out.unsigned(offset)
  }

  done(): DefinedFunction {
    this.out.byte(end)
    return { signature: { parameters: [types.i32] }, locals: this.locals, instructions: this.out.done() }
  }

  private put(code: number, local: Local): void {
    this.out.byte(code)
    this.out.unsigned(local)
  }
  private constant(value: number): void {
    this.out.byte(i32Const)
    this.out.signed(BigInt(value))
  }
  private memory(code: number, address: Local, offset: number): void {
    this.put(localGet, address)
    this.out.all([0xfd, code, 3])
    this.out.unsigned(offset)
  }
}

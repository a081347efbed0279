import { plain, type Code, type Instruction, type Node } from './code'
import { codes, types, unsigned, type Bytes, type ValueType } from './encoding'
import {
  allTrue,
  bitsOf,
  callOf,
  firstLane,
  loadSplat,
  pairBits,
  pairLoad,
  secondLane,
  shuffleFirst,
  shuffleSecond,
  singleBits,
  singleConstant,
  singleLoad,
  splatConstant,
  vocabularies,
  wrap,
  zero,
  type Form,
  type LaneOperation,
  type Vocabulary,
} from './instructions'
import { addressOf, type Table } from './shared-memory'

/*
 * The vocabulary in which a numeric function is described once: numbers, their bits, and masks, in one lane (a double)
 * or in two (f64x2). Every operation is IEEE 754's, rounded once, and none is fused, so both forms give the bits that
 * JavaScript gives for the same operations in the same order.
 */

/** A number in each lane. Methods take numbers that are the same in all lanes as they are. */
export class Numbers {
  constructor(
    readonly lanes: Lanes,
    readonly node: Node,
    /** Of a 1 or 0 what it was made of. */
    readonly mask?: Mask,
  ) {}

  plus(other: Operand): Numbers {
    return this.with('plus', other)
  }
  minus(other: Operand): Numbers {
    return this.with('minus', other)
  }
  times(other: Operand): Numbers {
    return this.with('times', other)
  }
  over(other: Operand): Numbers {
    return this.with('over', other)
  }
  /** As Math.min: NaN where one is, -0 below 0. */
  min(other: Operand): Numbers {
    return this.with('min', other)
  }
  max(other: Operand): Numbers {
    return this.with('max', other)
  }
  /** The same in one instruction where neither is NaN, and a zero may have either sign; else one of them. */
  quickMin(other: Operand): Numbers {
    return this.with('quickMin', other)
  }
  quickMax(other: Operand): Numbers {
    return this.with('quickMax', other)
  }
  abs(): Numbers {
    return this.lanes.numbers('abs', this)
  }
  negate(): Numbers {
    return this.lanes.numbers('negate', this)
  }
  sqrt(): Numbers {
    return this.lanes.numbers('sqrt', this)
  }
  floor(): Numbers {
    return this.lanes.numbers('floor', this)
  }
  ceil(): Numbers {
    return this.lanes.numbers('ceil', this)
  }
  /** The nearest float. */
  fround(): Numbers {
    return this.lanes.numbers('fround', this)
  }
  /** As Math.round: the nearest integer, up from the middle; of -0.5 and what is above it, 0 without a sign. */
  round(): Numbers {
    const up = this.ceil()
    return up.minus(0.5).greater(this).choose(up.minus(1), up)
  }
  square(): Numbers {
    return this.times(this)
  }
  /** This, with the sign of another number, for what has none. */
  signedAs(other: Numbers): Numbers {
    return this.bits().xor(other.bits().and(signBit)).number()
  }

  equals(other: Operand): Mask {
    return this.compare('equals', other)
  }
  less(other: Operand): Mask {
    return this.compare('less', other)
  }
  greater(other: Operand): Mask {
    return this.compare('greater', other)
  }
  lessEqual(other: Operand): Mask {
    return this.compare('lessEqual', other)
  }
  between(low: number, high: number): Mask {
    return this.greater(low).and(this.less(high))
  }
  /** Neither 0 nor NaN. */
  holds(): Mask {
    return this.mask ?? this.less(0).or(this.greater(0))
  }

  /** Of an integer from 0 up to, not including, 2^52 the bits; those above 52 are others. */
  index(): Bits {
    return this.plus(twoTo52).bits()
  }
  bits(): Bits {
    return new Bits(this.lanes, this.lanes.apply('toBits', this.node))
  }

  private with(operation: Arithmetic, other: Operand): Numbers {
    return this.lanes.numbers(operation, this, this.lanes.number(other))
  }
  private compare(operation: Comparison, other: Operand): Mask {
    return new Mask(this.lanes, this.lanes.apply(operation, this.node, this.lanes.number(other).node))
  }
}

type Operand = Numbers | number
type Arithmetic =
  | 'plus'
  | 'minus'
  | 'times'
  | 'over'
  | 'min'
  | 'max'
  | 'quickMin'
  | 'quickMax'
  | 'abs'
  | 'negate'
  | 'sqrt'
  | 'floor'
  | 'ceil'
  | 'fround'
type Comparison = 'equals' | 'less' | 'greater' | 'lessEqual'

const signBit = 1n << 63n

/** The 64 bits of each lane, and as an integer. */
export class Bits {
  constructor(
    readonly lanes: Lanes,
    readonly node: Node,
  ) {}

  plus(other: Bits | bigint): Bits {
    return this.with('plusBits', other)
  }
  minus(other: Bits | bigint): Bits {
    return this.with('minusBits', other)
  }
  and(other: Bits | bigint): Bits {
    return this.with('andBits', other)
  }
  or(other: Bits | bigint): Bits {
    return this.with('orBits', other)
  }
  xor(other: Bits | bigint): Bits {
    return this.with('xorBits', other)
  }
  shiftLeft(by: number): Bits {
    return new Bits(this.lanes, this.lanes.shift(0x86, 0xcb, this.node, by))
  }
  /** Zeros come in. */
  shiftRight(by: number): Bits {
    return new Bits(this.lanes, this.lanes.shift(0x88, 0xcd, this.node, by))
  }
  number(): Numbers {
    return new Numbers(this.lanes, this.lanes.apply('fromBits', this.node))
  }
  /** The number that an integer from 0 up to, not including, 2^52 is, plus another. */
  integer(plus = 0): Numbers {
    // In the place of the digits of 2^52 it is added to it.
    return this.or(twoTo52Bits)
      .number()
      .minus(twoTo52 - plus)
  }

  private with(operation: 'plusBits' | 'minusBits' | 'andBits' | 'orBits' | 'xorBits', other: Bits | bigint): Bits {
    const operand = typeof other === 'bigint' ? this.lanes.bits(other) : other
    return new Bits(this.lanes, this.lanes.apply(operation, this.node, operand.node))
  }
}

const twoTo52 = 4503599627370496
const twoTo52Bits = 0x433n << 52n

/** Yes or no in each lane. */
export class Mask {
  constructor(
    readonly lanes: Lanes,
    readonly node: Node,
  ) {}

  and(other: Mask): Mask {
    return new Mask(this.lanes, this.lanes.apply('and', this.node, other.node))
  }
  or(other: Mask): Mask {
    return new Mask(this.lanes, this.lanes.apply('or', this.node, other.node))
  }
  not(): Mask {
    return new Mask(this.lanes, this.lanes.apply('not', this.node))
  }
  /** One number where it holds, else another; both are computed. */
  choose(then: Operand, otherwise: Operand): Numbers {
    const [a, b] = [this.lanes.number(then).node, this.lanes.number(otherwise).node]
    return new Numbers(this.lanes, this.lanes.apply('choose', a, b, this.node))
  }
  /** 0 where it holds, else a number. */
  clear(number: Numbers): Numbers {
    if (this.lanes.form === 'single') return this.choose(0, number)
    return new Numbers(this.lanes, this.lanes.apply('andNot', number.node, this.node))
  }
  /** 1 where it holds, else 0. */
  number(): Numbers {
    return new Numbers(this.lanes, this.choose(1, 0).node, this)
  }
}

/** Where the descriptions of functions come to be code: operations on lanes, as values of one function. */
export class Lanes {
  private readonly words: Vocabulary
  private readonly known = new Map<number, Numbers>()

  /** `constants` are kept for a loop, or cheap. */
  constructor(
    readonly code: Code,
    readonly form: Form,
    private readonly constants: 'cheap' | 'kept' = 'cheap',
  ) {
    this.words = vocabularies[form]
  }

  /** The type of numbers. */
  get type(): ValueType {
    return this.words.number
  }

  apply(operation: LaneOperation, ...operands: readonly Node[]): Node {
    // In two lanes bits are numbers are bits.
    if (this.form === 'pair' && (operation === 'fromBits' || operation === 'toBits')) return operands[0]!
    return this.code.value(this.words.instructions[operation], ...operands)
  }

  numbers(operation: Arithmetic, ...operands: readonly Numbers[]): Numbers {
    return new Numbers(this, this.apply(operation, ...operands.map(({ node }) => node)))
  }

  number(value: Operand): Numbers {
    if (typeof value !== 'number') return value
    // A map does not tell zeros apart.
    const known = value === 0 ? undefined : this.known.get(value)
    if (known !== undefined) return known
    const node = this.form === 'single' ? this.code.value(singleConstant(value)) : this.bits(bitsOf(value)).node
    const made = new Numbers(this, node)
    if (value !== 0) this.known.set(value, made)
    return made
  }

  bits(value: bigint): Bits {
    return new Bits(this, this.code.value(this.form === 'single' ? singleBits(value) : pairBits(value, this.constants)))
  }

  /** A number of some program, for which there is no place in memory: kept in a local, or made anew for each use. */
  given(value: number, isKept: boolean): Numbers {
    if (this.form === 'single') return this.number(value)
    return new Numbers(this, this.code.value(splatConstant(value, isKept ? 'kept' : 'cheap')))
  }

  shift(single: number, pair: number, bits: Node, by: number): Node {
    const instruction =
      this.form === 'single' ? plain(types.i64, 1, 0x42, by, single) : plain(types.v128, 1, 0x41, by, 0xfd, pair, 0x01)
    return this.code.value(instruction, bits)
  }

  /** The row of a table at an index, of which as many low bits count as the table has rows: none lies outside. */
  lookUp(table: Table, index: Bits): readonly Numbers[] {
    const { width, rows } = table
    const base = addressOf(table)
    const offset = index.and(BigInt(rows - 1)).shiftLeft(width === 2 ? 4 : 5).node
    const load = (address: Node, place: number): Node => {
      const at = base + 8 * place
      return this.code.value(this.form === 'single' ? singleLoad(at) : pairLoad(at), address)
    }
    if (this.form === 'single') {
      const address = this.code.value(wrap, offset)
      return Array.from({ length: width }, (_, place) => new Numbers(this, load(address, place)))
    }
    // Two numbers of a lane's row at once; then the lanes change places.
    const [first, second] = [this.code.value(firstLane, offset), this.code.value(secondLane, offset)]
    return Array.from({ length: width / 2 }, (_, half) => {
      const [one, other] = [load(first, 2 * half), load(second, 2 * half)]
      return [shuffleFirst, shuffleSecond].map((shuffle) => new Numbers(this, this.code.value(shuffle, one, other)))
    }).flat()
  }

  /** Cells from a byte address on, and `offset` bytes further, one for each lane; without an offset one for all. */
  load(address: number, offset?: Node): Numbers {
    const pair = offset === undefined ? loadSplat(address) : pairLoad(address)
    const instruction = this.form === 'pair' ? pair : singleLoad(address)
    const at = offset ?? this.code.value(zero)
    return new Numbers(this, this.code.value(instruction, at))
  }

  store(address: number, value: Numbers, offset?: Node): void {
    const at = offset ?? this.code.value(zero)
    this.code.statement(
      (out, operand) => {
        operand(0)
        operand(1)
        out.all(this.form === 'single' ? [0x39, 3] : [0xfd, 0x0b, 3])
        out.unsigned(address)
      },
      at,
      value.node,
    )
  }

  /** A call of a function of the module. */
  call(index: number, ...operands: readonly Numbers[]): Numbers {
    return new Numbers(
      this,
      this.code.value(callOf(index, operands.length, this.type), ...operands.map(({ node }) => node)),
    )
  }

  /** Calls a loop of the module from offset 0 up to a limit, on integers and numbers that it takes. */
  callLoop(index: number, limit: Node, passed: readonly Numbers[], integers: readonly Node[] = []): void {
    const operands = [limit, ...integers, ...passed.map(({ node }) => node)]
    this.code.statement(
      (out, operand) => {
        out.all([codes.i32Const, 0])
        for (let each = 0; each < operands.length; each++) operand(each)
        out.all([codes.call, ...unsigned(index)])
      },
      ...operands,
    )
  }

  /**
   * A result where `isPlain` holds; in lanes where it does not, what the function of an index gives for these numbers.
   * In one lane that is the imported function itself, in two one that is told the result and the mask.
   */
  carefully(result: Numbers, isPlain: Mask, index: number, given: readonly Numbers[]): Numbers {
    const pair = this.form === 'pair'
    const passed = pair ? [result.node, isPlain.node] : []
    const instruction: Instruction = {
      result: this.type,
      key: `carefully ${index}`,
      write: (out, operand) => {
        operand(1)
        if (pair) out.all(allTrue)
        out.all([codes.if, this.type])
        operand(0)
        out.byte(codes.else)
        for (let each = 0; each < given.length + passed.length; each++) operand(2 + each)
        out.byte(codes.call)
        out.unsigned(index)
        out.byte(codes.end)
      },
    }
    const nodes = [result.node, isPlain.node, ...given.map(({ node }) => node), ...passed]
    return new Numbers(this, this.code.value(instruction, ...nodes))
  }

  /** Unless a mask holds in all lanes, does what `leave` writes. */
  unless(isPlain: Mask, leave: (out: Bytes) => void): void {
    this.code.statement((out, operand) => {
      operand(0)
      if (this.form === 'pair') out.all(allTrue)
      out.byte(codes.i32IsZero)
      leave(out)
    }, isPlain.node)
  }

  /** Of two lanes the ones where a mask does not hold, by a function of one lane. */
  laneByLane(index: number, given: readonly Numbers[], result: Numbers, isPlain: Mask): Numbers {
    let mended = result.node
    for (const lane of [0, 1]) {
      const instruction: Instruction = {
        result: types.v128,
        key: `lane ${lane} ${index}`,
        write: (out, operand) => {
          operand(0)
          out.all([0xfd, 0x1d, lane, codes.i64IsZero, codes.if, types.v128])
          operand(1)
          for (let each = 0; each < given.length; each++) {
            operand(2 + each)
            out.all([0xfd, 0x21, lane])
          }
          out.byte(codes.call)
          out.unsigned(index)
          out.all([0xfd, 0x22, lane, codes.else])
          operand(1)
          out.byte(codes.end)
        },
      }
      mended = this.code.value(instruction, isPlain.node, mended, ...given.map(({ node }) => node))
    }
    return new Numbers(this, mended)
  }
}

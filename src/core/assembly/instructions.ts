import { plain, type Instruction } from './code'
import { codes, types, type Bytes, type ValueType } from './encoding'
import { addressOf } from './shared-memory'

/** One lane, a double, or two (f64x2). */
export type Form = 'single' | 'pair'

/** The instructions of one form; those of two lanes follow the prefix 0xfd. */
export interface Vocabulary {
  readonly number: ValueType
  readonly bits: ValueType
  readonly mask: ValueType
  readonly instructions: Readonly<Record<LaneOperation, Instruction>>
}

/** For each operation what its operands are and what it gives, its bytes in one lane and in two. */
const operations = {
  plus: [2, 'number', [0xa0], [0xf0, 0x01]],
  minus: [2, 'number', [0xa1], [0xf1, 0x01]],
  times: [2, 'number', [0xa2], [0xf2, 0x01]],
  over: [2, 'number', [0xa3], [0xf3, 0x01]],
  min: [2, 'number', [0xa4], [0xf4, 0x01]],
  max: [2, 'number', [0xa5], [0xf5, 0x01]],
  // Of two numbers neither of which is NaN, and of zeros either.
  quickMin: [2, 'number', [0xa4], [0xf6, 0x01]],
  quickMax: [2, 'number', [0xa5], [0xf7, 0x01]],
  abs: [1, 'number', [0x99], [0xec, 0x01]],
  negate: [1, 'number', [0x9a], [0xed, 0x01]],
  sqrt: [1, 'number', [0x9f], [0xef, 0x01]],
  floor: [1, 'number', [0x9c], [0x75]],
  ceil: [1, 'number', [0x9b], [0x74]],
  // To a float and back.
  fround: [1, 'number', [0xb6, 0xbb], [0x5e, 0xfd, 0x5f]],
  fromBits: [1, 'number', [0xbf], []],
  toBits: [1, 'bits', [0xbd], []],
  plusBits: [2, 'bits', [0x7c], [0xce, 0x01]],
  minusBits: [2, 'bits', [0x7d], [0xd1, 0x01]],
  andBits: [2, 'bits', [0x83], [0x4e]],
  orBits: [2, 'bits', [0x84], [0x50]],
  xorBits: [2, 'bits', [0x85], [0x51]],
  equals: [2, 'mask', [0x61], [0x47]],
  less: [2, 'mask', [0x63], [0x49]],
  greater: [2, 'mask', [0x64], [0x4a]],
  lessEqual: [2, 'mask', [0x65], [0x4b]],
  and: [2, 'mask', [0x71], [0x4e]],
  or: [2, 'mask', [0x72], [0x50]],
  // Of two lanes alone.
  andNot: [2, 'number', [], [0x4f]],
  not: [1, 'mask', [0x45], [0x4d]],
  choose: [3, 'number', [0x1b], [0x52]],
} as const satisfies Record<string, readonly [number, 'number' | 'bits' | 'mask', readonly number[], readonly number[]]>

export type LaneOperation = keyof typeof operations

function vocabulary(form: Form): Vocabulary {
  const pair = form === 'pair'
  const result = pair
    ? { number: types.v128, bits: types.v128, mask: types.v128 }
    : { number: types.f64, bits: types.i64, mask: types.i32 }
  const entries = Object.entries(operations).map(([name, [operands, gives, single, two]]) => {
    const bytes: readonly number[] = !pair ? single : two.length === 0 ? [] : [0xfd, ...two]
    return [name, plain(result[gives], operands, ...bytes)]
  })
  return { ...result, instructions: Object.fromEntries(entries) as Vocabulary['instructions'] }
}

export const vocabularies = { single: vocabulary('single'), pair: vocabulary('pair') }

const numberView = new DataView(new ArrayBuffer(8))

export function bitsOf(value: number): bigint {
  numberView.setFloat64(0, value)
  return numberView.getBigInt64(0)
}

export const wrap = plain(types.i32, 1, 0xa7)
export const firstLane = plain(types.i32, 1, 0xfd, 0x1d, 0, 0xa7)
export const secondLane = plain(types.i32, 1, 0xfd, 0x1d, 1, 0xa7)
export const zero: Instruction = { ...plain(types.i32, 0, codes.i32Const, 0), when: 'cheap' }
export const allTrue = [0xfd, 0xc3, 0x01]
/** The first 8 bytes of both, and the last. */
export const shuffleFirst = plain(types.v128, 2, 0xfd, 0x0d, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
export const shuffleSecond = plain(
  types.v128,
  2,
  0xfd,
  0x0d,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  24,
  25,
  26,
  27,
  28,
  29,
  30,
  31,
)

/** A whole number of 32 bits times another. */
export const scaledBy = (factor: number): Instruction => ({
  result: types.i32,
  key: `scaled by ${factor}`,
  write: (out, operand) => {
    operand(0)
    out.byte(codes.i32Const)
    out.signed(BigInt(factor))
    out.byte(codes.i32Multiply)
  },
})

/** A whole number of 32 bits. */
export const integer = (value: number): Instruction => ({
  result: types.i32,
  key: `integer ${value}`,
  when: 'cheap',
  write: (out) => {
    out.byte(codes.i32Const)
    out.signed(BigInt(value))
  },
})

/** Writes 0 into a cell. */
export function writeZero(out: Bytes, address: number): void {
  out.all([codes.i32Const, 0, codes.f64Const])
  out.float(0)
  out.all([0x39, 3])
  out.unsigned(address)
}

function fromAddress(result: ValueType, bytes: readonly number[], address: number): Instruction {
  return {
    result,
    key: `${bytes.join()} ${address}`,
    write: (out, operand) => {
      operand(0)
      out.all(bytes)
      out.unsigned(address)
    },
  }
}

export const singleLoad = (address: number): Instruction => fromAddress(types.f64, [0x2b, 3], address)
export const pairLoad = (address: number): Instruction => fromAddress(types.v128, [0xfd, 0x00, 3], address)
export const loadInteger = (address: number): Instruction => fromAddress(types.i32, [0x28, 2], address)
export const loadSplat = (address: number): Instruction => fromAddress(types.v128, [0xfd, 0x0a, 3], address)

/** The instruction of a constant of these bits. */
function constant(result: ValueType, bits: bigint, when: 'cheap' | 'kept', write: (out: Bytes) => void): Instruction {
  return { result, key: `${result} ${bits}`, write, when }
}

export function singleConstant(value: number): Instruction {
  return constant(types.f64, bitsOf(value), 'cheap', (out) => {
    out.byte(codes.f64Const)
    out.float(value)
  })
}

export function singleBits(value: bigint): Instruction {
  const signed = BigInt.asIntN(64, value)
  return constant(types.i64, signed, 'cheap', (out) => {
    out.byte(codes.i64Const)
    out.signed(signed)
  })
}

/** From memory, which is quicker than to make it of its bits. */
export function pairBits(value: bigint, when: 'cheap' | 'kept'): Instruction {
  const address = addressOf(BigInt.asIntN(64, value))
  return constant(types.v128, BigInt.asIntN(64, value), when, (out) => {
    out.all([codes.i32Const, 0, 0xfd, 0x00, 3])
    out.unsigned(address)
  })
}

export function splatConstant(value: number, when: 'cheap' | 'kept'): Instruction {
  return constant(types.v128, bitsOf(value), when, (out) => {
    out.byte(codes.f64Const)
    out.float(value)
    out.all([0xfd, 0x14])
  })
}

export function callOf(index: number, operands: number, result: ValueType): Instruction {
  return {
    result,
    key: `call ${index}`,
    write: (out, operand) => {
      for (let each = 0; each < operands; each++) operand(each)
      out.byte(codes.call)
      out.unsigned(index)
    },
  }
}

import { isTypedArray, pack, unpack } from './wire'

/** The kinds of arrays that results are made of. */
const arrayTypes = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array } as const
type ArrayType = keyof typeof arrayTypes

/** Where an array lies behind the text. */
interface Place {
  readonly type: ArrayType
  readonly at: number
  readonly length: number
}

/** Arrays begin at multiples of the largest number, so that they are read where they lie. */
const alignment = 8

/**
 * A result as bytes, equal for equal results: the length of its text in 8 bytes, the text (ASCII), in which `{ $array
 * }` stands for every typed array, and the arrays. Little-endian, as every machine that Basin runs on.
 */
export function resultToBytes(value: unknown): Uint8Array {
  const arrays: { readonly array: ArrayBufferView; readonly at: number }[] = []
  let end = 0
  const text = JSON.stringify(pack(value), (_key, child: unknown) => {
    if (!isTypedArray(child)) return child
    const type = child.constructor.name
    if (!isArrayType(type))
      throw new Error(`result holds a ${type}, expected one of ${Object.keys(arrayTypes).join(', ')}`)
    const at = end
    arrays.push({ array: child, at })
    end = aligned(at + child.byteLength)
    return { $array: { type, at, length: (child as Float64Array).length } satisfies Place }
  })
  const ascii = text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const start = aligned(alignment + ascii.length)
  const bytes = new Uint8Array(start + end)
  new DataView(bytes.buffer).setUint32(0, ascii.length, true)
  for (let i = 0; i < ascii.length; i++) bytes[alignment + i] = ascii.charCodeAt(i)
  for (const { array, at } of arrays)
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + at)
  return bytes
}

/** Undoes `resultToBytes`. Arrays are views of the bytes. */
export function resultFromBytes(given: Uint8Array): unknown {
  const bytes = given.byteOffset % alignment === 0 ? given : given.slice()
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const start = bytes.byteOffset + aligned(alignment + length)
  const text = bytes
    .subarray(alignment, alignment + length)
    .reduce((ascii, unit) => ascii + String.fromCharCode(unit), '')
  const value: unknown = JSON.parse(text, (_key, child: unknown) => {
    if (typeof child !== 'object' || child === null || !('$array' in child)) return child
    const { type, at, length } = child.$array as Place
    return new arrayTypes[type](bytes.buffer as ArrayBuffer, start + at, length)
  })
  return unpack(value)
}

function isArrayType(name: string): name is ArrayType {
  return Object.hasOwn(arrayTypes, name)
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment
}

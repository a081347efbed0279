import { isLongList } from './long-list'

/**
 * What values look like on a link. A link may serialise everything but typed arrays as JSON, which has no NaN, no
 * infinities and no negative zero, so those travel inside typed arrays: each as `{ $number: Float64Array }`. A long
 * list of numbers does too, as `{ $numbers: Float64Array }`, which takes a fraction of its text.
 */

type TypedArray = Exclude<ArrayBufferView, DataView>

/** Whether a value is a typed array; a DataView is none. */
export function isTypedArray(value: unknown): value is TypedArray {
  return ArrayBuffer.isView(value) && 'BYTES_PER_ELEMENT' in value
}

function isJsonNumber(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0)
}

/** The value with every number that JSON would change put into a typed array. Typed arrays are kept, not copied. */
export function pack(value: unknown): unknown {
  if (typeof value === 'number') return isJsonNumber(value) ? value : { $number: Float64Array.of(value) }
  if (isLongList(value)) return { $numbers: Float64Array.from(value) }
  return mapChildren(value, pack)
}

/** Undoes `pack`. */
export function unpack(value: unknown): unknown {
  if (isPackedNumber(value)) return value.$number[0]
  if (isPackedList(value)) return [...value.$numbers]
  return mapChildren(value, unpack)
}

function isPackedNumber(value: unknown): value is { readonly $number: Float64Array } {
  return typeof value === 'object' && value !== null && '$number' in value && value.$number instanceof Float64Array
}

function isPackedList(value: unknown): value is { readonly $numbers: Float64Array } {
  return typeof value === 'object' && value !== null && '$numbers' in value && value.$numbers instanceof Float64Array
}

function mapChildren(value: unknown, map: (child: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || isTypedArray(value)) return value
  if (Array.isArray(value)) return value.map(map)
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, map(child)]))
}

/**
 * The buffers of all typed arrays in a value that are the whole of their buffer, each once: what may be transferred.
 */
export function buffersOf(value: unknown): ArrayBufferLike[] {
  const buffers = new Set<ArrayBufferLike>()
  collect(value)
  return [...buffers]

  function collect(child: unknown): void {
    if (typeof child !== 'object' || child === null) return
    if (isTypedArray(child)) {
      if (child.byteLength > 0 && child.byteLength === child.buffer.byteLength) buffers.add(child.buffer)
    } else {
      for (const grandchild of Object.values(child)) collect(grandchild)
    }
  }
}

/**
 * A deep copy through text, with typed arrays copied beside it: what a link between processes does at worst.
 * The loopback link sends everything through this, so that the tests prove the protocol survives it.
 */
export function serialisedCopy(value: unknown): unknown {
  const arrays: TypedArray[] = []
  const text = JSON.stringify(value, (_key, child: unknown) => {
    if (!isTypedArray(child)) return child
    arrays.push((child as Float64Array).slice())
    return { $array: arrays.length - 1 }
  })
  return JSON.parse(text, (_key, child: unknown) =>
    typeof child === 'object' && child !== null && '$array' in child ? arrays[child.$array as number] : child,
  )
}

import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { shown } from '../core/shown'
import { namesProblem } from './most-names'
import { entriesOf, type NdArray, numbersOfType } from './npy'
import type { ArrayFault, NamedArrays } from './surface-file'
import { parsedJson } from './parsed-json'

/** The types of numbers that are read, as NumPy names them; BF16 has no name there. */
const types: Readonly<Record<string, string>> = {
  F64: '<f8',
  F32: '<f4',
  F16: '<f2',
  BF16: '<u2',
  I64: '<i8',
  I32: '<i4',
  I16: '<i2',
  I8: '<i1',
  U8: '<u1',
}

const remedy = 'save or copy it again, whole'

/**
 * Reads every tensor of a safetensors file, by name: 8 bytes, little endian, say how long a JSON header is, which says
 * of each tensor its type, its shape and where its bytes lie in what follows. One that cannot be read does not close
 * the file.
 *
 * Source: Hugging Face, safetensors, README, "Format".
 */
export function readSafetensors(bytes: Uint8Array): Checked<NamedArrays> {
  const length = bytes.length < 8 ? 0n : new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  if (length < 2n || bytes[8] !== 0x7b)
    return invalid({ message: 'file is no safetensors file: it has no header', remedy: 'save it with safetensors' })
  if (length > BigInt(bytes.length - 8))
    return invalid({
      message: `safetensors file is cut off inside its header, of ${length} bytes in a file of ${bytes.length}`,
      remedy,
    })
  const end = 8 + Number(length)
  const header = parsedJson(bytes.subarray(8, end))
  if (!isObject(header)) return invalid({ message: 'safetensors file has a header that is not JSON', remedy })
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__')
  const tooMany = namesProblem(entries.length, 'arrays')
  if (tooMany !== undefined) return invalid(tooMany)
  const arrays = new Map<string, NdArray>()
  const faults: ArrayFault[] = []
  for (const [name, entry] of entries) {
    const tensor = tensorOf(entry, bytes.subarray(end))
    if (tensor.value === undefined) faults.push(...tensor.problems.map((problem) => ({ name, problem })))
    else arrays.set(name, tensor.value)
  }
  return valid({ arrays, faults })
}

function tensorOf(entry: unknown, data: Uint8Array): Checked<NdArray> {
  const { dtype, shape, data_offsets: offsets } = isObject(entry) ? entry : {}
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    return invalid({
      message: `header of the tensor is ${shown(entry)}, expected dtype, shape and data_offsets`,
      remedy,
    })
  const type = types[dtype]
  if (type === undefined) return invalid(unknownType(dtype))
  const [from, to] = offsets as readonly [number, number]
  const size = entriesOf(shape) * Number(type.slice(2))
  if (to - from !== size)
    return invalid({
      message: `tensor of the shape (${shape.join(', ')}) needs ${size} bytes of ${dtype} and has ${to - from}`,
      remedy,
    })
  if (to > data.length)
    return invalid({ message: `tensor ends at byte ${to} of the data, of which there are ${data.length}`, remedy })
  const numbers = numbersOfType(type, data.subarray(from, to))!
  return valid({ shape, data: dtype === 'BF16' ? numbers.map(fromBrain) : numbers })
}

/** The number whose 16 bits are the first of a float32. */
function fromBrain(bits: number): number {
  return new Float32Array(Uint32Array.of(bits * 65_536).buffer)[0]!
}

function unknownType(dtype: string): Problem {
  return {
    message: `tensor holds ${shown(dtype)}, expected F64, F32, F16, BF16 or integers`,
    remedy: 'save tensor.double()',
  }
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((entry) => Number.isInteger(entry) && entry >= 0)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

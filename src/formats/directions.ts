import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { fileSizeProblem } from '../core/scene/file-size'
import { shown } from '../core/shown'
import type { Slice } from '../core/slice/slice'
import { endingOf } from './ending'
import { readHdf5 } from './hdf5'
import { loadHdf5 } from './hdf5-library'
import { listedNames } from './most-names'
import { entriesOf, type NdArray } from './npy'
import { readNpz } from './npz'
import { parsedJson, parsedSizeProblem } from './parsed-json'
import type { StateNames } from './state-dict'
import type { NamedArrays } from './surface-file'

/** The endings of the files that `readDirections` reads. */
export const directionsExtensions = ['npz', 'json', 'h5', 'hdf5'] as const

/** The directions of a plane or, without v, a line; through a point of its own if there is one. */
export type Directions = Omit<Slice, 'origin'> & Partial<Pick<Slice, 'origin'>>

/** Loads what reading directions from a file of this name takes and is not there from the start; nothing for most. */
export function prepareDirections(fileName: string): Promise<void> | undefined {
  return isHdf5(fileName) ? loadHdf5() : undefined
}

/**
 * Reads the directions of a slice, after `prepareDirections`: arrays `origin`, `u`, `v` of an archive or a JSON object,
 * as `basin slice --out` writes them, or the groups `xdirection` and `ydirection` of an HDF5 file, which hold a tensor
 * for each parameter, numbered in their order, or for each entry of a `state_dict`, whose statistics are left out; and
 * `origin` alike where Basin has written it.
 *
 * Source: T. Goldstein and others, loss-landscape, h5_util.py, write_list.
 */
export function readDirections(fileName: string, bytes: Uint8Array, names: StateNames): Checked<Directions> {
  const tooLarge = fileSizeProblem(bytes.length)
  if (tooLarge !== undefined) return invalid(tooLarge)
  const ending = endingOf(fileName)
  if (isHdf5(fileName)) {
    const read = readHdf5(bytes)
    return read.value === undefined ? read : ofGroups(read.value, names)
  }
  switch (ending) {
    case 'npz': {
      const read = readNpz(bytes)
      return read.value === undefined ? read : ofVectors(read.value, names)
    }
    case 'json':
      return ofJson(bytes, names)
    default:
      return invalid({
        message: `file of directions ends in ${shown(ending)}, expected ${directionsExtensions.map((each) => `.${each}`).join(', ')}`,
        remedy: 'save numpy.savez(file, origin=..., u=..., v=...)',
      })
  }
}

function isHdf5(fileName: string): boolean {
  return /\.(h5|hdf5)$/i.test(fileName)
}

const keys = ['origin', 'u', 'v'] as const

function ofVectors({ arrays, faults }: NamedArrays, names: StateNames): Checked<Directions> {
  const fault = faults.find(({ name }) => keys.some((key) => key === name))
  if (fault !== undefined) return invalid({ ...fault.problem, where: fault.name })
  if (!arrays.has('u'))
    return invalid({
      message: `u is missing; the file has ${arrays.size === 0 ? 'nothing' : listedNames([...arrays.keys()])}`,
      remedy: 'save numpy.savez(file, origin=..., u=..., v=...)',
    })
  const n = parametersOf(names)
  const found: Partial<Record<(typeof keys)[number], readonly number[]>> = {}
  for (const key of keys) {
    const array = arrays.get(key)
    if (array === undefined) continue
    const problem = vectorProblem(key, array, n)
    if (problem !== undefined) return invalid(problem)
    found[key] = Array.from(array.data)
  }
  return valid(found as Directions)
}

function vectorProblem(key: string, { shape, data }: NdArray, n: number): Problem | undefined {
  if (shape.length !== 1 || data.length !== n)
    return {
      message: `${key} has the shape (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), expected (${n},), a number for each parameter`,
      remedy: 'flatten it, as torch.nn.utils.parameters_to_vector does',
      where: key,
    }
  const wrong = data.findIndex((entry) => !Number.isFinite(entry))
  if (wrong < 0) return undefined
  return {
    message: `${key}[${wrong}] is ${data[wrong]}, expected a finite number`,
    remedy: 'make the direction again',
    where: key,
  }
}

function ofJson(bytes: Uint8Array, names: StateNames): Checked<Directions> {
  const tooLarge = parsedSizeProblem(bytes, bytes.length)
  if (tooLarge !== undefined) return invalid(tooLarge)
  const document = parsedJson(bytes)
  const remedy = 'give { "origin": [...], "u": [...], "v": [...] }'
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return invalid({ message: 'file holds no JSON object of vectors', remedy })
  const arrays = new Map<string, NdArray>()
  for (const key of keys) {
    const list: unknown = (document as Readonly<Record<string, unknown>>)[key]
    if (list === undefined) continue
    if (!Array.isArray(list) || !list.every((entry) => typeof entry === 'number'))
      return invalid({ message: `${key} is ${shown(list)}, expected a list of numbers`, remedy, where: key })
    arrays.set(key, { shape: [list.length], data: Float64Array.from(list) })
  }
  return ofVectors({ arrays, faults: [] }, names)
}

function ofGroups({ arrays, faults }: NamedArrays, names: StateNames): Checked<Directions> {
  const [fault] = faults.filter(({ name }) => /^([xy]direction|origin)\//.test(name))
  if (fault !== undefined) return invalid({ ...fault.problem, where: fault.name })
  const u = directionIn(arrays, 'xdirection', names)
  if (u.value === undefined) return u
  const has = (group: string): boolean => [...arrays.keys()].some((name) => name.startsWith(`${group}/`))
  const [v, origin] = ['ydirection', 'origin'].map((group) =>
    has(group) ? directionIn(arrays, group, names) : undefined,
  )
  for (const other of [v, origin]) if (other !== undefined && other.value === undefined) return other
  return valid({ ...(origin?.value && { origin: origin.value }), u: u.value, ...(v?.value && { v: v.value }) })
}

/** One direction: its tensors, by number, are those of the parameters, or of all entries of the state_dict. */
function directionIn(
  arrays: ReadonlyMap<string, NdArray>,
  group: string,
  { layout, normalised }: StateNames,
): Checked<readonly number[]> {
  const tensors: NdArray[] = []
  for (let k = 0; arrays.has(`${group}/${k}`); k++) tensors.push(arrays.get(`${group}/${k}`)!)
  const isNormalised = ({ name }: { readonly name: string }): boolean =>
    normalised.some((layer) => name === `${layer.name}.bias`)
  // Mean, variance and count of a normalisation stand behind its bias.
  const states = layout.flatMap((block) =>
    isNormalised(block) ? [block, ...Array<undefined>(3).fill(undefined)] : [block],
  )
  const wanted = [layout, states].find(({ length }) => length === tensors.length)
  if (wanted === undefined)
    return invalid({
      message: `${group} has ${tensors.length} numbered tensors, expected ${layout.length}, one for each of ${listedNames(layout.map(({ name }) => name))}`,
      remedy: 'make the directions for the same network',
      where: group,
    })
  const direction: number[] = []
  for (const [k, block] of wanted.entries()) {
    if (block === undefined) continue
    const { shape, data } = tensors[k]!
    const problem = tensorProblem(`${group}/${k}`, shape, data, block)
    if (problem !== undefined) return invalid(problem)
    for (const entry of data) direction.push(entry)
  }
  return valid(direction)
}

function tensorProblem(
  where: string,
  shape: readonly number[],
  data: Float64Array,
  block: StateNames['layout'][number],
): Problem | undefined {
  if (shape.join() !== block.shape.join())
    return {
      message: `${where} has the shape (${shape.join(', ')}), expected (${block.shape.join(', ')}) as ${block.name} has`,
      remedy: 'make the directions for the same network',
      where,
    }
  const wrong = data.findIndex((entry) => !Number.isFinite(entry))
  if (wrong < 0) return undefined
  return {
    message: `number ${wrong} is ${data[wrong]}, expected a finite one`,
    remedy: 'make the direction again',
    where,
  }
}

/** The directions of a slice as tensors of parameters, as `readDirections` reads them from an HDF5 file. */
export function directionTensors(
  { origin, u, v }: Directions,
  layout: StateNames['layout'],
): Readonly<Record<string, NdArray>> {
  const tensorsOf = (group: string, direction: readonly number[]): readonly (readonly [string, NdArray])[] =>
    layout.map(({ offset, shape }, k) => {
      const data = Float64Array.from(direction.slice(offset, offset + entriesOf(shape)))
      return [`${group}/${k}`, { shape, data }]
    })
  const groups = [
    ['origin', origin],
    ['xdirection', u],
    ['ydirection', v],
  ] as const
  return Object.fromEntries(groups.flatMap(([group, vector]) => (vector === undefined ? [] : tensorsOf(group, vector))))
}

function parametersOf({ layout }: StateNames): number {
  return layout.reduce((sum, { shape }) => sum + entriesOf(shape), 0)
}

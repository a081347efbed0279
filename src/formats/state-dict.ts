import { type Checked, invalid, type Problem, valid } from '../core/problem'
import type { NormalisedLayer } from '../core/objectives/measures'
import { isSum, type Layout, type Objective } from '../core/objectives/objective'
import { shown } from '../core/shown'
import { fileSizeProblem } from '../core/scene/file-size'
import { endingOf } from './ending'
import { type JsonSource, NumberStream } from './json'
import { listedNames } from './most-names'
import { entriesOf, readNpy } from './npy'
import { type NpzEntry, readNpz } from './npz'
import { parsedJson, parsedSizeProblem } from './parsed-json'
import { readSafetensors } from './safetensors'
import type { NamedArrays } from './surface-file'

/** What parameters are called, and which running statistics stand among them: PyTorch's `state_dict`. */
export interface StateNames {
  readonly layout: Layout
  readonly normalised: readonly NormalisedLayer[]
}

/** A point, with the running statistics there where there are some. */
export interface State {
  readonly theta: ArrayLike<number>
  readonly running?: ArrayLike<number>
}

export function stateNames(objective: Objective): StateNames {
  return {
    layout: objective.layout,
    normalised: (isSum(objective) ? objective.statistics?.layers : undefined) ?? [],
  }
}

/** An entry of a `state_dict`: a tensor, row-major, of one number where its shape is []. */
interface Entry {
  readonly name: string
  readonly shape: readonly number[]
  readonly data: Float64Array
}

/** A tensor that a file must have, or one of a group that it has all of or none. */
interface Wanted {
  readonly name: string
  readonly shape: readonly number[]
}

/** The entries of a `state_dict`; `batches` is how many the running statistics have seen. */
function entriesOfState(
  { layout, normalised }: StateNames,
  { theta, running }: State,
  batches: number,
): readonly Entry[] {
  const entries: Entry[] = layout.map(({ name, offset, shape }) => ({
    name,
    shape,
    data: Float64Array.from({ length: entriesOf(shape) }, (_, k) => theta[offset + k]!),
  }))
  if (running === undefined) return entries
  let at = 0
  for (const { name, units } of normalised) {
    const from = at
    const every = (part: number): Float64Array =>
      Float64Array.from({ length: units }, (_, k) => running[from + 2 * k + part]!)
    entries.push(
      { name: `${name}.running_mean`, shape: [units], data: every(0) },
      { name: `${name}.running_var`, shape: [units], data: every(1) },
      { name: `${name}.num_batches_tracked`, shape: [], data: Float64Array.of(batches) },
    )
    at += 2 * units
  }
  return entries
}

/** A `state_dict` as arrays of a NumPy archive. */
export function stateArrays(names: StateNames, state: State, batches: number): readonly NpzEntry[] {
  return entriesOfState(names, state, batches).map(({ name, shape, data }) => ({ name, shape, chunks: [data] }))
}

/** A `state_dict` as JSON: a list in a list for a matrix. */
export function stateDocument(names: StateNames, state: State, batches: number): JsonSource {
  const valueOf = ({ shape, data }: Entry): JsonSource => {
    if (shape.length === 0) return data[0]!
    return shape.length === 1 ? data : new NumberStream([data], shape.at(-1)!)
  }
  return Object.fromEntries(entriesOfState(names, state, batches).map((entry) => [entry.name, valueOf(entry)]))
}

/** The endings of the files that `readState` reads. */
export const stateExtensions = ['npz', 'safetensors', 'json', 'npy'] as const

/**
 * Reads parameters from a file: by the names of a `state_dict`, from a NumPy archive, a safetensors file or a JSON
 * object, or all in one list, as PyTorch flattens them, from a NumPy array or a JSON list. Running statistics beside
 * them are read too, all of them or none. What is wrong is told of the first entry that is.
 */
export function readState(fileName: string, bytes: Uint8Array, names: StateNames): Checked<State> {
  const tooLarge = fileSizeProblem(bytes.length)
  if (tooLarge !== undefined) return invalid(tooLarge)
  const ending = endingOf(fileName)
  switch (ending) {
    case 'npy': {
      const array = readNpy(bytes)
      return array.value === undefined ? array : flat(array.value.data, array.value.shape, names)
    }
    case 'npz':
      return fromArrays(readNpz(bytes), names)
    case 'safetensors':
      return fromArrays(readSafetensors(bytes), names)
    case 'json':
      return fromJson(bytes, names)
    default:
      return invalid({
        message: `file of parameters ends in ${shown(ending)}, expected .npz, .safetensors, .json or .npy`,
        remedy: 'save a state_dict with numpy.savez, or all parameters in one array with numpy.save',
      })
  }
}

/** Whether a file is one of parameters, in order or not: by its format, or the name of one among its entries. */
export function isStateFile(fileName: string, bytes: Uint8Array, { layout }: StateNames): boolean {
  switch (endingOf(fileName)) {
    case 'safetensors':
      return true
    case 'npz': {
      const arrays = readNpz(bytes).value?.arrays
      return arrays !== undefined && layout.some(({ name }) => arrays.has(name))
    }
    default:
      return false
  }
}

function fromArrays(read: Checked<NamedArrays>, names: StateNames): Checked<State> {
  if (read.value === undefined) return read
  const { arrays, faults } = read.value
  const [fault] = faults
  if (fault !== undefined) return invalid({ ...fault.problem, where: fault.name })
  return named(new Map(Array.from(arrays, ([name, array]) => [name, { name, ...array }])), names)
}

function fromJson(bytes: Uint8Array, names: StateNames): Checked<State> {
  const tooLarge = parsedSizeProblem(bytes, bytes.length)
  if (tooLarge !== undefined) return invalid(tooLarge)
  const document = parsedJson(bytes)
  if (Array.isArray(document)) {
    const list = tensorOf(document, '')
    return list.value === undefined ? list : flat(list.value.data, list.value.shape, names)
  }
  if (typeof document !== 'object' || document === null)
    return invalid({
      message: document === undefined ? 'file is not JSON, or cut off' : `file is ${shown(document)} in JSON`,
      remedy: 'give an object of lists by the names of a state_dict, or one list of all parameters',
    })
  const entries = new Map<string, Entry>()
  for (const [name, value] of Object.entries(document)) {
    const tensor = tensorOf(value, name)
    if (tensor.value === undefined) return invalid(...tensor.problems)
    entries.set(name, tensor.value)
  }
  return named(entries, names)
}

/** Lists within lists as a tensor; null is no number, and told with its place. */
function tensorOf(value: unknown, name: string): Checked<Entry> {
  const shape: number[] = []
  for (let at = value; Array.isArray(at); at = at[0] as unknown) shape.push(at.length)
  const data = new Float64Array(entriesOf(shape))
  let count = 0
  let problem: Problem | undefined
  const visit = (part: unknown, depth: number, where: string): void => {
    if (problem !== undefined) return
    if (depth < shape.length && Array.isArray(part) && part.length === shape[depth])
      part.forEach((entry, k) => visit(entry, depth + 1, `${where}[${k}]`))
    else if (depth === shape.length && (typeof part === 'number' || part === null)) data[count++] = part ?? NaN
    else {
      const wanted = depth === shape.length ? 'a number' : `a list of ${shape[depth]}`
      const got = Array.isArray(part) ? `a list of ${part.length}` : shown(part)
      problem = { message: `entry is ${got}, expected ${wanted}`, remedy: 'save the tensor again', where }
    }
  }
  visit(value, 0, name)
  return problem === undefined ? valid({ name, shape, data }) : invalid(problem)
}

/** All parameters in one list. */
function flat(data: Float64Array, shape: readonly number[], { layout }: StateNames): Checked<State> {
  const n = countOf(layout)
  if (Math.max(...shape, 0) === n && entriesOf(shape) === n) {
    const wrong = notFinite({ name: '', shape: [n], data })
    return wrong === undefined ? valid({ theta: data }) : invalid(wrong)
  }
  return invalid({
    message: `parameters have the shape ${tuple(shape)}, expected ${tuple([n])}`,
    remedy: 'save all of them in one list, as torch.nn.utils.parameters_to_vector does, or by their names',
  })
}

/** Parameters by their names. */
function named(entries: ReadonlyMap<string, Entry>, { layout, normalised }: StateNames): Checked<State> {
  const statistics = normalised.flatMap(({ name, units }): readonly Wanted[] => [
    { name: `${name}.running_mean`, shape: [units] },
    { name: `${name}.running_var`, shape: [units] },
  ])
  const hasStatistics = statistics.some(({ name }) => entries.has(name))
  const wanted = [...layout, ...(hasStatistics ? statistics : [])]
  const known = new Set([...wanted.map(({ name }) => name), ...normalised.map((each) => countName(each))])
  const problem =
    first(wanted, (each) => (entries.has(each.name) ? undefined : missing(each, entries))) ??
    first(entries.keys(), (name) => (known.has(name) ? undefined : unexpected(name, wanted))) ??
    first(wanted, (each) => wrongShape(entries.get(each.name)!, each)) ??
    first(wanted, (each) => notFinite(entries.get(each.name)!))
  if (problem !== undefined) return invalid(problem)
  const theta = new Float64Array(countOf(layout))
  for (const { name, offset } of layout) theta.set(entries.get(name)!.data, offset)
  if (!hasStatistics) return valid({ theta })
  const running = normalised.flatMap(({ name, units }) => {
    const [means, variances] = ['mean', 'var'].map((each) => entries.get(`${name}.running_${each}`)!.data)
    return Array.from({ length: 2 * units }, (_, k) => (k % 2 === 0 ? means! : variances!)[k >> 1]!)
  })
  return valid({ theta, running })
}

function first<T>(given: Iterable<T>, problemOf: (each: T) => Problem | undefined): Problem | undefined {
  for (const each of given) {
    const problem = problemOf(each)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** How many batches the statistics have seen: PyTorch writes it, and with a momentum it changes nothing. */
function countName({ name }: NormalisedLayer): string {
  return `${name}.num_batches_tracked`
}

function missing({ name, shape }: Wanted, entries: ReadonlyMap<string, Entry>): Problem {
  const has = entries.size === 0 ? 'nothing' : listedNames([...entries.keys()])
  return {
    message: `${name} is missing, expected the shape ${tuple(shape)}; the file has ${has}`,
    remedy: 'save the state_dict of an nn.Sequential with the same layers, or rename the entries',
    where: name,
  }
}

function unexpected(name: string, wanted: readonly Wanted[]): Problem {
  return {
    message: `${name} is no parameter of the network, which has ${listedNames(wanted.map((each) => each.name))}`,
    remedy: 'leave it out, or give the network the layer that it belongs to',
    where: name,
  }
}

function wrongShape({ shape }: Entry, wanted: Wanted): Problem | undefined {
  if (tuple(shape) === tuple(wanted.shape)) return undefined
  const isTurned = shape.length === 2 && tuple(shape.toReversed()) === tuple(wanted.shape)
  return {
    message: `${wanted.name} has the shape ${tuple(shape)}, expected ${tuple(wanted.shape)}`,
    remedy: isTurned ? 'transpose it: rows are outputs' : 'give the network the widths of the one that was saved',
    where: wanted.name,
  }
}

function notFinite({ name, shape, data }: Entry): Problem | undefined {
  const wrong = data.findIndex((entry) => !Number.isFinite(entry))
  if (wrong < 0) return undefined
  const row = shape.at(-1) ?? 1
  const place =
    shape.length === 2 ? `[${Math.floor(wrong / row)}][${wrong % row}]` : shape.length === 0 ? '' : `[${wrong}]`
  return {
    message: `${name === '' ? 'parameter' : name}${place} is ${data[wrong]}, expected a finite number`,
    remedy: 'save it before training leaves the finite numbers',
    ...(name !== '' && { where: name }),
  }
}

function countOf(layout: Layout): number {
  return layout.reduce((sum, { shape }) => sum + entriesOf(shape), 0)
}

/** A shape as Python writes it: `(16,)`. */
function tuple(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
}

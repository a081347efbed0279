import { type Checked, invalid, type Problem, valid } from '../core/problem'
import { shown } from '../core/shown'
import { fileSizeProblem, largestFile } from '../core/scene/file-size'
import { endingOf } from './ending'
import { listedNames } from './most-names'
import { entriesOf, type NdArray, readNpy } from './npy'
import { readNpz } from './npz'
import type { NamedArrays } from './surface-file'

/** A path through parameter space that was recorded elsewhere: `count` points of n numbers, one after the other. */
export interface Trajectory {
  readonly count: number
  readonly theta: Float64Array
  /** The step that each point was recorded at, ascending; 0, 1, 2, ... where the file does not say. */
  readonly step: Float64Array
  /** NaN where it was not recorded. */
  readonly loss?: Float64Array
}

/** The endings of the files that `readTrajectory` reads. */
export const trajectoryExtensions = ['npz', 'npy'] as const

/** Numbers of the largest path: a file of it in float64. */
const mostNumbers = largestFile / 8

/**
 * Reads a path through a space of n dimensions: a NumPy array of points x n, or an archive with such a `theta` and, if
 * they were recorded, `steps` and `loss` for each point. One racer in what `basin race --out` writes is such a path.
 */
export function readTrajectory(fileName: string, bytes: Uint8Array, n: number): Checked<Trajectory> {
  const tooLarge = fileSizeProblem(bytes.length)
  if (tooLarge !== undefined) return invalid(tooLarge)
  const ending = endingOf(fileName)
  switch (ending) {
    case 'npy': {
      const array = readNpy(bytes, false, mostNumbers)
      return array.value === undefined ? array : trajectoryOf(new Map([['theta', array.value]]), '', n)
    }
    case 'npz': {
      const read = readNpz(bytes, mostNumbers)
      return read.value === undefined ? read : ofArchive(read.value, n)
    }
    default:
      return invalid({
        message: `file of a path ends in ${shown(ending)}, expected .npz or .npy`,
        remedy: 'save an array of steps x parameters with numpy.save',
      })
  }
}

function ofArchive({ arrays, faults }: NamedArrays, n: number): Checked<Trajectory> {
  const fault = faults.find(({ name }) => /(^|\/)(theta|steps?|loss)$/.test(name))
  if (fault !== undefined) return invalid({ ...fault.problem, where: fault.name })
  const names = [...arrays.keys()].filter((name) => /(^|\/)theta$/.test(name))
  const [name] = names
  if (name === undefined)
    return invalid({
      message: `theta is missing; the file has ${arrays.size === 0 ? 'nothing' : listedNames([...arrays.keys()])}`,
      remedy: 'save numpy.savez(file, steps=..., theta=..., loss=...), theta of steps x parameters',
    })
  if (names.length > 1)
    return invalid({
      message: `file holds ${names.length} paths: ${listedNames(names)}`,
      remedy: 'save the one that is wanted in a file of its own',
    })
  return trajectoryOf(arrays, name.slice(0, -'theta'.length), n)
}

function trajectoryOf(arrays: ReadonlyMap<string, NdArray>, before: string, n: number): Checked<Trajectory> {
  const { shape, data: theta } = arrays.get(`${before}theta`)!
  const wrongShape = thetaProblem(shape, theta, n)
  if (wrongShape !== undefined) return invalid({ ...wrongShape, where: `${before}theta` })
  const count = shape[0]!
  const wrong = theta.findIndex((entry) => !Number.isFinite(entry))
  if (wrong >= 0)
    return invalid({
      message: `number ${wrong % n} of point ${Math.floor(wrong / n)} is ${theta[wrong]}, expected a finite one`,
      remedy: 'record it before training leaves the finite numbers',
      where: `${before}theta`,
    })
  const name = arrays.has(`${before}steps`) ? `${before}steps` : `${before}step`
  const step = arrays.get(name)
  const loss = arrays.get(`${before}loss`)
  for (const [where, array] of [
    [name, step],
    [`${before}loss`, loss],
  ] as const)
    if (array !== undefined && array.data.length !== count)
      return invalid({
        message: `${where} has ${entriesOf(array.shape)} numbers, expected ${count}, one for each point of theta`,
        remedy: 'record both at the same steps',
        where,
      })
  const late = step?.data.findIndex((value, k, all) => !(value >= 0 && (k === 0 || value > all[k - 1]!))) ?? -1
  if (late >= 0)
    return invalid({
      message: `step of point ${late} is ${step!.data[late]}, expected one after that of the point before`,
      remedy: 'save the points in the order of their steps',
      where: name,
    })
  return valid({
    count,
    theta,
    step: step?.data ?? Float64Array.from({ length: count }, (_, k) => k),
    ...(loss && { loss: loss.data }),
  })
}

function thetaProblem(shape: readonly number[], { length }: Float64Array, n: number): Problem | undefined {
  const [rows = 0, columns] = shape
  const got = `theta has the shape (${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
  if (shape.length !== 2 || columns !== n)
    return {
      message: `${got}, expected (steps, ${n}): ${n} parameters a row`,
      remedy:
        shape.length === 2 && rows === n
          ? 'transpose it'
          : 'save a row for each step, as torch.nn.utils.parameters_to_vector flattens them',
    }
  if (rows === 0) return { message: `${got}, expected at least one row`, remedy: 'record a point' }
  if (length === 0)
    return { message: `${got}, expected at most ${mostNumbers} numbers`, remedy: 'record fewer of its steps' }
  return undefined
}

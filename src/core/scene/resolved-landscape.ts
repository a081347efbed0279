import { objectiveRows, type SurfaceRows, surfaceRows } from '../analysis/maps/surface'
import type { Expression } from '../calculus'
import type { Domain } from '../domain'
import type { Examples } from '../networks/examples'
import type { Network } from '../networks/network'
import { coordinateLayout } from '../objectives/coordinate-layout'
import { expressionObjective } from '../objectives/expression'
import type { SumFacts } from '../objectives/measures'
import type { Layout, Objective } from '../objectives/objective'
import type { Checked } from '../problem'
import type { Box } from '../race/stop'
import { madeOnce } from '../recent'
import { cubeAround, liftTo, project, type Slice } from '../slice/slice'
import type { InitSetting } from './initial-parameters'
import type { SliceSetting } from './landscape'
import { resolveSlice } from './slice-setting'
import { sliceObjective } from '../slice/slice-objective'
import type { DataTable } from '../tables/data-table'

/** A landscape ready to be computed. */
export interface ResolvedLandscape {
  /** What a sentence calls it. */
  readonly name: string
  /** The number of coordinates of its space. */
  readonly dimension: number
  /** What theta is made of, for those who compute nothing and have no data at hand. */
  layout(): Layout
  /** A new objective in all its dimensions, whose counts start at 0. */
  objective(): Objective
  /** A new objective of the plane that is drawn: of the slice where it has one, else the landscape's own. */
  plane(): Objective
  /** Prepares the evaluation of the plane on a grid, bit for bit what `plane` gives. */
  rows(domain: Domain, resolution: readonly [nx: number, ny: number], gradient: boolean): SurfaceRows
  /**
   * Where the plane, or the line of one dimension, is given by a formula: it, and the values of its parameters in its
   * order.
   */
  readonly formula?: { readonly expression: Expression; readonly parameters: readonly number[] }
  /** How many numbers are a place on what is drawn: 1 along a line. */
  readonly planeDimension: 1 | 2
  /**
   * A place on the plane, or a whole vector, in all the landscape's dimensions; and the nearest point of the plane to
   * one there. Who asks for many places gives the vector to write into.
   */
  place(at: readonly number[], theta?: Float64Array): Float64Array
  project(theta: Float64Array): readonly [number, number]
  /** The box that a race is measured by, from the plane's domain: see `cubeAround`. */
  box(domain: Domain): Box
  /** Whether it may fail to be smooth somewhere. */
  readonly hasKinks: boolean
  /** Of a mean over examples. */
  readonly sum?: ResolvedSum
  /** How the plane lies in the landscape's space; absent where the landscape is the plane. */
  readonly slice?: Slice
  /** Of what a recipe of its slice draws that has no seed of its own; 0 where absent. */
  readonly seed?: number
  /** Of the loss of a network: it and its data. */
  readonly network?: ResolvedNetwork
}

/** A mean over examples, ready to be computed. */
export interface ResolvedSum extends SumFacts {
  /** Multiplications that a gradient takes an example, about. */
  readonly workPerExample: number
}

/** A network with its data, ready to be computed. */
export interface ResolvedNetwork {
  readonly network: Network
  /** The strength of its penalty, l2 / 2 |theta|^2. */
  readonly l2: number
  readonly table: DataTable
  /** What it trains on. */
  readonly examples: Examples
  /** What its parameters begin with. */
  readonly initial: readonly number[]
  /**
   * And what with by another seed than the scene's, the same where they have a seed of their own, or are given; or by
   * another initialiser, one that `checkInit` accepts.
   */
  initialBy(seed: number, init?: InitSetting): Float64Array
  /** What targets were before anything was done to them, by place in the data; undefined of data that were given. */
  targetsBefore(rows: Uint32Array): Float64Array | undefined
}

/** Compiled formulas; parameters are inputs, so a slider's drag compiles once. */
export const compiledOnce = madeOnce<Checked<Expression>>(32)

/** A landscape that a formula gives in its plane; `parameters` are the values of at least those of the formula. */
export function formulaInPlane(
  name: string,
  expression: Expression,
  parameters: Readonly<Record<string, number>>,
  hasKinks: boolean,
): ResolvedLandscape {
  const inOrder = expression.parameters.map((parameter) => parameters[parameter]!)
  return {
    ...inPlane(name, () => expressionObjective(expression, parameters)),
    rows: (domain, resolution, gradient) => surfaceRows(expression, inOrder, domain, resolution, gradient),
    formula: { expression, parameters: inOrder },
    hasKinks,
  }
}

/** A landscape that is its own plane. */
export function inPlane(name: string, objective: () => Objective): ResolvedLandscape {
  return {
    name,
    dimension: 2,
    planeDimension: 2,
    layout: () => coordinateLayout(['x', 'y']),
    objective,
    plane: objective,
    rows: (domain, resolution, gradient) => objectiveRows(objective(), domain, resolution, gradient),
    place(at, theta = new Float64Array(2)) {
      theta[0] = at[0]!
      theta[1] = at[1]!
      return theta
    },
    project: (theta) => [theta[0]!, theta[1]!],
    box: ({ x, y }) => [x, y],
    hasKinks: false,
  }
}

/** A landscape in n dimensions, seen on a plane through them; `seed` is of what its recipe draws. */
export function inSpace(
  name: string,
  n: number,
  objective: () => Objective,
  setting: SliceSetting | undefined,
  standard: Slice,
  hasKinks: boolean,
  seed = 0,
): ResolvedLandscape {
  const slice = resolveSlice(setting, { dimension: n, standard, objective, seed, racers: [], pathOf: notRaced })
  const planeDimension = slice.v === undefined ? 1 : 2
  const plane = (): Objective => sliceObjective(objective(), slice)
  const nearest = new Float64Array(3)
  return {
    name,
    dimension: n,
    planeDimension,
    layout: () => objective().layout,
    objective,
    plane,
    rows: (domain, resolution, gradient) => objectiveRows(plane(), domain, resolution, gradient),
    place(at, theta = new Float64Array(n)) {
      if (at.length !== planeDimension && at.length === n) theta.set(at)
      else liftTo(slice, at[0]!, at[1] ?? 0, theta)
      return theta
    },
    project(theta) {
      project(slice, theta, nearest)
      return [nearest[0]!, nearest[1]!]
    },
    box: (domain) => cubeAround(slice, domain),
    hasKinks,
    slice,
    seed,
  }
}

/** A slice that is made from a race comes as its vectors: the `slice` job has raced before. */
function notRaced(racer: string): never {
  throw new Error(`slice from the path of ${racer} is not resolved`)
}

import { objectiveRows, type SurfaceRows, surfaceRows } from '../../core/analysis/maps/surface'
import { compileExpression, type Expression } from '../../core/calculus'
import { findIn } from '../../core/catalogue/gather'
import { isFamily, landscapeExpression, landscapes } from '../../core/catalogue/landscapes'
import type { Domain } from '../../core/domain'
import type { LandscapeDefinition } from '../../core/definitions/landscape'
import { expressionObjective } from '../../core/objectives/expression'
import type { Objective } from '../../core/objectives/objective'
import { sampledGridObjective } from '../../core/objectives/sampled-grid'
import { type Checked, invalid, type Problem, valid } from '../../core/problem'
import { spaceProblems, variableNames } from '../../core/scene/check-space'
import { parameterProblems } from '../../core/scene/check-landscape'
import type { Slice } from '../../core/slice/slice'
import { coordinateSlice, sliceIn } from '../../core/slice/slice-pattern'
import { cubeAround, liftTo, project } from '../../core/slice/slice'
import { sliceObjective } from '../../core/slice/slice-objective'
import type { Box } from '../../core/race/stop'
import { fittedGrid } from './fitted-grids'

/** A landscape as jobs name it: all that determines its values and nothing else. */
export type LandscapeSpec = CatalogSpec | ExpressionSpecOfLandscape | SampledSpec

export interface CatalogSpec extends PlaneSpec {
  readonly kind: 'catalog'
  readonly id: string
  readonly parameters: Readonly<Record<string, number>>
}

export interface ExpressionSpecOfLandscape extends PlaneSpec {
  readonly kind: 'expression'
  readonly expression: string
  readonly parameters: Readonly<Record<string, number>>
}

/** A measured surface; its grid is a blob in the form of `grid-bytes.ts`. */
export interface SampledSpec {
  readonly kind: 'sampled'
  readonly blob: string
  /** It lies in the plane. */
  readonly dimension?: undefined
  readonly slice?: undefined
}

/** Of a landscape in more than two dimensions: their number, and the plane that is drawn. */
interface PlaneSpec {
  readonly dimension?: number
  readonly slice?: Slice
}

/** A landscape ready to be computed. */
export interface ResolvedLandscape {
  /** The number of coordinates of its space. */
  readonly dimension: number
  /** A new objective in all its dimensions, whose counts start at 0. */
  objective(): Objective
  /** A new objective of the plane that is drawn: of the slice where it has one, else the landscape's own. */
  plane(): Objective
  /** Prepares the evaluation of the plane on a grid, bit for bit what `plane` gives. */
  rows(domain: Domain, resolution: readonly [nx: number, ny: number], gradient: boolean): SurfaceRows
  /** Where the plane is given by a formula: it, and the values of its parameters in its order. */
  readonly formula?: { readonly expression: Expression; readonly parameters: readonly number[] }
  /** A point of the plane in all the landscape's dimensions, and the nearest point of the plane to one there. */
  place(at: readonly number[]): Float64Array
  project(theta: Float64Array): readonly [number, number]
  /** The box that a race is measured by, from the plane's domain: see `cubeAround`. */
  box(domain: Domain): Box
  /** Whether it may fail to be smooth somewhere. */
  readonly hasKinks: boolean
  /** How the plane lies in the landscape's space; absent where the landscape is the plane. */
  readonly slice?: Slice
}

/** Compiled formulas, the least recently used first; parameters are inputs, so a slider's drag compiles once. */
const compiled = new Map<string, Checked<Expression>>()
const compiledCapacity = 32

/** Finds or compiles a landscape. A catalogue's parameters that are not given have their defaults. */
export function resolveLandscape(spec: LandscapeSpec): Checked<ResolvedLandscape> {
  switch (spec.kind) {
    case 'catalog': {
      const found = findIn(landscapes, 'landscape', spec.id, 'landscape.id')
      if (found.value === undefined) return invalid(...found.problems)
      const definition = found.value
      const problems = [...parameterProblems(definition, spec.parameters), ...spaceProblems(spec, definition)]
      if (problems.length > 0) return invalid(...problems)
      const parameters = { ...defaultsOf(definition), ...spec.parameters }
      const hasKinks = definition.hazards.includes('kink')
      if (!isFamily(definition)) {
        const expression = remembered(`catalog ${spec.id}`, () => valid(landscapeExpression(definition)))
        return withParameters(expression, parameters, (formula, values) => inPlane(formula, values, hasKinks))
      }
      const n = spec.dimension ?? definition.dimension.default
      const slice = spec.slice ?? sliceIn(definition.defaultSlice, n)
      return valid(inSpace(n, () => definition.objective(n, parameters), slice, hasKinks))
    }
    case 'expression': {
      const problems = spaceProblems(spec, undefined)
      if (problems.length > 0) return invalid(...problems)
      const { dimension, slice } = spec
      const names = Object.keys(spec.parameters).sort()
      const expression = remembered(`expression ${JSON.stringify([dimension, names, spec.expression])}`, () =>
        compileExpression(spec.expression, { variables: variableNames(dimension), parameters: names }),
      )
      if (dimension === undefined) return withParameters(expression, spec.parameters, inPlane)
      return withParameters(expression, spec.parameters, (compiled, parameters) =>
        inSpace(
          dimension,
          () => expressionObjective(compiled, parameters),
          slice ?? coordinateSlice(dimension),
          compiled.hasKinks,
        ),
      )
    }
    case 'sampled':
      return valid(measured(spec.blob))
  }
}

function defaultsOf(definition: LandscapeDefinition): Readonly<Record<string, number>> {
  const defaults = Object.entries(definition.parameters).map(([name, parameter]) => [name, parameter.default])
  return Object.fromEntries(defaults) as Record<string, number>
}

type Resolve = (expression: Expression, parameters: Readonly<Record<string, number>>) => ResolvedLandscape

function withParameters(
  expression: Checked<Expression>,
  parameters: Readonly<Record<string, number>>,
  resolve: Resolve,
): Checked<ResolvedLandscape> {
  if (expression.value === undefined) {
    return invalid(...expression.problems.map((problem) => ({ ...problem, where: 'landscape.expression' })))
  }
  const known = expression.value.parameters
  const unknown = Object.keys(parameters).filter((name) => !known.includes(name))
  if (unknown.length === 0) return valid(resolve(expression.value, parameters))
  return invalid(
    ...unknown.map((name): Problem => ({
      message: `unknown parameter: "${name}"`,
      remedy: known.length === 0 ? 'remove it; the landscape has none' : `take one of ${known.join(', ')}`,
      where: `landscape.parameters.${name}`,
    })),
  )
}

function inPlane(
  expression: Expression,
  parameters: Readonly<Record<string, number>>,
  hasKinks = expression.hasKinks,
): ResolvedLandscape {
  const inOrder = expression.parameters.map((name) => parameters[name]!)
  const objective = (): Objective => expressionObjective(expression, parameters)
  return {
    dimension: 2,
    objective,
    plane: objective,
    rows: (domain, resolution, gradient) => surfaceRows(expression, inOrder, domain, resolution, gradient),
    formula: { expression, parameters: inOrder },
    hasKinks,
    ...planeItself,
  }
}

/** Found and fitted when first computed with: a spec is checked where nothing is computed. */
function measured(blob: string): ResolvedLandscape {
  const objective = (): Objective => sampledGridObjective(fittedGrid(blob))
  return {
    dimension: 2,
    objective,
    plane: objective,
    rows: (domain, resolution, gradient) => objectiveRows(objective(), domain, resolution, gradient),
    hasKinks: false,
    ...planeItself,
  }
}

/** A landscape that is its own plane. */
const planeItself = {
  place: (at) => Float64Array.from(at),
  project: (theta) => [theta[0]!, theta[1]!],
  box: ({ x, y }) => [x, y],
} satisfies Partial<ResolvedLandscape>

function inSpace(n: number, objective: () => Objective, slice: Slice, hasKinks: boolean): ResolvedLandscape {
  const plane = (): Objective => sliceObjective(objective(), slice)
  return {
    dimension: n,
    objective,
    plane,
    rows: (domain, resolution, gradient) => objectiveRows(plane(), domain, resolution, gradient),
    place([a, b]) {
      const theta = new Float64Array(n)
      liftTo(slice, a!, b!, theta)
      return theta
    },
    project(theta) {
      const nearest = new Float64Array(3)
      project(slice, theta, nearest)
      return [nearest[0]!, nearest[1]!]
    },
    box: (domain) => cubeAround(slice, domain),
    hasKinks,
    slice,
  }
}

function remembered(key: string, compile: () => Checked<Expression>): Checked<Expression> {
  const expression = compiled.get(key) ?? compile()
  compiled.delete(key)
  compiled.set(key, expression)
  if (compiled.size > compiledCapacity) compiled.delete([...compiled.keys()][0]!)
  return expression
}

/** The landscape of a spec that has been checked. */
export function landscapeOf(spec: LandscapeSpec): ResolvedLandscape {
  const { value, problems } = resolveLandscape(spec)
  if (value === undefined) throw new Error(`landscape not checked: ${problems[0]?.message}`)
  return value
}

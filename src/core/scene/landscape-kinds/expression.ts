import { z } from 'zod'
import { compileExpression, compileInPieces } from '../../calculus'
import { differing, same } from '../../differing'
import type { Domain } from '../../domain'
import { exampleProblems, examplesSchema, exampleTable } from '../../objectives/example-table'
import { expressionObjective } from '../../objectives/expression'
import { expressionSum, workPerExample } from '../../objectives/expression-sum'
import type { Objective } from '../../objectives/objective'
import { finish } from '../../pieces'
import { invalid, type Problem, valid } from '../../problem'
import type { TypeOf } from '../../schema-type'
import { coordinateSlice } from '../../slice/slice-pattern'
import { domainFileSchema } from '../check-domain'
import {
  domainDocument,
  spaceDocument,
  spaceDomain,
  spaceDomainProblems,
  spaceKeys,
  spaceProblems,
  type SpaceSetting,
} from '../check-space'
import { type ParameterSetting, sumFacts } from '../landscape'
import { defineLandscapeKind } from '../landscape-kind'
import { mostVariables } from '../most-variables'
import { compiledOnce, formulaInPlane, inPlane, inSpace, type ResolvedLandscape } from '../resolved-landscape'
import { secondVariableProblem, variableNames } from '../variable-names'

const formula = { kind: z.literal('expression'), expression: z.string() }
const setting = z.union([z.number(), z.strictObject({ value: z.number(), min: z.number(), max: z.number() })])

const file = z.strictObject({
  ...formula,
  parameters: z.record(z.string(), setting).optional(),
  ...spaceKeys,
  domain: domainFileSchema.optional(),
  /** Columns that the formula is a mean over: a number for each example, by the name it has in the formula. */
  examples: examplesSchema.optional(),
})
const spec = z.strictObject({
  ...formula,
  parameters: z.record(z.string(), z.number()),
  ...spaceKeys,
  examples: examplesSchema.optional(),
})

type File = TypeOf<typeof file>
type Spec = TypeOf<typeof spec>

/**
 * A person's own formula: in x and y; in x alone, a curve, in one dimension; in x1, x2, ... where there are more. Their
 * plane is that of x1 and x2 unless it has a slice.
 */
export type ExpressionLandscape = Omit<File, 'parameters' | 'domain'> & {
  readonly parameters: Readonly<Record<string, ParameterSetting>>
  readonly domain: Domain
}

export default defineLandscapeKind<File, ExpressionLandscape, Spec>({
  id: 'expression',
  file,
  spec,

  check(document, { starts }) {
    const { expression, parameters: settings = {}, dimension, slice, examples } = document
    const ofDomain = spaceDomainProblems(document.domain, document, 'landscape.domain')
    const inSpace = formulaSpaceProblems(document)
    // In a space that cannot be, the names of the variables are not known.
    if (inSpace.length > 0) return invalid(...inSpace, ...ofDomain)
    const variables = variableNames(dimension)
    const compiled = compileExpression(expression, {
      variables,
      parameters: [...Object.keys(settings), ...Object.keys(examples ?? {})],
    })
    const parameters = Object.fromEntries(
      Object.entries(settings).map(([name, given]) => [
        name,
        typeof given === 'number' ? defaultSetting(given) : given,
      ]),
    )
    const problems: readonly Problem[] = [
      ...compiled.problems.map((problem) => ({
        ...withDimensionHint(problem, expression, dimension),
        where: 'landscape.expression',
      })),
      ...ofDomain,
      ...secondParameterProblems(dimension, Object.keys(parameters)),
      ...Object.entries(parameters).flatMap(settingProblems),
      ...(examples ? exampleProblems(examples, Object.keys(settings), 'landscape.examples') : []),
    ]
    if (problems.length > 0) return invalid(...problems)
    return valid({
      kind: 'expression',
      expression,
      parameters,
      ...(dimension === undefined ? {} : { dimension }),
      ...(slice === undefined ? {} : { slice }),
      ...(examples === undefined ? {} : { examples }),
      domain: spaceDomain(document.domain, document, domainAround(starts)),
    })
  },

  defaults: () => ({}),

  write(landscape) {
    const { expression, domain, examples } = landscape
    const parameters = Object.entries(landscape.parameters).map(([name, given]) => [name, settingDocument(given)])
    return {
      kind: 'expression',
      expression,
      ...differing(
        {
          parameters: Object.fromEntries(parameters),
          ...spaceDocument(landscape),
          examples,
          domain: domainDocument(domain, landscape, defaultDomain),
        },
        { parameters: {} },
      ),
    }
  },

  resolve(given) {
    const problems = formulaSpaceProblems(given)
    if (problems.length > 0) return invalid(...problems)
    const { parameters, dimension, slice, examples } = given
    const ofTable = Object.keys(examples ?? {}).sort()
    const { names, key, compile } = compilationOf(given)
    const compiled = compiledOnce(key, () => finish(compile()))
    const expression = compiled.value
    if (expression === undefined)
      return invalid(...compiled.problems.map((problem) => ({ ...problem, where: 'landscape.expression' })))
    const unknown = names.filter((name) => !expression.parameters.includes(name))
    if (unknown.length > 0) return invalid(...unknown.map((name) => unknownParameter(name, expression.parameters)))
    const { hasKinks } = expression
    const spaceOf = (n: number, objective: () => Objective): ResolvedLandscape =>
      inSpace(shortName, n, objective, slice, coordinateSlice(n), hasKinks)
    if (examples !== undefined) {
      const problems = exampleProblems(examples, Object.keys(parameters), 'landscape.examples')
      if (problems.length > 0) return invalid(...problems)
      const table = exampleTable(examples, ofTable)
      const objective = () => expressionSum(expression, parameters, ofTable, table)
      const drawn =
        dimension === undefined ? { ...inPlane(shortName, objective), hasKinks } : spaceOf(dimension, objective)
      return valid({ ...drawn, sum: { ...sumFacts({ examples })!, workPerExample: workPerExample(expression) } })
    }
    if (dimension === undefined) return valid(formulaInPlane(shortName, expression, parameters, hasKinks))
    const drawn = spaceOf(dimension, () => expressionObjective(expression, parameters))
    if (dimension > 1) return valid(drawn)
    return valid({
      ...drawn,
      formula: { expression, parameters: expression.parameters.map((name) => parameters[name]!) },
    })
  },

  *ahead(given) {
    if (formulaSpaceProblems(given).length > 0) return
    const { key, compile } = compilationOf(given)
    yield* compiledOnce.ahead(key, compile)
  },
})

/** How a formula is compiled, and what names the outcome. */
function compilationOf({ expression: text, parameters, dimension, examples }: Spec) {
  const names = [...Object.keys(parameters), ...Object.keys(examples ?? {})].sort()
  return {
    names,
    key: `expression ${JSON.stringify([dimension, names, text])}`,
    compile: () => compileInPieces(text, { variables: variableNames(dimension), parameters: names }),
  }
}

const defaultDomain: Domain = { x: [-2, 2], y: [-2, 2] }

/**
 * The domain of a formula that has none of its own: the default one, or where a start lies outside it the least square
 * about the origin with a half-width of 2, 5 or 10 times a power of ten that holds every start with a fifth to spare.
 */
function domainAround(starts: readonly (readonly [number, number])[]): Domain {
  const reach = Math.max(0, ...starts.flat().map(Math.abs))
  if (reach <= defaultDomain.x[1]) return defaultDomain
  for (let scale = 1; scale < 1e100; scale *= 10) {
    for (const digit of [2, 5, 10]) {
      const half = digit * scale
      if (half >= 1.25 * reach) return { x: [-half, half], y: [-half, half] }
    }
  }
  return defaultDomain
}

/** A parameter given by its value alone ranges from 0 to twice the value; one that is 0, from -1 to 1. */
function defaultSetting(value: number): ParameterSetting {
  if (value === 0) return { value, min: -1, max: 1 }
  return value > 0 ? { value, min: 0, max: 2 * value } : { value, min: 2 * value, max: 0 }
}

/** A formula may be long; a sentence does without it. */
const shortName = 'the landscape'

function formulaSpaceProblems({ dimension, slice }: SpaceSetting): readonly Problem[] {
  const problems =
    dimension === undefined ? [] : spaceProblems({ dimension, slice }, { min: 1, max: mostVariables }, 'a formula')
  if (slice === undefined || (dimension !== undefined && dimension !== 1)) return problems
  if (dimension === 1)
    return [
      {
        message: 'slice of a formula in one variable, which is drawn whole',
        remedy: 'remove it, or give "dimension": 2 or more and a formula in x1, x2, ...',
        where: 'landscape.slice',
      },
    ]
  return [
    {
      message: 'slice of a formula in the plane',
      remedy: 'remove it, or give "dimension" and a formula in x1, x2, ...',
      where: 'landscape.slice',
    },
  ]
}

function settingProblems([name, { value, min, max }]: readonly [string, ParameterSetting]): readonly Problem[] {
  if (min < max && min <= value && value <= max) return []
  return [
    {
      message: `parameter ${name} is ${value} in the range ${min} to ${max}, expected min < max and a value between them`,
      remedy: 'widen the range or move the value into it',
      where: `landscape.parameters.${name}`,
    },
  ]
}

function settingDocument(given: ParameterSetting): unknown {
  const { value, min, max } = given
  return same(given, defaultSetting(value)) ? value : { value, min, max }
}

function unknownParameter(name: string, known: readonly string[]): Problem {
  return {
    message: `unknown parameter: "${name}"`,
    remedy: known.length === 0 ? 'remove it; the landscape has none' : `take one of ${known.join(', ')}`,
    where: `landscape.parameters.${name}`,
  }
}

function secondParameterProblems(dimension: number | undefined, names: readonly string[]): readonly Problem[] {
  const problem = secondVariableProblem(dimension, names)
  return problem === undefined ? [] : [{ ...problem, where: 'landscape.parameters.y' }]
}

/** A formula in x1, x2, ... that does not say how many there are; one in x and y that is said to be in x alone. */
function withDimensionHint(problem: Problem, expression: string, dimension: number | undefined): Problem {
  const name = expression.slice(...(problem.span ?? [0, 0]))
  const second = secondVariableProblem(dimension, [name])
  if (second !== undefined) return { ...problem, ...second }
  const [, number] = /^x(\d{1,3})$/.exec(name) ?? []
  if (number === undefined || (dimension !== undefined && dimension !== 1)) return problem
  return {
    ...problem,
    remedy: `give the number of variables x1, x2, ... as "dimension": ${Math.max(2, Number(number))}`,
  }
}

import { compileExpression } from '../calculus'
import { findIn } from '../catalogue/gather'
import { closestName } from '../closest-name'
import { isFamily, landscapes } from '../catalogue/landscapes'
import type { Domain } from '../domain'
import type { LandscapeDefinition } from '../definitions/landscape'
import type { Checked, Problem } from '../problem'
import { invalid, valid } from '../problem'
import { shown } from '../shown'
import { spaceProblems, variableNames } from './check-space'
import type { SampledGrid } from '../objectives/sampled-grid'
import { defaultSetting, domainAround } from './defaults'
import type { Grids } from './grids'
import { type SampledDefaults, sampledDefaults } from './sampled-defaults'
import { checkSampledGrid, sampledLandscape } from './sampled-landscape'
import type { CatalogLandscape, ExpressionLandscape, ParameterSetting, SceneLandscape } from './scene'
import type { LandscapeDocument } from './schema'

type Start = readonly [number, number]
type Kind<K extends LandscapeDocument['kind']> = Extract<LandscapeDocument, { kind: K }>

/** A scene's landscape with its defaults filled in, and the definition it comes from if it is a catalogue's. */
export interface CheckedLandscape {
  readonly landscape: SceneLandscape
  readonly definition?: LandscapeDefinition
  /** What a measured surface's scene begins with, found only where it is asked for. */
  readonly defaults?: () => SampledDefaults
}

/** What lies beside a scene. */
export interface SceneContext {
  /** Where the grids of its measured surface go and come from. */
  readonly grids: Grids
  /** What the landscape's `file` holds, where it has been read. */
  readonly file?: SampledGrid
}

/** Checks a landscape; a formula that has no domain of its own gets one that holds the starts. */
export function checkLandscape(
  document: LandscapeDocument,
  starts: readonly Start[],
  context: SceneContext,
): Checked<CheckedLandscape> {
  switch (document.kind) {
    case 'catalog':
      return checkCatalogLandscape(document)
    case 'expression':
      return checkExpressionLandscape(document, starts)
    case 'sampled':
      return checkSampledLandscape(document, context)
  }
}

function checkSampledLandscape(document: Kind<'sampled'>, { grids, file }: SceneContext): Checked<CheckedLandscape> {
  const grid = checkSampledGrid(document, file)
  const problems = [...grid.problems, ...domainProblems(document.domain, 'landscape.domain')]
  if (grid.value === undefined || problems.length > 0) return invalid(...problems)
  const landscape = sampledLandscape(document, grid.value, grids)
  if (landscape.value === undefined) return landscape
  const { domain } = landscape.value
  return valid({ landscape: landscape.value, defaults: () => sampledDefaults(grid.value, domain) })
}

function checkCatalogLandscape(document: Kind<'catalog'>): Checked<CheckedLandscape> {
  const found = findIn(landscapes, 'landscape', document.id, 'landscape.id')
  const problems = [...found.problems, ...domainProblems(document.domain, 'landscape.domain')]
  if (found.value === undefined) return invalid(...problems)
  const definition = found.value
  problems.push(...parameterProblems(definition, document.parameters ?? {}), ...spaceProblems(document, definition))
  if (problems.length > 0) return invalid(...problems)
  const parameters: Record<string, number> = {}
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    parameters[name] = document.parameters?.[name] ?? parameter.default
  }
  const landscape: CatalogLandscape = {
    kind: 'catalog',
    id: definition.id,
    parameters,
    ...(isFamily(definition) ? { dimension: document.dimension ?? definition.dimension.default } : {}),
    ...(document.slice === undefined ? {} : { slice: document.slice }),
    domain: document.domain ?? definition.domain,
  }
  return valid({ landscape, definition })
}

/** What is wrong with the values given for a landscape's parameters. */
export function parameterProblems(
  definition: LandscapeDefinition,
  given: Readonly<Record<string, number>>,
): readonly Problem[] {
  const names = Object.keys(definition.parameters)
  return Object.entries(given).flatMap(([name, value]): readonly Problem[] => {
    const where = `landscape.parameters.${name.slice(0, 64)}`
    const parameter = Object.hasOwn(definition.parameters, name) ? definition.parameters[name] : undefined
    if (parameter === undefined) {
      const close = closestName(name, names)
      const hint = close === undefined ? '' : ` (did you mean "${close}"?)`
      const remedy = names.length === 0 ? `remove it; ${definition.id} has none` : `take one of ${names.join(', ')}`
      return [{ message: `unknown parameter of ${definition.id}: ${shown(name)}${hint}`, remedy, where }]
    }
    if (value >= parameter.min && value <= parameter.max) return []
    const range = `${parameter.min} to ${parameter.max}`
    return [
      {
        message: `parameter ${name} is ${value}, expected ${range}`,
        remedy: `set it to a number from ${range}`,
        where,
      },
    ]
  })
}

function checkExpressionLandscape(document: Kind<'expression'>, starts: readonly Start[]): Checked<CheckedLandscape> {
  const { parameters: settings = {}, dimension, slice } = document
  const inSpace = spaceProblems(document, undefined)
  // In a space that cannot be, the names of the variables are not known.
  if (inSpace.length > 0) return invalid(...inSpace, ...domainProblems(document.domain, 'landscape.domain'))
  const variables = variableNames(dimension)
  const compiled = compileExpression(document.expression, { variables, parameters: Object.keys(settings) })
  const problems: Problem[] = [
    ...compiled.problems.map((problem) => ({
      ...(dimension === undefined ? withDimensionHint(problem, document.expression) : problem),
      where: 'landscape.expression',
    })),
    ...domainProblems(document.domain, 'landscape.domain'),
  ]
  const parameters: Record<string, ParameterSetting> = {}
  for (const [name, given] of Object.entries(settings)) {
    const setting = typeof given === 'number' ? defaultSetting(given) : given
    parameters[name] = setting
    if (!(setting.min < setting.max && setting.min <= setting.value && setting.value <= setting.max)) {
      problems.push({
        message: `parameter ${name} is ${setting.value} in the range ${setting.min} to ${setting.max}, expected min < max and a value between them`,
        remedy: 'widen the range or move the value into it',
        where: `landscape.parameters.${name}`,
      })
    }
  }
  if (problems.length > 0) return invalid(...problems)
  const landscape: ExpressionLandscape = {
    kind: 'expression',
    expression: document.expression,
    parameters,
    ...(dimension === undefined ? {} : { dimension }),
    ...(slice === undefined ? {} : { slice }),
    domain: document.domain ?? domainAround(starts),
  }
  return valid({ landscape })
}

/** A formula in x1, x2, ... that does not say how many there are. */
function withDimensionHint(problem: Problem, expression: string): Problem {
  const [, number] = /^x(\d{1,3})$/.exec(expression.slice(...(problem.span ?? [0, 0]))) ?? []
  if (number === undefined) return problem
  return {
    ...problem,
    remedy: `give the number of variables x1, x2, ... as "dimension": ${Math.max(2, Number(number))}`,
  }
}

/** Below this fraction of its largest coordinate a domain holds too few float64 numbers to draw a surface on: some 4500 at 1e-12. */
const leastRelativeWidth = 1e-12

/** What is wrong with a domain's intervals; none if it is absent. */
export function domainProblems(domain: Domain | undefined, where: string): readonly Problem[] {
  if (domain === undefined) return []
  return (['x', 'y'] as const).flatMap((axis): readonly Problem[] => {
    const [min, max] = domain[axis]
    const width = max - min
    const got = `domain of ${axis} is [${min}, ${max}]`
    if (!(min < max)) {
      return [
        { message: `${got}, expected min < max`, remedy: 'give the smaller number first', where: `${where}.${axis}` },
      ]
    }
    if (!Number.isFinite(width) || width < leastRelativeWidth * Math.max(Math.abs(min), Math.abs(max))) {
      const wanted = `a finite width of at least ${leastRelativeWidth} of its largest coordinate`
      return [{ message: `${got}, expected ${wanted}`, remedy: 'choose another interval', where: `${where}.${axis}` }]
    }
    return []
  })
}

/** Whether a point lies in a domain, its edge included. */
export function isInside(domain: Domain, [x, y]: readonly [number, number]): boolean {
  return x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1]
}

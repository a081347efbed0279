import { compileExpression } from '../calculus'
import { findIn } from '../catalogue'
import { closestName } from '../closest-name'
import { landscapes } from '../landscapes/catalogue'
import type { Domain, LandscapeDefinition } from '../landscapes/landscape'
import type { Checked, Problem } from '../problem'
import { invalid, valid } from '../problem'
import { shown } from '../shown'
import { defaultSetting, domainAround } from './defaults'
import type { CatalogLandscape, ExpressionLandscape, ParameterSetting, SceneLandscape } from './scene'
import type { DomainDocument, LandscapeDocument } from './schema'

type Start = readonly [number, number]
type Kind<K extends LandscapeDocument['kind']> = Extract<LandscapeDocument, { kind: K }>

/** A scene's landscape with its defaults filled in, and the definition it comes from if it is a catalogue's. */
export interface CheckedLandscape {
  readonly landscape: SceneLandscape
  readonly definition?: LandscapeDefinition
}

/** Checks a landscape; a formula that has no domain of its own gets one that holds the starts. */
export function checkLandscape(document: LandscapeDocument, starts: readonly Start[]): Checked<CheckedLandscape> {
  return document.kind === 'catalog' ? checkCatalogLandscape(document) : checkExpressionLandscape(document, starts)
}

function checkCatalogLandscape(document: Kind<'catalog'>): Checked<CheckedLandscape> {
  const found = findIn(landscapes, 'landscape', document.id, 'landscape.id')
  const problems = [...found.problems, ...domainProblems(document.domain, 'landscape.domain')]
  if (found.value === undefined) return invalid(...problems)
  const definition = found.value
  problems.push(...parameterProblems(definition, document.parameters ?? {}))
  if (problems.length > 0) return invalid(...problems)
  const parameters: Record<string, number> = {}
  for (const [name, parameter] of Object.entries(definition.parameters)) {
    parameters[name] = document.parameters?.[name] ?? parameter.default
  }
  const landscape: CatalogLandscape = {
    kind: 'catalog',
    id: definition.id,
    parameters,
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
  const settings = document.parameters ?? {}
  const compiled = compileExpression(document.expression, { variables: ['x', 'y'], parameters: Object.keys(settings) })
  const problems: Problem[] = [
    ...compiled.problems.map((problem) => ({ ...problem, where: 'landscape.expression' })),
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
    domain: document.domain ?? domainAround(starts),
  }
  return valid({ landscape })
}

/** Below this fraction of its largest coordinate a domain holds too few float64 numbers to draw a surface on: some 4500 at 1e-12. */
const leastRelativeWidth = 1e-12

/** What is wrong with a domain's intervals; none if it is absent. */
export function domainProblems(domain: DomainDocument | undefined, where: string): readonly Problem[] {
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

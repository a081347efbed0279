import { z } from 'zod'
import { findIn } from '../../catalogue/gather'
import { findLandscape, isFamily, landscapeExpression, landscapes } from '../../catalogue/landscapes'
import { closestName } from '../../closest-name'
import type { LandscapeDefinition } from '../../definitions/landscape'
import { differing, otherThanDefault } from '../../differing'
import type { Domain } from '../../domain'
import { type Checked, invalid, type Problem, valid } from '../../problem'
import type { TypeOf } from '../../schema-type'
import { shown } from '../../shown'
import { sliceIn } from '../../slice/slice-pattern'
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
import { defineLandscapeKind } from '../landscape-kind'
import { compiledOnce, formulaInPlane, inSpace } from '../resolved-landscape'

const spec = z.strictObject({
  kind: z.literal('catalog'),
  id: z.string(),
  parameters: z.record(z.string(), z.number()).optional(),
  ...spaceKeys,
})
const file = spec.extend({ domain: domainFileSchema.optional() })

type File = TypeOf<typeof file>
type Spec = TypeOf<typeof spec>

/** An entry of the catalogue, at some values of its parameters. */
export type CatalogLandscape = Omit<File, 'domain'> & Required<Pick<File, 'parameters'>> & { readonly domain: Domain }

export default defineLandscapeKind<File, CatalogLandscape, Spec>({
  id: 'catalog',
  file,
  spec,

  check(document) {
    const found = checkEntry(document)
    const problems = [...found.problems, ...spaceDomainProblems(document.domain, document, 'landscape.domain')]
    if (found.value === undefined || problems.length > 0) return invalid(...problems)
    const definition = found.value
    return valid({
      kind: 'catalog',
      id: definition.id,
      parameters: { ...defaultsOf(definition), ...document.parameters },
      ...(isFamily(definition) ? { dimension: document.dimension ?? definition.dimension.default } : {}),
      ...(document.slice === undefined ? {} : { slice: document.slice }),
      domain: spaceDomain(document.domain, document, definition.domain),
    })
  },

  defaults({ id }) {
    const { title, heightScale, start } = findLandscape(id)!
    return { title, heightScale, start: () => start }
  },

  write(landscape) {
    const { id, parameters, domain } = landscape
    const definition = findLandscape(id)
    const standard = definition && isFamily(definition) ? { dimension: definition.dimension.default } : {}
    return {
      kind: 'catalog',
      id,
      ...differing(
        {
          parameters: otherThanDefault(parameters, definition?.parameters ?? {}),
          ...spaceDocument(landscape),
          domain: domainDocument(domain, landscape, definition?.domain),
        },
        { parameters: {}, ...standard },
      ),
    }
  },

  resolve(given) {
    const found = checkEntry(given)
    if (found.value === undefined) return invalid(...found.problems)
    const definition = found.value
    const { id } = definition
    const parameters = { ...defaultsOf(definition), ...given.parameters }
    const hasKinks = definition.hazards.includes('kink')
    if (!isFamily(definition)) {
      const expression = compiledOnce(`catalog ${id}`, () => valid(landscapeExpression(definition)))
      return valid(formulaInPlane(id, expression.value!, parameters, hasKinks))
    }
    const n = given.dimension ?? definition.dimension.default
    const objective = () => definition.objective(n, parameters)
    const standard = sliceIn(definition.defaultSlice, n)
    return valid(inSpace(id, n, objective, given.slice, standard, hasKinks))
  },
})

/** The entry that a file or a job names, if it can be had as it says. */
function checkEntry(given: Spec): Checked<LandscapeDefinition> {
  const found = findIn(landscapes, 'landscape', given.id, 'landscape.id')
  if (found.value === undefined) return found
  const definition = found.value
  const problems = [...parameterProblems(definition, given.parameters ?? {}), ...entrySpaceProblems(definition, given)]
  return problems.length === 0 ? found : invalid(...problems)
}

function defaultsOf({ parameters }: LandscapeDefinition): Readonly<Record<string, number>> {
  const defaults = Object.entries(parameters).map(([name, parameter]) => [name, parameter.default])
  return Object.fromEntries(defaults) as Record<string, number>
}

/** What is wrong with the values given for a landscape's parameters. */
function parameterProblems(
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
    const { min, max, integer = false } = parameter
    if (value >= min && value <= max && (!integer || Number.isInteger(value))) return []
    const range = `${min} to ${max}`
    const number = integer ? 'whole number' : 'number'
    return [
      {
        message: `parameter ${name} is ${value}, expected ${integer ? `a whole number from ${range}` : range}`,
        remedy: `set it to a ${number} from ${range}`,
        where,
      },
    ]
  })
}

function entrySpaceProblems(definition: LandscapeDefinition, given: SpaceSetting): readonly Problem[] {
  if (!isFamily(definition)) return planeProblems(given, definition.id)
  const { dimension } = definition
  return spaceProblems({ ...given, dimension: given.dimension ?? dimension.default }, dimension, definition.id)
}

function planeProblems(given: SpaceSetting, id: string): readonly Problem[] {
  const family = landscapes.find((landscape) => landscape.id === `${id}-n`)
  const remedy = family === undefined ? 'remove it' : `remove it, or take ${family.id}`
  return (['dimension', 'slice'] as const).flatMap((key) =>
    given[key] === undefined
      ? []
      : [{ message: `${key} of ${id}, which is a landscape in the plane`, remedy, where: `landscape.${key}` }],
  )
}

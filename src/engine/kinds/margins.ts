import { z } from 'zod'
import { compileExpression, type Expression } from '../../core/calculus'
import { sigmoid } from '../../core/elementary'
import { isOfClasses } from '../../core/networks/loss-ids'
import { type Margins, networkMargins } from '../../core/networks/margins'
import { normalisedObjective } from '../../core/networks/normalised-objective'
import { exampleTable } from '../../core/objectives/example-table'
import { exampleValues } from '../../core/objectives/expression-sum'
import type { Pieces } from '../../core/pieces'
import { type Checked, invalid } from '../../core/problem'
import { landscapeSpecSchema } from '../../core/scene/landscape-kinds'
import type { LandscapeSpec } from '../../core/scene/landscape'
import { variableNames } from '../../core/scene/variable-names'
import { defineJobKind } from '../job-kind'
import { evaluationWork } from './evaluation-work'
import { checkedLandscape, landscapeOf, specAhead } from './landscapes'
import { checkShape, pointProblems } from './specs'

const schema = z.strictObject({
  landscape: landscapeSpecSchema,
  /** A point in all dimensions, or its place on the plane that is drawn. */
  at: z.array(z.number()).readonly(),
  /** Of a formula over examples: the margin of one, in the same names. */
  margin: z.string().optional(),
})
export type MarginsSpec = z.infer<typeof schema>

export interface MarginsResult extends Margins {
  /** The probability that each example's output gives class 1, or its own class where targets are not told. */
  readonly probability: Float64Array
}

/** By how much the training examples are on their side of the decision, at a point. */
export const marginsKind = defineJobKind({
  id: 'margins',
  version: 1,
  ahead: specAhead,

  validate(given): Checked<MarginsSpec> {
    const shape = checkShape(schema, given)
    if (shape.value === undefined) return shape
    const { landscape, at, margin } = shape.value
    const resolved = checkedLandscape(landscape)
    if (resolved.value === undefined) return invalid(...resolved.problems)
    const { network } = resolved.value
    const ofPoint = pointProblems(at, resolved.value)
    if (ofPoint.length > 0) return invalid(...ofPoint)
    if (margin !== undefined) {
      const { problems } = marginExpression(margin, landscape)
      return problems.length === 0 ? shape : invalid(...problems)
    }
    if (network === undefined)
      return invalid({
        message: `margins of ${resolved.value.name}, which is no network, and no margin is given`,
        remedy: 'give the margin of an example as a formula, such as "s*(x*a + y*b)"',
        where: 'margin',
      })
    if (!isOfClasses(network.network.loss))
      return invalid({
        message: `margins of a network of loss ${network.network.loss}, whose targets are numbers`,
        remedy: 'take a loss of classes, such as cross-entropy',
        where: 'landscape.loss',
      })
    return shape
  },

  cost({ landscape }: MarginsSpec) {
    const resolved = landscapeOf(landscape)
    const { examples } = resolved.sum!
    return { work: evaluationWork(resolved).value, bytes: 17 * examples, smaller: 'take fewer examples' }
  },

  // Each is of another point of a race: the next one is asked for before this one is asked for again.
  isQuick: () => true,
  plan: () => [0],

  *run(spec): Pieces<MarginsResult> {
    const margins = yield* marginsOf(spec)
    const { margin, target } = margins
    return { ...margins, probability: margin.map((m, i) => sigmoid(target?.[i] === 0 ? -m : m)) }
  },

  merge: (_spec, parts): MarginsResult => parts[0]!,
})

function* marginsOf({ landscape, at, margin }: MarginsSpec): Pieces<Margins> {
  const { network: resolved, place } = landscapeOf(landscape)
  const theta = place(at)
  if (margin !== undefined) {
    const { examples = {}, parameters = {} } = landscape
    const columns = Object.keys(examples).sort()
    const expression = marginExpression(margin, landscape).value!
    return { margin: yield* exampleValues(theta, expression, parameters, columns, exampleTable(examples, columns)) }
  }
  const { network, examples } = resolved!
  const running = network.batchNorm
    ? yield* normalisedObjective(network, examples).statistics.reestimate(theta)
    : undefined
  return yield* networkMargins(network, examples, theta, running)
}

/** The margin of an example, in the words of the landscape's own formula: its variables, parameters and columns. */
function marginExpression(
  margin: string,
  { expression, dimension, parameters = {}, examples }: LandscapeSpec,
): Checked<Expression> {
  if (expression === undefined || examples === undefined)
    return invalid({
      message: 'margin is a formula, and the landscape is none over examples',
      remedy: 'leave it out: of a network the margins are known',
      where: 'margin',
    })
  const compiled = compileExpression(margin, {
    variables: variableNames(dimension),
    parameters: [...Object.keys(parameters), ...Object.keys(examples)],
  })
  if (compiled.value !== undefined) return compiled
  return invalid(...compiled.problems.map((problem) => ({ ...problem, where: 'margin' })))
}

import { z } from 'zod'
import { compileInPieces, derivativeTex, type Expression, type Meant } from '../../core/calculus'
import type { Pieces } from '../../core/pieces'
import type { Problem } from '../../core/problem'
import { mostVariables } from '../../core/scene/most-variables'
import { variableNames } from '../../core/scene/variable-names'
import { defineJobKind } from '../job-kind'
import { checkShape } from './specs'

const schema = z.strictObject({
  text: z.string(),
  /** In x alone in one dimension, in x1 to xn of a space of more; in x and y where absent. */
  dimension: z.int().min(1).max(mostVariables).optional(),
  /** Whether to derive the gradient's and Hessian's TeX too. */
  derivatives: z.boolean(),
})

export interface ExpressionResult {
  /** Empty when the expression is in order. */
  readonly problems: readonly Problem[]
  /** TeX of the formula, where it is in order. */
  readonly tex?: string
  /** Names other than its variables that the formula uses, in order of appearance: its parameters. */
  readonly parameters: readonly string[]
  /** Where one of them may have been meant otherwise; absent where none is. */
  readonly meant?: readonly Meant[]
  /** Whether it may fail to be smooth somewhere, whatever its parameters; absent where it is not in order. */
  readonly hasKinks?: boolean
  /** Where asked for, and not too long to be read. */
  readonly derivatives?: {
    /** By each variable. */
    readonly gradient: readonly string[]
    /** The upper triangle row by row: of x and y fxx, fxy, fyy. */
    readonly hessian: readonly string[]
  }
}

/** Checks a formula and typesets it. A formula that is not in order is an answer, not a failure. */
export const expressionKind = defineJobKind({
  id: 'expression',
  version: 3,
  validate: (given) => checkShape(schema, given),
  cost: () => ({ work: 1, bytes: 0, smaller: '' }),
  plan: () => [0],

  *run({ text, dimension, derivatives }): Pieces<ExpressionResult> {
    const names = { variables: variableNames(dimension) }
    const { value: expression, problems } = yield* compileInPieces(text, names)
    if (expression === undefined) return { problems, parameters: [] }
    const { tex, parameters, meant, hasKinks } = expression
    return {
      problems,
      tex,
      parameters,
      ...(meant.length > 0 && { meant }),
      hasKinks,
      ...(derivatives && derivativesOf(expression)),
    }
  },

  merge: (_spec, parts): ExpressionResult => parts[0]!,
})

/** The derivatives for reading; absent where they are too long to be read. */
function derivativesOf(expression: Expression): Pick<ExpressionResult, 'derivatives'> {
  const tex = derivativeTex(expression)
  if (tex === undefined) return {}
  const { gradient, hessian } = tex
  return { derivatives: { gradient, hessian: hessian.flatMap((row, i) => row.slice(i)) } }
}

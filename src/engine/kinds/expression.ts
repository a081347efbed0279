import { z } from 'zod'
import { compileExpression, derivativeTex, type Expression } from '../../core/calculus'
import { variableNames } from '../../core/scene/check-space'
import { mostVariables } from '../../core/scene/most-variables'
import { defineQuickJobKind } from '../job-kind'
import type { ExpressionResult } from '../job-table'
import { checkShape } from './specs'

const schema = z.strictObject({
  text: z.string(),
  dimension: z.int().min(2).max(mostVariables).optional(),
  derivatives: z.boolean(),
})

/** Checks a formula and typesets it. A formula that is not in order is an answer, not a failure. */
export const expressionKind = defineQuickJobKind({
  id: 'expression',
  version: 2,
  validate: (given) => checkShape(schema, given),
  compute({ text, dimension, derivatives }) {
    const { value: expression, problems } = compileExpression(text, { variables: variableNames(dimension) })
    if (expression === undefined) return { problems, parameters: [] }
    const { tex, parameters, hasKinks } = expression
    return { problems, tex, parameters, hasKinks, ...(derivatives && derivativesOf(expression)) }
  },
})

/** The derivatives for reading; absent where they are too long to be read. */
function derivativesOf(expression: Expression): Pick<ExpressionResult, 'derivatives'> {
  const tex = derivativeTex(expression)
  if (tex === undefined) return {}
  const { gradient, hessian } = tex
  return { derivatives: { gradient, hessian: hessian.flatMap((row, i) => row.slice(i)) } }
}

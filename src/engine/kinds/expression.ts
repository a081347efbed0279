import { z } from 'zod'
import { compileExpression, derivativeTex, type Expression } from '../../core/calculus'
import { defineQuickJobKind } from '../job-kind'
import type { ExpressionResult } from '../job-table'
import { checkShape } from './specs'

const schema = z.strictObject({ text: z.string(), derivatives: z.boolean() })

/** Checks a formula and typesets it. A formula that is not in order is an answer, not a failure. */
export const expressionKind = defineQuickJobKind({
  id: 'expression',
  version: 1,
  validate: (given) => checkShape(schema, given),
  compute({ text, derivatives }) {
    const { value: expression, problems } = compileExpression(text, { variables: ['x', 'y'] })
    if (expression === undefined) return { problems, parameters: [] }
    const { tex, parameters, hasKinks } = expression
    return { problems, tex, parameters, hasKinks, ...(derivatives && derivativesOf(expression)) }
  },
})

/** The derivatives for reading; absent where they are too long to be read. */
function derivativesOf(expression: Expression): Pick<ExpressionResult, 'derivatives'> {
  const tex = derivativeTex(expression)
  if (tex === undefined) return {}
  const [gradientX, gradientY] = tex.gradient
  const [[xx, xy], [, yy]] = tex.hessian as [[string, string], [string, string]]
  return { derivatives: { gradient: [gradientX!, gradientY!], hessian: [xx, xy, yy] } }
}

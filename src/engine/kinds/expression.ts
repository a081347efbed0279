import { z } from 'zod'
import { compileExpression } from '../../core/calculus'
import { defineQuickJobKind } from '../job-kind'
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
    const { tex, parameters } = expression
    return { problems, tex, parameters, ...(derivatives && {}) }
  },
})

import { z } from 'zod'
import { compileExpression } from '../../core/calculus'
import { expressionObjective } from '../../core/objectives/expression'
import { defineQuickJobKind } from '../job-kind'
import { checkShape } from './specs'

const schema = z.strictObject({ text: z.string().max(200) })

export interface NumberResult {
  /** The number that the text means; absent where it means none, or one that is not finite. */
  readonly value?: number
  /** Why it means none, in a line. */
  readonly message?: string
}

/** What a number means that is written as a formula without names: `2*pi`, `1/3`, `sqrt(2)`. */
export const numberKind = defineQuickJobKind({
  id: 'number',
  version: 1,
  validate: (given) => checkShape(schema, given),
  compute({ text }): NumberResult {
    const { value: expression, problems } = compileExpression(text, { variables: [] })
    if (expression === undefined) return { message: problems[0]!.message }
    const [name] = expression.parameters
    if (name !== undefined) return { message: `"${name}" is a name` }
    const value = expressionObjective(expression, {}).value(new Float64Array(0))
    return Number.isFinite(value) ? { value } : { message: 'it is not finite' }
  },
})

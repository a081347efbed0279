import type { Checked } from '../core/problem'
import { unusable } from './failure'

/** What was read, or every problem of it, told of the file or the options that it is from. */
export function checked<T>(result: Checked<T>, source: string | undefined): T {
  if (result.value !== undefined) return result.value
  throw unusable(
    ...result.problems.map((problem) =>
      source === undefined
        ? { ...problem, ...(problem.where === undefined ? {} : { where: optionOf(problem.where) }) }
        : { ...problem, where: problem.where === undefined ? source : `${source}: ${problem.where}` },
    ),
  )
}

/** Where there is no file, a place in the document is the option that filled it: `landscape.expression` is `-e`. */
function optionOf(where: string): string {
  return where
    .replace(/^landscape\.expression\b/, '-e')
    .replace(/^landscape\.parameters\./, '--param ')
    .replace(/^landscape\.dimension\b/, '--dimension')
    .replace(/^landscape\.interpolation\b/, '--interpolation')
    .replace(/^landscape\.domain\b/, '--domain')
    .replace(/^(?=(steps|seed|record)$)/, '--')
}

import { functions } from '../../src/core/calculus/vocabulary'

/** The functions of formulas that are mostly given one number. */
export const unaryFunctions: readonly string[] = [...functions]
  .filter(([, [least, most]]) => least === 1 && most < Infinity)
  .map(([name]) => name)

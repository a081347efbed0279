import type { Problem } from '../problem'
import { shown } from '../shown'

/** What is wrong with two ends, where they are given: the first lies below the second. */
export function rangeProblems(
  range: readonly [from: number, to: number] | undefined,
  name: string,
  where: string,
): readonly Problem[] {
  if (range === undefined || range[0] < range[1]) return []
  const message = `${name} is ${shown(range)}, expected a range that ends after it begins`
  return [{ message, remedy: 'write the smaller end first', where }]
}

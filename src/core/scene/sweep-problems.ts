import { optimizers } from '../catalogue/optimizers'
import { closestName } from '../closest-name'
import type { Problem } from '../problem'
import { rangeProblems } from './range-problems'
import type { SweepSetting, SweptSetting } from './sweep-setting'

/** Every number that some rule can be set to. */
const swept = [
  ...new Set(
    optimizers.flatMap(({ hyperparameters }) =>
      Object.entries(hyperparameters).flatMap(([name, { kind }]) => (kind === 'number' ? [name] : [])),
    ),
  ),
]

/** What is wrong with a sweep that has the right shape: a number that no rule has, or ends in the wrong order. */
export function sweepProblems(
  sweep: Partial<Pick<SweepSetting, 'x' | 'y'>> | undefined,
  where: string,
): readonly Problem[] {
  return (['x', 'y'] as const).flatMap((axis) => axisProblems(sweep?.[axis], `${where}.${axis}`))
}

function axisProblems(axis: SweptSetting | undefined, where: string): readonly Problem[] {
  if (axis === undefined) return []
  const { hyperparameter, ends } = axis
  const problems = rangeProblems(ends, 'ends', `${where}.ends`)
  if (swept.includes(hyperparameter)) return problems
  const close = closestName(hyperparameter, swept)
  const message = `unknown hyperparameter: "${hyperparameter}"${close === undefined ? '' : ` (did you mean "${close}"?)`}`
  return [...problems, { message, remedy: 'take a number of a rule, such as lr', where: `${where}.hyperparameter` }]
}

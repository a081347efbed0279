import { z } from 'zod'
import type { Problem } from '../problem'
import { shown } from '../shown'
import type { Path } from '../slice/fidelity'
import { vectorSchema } from '../vector-schema'
import type { Trajectory } from './landscape'

/** Numbers of all recorded paths of a scene: 16 MiB of them. */
const mostNumbers = 2_097_152

export const trajectoriesSchema = z
  .array(z.strictObject({ id: z.string().min(1).max(64), theta: vectorSchema, step: vectorSchema.optional() }))
  .max(16)
  .readonly()

/** What is wrong with recorded paths through n dimensions; none if they are absent. */
export function trajectoryProblems(
  paths: readonly Trajectory[] | undefined = [],
  n: number,
  where: string,
): readonly Problem[] {
  const problems = paths.flatMap(({ id, theta, step }, i): readonly Problem[] => {
    const before = paths.findIndex((path) => path.id === id)
    if (before < i)
      return [{ message: `two paths have the id ${shown(id)}`, remedy: 'rename one', where: `${where}[${i}].id` }]
    if (theta.length > 0 && theta.length % n === 0) return stepProblems(step, theta.length / n, `${where}[${i}].step`)
    return [
      {
        message: `path has ${theta.length} numbers, expected ${n} for each of its points`,
        remedy: `give ${n} numbers a point, one point after the other`,
        where: `${where}[${i}].theta`,
      },
    ]
  })
  const count = paths.reduce((sum, { theta }) => sum + theta.length, 0)
  if (problems.length > 0 || count <= mostNumbers) return problems
  return [
    {
      message: `recorded paths have ${count} numbers, expected at most ${mostNumbers} in all`,
      remedy: `record every ${Math.ceil(count / mostNumbers)}th step`,
      where,
    },
  ]
}

function stepProblems(step: Trajectory['step'], count: number, where: string): readonly Problem[] {
  if (step === undefined) return []
  if (step.length !== count)
    return [
      { message: `path has ${count} points and ${step.length} steps`, remedy: 'give a step for each point', where },
    ]
  const late = step.findIndex((value, k) => !(value >= 0 && (k === 0 || value > step[k - 1]!)))
  if (late < 0) return []
  const message = `step is ${step[late]}, expected one after that of the point before`
  return [{ message, remedy: 'give the points in the order of their steps', where: `${where}[${late}]` }]
}

/** A recorded path as the paths of racers are, for recipes of slices. */
export function recordedPath({ theta, step }: Trajectory, n: number): Path {
  return {
    theta: Float64Array.from(theta),
    step: Float64Array.from(step ?? { length: theta.length / n }, (value, k) => value ?? k),
  }
}

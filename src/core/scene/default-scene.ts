import { checkScene } from './parse'
import { formatProblem } from '../problem'
import type { Scene } from './scene'

/** What the window opens with: six racers on Rosenbrock's valley, from the far side of its bend. */
export const defaultScene: Scene = theDefault()

function theDefault(): Scene {
  const { value, problems } = checkScene({
    basin: 1,
    landscape: { kind: 'catalog', id: 'rosenbrock' },
    start: [-1.5, 2],
    steps: 500,
  })
  if (value === undefined) throw new Error(problems.map(formatProblem).join('; '))
  return value
}

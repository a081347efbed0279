import { formatProblem } from '../../src/core/problem'
import { checkScene } from '../../src/core/scene/parse'
import type { Scene } from '../../src/core/scene/scene'

export const rosenbrock = { kind: 'catalog', id: 'rosenbrock' }
export const minimal = { basin: 1, landscape: rosenbrock }
export const example = {
  basin: 1,
  landscape: {
    kind: 'expression',
    expression: '(1-x)^2 + 100*(y-x^2)^2',
    domain: { x: [-2, 2], y: [-1, 3] },
  },
  start: [-1.5, 2.0],
  seed: 0,
  steps: 200,
  racers: [
    { optimizer: 'adam', lr: 0.05, betas: [0.9, 0.999] },
    { id: 'nag', optimizer: 'nesterov', lr: 0.001, momentum: 0.9 },
  ],
}

/** The scene of a document that is in order. */
export function scene(document: unknown): Scene {
  const { value, problems } = checkScene(document)
  if (value === undefined) throw new Error(problems.map(formatProblem).join('\n'))
  return value
}

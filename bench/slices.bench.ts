import { extremeEigenvalues } from '../src/core/linalg/lanczos'
import { finish } from '../src/core/pieces'
import { stream } from '../src/core/random/stream'
import { checkScene } from '../src/core/scene/parse'
import { landscapeSpec } from '../src/core/scene/landscape'
import { principalDirections } from '../src/core/slice/principal-directions'
import { landscapeOf } from '../src/engine/kinds/landscapes'
import type { Report } from './report'
import { median } from './support/median'

/** What it takes to find a plane: the principal directions of a path, and the top of a Hessian's spectrum. */
export function bench(report: Report): void {
  const [steps, n] = [1000, 10_000]
  const draws = stream(1, 'slices-bench')
  const path = new Float64Array(steps * n)
  for (let k = n; k < path.length; k++) path[k] = 0.999 * path[k - n]! + 0.01 * draws.normal()
  const time = median([0, 1, 2].map(() => timed(() => finish(principalDirections(path, path.slice(-n), 2)))))
  report({ name: 'principal directions of 1000 steps of 10 000', value: time / 1000, unit: 's', aim: { atMost: 2 } })

  const landscape = {
    kind: 'network',
    widths: [2, 16, 16, 2],
    loss: 'cross-entropy',
    data: { id: 'moons', examples: 512 },
    init: { id: 'xavier' },
  }
  const { objective: create, place } = landscapeOf(landscapeSpec(checkScene({ basin: 1, landscape }).value!.landscape))
  const [objective, theta] = [create(), place([0, 0])]
  const gradient = new Float64Array(objective.dimension)
  for (let step = 0; step < 2000; step++) {
    objective.valueGrad(theta, gradient)
    gradient.forEach((entry, i) => (theta[i] -= 0.1 * entry))
  }
  const gradients = median(Array.from({ length: 51 }, () => timed(() => objective.valueGrad(theta, gradient))))
  const top = median(
    Array.from({ length: 5 }, () =>
      timed(() =>
        finish(
          extremeEigenvalues((v, out) => objective.hessianVector(theta, v, out), objective.dimension, {
            count: 1,
            ends: 'largest',
            isSimple: true,
            tolerance: 1e-6,
            seed: 0,
            mostProducts: 1000,
          }),
        ),
      ),
    ),
  )
  report({
    name: 'top eigenvalue of a trained network',
    value: top / gradients,
    unit: 'gradients',
    aim: { atMost: 40 },
  })
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}
